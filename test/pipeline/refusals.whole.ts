// What can't be published is refused, receipted and acknowledged; nothing else suffers.
import { expect, test } from 'vitest';
import { english, lead } from './newsroom.ts';
import { deadLetters, oneNewsroom } from './one-newsroom.ts';

const newsroom = await oneNewsroom();

test.each([
  ['void.txt', '', 'empty', /"void.txt" is empty/],
  ['picture.txt', 'PNG\u0000\u0001\u0002', 'binary', /binary data/],
  ['large.txt', 'x'.repeat(5 * 1024 * 1024 + 1), 'file-size', /5\.0 MB; the limit is 1 MB/],
  ['sheet.pdf', 'whatever it is', 'file-type', /is of type \.pdf/],
  ['untitled.txt', `9 March 2026, Glenmore\n\n${lead}`, 'no-headline', /its dateline \(line 1\) and has no headline/],
  ['premature.md', `---\nembargo: 2026-12-01 09:00\n---\n\n# A headline\n\n${lead}`, 'embargo', /has no zone/],
])('%s is refused with a sentence that says what to do', async (key, text, code, sentence) => {
  const objects = () => newsroom.cloud.emulators.s3.list(newsroom.cloud.outputs.PublicBucket ?? '');
  const before = { objects: objects(), dead: deadLetters(newsroom) };

  await newsroom.publish(key, text);

  const receipt = newsroom.receipts().find((one) => one.receipt.file === key)?.receipt;
  expect(receipt?.outcome).toBe('refused');
  expect(receipt?.problems.map((problem) => problem.code)).toContain(code);
  expect(receipt?.summary).toMatch(sentence);
  expect({ objects: objects(), dead: deadLetters(newsroom) }).toEqual(before);
  const stored = newsroom.cloud.emulators.s3.read(newsroom.cloud.outputs.InboxBucket ?? '', key);
  expect(new TextDecoder().decode(stored?.body)).toBe(text);
});

test('a good release beside a bad one is published', async () => {
  await newsroom.upload(newsroom.write('bad', ''), 'bad.txt');
  await newsroom.publish('good.txt', english('A good release', lead));

  expect(newsroom.publicText('en/rss.xml')).toContain('A good release');
});

test('a release under embargo leaves no trace in public before it, and comes out with the clock after it', async () => {
  const inTwoSeconds = new Date(Date.now() + 2500).toISOString();
  await newsroom.publish('hush.md', `---\nembargo: ${inTwoSeconds}\n---\n\n# A guarded hush\n\n${lead}`);
  const { s3 } = newsroom.cloud.emulators;
  const traces = () =>
    s3
      .list(newsroom.cloud.outputs.PublicBucket ?? '')
      .filter((key) => `${key} ${newsroom.publicText(key)}`.includes('hush'));

  const before = traces();
  await newsroom.tick(new Date());
  await newsroom.cloud.quiet();

  expect(before).toEqual([]);
  expect(traces()).not.toEqual([]);
  const { publication } = (await newsroom.follow('hush.md')) ?? {};
  expect(Date.parse(publication?.firstPublished ?? '')).toBeGreaterThanOrEqual(Date.parse(inTwoSeconds));
});
