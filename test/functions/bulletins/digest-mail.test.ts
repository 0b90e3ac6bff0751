import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DigestItem, digestMail } from '../../../functions/bulletins/digest-mail.ts';
import type { Edition } from '../../../functions/core/release.ts';
import { anEdition, aPublication, highlands, hostile, published, setting } from '../../templates/samples.ts';
import { rendered } from './rendered.ts';

const day = '2026-03-12';
const row = published('2026-03-09T08:00:00Z', '2026-03-11T23:30:00Z');
const withdrawn = { version: 3, contentHash: '3', instant: '2026-03-11T23:30:00Z' };

const item = (changes: Partial<Edition> = {}, rest: Partial<DigestItem> = {}): DigestItem => {
  const edition = anEdition(changes);
  const status = rest.status ?? 'new';
  const editions = { [edition.language]: status === 'withdrawn' ? { ...row, withdrawn } : row };
  return { status, edition, publication: aPublication([], { editions }), note: null, ...rest };
};

const mail = (items: DigestItem[], language = 'en', frequency: 'daily' | 'weekly' = 'daily', newsroom = highlands) =>
  rendered(digestMail({ frequency, language, items, newsroom, site: setting.site, day }));

const arabic = { language: 'ar', headline: 'WHO: المياه ترتفع', summary: 'ترتفع المياه.', dateline: null };

