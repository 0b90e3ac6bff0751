import handlebars from 'handlebars';
import { h } from 'hastscript';
import { simpleParser } from 'mailparser';
import { describe, expect, test } from 'vitest';
import { bulletinContent } from '../../../functions/bulletins/content.ts';
import type { Edition } from '../../../functions/core/release.ts';
import { mailTemplates } from '../../../templates/compile.ts';
import { anEdition, aPublication, highlands, hostile, samples, setting } from '../../templates/samples.ts';

const templates = await mailTemplates();
const unsubscribe = 'https://news.example/api/unsubscribe?t=1abcdefghijklMNOPQRSTUVWXYZ012';

/** As SES does: no escaping. Strict, since SES silently drops a mail with a missing variable. */
function render(data: Record<string, string>, name: string) {
  const template = templates.find((one) => one.name === name);
  const fill = (source = '') => handlebars.compile(source, { noEscape: true, strict: true })({ ...data, unsubscribe });
  return { subject: fill(template?.subject), html: fill(template?.html), text: fill(template?.text) };
}

const mail = (edition: Edition, publication = aPublication([edition.language]), newsroom = highlands) => {
  const data = bulletinContent({ edition, publication, newsroom, site: setting.site });
  return render(data, /^(ar|he|fa)/.test(edition.language) ? 'bulletin-rtl' : 'bulletin-ltr');
};

const bodyOf = (...children: ReturnType<typeof h>[]): Edition['body'] => ({ type: 'root', children });
const long = (count: number, words: string) =>
  Array.from({ length: count }, (_, index) => h('p', `${index}. ${words.repeat(60)} end${index}.`));

test.each(samples)('the sample "$edition.headline" fills both templates completely', ({ edition, publication }) => {
  const data = bulletinContent({ edition, publication, newsroom: highlands, site: setting.site });

  for (const { name } of templates) {
    const { subject, html, text } = render(data, name);
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
