// What the press office is told of its uploads, and when: in the archive, as a page, by mail.
import { DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isBulletin } from '../../cli/local-newsroom.ts';
import { releaseId } from '../../functions/core/release.ts';
import { clientSettings } from '../../infra/local/emulators.ts';
import type { Faults } from '../../infra/local/ses/state.ts';
import { english, header, lead, type TestNewsroom, testNewsroom } from './newsroom.ts';

let newsroom: TestNewsroom;
let faults: Faults | undefined;
beforeAll(async () => {
  newsroom = await testNewsroom({ faults: (draft) => faults?.(draft) });
  const readers = ['ana@readers.example', 'ben@readers.example', 'bounce@simulator.amazonses.com'];
  const rows = [...readers.map((reader) => `${reader},en`), 'faiza@readers.example,ar'];
  const csv = [header, ...rows.map((row) => `${row},,immediate,UTC,test`)].join('\n');
  await newsroom.importSubscribers(newsroom.write('subscribers.csv', csv));
});
afterAll(() => newsroom.close());

const receipts = (file: string) => newsroom.receipts().filter(({ receipt }) => receipt.file === file);
const last = (file: string) => receipts(file).at(-1)?.receipt;
const page = (file: string) => {
  const key = receipts(file).at(-1)?.key.replace(/json$/, 'html') ?? '';
  return String(newsroom.cloud.emulators.s3.read(newsroom.cloud.outputs.ArchiveBucket ?? '', key)?.body);
};
const own = (file: string) =>
  newsroom.cloud.emulators.ses.outbox().filter((mail) => !isBulletin(mail) && mail.subject?.endsWith(`: ${file}`));
const subjects = (file: string) => own(file).map(({ subject }) => subject);
const textOf = async (file: string, at: number) =>
  (await PostalMime.parse(await newsroom.cloud.emulators.ses.read(own(file)[at]?.id ?? ''))).text ?? '';
const tellAgain = async (file: string) => {
  const { sqs, gateway } = newsroom.cloud.emulators;
  const QueueUrl = `${gateway.url}/000000000000/polywire-receipts-queue`;
  const MessageBody = JSON.stringify({ releaseId: releaseId(file) });
  for (let time = 0; time < 3; time++) await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  await newsroom.cloud.quiet();
};

const matter = (settings: string, text: string): string => `---\n${settings}\n---\n\n${text}`;
const inEnglish = `# The gauge opens\n\n3 May 2026, Upper Glenmore\n\n${lead}`;

test('a refused upload is told at once, with what to do, and once', async () => {
  await newsroom.publish('early.md', matter('embargo: 2026-12-01 09:00', inEnglish));
  await tellAgain('early.md');

  expect(last('early.md')).toMatchObject({ outcome: 'refused', progress: null });
  expect(page('early.md')).toContain('has no zone');
  expect(subjects('early.md')).toEqual(['[Polywire] Refused: early.md']);
  expect(await textOf('early.md', 0)).toContain('has no zone');
});

test('a release is told when all its mails are settled, bounces included, and nobody hears of it twice', async () => {
  await newsroom.publish('gauge.txt', english('A gauge for Oldbridge', lead));
  const before = { progress: last('gauge.txt')?.progress, mails: subjects('gauge.txt') };
  await newsroom.settled();
  await tellAgain('gauge.txt');
  await newsroom.settled();

  const mails = { planned: 3, accepted: 3, delivered: 2, bounced: 1, failed: 0, spared: 0, open: 0 };
  expect(before).toMatchObject({ progress: { done: false, published: [{ language: 'en' }] }, mails: [] });
  expect(last('gauge.txt')?.progress).toMatchObject({ done: true, mails });
  expect(page('gauge.txt')).toContain('<dt>Bounced</dt><dd>1</dd>');
  expect(subjects('gauge.txt')).toEqual(['[Polywire] Published: gauge.txt']);
  const [{ url = '' } = {}] = last('gauge.txt')?.progress?.published ?? [];
  expect(await textOf('gauge.txt', 0)).toContain(`A gauge for Oldbridge\n${url}`);
  expect((await fetch(url)).status).toBe(200);
});

