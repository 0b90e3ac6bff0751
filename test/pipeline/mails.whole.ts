// Who gets a mail, who doesn't, and what becomes of it.
import { GetEmailTemplateCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { expect, onTestFinished, test } from 'vitest';
import { clientSettings } from '../../infra/local/emulators.ts';
import type { Fault } from '../../infra/local/ses/state.ts';
import { english, header, lead } from './newsroom.ts';
import { disturbance, oneNewsroom } from './one-newsroom.ts';

const newsroom = await oneNewsroom();

/** What SES does to calls for a release's mails. */
const upset = (fault: () => Fault | undefined) => {
  disturbance.faults = ({ operation }) => (operation === 'SendBulkEmail' ? fault() : undefined);
};

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
  await newsroom.publish('mails-one.txt', english('The first release', lead));
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
  await newsroom.publish('mails-two.txt', english('The second release', lead));

  expect([opened.status, left.status, again.status]).toEqual([200, 200, 200]);
  expect(await opened.text()).toContain('<form method="post"');
  expect(await left.text()).toContain('<html lang="he" dir="rtl">');
  expect(written('leave-')).toEqual({ 'leave-ana@readers.example': 2, 'leave-ben@readers.example': 1 });
});

test('a forged link to leave gets a page that helps, and changes nothing', async () => {
  await subscribe('forged-ana@readers.example,en,,immediate,UTC,test');
  await newsroom.publish('mails-three.txt', english('The first release', lead));
  const link = await unsubscribeLink('forged-ana@readers.example');
  const forged = link.slice(0, -1) + (link.endsWith('A') ? 'B' : 'A');

  const answer = await fetch(forged, { method: 'POST' });
  await newsroom.publish('mails-four.txt', english('The second release', lead));

  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain('<h1>');
  expect(written('forged-')).toEqual({ 'forged-ana@readers.example': 2 });
});

test('who bounced or complained gets no further mail', async () => {
  await subscribe(
    'bounce+mails@simulator.amazonses.com,en,,immediate,UTC,test',
    'complaint+mails@simulator.amazonses.com,en,,immediate,UTC,test',
    'success+mails@simulator.amazonses.com,en,,immediate,UTC,test',
  );
  await newsroom.publish('mails-five.txt', english('The first release', lead));
  await newsroom.publish('mails-six.txt', english('The second release', lead));

  const { copies } = (await newsroom.follow('mails-six.txt')) ?? {};
  expect(written('bounce+mails@')).toEqual({ 'bounce+mails@simulator.amazonses.com': 1 });
  expect(written('complaint+mails@')).toEqual({ 'complaint+mails@simulator.amazonses.com': 1 });
  expect(written('success+mails@')).toEqual({ 'success+mails@simulator.amazonses.com': 2 });
  expect(copies).toMatchObject({ SUPPRESSED: expect.toSatisfy((some) => some >= 2), bounced: 0, FAILED: 0 });
});

test('entries that SES throttles are sent again, once each', async () => {
  let throttled = 0;
  upset(() => (throttled++ < 3 ? 'ACCOUNT_THROTTLED' : undefined));
  await subscribe(
    ...Array.from({ length: 8 }, (_, number) => `throttled-${number}@readers.example,en,,immediate,UTC,test`),
  );
  await newsroom.publish('mails-seven.txt', english('The first release', lead));

  expect(throttled).toBeGreaterThan(8);
  expect(written('throttled-')).toEqual(
    Object.fromEntries(Array.from({ length: 8 }, (_, number) => [`throttled-${number}@readers.example`, 1])),
  );
  expect((await newsroom.follow('mails-seven.txt'))?.copies).toMatchObject({ FREE: 0, UNKNOWN: 0, CLAIMED: 0 });
});

test('a call that SES takes and doesn’t answer is settled by its events, not sent again', async () => {
  let reset = 0;
  upset(() => (reset++ < 1 ? 'accept-then-reset' : undefined));
  await subscribe(
    'reset-ana@readers.example,en,,immediate,UTC,test',
    'reset-ben@readers.example,en,,immediate,UTC,test',
  );
  await newsroom.publish('mails-eight.txt', english('The first release', lead));

  expect(reset).toBeGreaterThan(1);
  expect(written('reset-')).toEqual({ 'reset-ana@readers.example': 1, 'reset-ben@readers.example': 1 });
  expect((await newsroom.follow('mails-eight.txt'))?.copies).toMatchObject({ UNKNOWN: 0, CLAIMED: 0, FREE: 0 });
});

test('a mail that SES takes and then can’t render is told as failed, and doesn’t count as sent', async () => {
  await subscribe('render-ana@readers.example,tr,,immediate,UTC,test');
  const { ses, gateway } = newsroom.cloud.emulators;
  const TemplateName = 'polywire-bulletin-ltr';
  const client = new SESv2Client(clientSettings(gateway.url));
  const { TemplateContent: { Subject: subject = '', Html: html, Text: text } = {} } = await client.send(
    new GetEmailTemplateCommand({ TemplateName }),
  );
  ses.createTemplate(TemplateName, { subject, text: '{{text}} {{nowhere}}' });
  onTestFinished(() => ses.createTemplate(TemplateName, { subject, html, text }));
  const turkish =
    'Oldbridge köprüsünde yeni ölçüm istasyonu\n\n3 Mayıs 2026, Yukarı Glenmore\n\nYayla Su Kurulu bugün köprüdeki yeni ölçüm istasyonunu halka açtı ve bütün kayıtları yayımladı.';
  await newsroom.publish('mails-nine.txt', turkish);

  expect(written('render-')).toEqual({ 'render-ana@readers.example': 1 });
  expect((await newsroom.follow('mails-nine.txt'))?.copies).toMatchObject({ SENT: 0, FAILED: 1, delivered: 0 });
});
