import { afterEach, expect, test } from 'vitest';
import { env } from '../../../functions/io/env.ts';

const names = ['POLYWIRE_TEST_ONE', 'POLYWIRE_TEST_TWO', 'POLYWIRE_TEST_THREE'] as const;

afterEach(() => {
  for (const name of names) delete process.env[name];
});

test('variables that are there are read by name', () => {
  process.env.POLYWIRE_TEST_ONE = '1';
  process.env.POLYWIRE_TEST_TWO = '2';

  expect(env('POLYWIRE_TEST_ONE', 'POLYWIRE_TEST_TWO')).toEqual({ POLYWIRE_TEST_ONE: '1', POLYWIRE_TEST_TWO: '2' });
});

test('all that are missing or empty are named together', () => {
  process.env.POLYWIRE_TEST_ONE = '1';
  process.env.POLYWIRE_TEST_TWO = '';

  expect(() => env(...names)).toThrow('lacks POLYWIRE_TEST_TWO, POLYWIRE_TEST_THREE;');
});
