// Corrections, withdrawals, digests: who is written to, in which language.
import { simpleParser } from 'mailparser';
import { beforeAll, expect, test } from 'vitest';
import { hourOf } from '../../functions/core/digest-hour.ts';
import { DIGEST, digestAt } from '../../functions/core/occasion.ts';
import { byReader, header } from './newsroom.ts';
import { oneNewsroom } from './one-newsroom.ts';

// Two hours from now: no digest of today is due before.
const hour = new Date(hourOf(new Date()).getTime() + 2 * 3_600_000);
const MINUTE = 60_000;

const newsroom = await oneNewsroom();
beforeAll(async () => {
  const readers = ['ana,en', 'faiza,ar;en', 'noa,he;en'].map((one) => one.replace(',', '@occasions.example,'));
  const csv = [header, ...readers.map((reader) => `${reader},,immediate,UTC,test`)].join('\n');
  // What others published is closed: the clock plans it for nobody who comes now.
  await newsroom.settled();
  await newsroom.importSubscribers(newsroom.write('subscribers.csv', csv));
  await newsroom.tick(new Date());
});

/** The mails since, of this file's readers and of those of another domain. */
const since = (before: number, domain = '') =>
  byReader(
    newsroom
      .mails()
      .slice(before)
      .filter(({ to }) => ['occasions.example', domain].includes(to[0]?.split('@')[1] ?? '')),
  );
const count = () => newsroom.mails().length;
const textOf = async (reader: string) => {
  const mail = newsroom.bulletins().findLast(({ to }) => to[0] === `${reader}@occasions.example`);
  return (await simpleParser(await newsroom.cloud.emulators.ses.read(mail?.id ?? ''))).text ?? '';
};

const inEnglish = (text: string) => `# The gauge opens\n\n3 May 2026, Upper Glenmore\n\n${text}`;
const inArabic =
  '# افتتاح محطة القياس\n\n3 مايو 2026، أبر غلنمور\n\nافتتح مجلس المياه محطة القياس الجديدة في أولدبريدج أمام الجمهور.';
const lead = 'The Highland Water Council has opened the new gauge at Oldbridge to the public with its records.';

test('a correction goes to those who had the text, and the text to those who had none', async () => {
  const start = count();
  await newsroom.publish('occasion-gauge.md', inEnglish(lead));
  const first = count();
  await newsroom.importSubscribers(newsroom.write('late.csv', `${header}\nlate@late.example,en,,immediate,UTC,test`));
  const note = '---\ncorrection: The records begin in 1871.\n---\n';
  await newsroom.publish('occasion-gauge.md', `${note}${inEnglish(`${lead} They begin in 1871.`)}`);

  expect(since(start)).toMatchObject({ 'ana publication': 'The gauge opens', 'faiza publication': 'The gauge opens' });
  expect(since(first, 'late.example')).toEqual({
    'ana correction-2': 'Correction: The gauge opens',
    'faiza correction-2': 'Correction: The gauge opens',
    'noa correction-2': 'Correction: The gauge opens',
    'late publication': 'The gauge opens',
  });
  expect(await textOf('ana')).toMatch(/The records begin in 1871\.[\s\S]*They begin in 1871\./);
});

test('a withdrawal goes to those who had the text, in the language that they had', async () => {
  await newsroom.publish('occasion-weir.md', `${inEnglish(lead).replace('gauge opens', 'weir opens')}\n\n${inArabic}`);
  const first = count();
  await newsroom.publish('occasion-weir.yaml', 'status: withdrawn\nlanguages: [ar]\nnote: { ar: الأرقام خاطئة. }\n');
  const arabic = since(first);
  await newsroom.publish('occasion-weir.yaml', 'status: withdrawn\n');

  expect(Object.keys(arabic)).toEqual(['faiza withdrawal-2']);
  expect(await textOf('faiza')).toContain('الأرقام خاطئة.');
  expect(Object.keys(since(first)).toSorted()).toEqual([
    ...['ana withdrawal-3', 'faiza withdrawal-2', 'noa withdrawal-3'],
  ]);
  expect(await textOf('ana')).not.toContain('Oldbridge to the public');
  // Outlets that import it are told so too, in the same place.
  const { s3 } = newsroom.cloud.emulators;
  const keys = s3
    .list(newsroom.cloud.outputs.PublicBucket ?? '')
    .filter((key) => /^en\/.*\/the-weir-opens\.ninjs\.json$/.test(key));
  expect(keys).toHaveLength(1);
  const document = newsroom.publicText(keys[0] ?? '');
  expect(JSON.parse(document)).toMatchObject({ pubStatus: 'canceled', version: '3' });
  expect(document).not.toContain('Oldbridge to the public');
});

test('a digest comes at the reader’s hour with what came out since, and not on a day without', async () => {
  const zone = 'UTC';
  const at = (offset: number) => new Date(hour.getTime() + offset * 24 * 60 * MINUTE + 2 * MINUTE);
  const { hour: own } = { hour: hour.getUTCHours() };
  const row = { languages: ['fr', 'en'], topics: [], frequency: 'daily' as const, timezone: zone, hour: own };
  const { subscribers } = await import('../../functions/io/subscribers.ts');
  const id = 'dailyreader0';
  const table = newsroom.cloud.outputs.SubscribersTable ?? '';
  const daily = {
    id,
    address: 'daily@occasions.example',
    standIn: false,
    pausedUntil: null,
    formerRhythm: null,
    state: 'active' as const,
    ...row,
  };
  await subscribers(table).add(daily);
  await newsroom.publish('occasion-mill.md', inEnglish(lead).replace('gauge opens', 'mill opens'));
  await newsroom.publish('occasion-lock.md', inEnglish(lead).replace('gauge opens', 'lock opens'));
  const first = count();

  await newsroom.tick(at(0));
  const digests = () => Object.entries(since(first)).filter(([name]) => name.startsWith('daily '));
  const today = digests();
  await newsroom.tick(at(1));
  await newsroom.tick(at(1));

  const occasion = digestAt('daily', hour);
  expect(today).toEqual([[`daily ${occasion}`, expect.stringContaining('The lock opens')]]);
  expect(await textOf('daily')).toMatch(/The lock opens[\s\S]*The mill opens|The mill opens[\s\S]*The lock opens/);
  expect(digests()).toEqual(today);
  const mail = newsroom.mails().find(({ to }) => to[0] === 'daily@occasions.example');
  expect(mail?.tags.release).toEqual([DIGEST]);
});
