import { expect, test } from 'vitest';
import { places } from '../../../infra/local/lambda/places.ts';

/** Notes who came in, in turn. */
function door(count: number) {
  const machine = places(count);
  const inside: string[] = [];
  const enter = async (name: string, when?: 'now' | 'later') => {
    const leave = await machine.enter(when);
    inside.push(name);
    return leave;
  };
  return { enter, inside };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

test('as many come in as there are places, then one for each that leaves, in the order of asking', async () => {
  const { enter, inside } = door(2);
  const [first] = await Promise.all([enter('a'), enter('b')]);
  for (const name of ['c', 'd']) void enter(name);
  await settled();
  const before = [...inside];

  first?.();
  await settled();

  expect(before).toEqual(['a', 'b']);
  expect(inside).toEqual(['a', 'b', 'c']);
});

test('a place that is given back twice is one place', async () => {
  const { enter, inside } = door(1);
  const leave = await enter('a');
  for (const name of ['b', 'c']) void enter(name);

  leave();
  leave();
  await settled();

  expect(inside).toEqual(['a', 'b']);
});

test('what can wait comes last', async () => {
  const { enter, inside } = door(1);
  const leave = await enter('a');
  void enter('warm', 'later');
  void enter('b').then((done) => done());

  leave();
  await settled();

  expect(inside).toEqual(['a', 'b', 'warm']);
});
