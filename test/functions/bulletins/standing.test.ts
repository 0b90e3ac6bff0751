import { describe, expect, test } from 'vitest';
import { languageNow, standing } from '../../../functions/bulletins/standing.ts';
import { aPublication, published } from '../../templates/samples.ts';
import { now, reader } from './readers.ts';

const left = reader('s', { state: 'unsubscribed' });

test.each([
  ['is active is written to', reader('s'), false, 'send'],
  ['has left is not', left, false, 'UNSUBSCRIBED'],
  ['is suppressed is not', reader('s'), true, 'SUPPRESSED'],
  ['left after a bounce counts as suppressed', left, true, 'SUPPRESSED'],
  ['was erased leaves no trace', undefined, false, 'gone'],
  ['was erased after a complaint stays suppressed', undefined, true, 'SUPPRESSED'],
  ['asked for a pause is due nothing for now', reader('s', { pausedUntil: '2026-03-11' }), false, 'other'],
] as const)('who %s', (_, subscriber, suppressed, kind) => {
  expect(standing(subscriber, suppressed, () => 'en', 'en', now.now)).toMatchObject({ kind });
});

describe('a copy that was planned', () => {
  const found = (
    occasion: Parameters<typeof languageNow>[0],
    planned: string,
    publication = aPublication(['en', 'fr']),
  ) =>
    standing(
      reader('s', { languages: ['fr', 'en'] }),
      false,
      languageNow(occasion, planned, publication, now.newsroom),
      planned,
      now.now,
    );

  test('in a language before a better one came is due in that one', () => {
    expect(found({ kind: 'publication' }, 'en')).toEqual({ kind: 'other', language: 'fr' });
    expect(found({ kind: 'publication' }, 'fr')).toEqual({ kind: 'send' });
  });

  test('in a language that was withdrawn since is due in the next, or not at all', () => {
    const withdrawn = { version: 2, contentHash: '2', instant: '2026-03-10T08:00:00.000Z' };
    const fr = { ...published('2026-03-09T08:00:00.000Z'), withdrawn };

    expect(
      found({ kind: 'publication' }, 'fr', aPublication(['en'], { editions: { fr, ...aPublication().editions } })),
    ).toEqual({
      ...{ kind: 'other', language: 'en' },
    });
    expect(found({ kind: 'publication' }, 'fr', aPublication([], { editions: { fr } }))).toEqual({ kind: 'other' });
  });

  test('of a correction that was corrected again isn’t due', () => {
    const editions = { en: { ...published('2026-03-09T08:00:00.000Z', '2026-03-10T08:00:00.000Z'), version: 2 } };
    const publication = aPublication([], { editions });

    expect(found({ kind: 'correction', version: 2 }, 'en', publication)).toEqual({ kind: 'send' });
    expect(found({ kind: 'correction', version: 1 }, 'en', publication)).toEqual({ kind: 'other' });
  });
});
