import { expect, test } from 'vitest';
import { sharing } from '../../../functions/io/sharing.ts';

test('who asks for the same while it is being read shares the answer; who asks later reads anew', async () => {
  const answers: ((text: string) => void)[] = [];
  const asked: string[] = [];
  const read = sharing((name: string) => {
    asked.push(name);
    return new Promise<string>((resolve) => void answers.push(resolve));
  }, String);

  const together = Promise.all([read('a'), read('b'), read('a')]);
  for (const [at, answer] of answers.entries()) answer(`first ${asked[at]}`);
  const first = await together;
  const later = read('a');
  answers.at(-1)?.('second a');

  expect(first).toEqual(['first a', 'first b', 'first a']);
  expect(await later).toBe('second a');
  expect(asked).toEqual(['a', 'b', 'a']);
});

test('a failure is shared too, and not kept', async () => {
  let times = 0;
  const read = sharing(async () => {
    if (++times === 1) throw new Error('for once');
    return times;
  }, String);

  const both = await Promise.allSettled([read('a'), read('a')]);

  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await read('a')).toBe(2);
});
