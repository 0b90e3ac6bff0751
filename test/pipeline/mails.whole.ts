// Who gets a mail, who doesn't, and what becomes of it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Faults } from '../../infra/local/ses/state.ts';
import { english, header, lead, type TestNewsroom, testNewsroom } from './newsroom.ts';

let newsroom: TestNewsroom;
let faults: Faults | undefined;
beforeAll(async () => {
  newsroom = await testNewsroom({
    faults: (draft) => (draft.operation === 'SendBulkEmail' ? faults?.(draft) : undefined),
  });
});
afterAll(() => newsroom.close());

const subscribe = async (...rows: string[]) =>
  newsroom.importSubscribers(newsroom.write('subscribers.csv', [header, ...rows].join('\n')));

/** How often each was written to, for the addresses that begin so. */
const written = (prefix: string): Record<string, number> => {
  const addresses = newsroom.mails().map(({ to }) => to[0] ?? '');
  const own = Map.groupBy(
    addresses.filter((address) => address.startsWith(prefix)),
    (address) => address,
  );
  return Object.fromEntries([...own].map(([address, mails]) => [address, mails.length]));
};

const unsubscribeLink = async (address: string): Promise<string> => {
  const mail = newsroom.bulletins().find(({ to }) => to[0] === address);
  const value = mail?.headers.find(({ name }) => name === 'List-Unsubscribe')?.value ?? '';
  return /^<([^>]+)>/.exec(value)?.[1] ?? '';
};

test('opening the link to leave changes nothing; the one-click POST does, and again', async () => {
  await subscribe(
    'leave-ana@readers.example,en,,immediate,UTC,test',
    'leave-ben@readers.example,he;en,,immediate,UTC,test',
  );
  await newsroom.publish('one.txt', english('The first release', lead));
  const [ana, ben] = [
    await unsubscribeLink('leave-ana@readers.example'),
    await unsubscribeLink('leave-ben@readers.example'),
  ];

  const opened = await fetch(ana);
  const left = await fetch(ben, {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    redirect: 'error',
  });
  const again = await fetch(ben, { method: 'POST', redirect: 'error' });
  await newsroom.publish('two.txt', english('The second release', lead));

  expect([opened.status, left.status, again.status]).toEqual([200, 200, 200]);
  expect(await opened.text()).toContain('<form method="post"');
  expect(await left.text()).toContain('<html lang="he" dir="rtl">');
  expect(written('leave-')).toEqual({ 'leave-ana@readers.example': 2, 'leave-ben@readers.example': 1 });
});

test('a forged link to leave gets a page that helps, and changes nothing', async () => {
  await subscribe('forged-ana@readers.example,en,,immediate,UTC,test');
  await newsroom.publish('three.txt', english('The first release', lead));
  const link = await unsubscribeLink('forged-ana@readers.example');
  const forged = link.slice(0, -1) + (link.endsWith('A') ? 'B' : 'A');

  const answer = await fetch(forged, { method: 'POST' });
  await newsroom.publish('four.txt', english('The second release', lead));

  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain('<h1>');
  expect(written('forged-')).toEqual({ 'forged-ana@readers.example': 2 });
});

test('who bounced or complained gets no further mail', async () => {
  await subscribe(
    'bounce@simulator.amazonses.com,en,,immediate,UTC,test',
    'complaint@simulator.amazonses.com,en,,immediate,UTC,test',
    'success@simulator.amazonses.com,en,,immediate,UTC,test',
  );
  await newsroom.publish('five.txt', english('The first release', lead));
  await newsroom.publish('six.txt', english('The second release', lead));

  const { copies } = (await newsroom.follow('six.txt')) ?? {};
  expect(written('bounce@')).toEqual({ 'bounce@simulator.amazonses.com': 1 });
  expect(written('complaint@')).toEqual({ 'complaint@simulator.amazonses.com': 1 });
  expect(written('success@')).toEqual({ 'success@simulator.amazonses.com': 2 });
  expect(copies).toMatchObject({ SUPPRESSED: 2, bounced: 0, FAILED: 0 });
});

test('entries that SES throttles are sent again, once each', async () => {
  let throttled = 0;
  faults = () => (throttled++ < 3 ? 'ACCOUNT_THROTTLED' : undefined);
  await subscribe(
    ...Array.from({ length: 8 }, (_, number) => `throttled-${number}@readers.example,en,,immediate,UTC,test`),
  );
  await newsroom.publish('seven.txt', english('The first release', lead));

  expect(throttled).toBeGreaterThan(8);
  expect(written('throttled-')).toEqual(
    Object.fromEntries(Array.from({ length: 8 }, (_, number) => [`throttled-${number}@readers.example`, 1])),
  );
  expect((await newsroom.follow('seven.txt'))?.copies).toMatchObject({ FREE: 0, UNKNOWN: 0, CLAIMED: 0 });
});

test('a call that SES takes and doesn’t answer is settled by its events, not sent again', async () => {
  let reset = 0;
  faults = () => (reset++ < 1 ? 'accept-then-reset' : undefined);
  await subscribe(
    'reset-ana@readers.example,en,,immediate,UTC,test',
    'reset-ben@readers.example,en,,immediate,UTC,test',
  );
  await newsroom.publish('eight.txt', english('The first release', lead));

  expect(reset).toBeGreaterThan(1);
  expect(written('reset-')).toEqual({ 'reset-ana@readers.example': 1, 'reset-ben@readers.example': 1 });
  expect((await newsroom.follow('eight.txt'))?.copies).toMatchObject({ UNKNOWN: 0, CLAIMED: 0, FREE: 0 });
});

test('a mail that SES takes and then can’t render is told as failed, and doesn’t count as sent', async () => {
  await subscribe('render-ana@readers.example,de,,immediate,UTC,test');
  const { ses } = newsroom.cloud.emulators;
  ses.createTemplate('polywire-bulletin-ltr', { subject: '{{subject}}', text: '{{text}} {{nowhere}}' });
  const german =
    'Ein neuer Pegel an der Brücke von Oldbridge\n\n3. Mai 2026, Oberglenmoor\n\nDer Hochland-Wasserrat hat heute den neuen Pegel an der Brücke eröffnet.';
  await newsroom.publish('nine.txt', german);

  expect(written('render-')).toEqual({ 'render-ana@readers.example': 1 });
  expect((await newsroom.follow('nine.txt'))?.copies).toMatchObject({ SENT: 0, FAILED: 1, delivered: 0 });
});
