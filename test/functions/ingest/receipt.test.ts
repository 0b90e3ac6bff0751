import { describe, expect, test } from 'vitest';
import type { Problem, Release } from '../../../functions/core/release.ts';
import type { ReleaseHead, Upload } from '../../../functions/core/release-head.ts';
import { accept } from '../../../functions/ingest/accept.ts';
import { receipt, refusal } from '../../../functions/ingest/receipt.ts';
import { anEdition, anUpload, aRelease } from '../../templates/samples.ts';

const known = { file: 'accord.txt', receivedAt: '2026-03-09T08:00:00.000Z', sha256: '0', problems: [] };

const upload = (contentHash: string, sequencer: string, languages: string[], changes: Partial<Upload> = {}): Upload =>
  anUpload({
    ...{ contentHash, sequencer },
    editions: Object.fromEntries(languages.map((one) => [one, { hash: `${contentHash} ${one}`, embargo: null }])),
    ...changes,
  });

const first = upload('A', '10', ['en', 'ar']);

/** What is said of the last of these uploads, in the order of their arrival. */
function told(...uploads: Upload[]) {
  const [last = first] = uploads.slice(-1);
  const before = uploads
    .slice(0, -1)
    .reduce<ReleaseHead | undefined>((head, one) => accept(head, 'r1', one).head, undefined);
  const languages = Object.keys(last.editions);
  const release: Release = aRelease(languages.map((language) => anEdition({ language })));
  return receipt(known, { ...accept(before, 'r1', last), release, upload: last });
}

const until = '2026-12-01T08:00:00.000Z';
const embargoed = upload('E', '10', [], {
  editions: { en: { hash: 'e', embargo: until }, ar: { hash: 'a', embargo: until } },
});
const partly = upload('E', '10', [], {
  editions: { en: { hash: 'e', embargo: null }, ar: { hash: 'a', embargo: until } },
});
const withdrawal = upload('W', '20', [], { withdrawal: { languages: null } });

describe('the receipt', () => {
  test.each([
    ['a new release', [first], 'accepted', '"accord.txt" (en, ar) was accepted.'],
    [
      'a correction of one language',
      [first, upload('B', '20', ['ar'])],
      'accepted',
      '"accord.txt" (ar) was accepted as a correction of ar, version 2.',
    ],
    [
      'a late translation',
      [first, upload('B', '20', ['fr', 'es'])],
      'accepted',
      '"accord.txt" (fr, es) was accepted as a translation into fr and es, version 2.',
    ],
    ['an embargo', [embargoed], 'accepted', `"accord.txt" (en, ar) was accepted. It is held until ${until}.`],
    [
      'an embargo of one language',
      [partly],
      'accepted',
      `"accord.txt" (en, ar) was accepted. ar is held until ${until}.`,
    ],
    [
      'the same again',
      [first, { ...first, sequencer: '20' }],
      'unchanged',
      '"accord.txt" (en, ar) has the content that it had before: nothing new, it stays at version 1. The pages and feeds that are out are rebuilt.',
    ],
    [
      'what came late',
      [upload('B', '20', ['en']), first],
      'superseded',
      '"accord.txt" (en, ar) was overtaken by a newer upload of the same name; readers get the newer one.',
    ],
    [
      'an incomplete release',
      [{ ...first, require: ['en', 'fr', 'es'] }],
      'held',
      '"accord.txt" (en, ar) is held until fr and es are there too: they are required. Nothing of it goes out before.',
    ],
    ['a withdrawal', [first, withdrawal], 'accepted', '"accord.txt" withdraws en and ar. A notice takes its place.'],
    [
      'a withdrawal of nothing',
      [withdrawal],
      'accepted',
      '"accord.txt" withdraws a release that is not there: no file of this name was published.',
    ],
    [
      'a text after its withdrawal',
      [first, withdrawal, upload('B', '30', ['en'])],
      'refused',
      '"accord.txt" (en) was withdrawn, and stays so. To publish it again, write "status: usable" into its front matter.',
    ],
  ] satisfies [string, Upload[], string, string][])('of %s says so', (_, uploads, outcome, summary) => {
    expect(told(...uploads)).toMatchObject({ outcome, summary });
  });

  test('describes the release as it was understood', () => {
    expect(told(first).release).toMatchObject({
      id: 'r1',
      editions: [
        { language: 'en', direction: 'ltr', headline: 'Reservoir opens', paragraphs: 1 },
        { language: 'ar', direction: 'rtl' },
      ],
    });
  });
});

test('a refusal gives its reasons and leaves out the warnings', () => {
  const problem = (level: Problem['level'], message: string): Problem => ({ level, code: 'x', message, line: 1 });
  const problems = [problem('error', 'It is empty.'), problem('warning', 'Odd.'), problem('error', 'It is late.')];

  expect(refusal({ ...known, problems })).toEqual({
    ...known,
    problems,
    outcome: 'refused',
    summary: '"accord.txt" was not published. It is empty. It is late.',
    version: null,
    release: null,
    progress: null,
  });
});
