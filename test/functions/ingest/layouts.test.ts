import { expect, test } from 'vitest';
import { paragraphs } from '../../../functions/core/release.ts';
import { plainBlocks } from '../../../functions/ingest/blocks.ts';
import { edition } from '../../../functions/ingest/edition.ts';
import { runs } from '../../../functions/ingest/runs.ts';
import { highlands } from '../../templates/samples.ts';
import { layouts } from './layouts.ts';

test.each(layouts)('$name is understood', ({ text, expected }) => {
  const { runs: found, problems } = runs(plainBlocks(text, 1), highlands.languages);
  const understood = found.map(edition);

  expect(
    understood.map(({ edition: one }) => ({
      language: one?.language,
      headline: one?.headline,
      date: one?.dateline?.date,
      paragraphs: one && paragraphs(one),
    })),
  ).toEqual(expected);
  expect([...problems, ...understood.flatMap((one) => one.problems)]).toEqual([]);
});
