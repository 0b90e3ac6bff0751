import { expect, test } from 'vitest';
import { snapshot } from '../../cli/snapshot.ts';

/** A reader that answers when it is told to, and a clock. */
function slow() {
  const time = { now: 0 };
  const answers: ((value: string) => void)[] = [];
  const read = () => new Promise<string>((resolve) => answers.push(resolve));
  return { time, answers, get: snapshot(read, 1000, () => time.now) };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

test('only the first look waits; all that look meanwhile share it', async () => {
  const { get, answers } = slow();

  const both = [get(), get()];
  answers[0]?.('first');

  expect(await Promise.all(both)).toEqual(['first', 'first']);
  expect(answers).toHaveLength(1);
});

test('a later look has what is known at once, and the next what it found out', async () => {
  const { get, answers, time } = slow();
  const first = get();
  answers[0]?.('old');
  await first;

  time.now = 1500;
  const stale = await get();
  answers[1]?.('new');
  await settled();

  expect([stale, await get()]).toEqual(['old', 'new']);
});

test('what took long is not asked for again before ten times as long', async () => {
  const { get, answers, time } = slow();
  const first = get();
  time.now = 2000;
  answers[0]?.('slow');
  await first;

  time.now = 21_000;
  await get();
  const before = answers.length;
  time.now = 22_001;
  await get();

  expect([before, answers.length]).toEqual([1, 2]);
});
