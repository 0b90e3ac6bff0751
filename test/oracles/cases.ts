// What the judges are shown: every sample in all its languages, and releases made to break a feed.
import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import type { Channel } from '../../functions/core/channel.ts';
import type { Item } from '../../functions/core/item.ts';
import type { Edition } from '../../functions/core/release.ts';
import { atomFeed } from '../../functions/feeds/atom.ts';
import { entry } from '../../functions/feeds/entry.ts';
import { jsonFeed } from '../../functions/feeds/json-feed.ts';
import { rssFeed } from '../../functions/feeds/rss.ts';
import { aNotice, anEdition, anItem, aPublication, highlands, published, samples } from '../templates/samples.ts';

export type Expected = {
  id: string;
  link: string;
  title: string;
  html: string;
  published: string;
  modified: string;
};
export type Case = {
  name: string;
  language: string;
  rss: string;
  atom: string;
  json: string;
  expected: Expected[];
};

const site = 'https://news.example';
const first = '2026-03-09T08:00:00.000Z';
const later = '2026-03-10T09:30:00.000Z';

function made(name: string, items: Item[], channel: Channel, settings = highlands): Case {
  const entries = items.map((item) => entry(item, { site, newsroom: settings }));
  const feed = { channel, entries, newsroom: settings, site };
  const [rss, atom, json] = [rssFeed(feed), atomFeed(feed), jsonFeed(feed)];
  // As it stands in the JSON: what is too long has been shortened there.
  const texts: { content_html: string }[] = JSON.parse(json).items;
  const expected = entries.map(({ id, url, title, published: date, modified }, index) => ({
    ...{ id, link: url, title, html: texts[index]?.content_html ?? '', published: date, modified },
  }));
  return { name, language: channel.language, rss, atom, json, expected };
}

const editions = { en: published(first), ar: published(first, later), 'zh-Hans': published(first) };
const publication = (releaseId: string) =>
  aPublication([], { releaseId, slug: releaseId, topics: ['water', 'health'], editions });

const item = (id: string, changes: Partial<Edition>, correction: string | null = null): Item =>
  anItem(anEdition(changes), publication(id), correction);

const bodyOf = (children: ElementContent[]) => ({ type: 'root' as const, children });
const controls = 'a\u0000b\u0003c\u000Bd\uFFFEe\uD800f\u0085g';
const hostileTexts = [
  controls,
  'a ]]> b ]]&gt; c',
  'Water & Sons &amp; Co &nbsp; &#0; "quoted" \'too\'',
  'Water \u200Fמים\u200E (UNOCT) \u2067ماء\u2069',
  'Water, 💧 𐤀 \u{10FFFD} \u00A0 and \u2028 a break',
];

/** Titles that are text about markup. Some parsers take an RSS title for HTML: nothing in RSS tells them. */
export const MARKUP = 'markup';

const markup = [
  'Water <b>rises</b> & <script>alert(1)</script>',
  'a ]]> b ]]&gt; <![CDATA[ c',
  'a <!-- comment --> and <?xml version="1.0"?>',
];

const english: Channel = { language: 'en', topic: null };
const arabic: Channel = { language: 'ar', topic: null };

const pictures = bodyOf([
  h('p', h('img', { src: 'media/p/dam.jpg', alt: 'السد & البحيرة <"الكبيرة">', dataCredit: 'A & B' })),
  h('p', h('img', { src: 'https://cdn.example/p.png?a=1&b=2', alt: '' })),
  h('p', h('a', { href: 'https://a.example/?b=1&c=2' }, 'نص')),
]);

const paragraph = h('p', 'Water & <rock> rises. '.repeat(20));
const long = bodyOf(Array.from({ length: 2_000_000 / 460 }, () => paragraph));

const names = {
  organisation: { en: 'Council & <Sons> ]]>\u0000', ar: 'مجلس & "المياه"' },
  topics: { water: { en: 'Water & <rock>', ar: 'مياه & <صخر>' }, health: { en: 'Health', ar: 'صحة' } },
};

const hostile = (): Case[] => [
  made(
    'hostile texts',
    hostileTexts.map((text, index) =>
      item(`r${index}`, { headline: text, summary: text, subheadline: text, body: bodyOf([h('p', text)]) }),
    ),
    english,
  ),
  made(
    MARKUP,
    markup.map((headline, index) => item(`m${index}`, { headline, summary: headline, subheadline: headline })),
    english,
  ),
  made('marks', [item('l', { language: 'ar', headline: 'UNESCO: المياه', summary: 'UNESCO تعلن' })], arabic),
  made('correction', [item('c', { language: 'ar', headline: 'المياه' }, 'التدفق ١٤ م³ <b> & more')], arabic),
  made('notice', [aNotice('ar', 'الأرقام خاطئة & <b>')], arabic),
  made('borrowed notice', [aNotice('sv')], { language: 'sv', topic: 'water' }),
  made('pictures', [item('p', { language: 'ar', headline: 'صور', body: pictures })], {
    language: 'ar',
    topic: 'water',
  }),
  made('names', [item('n', { headline: 'Names' })], { language: 'en', topic: 'water' }, { ...highlands, ...names }),
  made('empty', [], { language: 'zh-Hans', topic: 'health' }),
  made(
    'long texts',
    Array.from({ length: 50 }, (_, index) => item(`l${index}`, { headline: `Long ${index}`, body: long })),
    english,
  ),
];

const ofSamples = (): Case[] =>
  samples.map(({ edition, publication: row }) =>
    made(`sample ${row.releaseId} ${edition.language}`, [anItem(edition, row)], {
      language: edition.language,
      topic: null,
    }),
  );

export const cases: Case[] = [...ofSamples(), ...hostile()];

/** One item, published, then corrected, then withdrawn. */
export function versions(): Case[] {
  const row = (modified: string) => ({
    ...aPublication(),
    editions: { ar: published('2026-03-09T08:00:00Z', modified) },
  });
  const edition = (headline: string) => anEdition({ language: 'ar', headline, body: bodyOf([h('p', headline)]) });
  return [
    made('published', [anItem(edition('المياه ترتفع'), row('2026-03-09T08:00:00Z'))], arabic),
    made('corrected', [anItem(edition('المياه تنخفض'), row(later), 'لا ترتفع')], arabic),
    made('withdrawn', [aNotice('ar', 'الأرقام خاطئة')], arabic),
  ];
}
