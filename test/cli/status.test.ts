// The words in which a release's state is told; test/cli/newsroom-commands.whole.ts runs the command itself.
import { describe, expect, test } from 'vitest';
import { isSettled, progressInWords } from '../../cli/progress.ts';
import { languageStates } from '../../cli/release-state.ts';
import type { Progress } from '../../functions/core/receipt.ts';
import type { HeadEdition, ReleaseHead } from '../../functions/core/release-head.ts';
import { aPublication, published } from '../templates/samples.ts';

const first = '2026-03-09T08:00:00.000Z';
const later = '2026-03-10T09:00:00.000Z';
const now = new Date('2026-03-11T00:00:00.000Z');
const ahead = '2026-04-01T06:00:00.000Z';

const edition = (changes: Partial<HeadEdition> = {}): HeadEdition => ({
  ...{ version: 1, contentHash: 'c', hash: 'h', embargo: null, withdrawn: null },
  ...changes,
});

const head = (editions: ReleaseHead['editions'], require: string[] = []): ReleaseHead => ({
  ...{ releaseId: 'r1', revision: 1, version: 1, uploads: [], topics: [], notify: true },
  ...{ editions, require },
});

const taken = { version: 2, contentHash: 'n', receivedAt: later };

const said = (release: ReleaseHead, rows?: Parameters<typeof aPublication>[1]) =>
  languageStates(release, rows && aPublication([], rows), { site: 'https://n.example', zone: 'UTC', now }).map(
    ({ language, text }) => `${language} ${text}`,
  );

describe('a language', () => {
  const row = { ...published(first), hash: 'h' };
  const corrected = { ...published(first, later), hash: 'h' };
  const gone = { ...row, withdrawn: { version: 2, contentHash: 'n', instant: later } };

  test.each([
    ['published since 9 March 2026 at 08:00:00 (UTC)', edition(), row],
    [
      'published since 9 March 2026 at 08:00:00 (UTC), corrected on 10 March 2026 at 09:00:00 (UTC)',
      edition(),
      corrected,
    ],
    [
      'published since 9 March 2026 at 08:00:00 (UTC); its newest text is held until 1 April 2026 at 06:00:00 (UTC)',
      edition({ hash: 'new', embargo: ahead }),
      row,
    ],
    ['withdrawn on 10 March 2026 at 09:00:00 (UTC)', edition({ withdrawn: taken }), gone],
    ['is being withdrawn', edition({ withdrawn: taken }), row],
  ])('that readers have is %s', (text, one, readers) => {
    expect(said(head({ en: one }), { editions: { en: readers } })).toEqual([`en ${text}`]);
  });

  test.each([
    ['held until 1 April 2026 at 06:00:00 (UTC)', edition({ embargo: ahead })],
    ['on its way', edition()],
    ['withdrawn before anybody could read it', edition({ embargo: ahead, withdrawn: taken })],
  ])('that readers don’t have is %s', (text, one) => {
    expect(said(head({ en: one }))).toEqual([`en ${text}`]);
  });

  test('that waits for a required one says so, and the missing one is told', () => {
    expect(said(head({ en: edition() }, ['en', 'fr']))).toEqual([
      'en held until fr is there too',
      'fr missing: the release requires it',
    ]);
  });
});

const progress = (changes: Partial<Progress>): Progress => ({
  ...{ published: [], held: [], missing: [], outlets: null, done: false },
  mails: { planned: 5, accepted: 4, delivered: 2, bounced: 1, failed: 1, spared: 1, open: 0 },
  bulletins: [],
  ...changes,
});
const en = { language: 'en', url: 'https://n.example/en/x', firstPublished: first, withdrawn: null };
const gone = { ...en, language: 'de', url: 'https://n.example/de/x', withdrawn: later };
const fr = { language: 'fr', until: ahead };

test('progress is told by language, with every mail accounted for', () => {
  expect(progressInWords(progress({ published: [en, gone], held: [fr], missing: ['ar'] }), 'UTC')).toEqual([
    'en: https://n.example/en/x',
    'de: withdrawn; the notice is at https://n.example/de/x',
    'fr: held until 1 April 2026 at 06:00:00 (UTC)',
    'ar: missing, and required',
    'mails: 5 planned, 4 accepted, 2 delivered, 1 bounced, 1 failed, 0 open, 1 spared: the readers had left',
  ]);
});

test.each([
  ['all is out', { done: true }, true],
  ['nothing is out before its hour', { held: [fr] }, true],
  ['one language is out with its mails, the other waits', { published: [en], held: [fr] }, true],
  [
    'mails are not yet counted',
    { published: [en], held: [fr], mails: { ...progress({}).mails, planned: null } },
    false,
  ],
  ['mails are open', { published: [en], held: [fr], mails: { ...progress({}).mails, open: 1 } }, false],
  ['it was not published yet', {}, false],
])('who follows an upload: %s', (_, changes, settled) => {
  expect(isSettled(progress(changes))).toBe(settled);
});
