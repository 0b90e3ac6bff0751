// What happens when SES takes no mail, or doesn't say whether it did: who waits, who is told, and that it goes on.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GRACE } from '../../functions/clock/reconcile.ts';
import type { Faults } from '../../infra/local/ses/state.ts';
import { byReader, header, type TestNewsroom, testNewsroom } from './newsroom.ts';

const MINUTE = 60_000;

let newsroom: TestNewsroom;
let faults: Faults | undefined;
beforeAll(async () => {
  newsroom = await testNewsroom({ faults: (draft) => faults?.(draft) });
  const readers = ['ana@readers.example,en', 'faiza@readers.example,ar;en', 'noa@readers.example,he;en'];
  const csv = [header, ...[...readers, 'late@readers.example,en'].map((reader) => `${reader},,immediate,UTC,test`)];
  await newsroom.importSubscribers(newsroom.write('subscribers.csv', csv.join('\n')));
  await newsroom.tick(new Date());
}, 120_000);
afterAll(() => newsroom.close());

/** The mails since. */
const since = (before: number) => byReader(newsroom.mails().slice(before));
const count = () => newsroom.mails().length;

const inEnglish = (text: string) => `# The gauge opens\n\n3 May 2026, Upper Glenmore\n\n${text}`;
const lead = 'The Highland Water Council has opened the new gauge at Oldbridge to the public with its records.';

test('a bulletin that SES takes no mail of waits with an alarm, says so, and goes on where it was', async () => {
  const { ses } = newsroom.cloud.emulators;
  ses.setAccount({ sendingEnabled: false });
  const first = count();
  await newsroom.publish('sluice.md', inEnglish(lead).replace('gauge opens', 'sluice opens'));
  await newsroom.tick(new Date());
  const paused = newsroom.receipts().findLast(({ receipt }) => receipt.file === 'sluice.md')?.receipt.progress;
  const alarm = newsroom.cloud.stages().find(({ name }) => name === 'clock')?.alarm;
  ses.setAccount({ sendingEnabled: true });
  await newsroom.tick(new Date(Date.now() + 16 * MINUTE));
  await newsroom.tick(new Date(Date.now() + 17 * MINUTE));

  expect(paused).toMatchObject({
    done: false,
    bulletins: [{ accepted: 0, paused: { reason: 'SendingPausedException' } }],
  });
  expect(alarm).toContain('SES takes no mails');
  expect(Object.keys(since(first)).toSorted()).toEqual(
    ['ana', 'faiza', 'late', 'noa'].map((name) => `${name} publication`),
  );
  // The mail that tells the newsroom of it is refused too, five times if it takes long; no reader's is put aside.
  const stages = newsroom.cloud.stages().filter(({ name }) => ['bulletins', 'copies', 'feedback'].includes(name));
  expect(stages.map(({ deadLetters }) => deadLetters)).toEqual([0, 0, 0]);
});

test('a day’s quota that is too small is told, uses the day up, and the rest follows when the window frees', async () => {
  const { ses } = newsroom.cloud.emulators;
  const sent = ses.accepted().length;
  ses.setAccount({ max24HourSend: sent + 2 });
  const first = count();
  await newsroom.publish('ferry.md', inEnglish(lead).replace('gauge opens', 'ferry sails'));
  await newsroom.tick(new Date());
  const today = count() - first;
  const told = newsroom.receipts().findLast(({ receipt }) => receipt.file === 'ferry.md')?.receipt.progress
    ?.bulletins[0];
  ses.setAccount({ max24HourSend: -1 });
  for (let minute = 1; minute <= 3; minute++) await newsroom.tick(new Date(Date.now() + minute * MINUTE));

  expect(today).toBe(2);
  expect(told).toMatchObject({ accepted: 2, open: 2, paused: { reason: 'ACCOUNT_DAILY_QUOTA_EXCEEDED' } });
  expect(Object.keys(since(first)).toSorted()).toEqual(
    ['ana', 'faiza', 'late', 'noa'].map((name) => `${name} publication`),
  );
});

test('mails that SES took without an answer, and without an event, are sent again when the grace period is over', async () => {
  faults = ({ to }) => (to[0]?.address.startsWith('noa') ? 'accept-then-reset' : undefined);
  const { fauxqs } = newsroom.cloud.emulators;
  const first = count();
  // Its events are lost: the topic has no subscriber meanwhile.
  const publish = fauxqs.publish.bind(fauxqs);
  fauxqs.publish = (topic, message) => (message.includes('noa@') ? { messageId: 'lost' } : publish(topic, message));
  await newsroom.publish('bridge.md', inEnglish(lead).replace('gauge opens', 'bridge opens'));
  faults = undefined;
  fauxqs.publish = publish;
  await newsroom.tick(new Date(Date.now() + GRACE - MINUTE));
  const early = count() - first;
  await newsroom.tick(new Date(Date.now() + GRACE + MINUTE));

  expect(early).toBe(4);
  expect(count() - first).toBe(5);
  expect(newsroom.log.some((line) => line.includes('"reconciled"'))).toBe(true);
});
