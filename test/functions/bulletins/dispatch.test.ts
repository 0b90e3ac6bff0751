import { describe, expect, test } from 'vitest';
import { dispatchOf, type Sources } from '../../../functions/bulletins/dispatch.ts';
import type { CopiesDue } from '../../../functions/core/messages.ts';
import type { Publication } from '../../../functions/core/publication.ts';
import type { Release } from '../../../functions/core/release.ts';
import { anEdition, aPublication, aRelease, highlands, published } from '../../templates/samples.ts';
import { reader } from './readers.ts';

const [first, later] = ['2026-03-09T08:00:00.000Z', '2026-03-10T08:00:00.000Z'];
const english = anEdition();
const arabic = anEdition({ language: 'ar', headline: 'افتتاح الخزان', summary: 'افتتح الخزان اليوم.' });
const texts: Record<string, Release> = {
  0: aRelease([english, arabic]),
  2: aRelease([anEdition({ headline: 'Reservoir is open' })], { correction: { en: 'It opened at noon.' } }),
  3: aRelease([], { withdrawal: { languages: null, note: { en: 'It never opened.' } } }),
};

const sources = (...publications: Publication[]): Sources => ({
  releases: { publication: async (id) => publications.find(({ releaseId }) => releaseId === id) },
  archive: { release: async (_, contentHash) => texts[contentHash] ?? aRelease([]) },
  ...{ newsroom: highlands, site: 'https://news.example', templates: { ltr: 'bulletin-ltr', rtl: 'bulletin-rtl' } },
});

const due = (changes: Partial<CopiesDue> = {}): CopiesDue => ({
  ...{ releaseId: 'r1', occasion: 'publication', language: 'en', subscriberIds: ['s'] },
  ...changes,
});
const corrected = { ...published(first, later), version: 2, contentHash: '2' };
const taken = { ...published(first), version: 3, withdrawn: { version: 3, contentHash: '3', instant: later } };

describe('what is sent', () => {
  test.each([
    ['en', 'Reservoir opens', 'bulletin-ltr', 'Highland Water Council <newsroom@highlandwater.example>'],
    ['ar', 'افتتاح الخزان', 'bulletin-rtl', expect.stringMatching(/^=\?UTF-8\?B\?.*<newsroom@/)],
  ])('of a publication in %s', async (language, subject, template, from) => {
    const dispatch = await dispatchOf(due({ language }), sources(aPublication(['en', 'ar'])));

    expect(dispatch?.part).toMatchObject({ template, from, headers: { 'Content-Language': language } });
    expect(dispatch?.part.data.subject).toContain(subject);
    expect(dispatch?.made).toEqual({ version: 1 });
    expect(dispatch?.languageNow(reader('s', { languages: ['ar', 'en'] }))).toBe('ar');
  });

  test('of a correction is the corrected text with its note, and of a publication since then the text alone', async () => {
    const publication = aPublication([], { editions: { en: corrected } });
    const correction = await dispatchOf(due({ occasion: 'correction-2' }), sources(publication));
    const late = await dispatchOf(due(), sources(publication));

    expect(correction?.part.data).toMatchObject({ subject: expect.stringContaining('Correction') });
    expect(correction?.part.data.text).toContain('It opened at noon.');
    expect(late?.part.data.text).toContain('Reservoir is open');
    expect(late?.part.data.text).not.toContain('It opened at noon.');
    expect([correction?.made, late?.made]).toEqual([{ version: 2 }, { version: 2 }]);
  });

  test('of a withdrawal is its note, and of the release nothing any more', async () => {
    const publication = aPublication([], { editions: { en: taken } });
    const notice = await dispatchOf(due({ occasion: 'withdrawal-3' }), sources(publication));

    expect(notice?.part.data.text).toContain('It never opened.');
    expect(notice?.part.data.text).not.toContain('opened today');
    expect(await dispatchOf(due({ occasion: 'correction-2' }), sources(publication))).toBeUndefined();
    expect(await dispatchOf(due({ occasion: 'withdrawal-2' }), sources(publication))).toBeUndefined();
    const copy = await dispatchOf(due(), sources(publication));
    expect(copy?.languageNow(reader('s'))).toBeUndefined();
  });

  test('of a digest is what its releases are now: without a new one that was withdrawn meanwhile', async () => {
    const entry = (releaseId: string, status: 'new' | 'corrected') => ({ releaseId, language: 'en', status });
    const digest = due({
      ...{ releaseId: 'digest', occasion: 'daily-20260310T08' },
      entries: [entry('r1', 'new'), entry('r2', 'new'), entry('r3', 'corrected')],
    });
    const all = sources(
      aPublication(['en']),
      aPublication([], { releaseId: 'r2', editions: { en: taken } }),
      aPublication([], { releaseId: 'r3', editions: { en: taken } }),
    );
    const sent = await dispatchOf(digest, all);

    expect(sent?.part.data.text.match(/Reservoir opens/g)).toHaveLength(2);
    expect(sent?.part.data.text).toContain('It never opened.');
    expect(sent?.made).toEqual({});
    expect(await dispatchOf({ ...digest, entries: [entry('r2', 'new')] }, all)).toBeUndefined();
  });

  test('of what isn’t there fails, so that it is tried again', async () => {
    await expect(dispatchOf(due(), sources())).rejects.toThrow('Release r1 is not published in en.');
    await expect(dispatchOf(due({ language: 'fr' }), sources(aPublication(['en', 'fr'])))).rejects.toThrow(
      'no edition in fr',
    );
  });
});
