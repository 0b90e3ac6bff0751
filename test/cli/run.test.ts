import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { polywire, sample } from './polywire.ts';

const scratch = mkdtempSync(join(tmpdir(), 'polywire-run-'));
const out = (name: string) => join(scratch, name);

test('run publishes the samples and writes pages, feeds, mails, receipts and a report', async () => {
  const files = [
    'reservoir-agreement.txt',
    'spring-flood-warning.md',
    'doctors-appeal.txt',
    'neue-messstation.txt',
  ].map(sample);

  const { code, stderr, stdout } = await polywire(
    'run',
    ...files,
    '--subscribers',
    sample('subscribers.csv'),
    '--out',
    out('all'),
  );

  const report = JSON.parse(readFileSync(join(out('all'), 'report.json'), 'utf8'));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('"doctors-appeal.txt" (he) was accepted.');
  expect(report.ok).toBe(true);
  expect(report.releases.map(({ outcome }: { outcome: string }) => outcome)).toEqual(Array(4).fill('accepted'));
  for (const language of ['en', 'fr', 'ar', 'es', 'he', 'de']) {
    for (const name of ['rss.xml', 'atom.xml', 'feed.json', 'index.html']) {
      expect(existsSync(join(out('all'), 'public', language, name)), `${language}/${name}`).toBe(true);
    }
  }
  const mails = readdirSync(join(out('all'), 'outbox'));
  const planned = [
    ...report.releases.map(({ copies }: { copies: { delivered: number } }) => copies),
    report.digests,
  ].map(({ delivered }) => delivered);
  expect(report.digests).toMatchObject({ SENT: 1, delivered: 1 });
  expect(mails).toHaveLength(planned.reduce((sum: number, count: number) => sum + count, 0));
  for (const mail of mails) {
    const { subject, text, html } = await PostalMime.parse(readFileSync(join(out('all'), 'outbox', mail)));
    expect(subject && text && html).toBeTruthy();
  }
  for (const name of files.map((path) => path.split('/').at(-1) ?? '')) {
    const [json = '', page = ''] = readdirSync(join(out('all'), 'receipts', name))
      .sort()
      .reverse();
    const receipt = JSON.parse(readFileSync(join(out('all'), 'receipts', name, json), 'utf8'));
    expect(receipt.progress).toMatchObject({ done: true, mails: { open: 0, bounced: 0 } });
    expect(readFileSync(join(out('all'), 'receipts', name, page), 'utf8')).toContain('<p class="state published">');
  }
  // One mail to the newsroom itself for each, and none of them among the subscribers'.
  expect(readdirSync(join(out('all'), 'receipts', 'mail'))).toHaveLength(4);
}, 300_000);
