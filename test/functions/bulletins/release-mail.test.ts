import { h } from 'hastscript';
import { simpleParser } from 'mailparser';
import { describe, expect, test } from 'vitest';
import { releaseMail } from '../../../functions/bulletins/release-mail.ts';
import type { Edition } from '../../../functions/core/release.ts';
import { anEdition, aPublication, highlands, hostile, published, samples, setting } from '../../templates/samples.ts';
import { filled, rendered, templates, unsubscribe } from './rendered.ts';

const { site } = setting;

const mail = (edition: Edition, publication = aPublication([edition.language]), newsroom = highlands) =>
  rendered(releaseMail({ kind: 'publication', edition, publication, note: null, newsroom, site }));

const bodyOf = (...children: ReturnType<typeof h>[]): Edition['body'] => ({ type: 'root', children });
const long = (count: number, words: string) =>
  Array.from({ length: count }, (_, index) => h('p', `${index}. ${words.repeat(60)} end${index}.`));

test.each(samples)('the sample "$edition.headline" fills both templates completely', ({ edition, publication }) => {
  const data = releaseMail({ kind: 'publication', edition, publication, note: null, newsroom: highlands, site });

  for (const template of templates) {
    const { subject, html, text } = filled(data, template);
    expect(subject).toBe(edition.headline);
    for (const part of [html, text]) {
      expect(part).not.toMatch(/{{|undefined|\[object/);
      expect(part).toContain(unsubscribe);
      expect(part).toContain(`https://news.example/${edition.language}/2026/03/reservoir`);
      expect(part).toContain(edition.dateline?.text);
    }
    expect(html).toContain(`lang="${edition.language}"`);
  }
});

test.each(samples)('the text part of "$edition.headline" has every paragraph', ({ edition, publication }) => {
  const { text } = mail(edition, publication);

  expect(text.startsWith(`${highlands.organisation[edition.language]}\n\n${edition.headline}`)).toBe(true);
  for (const [first] of edition.body.children.map((node) => words(node))) expect(text).toContain(first);
});

const words = (node: object): string[] =>
  'value' in node
    ? [String(node.value).trim()]
    : 'children' in node
      ? (node.children as object[]).flatMap(words).filter(Boolean)
      : [];

describe('a mail', () => {
  test('shows a hostile release as text, in the HTML', async () => {
    const dateline = { text: hostile, date: null, place: null };
    const body = bodyOf(h('p', hostile));
    const { html, subject } = mail(
      anEdition({ headline: hostile, subheadline: hostile, dateline, summary: hostile, body }),
    );

    expect(html).not.toContain('<script');
    expect(html).not.toMatch(/aria-label="[^"]*"quoted/);
    expect(html).toContain(
      'aria-label="&#60;script&#62;alert(1)&#60;/script&#62; &#38; &#34;quoted&#34; &#39;text&#39;"',
    );
    expect(subject).toBe(hostile);
    expect((await simpleParser(`Content-Type: text/html; charset=utf-8\r\n\r\n${html}`)).text).toContain(hostile);
  });

  test('has the headline as its subject, whole and on one line', () => {
    const headline = `${'Very long headline '.repeat(30)}\r\nBcc: everyone@example.org`;

    expect(mail(anEdition({ headline })).subject).toBe(headline.replace('\r\n', ''));
  });

  test('gives every block its style, by the physical sides of its direction', () => {
    const body = bodyOf(
      h('h2', 'ع'),
      h('ul', h('li', 'أ')),
      h('blockquote', h('p', 'ب')),
      h('p', h('a', { href: '/x' }, 'ج')),
    );
    const { html } = mail(anEdition({ language: 'ar', body }));

    expect(html).toMatch(/<h2 style="[^"]*text-align:right">ع/);
    expect(html).toMatch(/<ul style="[^"]*padding-right:24px;text-align:right"><li style=/);
    expect(html).toMatch(/<blockquote style="[^"]*border-right:3px/);
    expect(html).toMatch(/<a href="https:\/\/news.example\/x" style=/);
    expect(html).not.toMatch(/(padding|border)-left:(24|16|3)px|margin-inline|padding-inline/);
  });

  test('keeps no address that isn’t one, and no <bdi>', () => {
    const body = bodyOf(
      h('p', [h('a', { href: 'javascript:alert(1)' }, 'x'), h('bdi', 'HWC'), h('img', { src: 'a.png' })]),
    );
    const { html } = mail(anEdition({ body }));

    expect(html).not.toMatch(/javascript:|<bdi/);
    expect(html).toContain('<span dir="auto">HWC</span>');
    expect(html).toMatch(/<img src="https:\/\/news.example\/en\/2026\/03\/a.png" alt=""/);
  });

  test('has no picture wider than its column, and a small one as it is', () => {
    const picture = (width: number, height: number) => h('img', { src: 'a.png', alt: 'A gauge', width, height });
    const { html } = mail(anEdition({ body: bodyOf(h('p', [picture(1600, 900), picture(100, 50)])) }));

    expect(html).toMatch(/alt="A gauge" width="552" height="311"|height="311" width="552"/);
    expect(html).toMatch(/width="100" height="50"|height="50" width="100"/);
  });

  test('links the release’s other languages, each in its own name and direction', () => {
    const { html, text } = mail(anEdition(), aPublication(['ar', 'en', 'fr']));

    expect(html).toMatch(
      /<span lang="ar" dir="rtl"><a href="https:\/\/news.example\/ar\/2026\/03\/reservoir"[^>]*>العربية</,
    );
    expect(text).toContain('\nFrançais\nhttps://news.example/fr/2026/03/reservoir\n');
    expect(mail(anEdition(), aPublication(['en'])).text).not.toContain('Français');
  });

  test('marks borrowed texts and isolates what is of the other direction', () => {
    const newsroom = { ...highlands, languages: ['en', 'ur'] };
    const { html, text } = mail(anEdition({ language: 'ur', headline: 'خبر' }), aPublication(['ur']), newsroom);

    expect(html).toContain('<span lang="en" dir="ltr">Unsubscribe</span>');
    expect(html).toContain('<span lang="en" dir="ltr">Highland Water Council</span>');
    expect(html).toContain('\u2068Highland Water Council, 4 Reservoir Road');
    expect(text).toContain('\u200FUnsubscribe\nhttps://');
  });

  test('shows in plain text the links that its words hide, and lists as lists', () => {
    const body = bodyOf(
      h('p', ['See the ', h('a', { href: 'https://gauge.example/t' }, 'gauge'), '.']),
      h('ol', [h('li', 'One'), h('li', h('p', 'Two'))]),
    );

    expect(mail(anEdition({ body })).text).toContain('See the gauge.\nhttps://gauge.example/t\n\n1. One\n2. Two\n');
  });
});

describe('a long release', () => {
  test.each([
    ['en', 'water and level '],
    ['ar', 'منسوب المياه '],
  ])('in %s stays below 90 kB, cut after a whole block, with the way to the rest', (language, sentence) => {
    const headline = sentence.repeat(60);
    const publication = aPublication([language, 'en', 'fr', 'ar', 'es', 'de', 'he']);
    const { html, text } = mail(anEdition({ language, headline, body: bodyOf(...long(200, sentence)) }), publication);

    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(90_000);
    expect(Buffer.byteLength(html)).toBeGreaterThan(80_000);
    const [whole, begun] = [html.match(/end\d+\.<\/p>/g)?.length ?? 0, html.match(/<p style="[^"]*">\d+\. /g)?.length];
    expect(whole).toBe(begun);
    expect(html).toMatch(
      new RegExp(`end${whole - 1}\\.</p>\\n<p style="[^"]*"><a href="https://news.example/${language}/2026/`),
    );
    expect(text).toContain(`end${whole - 1}.`);
    expect(text).not.toContain(`end${whole}.`);
  });

  test('of one endless block is its summary, with the way to the rest', () => {
    const { html } = mail(anEdition({ body: bodyOf(h('p', 'water '.repeat(20_000))), summary: 'The short of it.' }));

    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(90_000);
    expect(html).toMatch(/>The short of it\.<\/p>\n<p [^>]*><a href=/);
  });

  test('that just fits is not cut', () => {
    const { html } = mail(anEdition({ body: bodyOf(...long(50, 'water and level ')) }));

    expect(html).toContain('end49.');
    expect(html).not.toContain('longer than an e-mail');
  });
});

describe('the subject', () => {
  test('of an Arabic headline that begins in Latin letters is read from the right', () => {
    expect(mail(anEdition({ language: 'ar', headline: 'WHO: المياه ترتفع' })).subject).toBe('\u200FWHO: المياه ترتفع');
    expect(mail(anEdition({ language: 'he', headline: 'המים עולים, WHO' })).subject).toBe('המים עולים, WHO');
    expect(mail(anEdition({ headline: 'مجلس: water rises' })).subject).toBe('\u200Eمجلس: water rises');
  });

  test('of no end is shortened', () => {
    const { subject } = mail(anEdition({ headline: 'Very long headline '.repeat(30_000) }));

    expect(subject).toMatch(/^.{900,1000}…$/);
  });
});

describe('a correction', () => {
  const corrected = (language: string, headline: string, note: string | null, newsroom = highlands) =>
    rendered(
      releaseMail({
        ...{ kind: 'correction', note, newsroom, site },
        edition: anEdition({ language, headline }),
        publication: aPublication([], {
          editions: { [language]: published('2026-03-09T08:00:00Z', '2026-03-11T23:30:00Z') },
        }),
      }),
    );

  test.each([
    ['en', 'Reservoir opens', 'Correction: Reservoir opens', 'Corrected on March 12, 2026'],
    ['fr', 'Le réservoir ouvre', 'Rectificatif\u00A0: Le réservoir ouvre', 'Rectifié le 12 mars 2026'],
    ['ar', 'WHO: الخزان يفتح', 'تصحيح: \u2067WHO: الخزان يفتح\u2069', 'صُحّح في 12 مارس 2026'],
    ['he', 'המאגר נפתח', 'תיקון: המאגר נפתח', 'תוקן ב־12 במרץ 2026'],
    ['zh-Hans', '水库启用', '更正：水库启用', '更正于2026年3月12日'],
    ['ja', '貯水池が開所', '訂正：貯水池が開所', '2026年3月12日に訂正'],
  ])('in %s says so in the subject and on top, by the newsroom’s calendar', (language, headline, subject, kicker) => {
    const mail = corrected(language, headline, null);

    expect(mail.subject.replaceAll('\u00A0', ' ')).toBe(subject.replaceAll('\u00A0', ' '));
    expect(mail.html).toContain(`>${kicker}</p>`);
    expect(mail.html.indexOf(kicker)).toBeLessThan(mail.html.indexOf('<h1'));
    expect(mail.text).toContain(`\n\n${kicker}\n\n`);
    expect(mail.html).toContain('The reservoir opened today.');
  });

  test('tells the press office’s note, first in the mailbox too', () => {
    const { html, text } = corrected('en', 'Reservoir opens', `14:00, not 12:00. ${hostile}`);

    expect(html.match(/14:00, not 12:00\. &#60;script|14:00, not 12:00\. &#x3C;script/g)).toHaveLength(2);
    expect(html).not.toContain('<script');
    expect(text).toContain(`Corrected on March 12, 2026\n\n14:00, not 12:00. ${hostile}\n\nReservoir opens`);
  });

  test('has a note in another direction turned', () => {
    expect(corrected('en', 'Reservoir opens', 'الأرقام خاطئة').html).toMatch(/<p dir="rtl"[^>]*>الأرقام/);
    expect(corrected('ar', 'الخزان', 'WHO: الأرقام خاطئة').html).toMatch(/<p style[^>]*>WHO: الأرقام/);
    expect(corrected('ar', 'الخزان', 'WHO: الأرقام خاطئة').text).toContain('\n\u200FWHO: الأرقام');
  });

  test('in a language without texts borrows them, and isolates the headline', () => {
    const { subject } = corrected('ur', 'خبر', null, { ...highlands, languages: ['en', 'ur'] });

    expect(subject).toBe('Correction: \u2067خبر\u2069');
  });

  test('of an endless note stays below 90 kB', () => {
    const { html } = corrected('ar', 'خبر'.repeat(9000), 'خطأ & '.repeat(30_000));

    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(90_000);
    expect(html).toContain('The reservoir opened today.');
  });
});
