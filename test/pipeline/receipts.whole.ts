// What the press office is told of its uploads, and when: in the archive, as a page, by mail.
import { DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import PostalMime from 'postal-mime';
import { beforeAll, expect, test } from 'vitest';
import { isBulletin } from '../../cli/local-newsroom.ts';
import { releaseId } from '../../functions/core/release.ts';
import { clientSettings } from '../../infra/local/emulators.ts';
import { header } from './newsroom.ts';
import { disturbance, oneNewsroom } from './one-newsroom.ts';

const newsroom = await oneNewsroom();
beforeAll(async () => {
  const readers = ['told-ana@readers.example', 'told-ben@readers.example', 'bounce+told@simulator.amazonses.com'];
  const rows = [...readers.map((reader) => `${reader},de`), 'told-faiza@readers.example,ar'];
  const csv = [header, ...rows.map((row) => `${row},,immediate,UTC,test`)].join('\n');
  await newsroom.importSubscribers(newsroom.write('subscribers.csv', csv));
});

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
const inGerman = (headline = 'Der Pegel ist offen') =>
  `# ${headline}\n\n3. Mai 2026, Oberglenmoor\n\nDer Hochland-Wasserrat hat heute den neuen Pegel an der Brücke von Oldbridge für alle geöffnet.`;

test('a refused upload is told at once, with what to do, and once', async () => {
  await newsroom.publish('told-early.md', matter('embargo: 2026-12-01 09:00', inGerman()));
  await tellAgain('told-early.md');

  expect(last('told-early.md')).toMatchObject({ outcome: 'refused', progress: null });
  expect(page('told-early.md')).toContain('has no zone');
  expect(subjects('told-early.md')).toEqual(['[Polywire] Refused: told-early.md']);
  expect(await textOf('told-early.md', 0)).toContain('has no zone');
});

test('a release is told when all its mails are settled, bounces included, and nobody hears of it twice', async () => {
  await newsroom.publish('told-gauge.md', inGerman('Ein Pegel für Oldbridge'));
  const before = { progress: last('told-gauge.md')?.progress, mails: subjects('told-gauge.md') };
  await newsroom.settled();
  await tellAgain('told-gauge.md');
  await newsroom.settled();

  const mails = { planned: 3, accepted: 3, delivered: 2, bounced: 1, failed: 0, spared: 0, open: 0 };
  expect(before).toMatchObject({ progress: { done: false, published: [{ language: 'de' }] }, mails: [] });
  expect(last('told-gauge.md')?.progress).toMatchObject({ done: true, mails });
  expect(page('told-gauge.md')).toContain('<dt>Bounced</dt><dd>1</dd>');
  expect(subjects('told-gauge.md')).toEqual(['[Polywire] Published: told-gauge.md']);
  const [{ url = '' } = {}] = last('told-gauge.md')?.progress?.published ?? [];
  expect(await textOf('told-gauge.md', 0)).toContain(`Ein Pegel für Oldbridge\n${url}`);
  expect((await fetch(url)).status).toBe(200);

  await newsroom.publish('told-second.md', inGerman('Ein zweiter Pegel für Oldbridge'));
  await newsroom.settled();
  expect(last('told-second.md')?.progress).toMatchObject({ mails: { accepted: 2, delivered: 2, spared: 1 } });
});

test('a release under embargo is told to wait, without its texts, and told again when it is out', async () => {
  const soon = new Date(Date.now() + 4000).toISOString();
  await newsroom.publish('told-guarded.md', matter(`embargo: ${soon}`, inGerman()));
  const held = last('told-guarded.md')?.progress;
  // The minute before its hour, the one after, in which it is published once more, and the one that ends its bulletin.
  for (let minute = 0; minute < 3; minute++) await newsroom.settled();

  expect(held).toMatchObject({ published: [], held: [{ language: 'de', until: soon }], done: false });
  expect(subjects('told-guarded.md')).toEqual([
    '[Polywire] Under embargo: told-guarded.md',
    '[Polywire] Published: told-guarded.md',
  ]);
  expect(await textOf('told-guarded.md', 0)).not.toContain('Pegel ist offen');
  expect(await textOf('told-guarded.md', 1)).toContain('Der Pegel ist offen');
  expect(last('told-guarded.md')?.progress).toMatchObject({ held: [], done: true, mails: { open: 0 } });
});

test('a missing language is told at once; the upload that brings it is told when all is out', async () => {
  const arabic = 'افتتح مجلس المياه محطة القياس الجديدة في أولدبريدج أمام الجمهور مع جميع سجلاتها التاريخية.';
  await newsroom.publish('told-gate.md', matter('require: [de, ar]', inGerman()));
  const held = last('told-gate.md');
  await newsroom.publish('told-gate.md', `# افتتاح محطة القياس\n\n3 مايو 2026، أبر غلنمور\n\n${arabic}`);
  await newsroom.settled();

  expect(held).toMatchObject({ outcome: 'held', progress: { missing: ['ar'], published: [], done: false } });
  expect(subjects('told-gate.md')).toEqual(['[Polywire] Held: told-gate.md', '[Polywire] Published: told-gate.md']);
  expect(last('told-gate.md')?.progress).toMatchObject({ missing: [], published: [{}, {}], done: true });
  expect(receipts('told-gate.md')[0]?.receipt.progress).toEqual(held?.progress);
});

test('without anybody to write to it is over as soon as it is out, and so is its withdrawal', async () => {
  await newsroom.publish('told-silent.md', matter('notify: false', inGerman()));
  const mails = last('told-silent.md')?.progress;
  await newsroom.publish('told-silent.yaml', 'status: withdrawn\n');

  expect(mails).toMatchObject({ done: true, mails: { planned: 0 } });
  expect(subjects('told-silent.md')).toEqual(['[Polywire] Published: told-silent.md']);
  expect(subjects('told-silent.yaml')).toEqual(['[Polywire] Withdrawn: told-silent.yaml']);
  expect(last('told-silent.yaml')?.progress?.published).toMatchObject([{ withdrawn: expect.any(String) }]);
});

test('the same content again is told nobody by mail; what was lost of its pages is there again, as its receipt says', async () => {
  const quietly = matter('notify: false', inGerman('Ein Wehr für Oldbridge'));
  await newsroom.publish('told-weir.md', quietly);
  const { url = '' } = last('told-weir.md')?.progress?.published[0] ?? {};
  const client = new S3Client(clientSettings(newsroom.cloud.emulators.gateway.url));
  const Key = `${new URL(url).pathname.slice(1)}.html`;
  await client.send(new DeleteObjectCommand({ Bucket: newsroom.cloud.outputs.PublicBucket, Key }));
  const lost = (await fetch(url)).ok;

  await newsroom.publish('told-weir.md', quietly);
  await newsroom.settled();

  expect([lost, (await fetch(url)).ok]).toEqual([false, true]);
  expect(last('told-weir.md')).toMatchObject({ outcome: 'unchanged', progress: { published: [{}], done: true } });
  expect(last('told-weir.md')?.summary).toContain(
    'nothing new, it stays at version 1. The pages and feeds that are out are',
  );
  expect(page('told-weir.md')).toContain('The pages and feeds that are out are rebuilt.');
  expect(subjects('told-weir.md')).toEqual(['[Polywire] Published: told-weir.md']);
});

test('a mail that SES refuses is tried again; the receipt stands meanwhile', async () => {
  let refusals = 0;
  disturbance.faults = ({ operation }) =>
    operation === 'SendEmail' && refusals++ < 1 ? 'ACCOUNT_THROTTLED' : undefined;
  await newsroom.publish('told-empty.txt', '');
  disturbance.faults = undefined;

  expect(refusals).toBe(2);
  expect(subjects('told-empty.txt')).toEqual(['[Polywire] Refused: told-empty.txt']);
  expect(newsroom.cloud.stages().find(({ name }) => name === 'receipts')).toMatchObject({ deadLetters: 0 });
});

test('no log and no queue names a file, an address or a headline', async () => {
  await newsroom.publish('told-guarded-log.md', inGerman());
  await newsroom.settled();
  const logged = newsroom.log.join('\n');

  expect(logged).toContain('"receipts"');
  expect(logged).not.toMatch(/guarded|gate\.md|highlandwater|gauge opens|Pegel/);
});