test('a release under embargo is told to wait, without its texts, and told again when it is out', async () => {
  const soon = new Date(Date.now() + 4000).toISOString();
  await newsroom.publish('guarded.md', matter(`embargo: ${soon}`, inEnglish));
  const held = last('guarded.md')?.progress;
  // The minute before its hour, the one after, in which it is published once more, and the one that ends its bulletin.
  for (let minute = 0; minute < 3; minute++) await newsroom.settled();

  expect(held).toMatchObject({ published: [], held: [{ language: 'en', until: soon }], done: false });
  expect(subjects('guarded.md')).toEqual(['[Polywire] Under embargo: guarded.md', '[Polywire] Published: guarded.md']);
  expect(await textOf('guarded.md', 0)).not.toContain('gauge opens');
  expect(await textOf('guarded.md', 1)).toContain('The gauge opens');
  expect(last('guarded.md')?.progress).toMatchObject({ held: [], done: true, mails: { spared: 1 } });
});

test('a missing language is told at once; the upload that brings it is told when all is out', async () => {
  const arabic = 'افتتح مجلس المياه محطة القياس الجديدة في أولدبريدج أمام الجمهور مع جميع سجلاتها التاريخية.';
  await newsroom.publish('gate.md', matter('require: [en, ar]', inEnglish));
  const held = last('gate.md');
  await newsroom.publish('gate.md', `# افتتاح محطة القياس\n\n3 مايو 2026، أبر غلنمور\n\n${arabic}`);
  await newsroom.settled();

  expect(held).toMatchObject({ outcome: 'held', progress: { missing: ['ar'], published: [], done: false } });
  expect(subjects('gate.md')).toEqual(['[Polywire] Held: gate.md', '[Polywire] Published: gate.md']);
  expect(last('gate.md')?.progress).toMatchObject({ missing: [], published: [{}, {}], done: true });
  expect(receipts('gate.md')[0]?.receipt.progress).toEqual(held?.progress);
});

test('without anybody to write to it is over as soon as it is out, and so is its withdrawal', async () => {
  await newsroom.publish('silent.md', matter('notify: false', inEnglish));
  const mails = last('silent.md')?.progress;
  await newsroom.publish('silent.yaml', 'status: withdrawn\n');

  expect(mails).toMatchObject({ done: true, mails: { planned: 0 } });
  expect(subjects('silent.md')).toEqual(['[Polywire] Published: silent.md']);
  expect(subjects('silent.yaml')).toEqual(['[Polywire] Withdrawn: silent.yaml']);
  expect(last('silent.yaml')?.progress?.published).toMatchObject([{ withdrawn: expect.any(String) }]);
});

test('the same content again is told nobody by mail; what was lost of its pages is there again, as its receipt says', async () => {
  const { url = '' } = last('gauge.txt')?.progress?.published[0] ?? {};
  const client = new S3Client(clientSettings(newsroom.cloud.emulators.gateway.url));
  const Key = `${new URL(url).pathname.slice(1)}.html`;
  await client.send(new DeleteObjectCommand({ Bucket: newsroom.cloud.outputs.PublicBucket, Key }));
  const lost = (await fetch(url)).ok;

  await newsroom.publish('gauge.txt', english('A gauge for Oldbridge', lead));
  await newsroom.settled();

  expect([lost, (await fetch(url)).ok]).toEqual([false, true]);
  expect(last('gauge.txt')).toMatchObject({ outcome: 'unchanged', progress: { published: [{}], done: true } });
  expect(last('gauge.txt')?.summary).toContain(
    'nothing new, it stays at version 1. The pages and feeds that are out are',
  );
  expect(page('gauge.txt')).toContain('The pages and feeds that are out are rebuilt.');
  expect(subjects('gauge.txt')).toEqual(['[Polywire] Published: gauge.txt']);
});

test('a mail that SES refuses is tried again; the receipt stands meanwhile', async () => {
  let refusals = 0;
  faults = ({ operation }) => (operation === 'SendEmail' && refusals++ < 1 ? 'ACCOUNT_THROTTLED' : undefined);
  await newsroom.publish('empty.txt', '');
  faults = undefined;

  expect(refusals).toBe(2);
  expect(subjects('empty.txt')).toEqual(['[Polywire] Refused: empty.txt']);
  expect(newsroom.cloud.stages().find(({ name }) => name === 'receipts')).toMatchObject({ deadLetters: 0 });
});

test('no log and no queue names a file, an address or a headline', () => {
  const logged = newsroom.log.join('\n');

  expect(logged).toContain('"receipts"');
  expect(logged).not.toMatch(/guarded|gate\.md|highlandwater|gauge opens/);
});