describe('a digest', () => {
  test('links each headline, and has its dateline and summary', () => {
    const { html, text } = mail([item(), item({ headline: 'Dam closes', summary: 'It closes.', dateline: null })]);

    expect(html).toMatch(/<h2[^>]*><a href="https:\/\/news.example\/en\/2026\/03\/reservoir"[^>]*>Reservoir opens</);
    expect(html).toMatch(/>9 March 2026, Upper Glenmore<\/p><p [^>]*>The reservoir opened today\.</);
    expect(text).toContain('Dam closes\nMarch 9, 2026\nIt closes.\nhttps://news.example/en/2026/03/reservoir\n');
  });

  test.each([
    ['en', 'Daily digest, March 12, 2026', 'Weekly digest, March 12, 2026', 'a weekly digest of press releases'],
    ['fr', 'Récapitulatif quotidien du 12 mars 2026', 'Récapitulatif hebdomadaire du 12 mars 2026', 'hebdomadaire de'],
    ['he', 'סיכום יומי, 12 במרץ 2026', 'סיכום שבועי, 12 במרץ 2026', 'לסיכום השבועי'],
    ['zh-Hans', '每日新闻摘要（2026年3月12日）', '每周新闻摘要（2026年3月12日）', '每周新闻摘要。'],
  ])('in %s is titled by its day, and says why one gets it', (language, daily, weekly, why) => {
    expect(mail([item({ language })], language).html).toMatch(new RegExp(`<h1[^>]*><span>${daily}<`));
    expect(mail([item({ language })], language, 'weekly').html).toMatch(new RegExp(`<h1[^>]*><span>${weekly}<`));
    expect(mail([item({ language })], language, 'weekly').text).toContain(why);
  });

  test('leads to the newsroom of its language', () => {
    const { html, text } = mail([item()], 'he');

    expect(html.match(/href="https:\/\/news.example\/he\/"/g)).toHaveLength(2);
    expect(text).toContain('\nhttps://news.example/he/\n');
  });

  test('has an item of another language in that language and direction, and no other marked', () => {
    const { html, text } = mail([item(arabic), item()]);

    expect(html).toMatch(
      /<div class="item" lang="ar" dir="rtl" style="[^"]*direction:rtl;text-align:right;[^"]*"><h2 [^>]*right"/,
    );
    expect(html.match(/<div class="item" lang="/g)).toHaveLength(1);
    expect(text).toContain('\n\u200FWHO: المياه ترتفع\n9 مارس 2026\nترتفع المياه.\n');
    expect(mail([item()], 'ar').html).toMatch(/<div class="item" lang="en" dir="ltr" style="[^"]*text-align:left/);
  });

  test('says of a corrected item when and what, and of a withdrawn one nothing more than that', () => {
    const { html, text } = mail([
      item({}, { status: 'corrected', note: '14:00, not 12:00.' }),
      item({ headline: 'Dam closes', summary: 'It closes.' }, { status: 'withdrawn', note: 'Wrong figures.' }),
    ]);

    expect(text).toContain('Corrected on March 12, 2026\nReservoir opens\n9 March 2026, Upper Glenmore\n14:00, not');
    expect(text).toContain('This press release has been withdrawn\nDam closes\nIt was withdrawn on March 12, 2026. ');
    for (const part of [html, text]) {
      expect(part).toContain('Wrong figures.');
      expect(part).not.toContain('It closes.');
    }
  });

  test('shows hostile texts as text', () => {
    const { html } = mail([item({ headline: hostile, summary: hostile }, { status: 'corrected', note: hostile })]);

    expect(html).not.toContain('<script');
    expect(html).not.toMatch(/aria-label="[^"]*"quoted/);
  });
});

describe('a digest’s subject', () => {
  const subject = (items: DigestItem[], language = 'en') => mail(items, language).subject.replaceAll('\u00A0', ' ');

  test('is the headline where there is one item, with what became of it', () => {
    expect(subject([item()])).toBe('Reservoir opens');
    expect(subject([item({}, { status: 'corrected' })])).toBe('Correction: Reservoir opens');
    expect(subject([item({}, { status: 'withdrawn' })])).toBe('Withdrawn: Reservoir opens');
    expect(subject([item(arabic)])).toBe('\u200FWHO: المياه ترتفع');
    expect(subject([item(arabic, { status: 'withdrawn' })])).toBe('بيان مسحوب: \u2067WHO: المياه ترتفع\u2069');
  });

  test.each([
    ['en', 2, '2 press releases: Reservoir opens'],
    ['fr', 3, '3 communiqués de presse : Reservoir opens'],
    ['ru', 3, '3 пресс-релиза: Reservoir opens'],
    ['uk', 21, '21 пресреліз: Reservoir opens'],
    ['ar', 2, 'بيانان صحفيان: \u2066Reservoir opens\u2069'],
    ['ar', 11, '11 بيانًا صحفيًا: \u2066Reservoir opens\u2069'],
    ['zh-Hans', 2, '2篇新闻稿：Reservoir opens'],
  ])('in %s counts %i and says the first', (language, count, expected) => {
    expect(subject(Array(count).fill(item()), language)).toBe(expected);
  });

  test('has an Arabic headline turned within an English sentence', () => {
    expect(subject([item(arabic), item()])).toBe('2 press releases: \u2067WHO: المياه ترتفع\u2069');
  });
});

describe('a large digest', () => {
  const long = { summary: 'ترتفع المياه '.repeat(23), headline: 'ترتفع المياه في السدود '.repeat(8) };

  test('of thirty items fits, and is whole where it can be', () => {
    const note = 'لا ترتفع '.repeat(90);
    const items = Array.from({ length: 30 }, () => item({ ...arabic, ...long }, { status: 'corrected', note }));
    const { html } = mail(items, 'ar');

    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(90_000);
    expect(html.match(/<h2/g)).toHaveLength(30);
    const whole = html.split(long.summary.trim()).length - 1;
    expect(whole).toBeGreaterThan(15);
    expect(whole).toBeLessThan(30);
  });

  test('of thirty hostile ones fits, all there', () => {
    const all = { headline: '&'.repeat(5000), summary: '"<&>"'.repeat(60), subheadline: null };
    const { html } = mail(Array.from({ length: 30 }, () => item(all, { status: 'corrected', note: '<'.repeat(5000) })));

    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(90_000);
    expect(html.match(/<h2/g)).toHaveLength(30);
  });

  test('of any number of items, and of none, fits and says where the rest is', () => {
    const statuses = fc.constantFrom<DigestItem['status']>('new', 'corrected', 'withdrawn');
    const items = fc.array(
      fc.record({ status: statuses, headline: fc.string({ minLength: 1 }), summary: fc.string(), times: fc.nat(40) }),
      { maxLength: 90 },
    );

    fc.assert(
      fc.property(items, (some) => {
        const { html, subject } = mail(
          some.map(({ status, headline, summary, times }) =>
            item({ headline: headline.repeat(times + 1), summary: summary.repeat(times) }, { status }),
          ),
        );

        expect(Buffer.byteLength(html)).toBeLessThanOrEqual(90_000);
        expect(subject).not.toMatch(/[\r\n]/);
        const shown = html.match(/<h2/g)?.length ?? 0;
        expect(shown < some.length).toBe(html.includes('more press releases than an e-mail'));
      }),
      { numRuns: 50 },
    );
  });
});
