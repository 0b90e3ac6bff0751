import { describe, expect, test } from 'vitest';
import type { Problem, Release } from '../../../functions/core/release.ts';
import { receipt, refusal } from '../../../functions/ingest/receipt.ts';
import { anEdition } from '../../templates/samples.ts';

const known = { file: 'accord.txt', receivedAt: '2026-03-09T08:00:00.000Z', sha256: '0', problems: [] };

const release = (changes: Partial<Release> = {}): Release => ({
  id: 'r1',
  key: 'accord.txt',
  date: '2026-03-09',
  embargo: null,
  topics: [],
  slug: null,
  notify: true,
  correction: null,
  contact: null,
  editions: [anEdition(), anEdition({ language: 'ar' })],
  ...changes,
});

describe('the receipt', () => {
  const held = release({ embargo: '2026-12-01T08:00:00.000Z' });

  test.each([
    ['accepted', release(), 1, '"accord.txt" (en, ar) was accepted.'],
    ['accepted', release(), 3, '"accord.txt" (en, ar) was accepted as a correction, version 3.'],
    ['accepted', held, 1, '"accord.txt" (en, ar) was accepted. It is held until 2026-12-01T08:00:00.000Z.'],
    [
      'unchanged',
      held,
      2,
      '"accord.txt" (en, ar) has the content that it had before; nothing was done. It stays at version 2.',
    ],
    [
      'superseded',
      release(),
      2,
      '"accord.txt" (en, ar) was overtaken by a newer upload of the same name; nothing was done.',
    ],
  ] as const)('of what was %s says so', (outcome, one, version, summary) => {
    expect(receipt(known, outcome, one, version)).toMatchObject({ outcome, version, summary });
  });

  test('describes the release as it was understood', () => {
    expect(receipt(known, 'accepted', release(), 1).release).toMatchObject({
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
  });
});
