import { expect, test } from 'vitest';
import { logSentence } from '../../cli/log-lines.ts';
import { releaseNames } from '../../cli/release-names.ts';
import { releaseId } from '../../functions/core/release.ts';

const receipt = (summary: string) => ({ body: Buffer.from(JSON.stringify({ summary })) });
const archive: Record<string, ReturnType<typeof receipt>> = {
  'receipts/early.md/20260503T080000.000Z-a.json': receipt('An older sentence.'),
  'receipts/early.md/20260504T080000.000Z-b.json': receipt('"early.md" was not published. Its embargo has no zone.'),
};
const names = releaseNames(
  {
    list: (bucket) => (bucket === 'inbox' ? ['budget.md', 'early.md'] : Object.keys(archive)),
    read: (_, key) =>
      archive[key] ? { contentType: '', etag: '', headers: {}, lastModified: new Date(0), ...archive[key] } : undefined,
  },
  { inbox: 'inbox', archive: 'archive' },
);

const line = (stage: string, outcome: string, rest = {}, file = 'budget.md') =>
  logSentence(JSON.stringify({ stage, outcome, releaseId: releaseId(file), ...rest }), names);

test.each([
  [line('ingest', 'accepted', { version: 1 }), 'understood "budget.md", a new release'],
  [line('ingest', 'accepted', { version: 3 }), 'understood version 3 of "budget.md"'],
  [line('publish', 'published'), 'published "budget.md"'],
  [line('pages', 'rebuilt'), 'rebuilt the pages of "budget.md"'],
  [line('bulletins', 'sent', { sent: 2, of: 3, language: 'ar' }), 'sent 2 of 3 mails of "budget.md" in ar'],
  [line('pages', 'retried', { error: 'Busy', message: 'Later.' }), 'pages of "budget.md": retried after Busy: Later.'],
])('names the release: %s', (said, expected) => {
  expect(said).toBe(expected);
});

test('a refusal is told with its sentence, the newest', () => {
  expect(line('ingest', 'refused', { reason: 'embargo' }, 'early.md')).toBe(
    'refused: "early.md" was not published. Its embargo has no zone.',
  );
});

test('a release that is not there any more has no name, and a line that is none of ours stays', () => {
  expect(line('publish', 'published', {}, 'gone.md')).toBe('published a release');
  expect(logSentence('polywire-pages: Error: no', names)).toBe('polywire-pages: Error: no');
});
