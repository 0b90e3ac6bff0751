// RSS 2.0, Atom 1.0 and JSON Feed 1.1, read by feedsmith.
import type { Root } from 'hast';
import { h } from 'hastscript';
import { describe, expect, test } from 'vitest';
import { entry } from '../../../functions/feeds/entry.ts';
import manifest from '../../../package.json' with { type: 'json' };
import { aNotice, highlands } from '../../templates/samples.ts';
import { channelFeed, corrected, first, linked, parsed, place, release, written } from './channel.ts';

const summary = 'افتُتح الخزان اليوم.';
const body: Root = {
  type: 'root',
  children: [
    h('p', 'The reservoir opened today.'),
    h(
      'p',
      h('img', {
        src: 'media/r1/dam.jpg',
        alt: 'السد & البحيرة',
        dataCredit: 'A. Photographer',
        width: 800,
        height: 600,
      }),
    ),
    h('p', h('img', { src: 'https://cdn.example/p?id=1&w=2', alt: '' })),
    h('p', h('img', { src: 'javascript:alert(1)', alt: 'x' })),
  ],
};
const feed = channelFeed([release({ summary, body })]);
const { rss, atom, json } = parsed(feed);
const [rssItem] = rss.items ?? [];
const [atomEntry] = atom.entries ?? [];
const [jsonItem] = json.items ?? [];

const id = 'tag:highlandwater.example,2026:release/r1/ar';
const url = 'https://news.example/ar/2026/03/reservoir';
const translations = ['en https://news.example/en/2026/03/reservoir', 'fr https://news.example/fr/2026/03/reservoir'];

describe('RSS', () => {
  test('has an item that readers tell apart by an id which is no address', () => {
    expect(rssItem).toMatchObject({ guid: { value: id, isPermaLink: false }, link: url, title: 'افتتاح الخزان' });
  });

  test('is dated by the first publication; the correction is a modification', () => {
    expect(rssItem?.pubDate).toBe('Mon, 09 Mar 2026 08:00:00 GMT');
    expect(rssItem?.dcterms?.modified).toEqual([corrected]);
    expect(rss.lastBuildDate).toBe('Tue, 10 Mar 2026 09:00:00 GMT');
  });

  test('says its language, for the channel and for each item, and who wrote it', () => {
    expect(rss).toMatchObject({ language: 'ar', title: 'مجلس مياه المرتفعات', link: 'https://news.example/ar/' });
    expect(rssItem?.dc).toMatchObject({ languages: ['ar'], creators: ['مجلس مياه المرتفعات'] });
  });

  test('relates the translations; no alternate leads a reader into another language', () => {
    expect(linked(rssItem?.atom?.links, 'related')).toEqual(translations);
    expect(linked(rssItem?.atom?.links, 'alternate')).toEqual([]);
  });

  test('has a summary in plain text and the whole text as HTML', () => {
    expect(rssItem?.description).toBe(summary);
    expect(rssItem?.content?.encoded).toMatch(/^<div lang="ar" dir="rtl">.*<\/div>$/);
    expect(rssItem?.content?.encoded).not.toContain('redit');
  });

  test("names its topics in the reader's language, and IPTC's for importers", () => {
    expect(rssItem?.categories).toEqual([
      { name: 'المياه' },
      { name: 'medtop:20000437', domain: 'http://cv.iptc.org/newscodes/mediatopic/' },
    ]);
  });

  test('has its pictures with what they show, and no enclosure: its length is not known', () => {
    expect(rssItem?.media?.contents).toMatchObject([
      {
        ...{
          url: 'https://news.example/media/r1/dam.jpg',
          type: 'image/jpeg',
          medium: 'image',
          width: 800,
          height: 600,
        },
        description: { type: 'plain', value: 'السد & البحيرة' },
        credits: [{ value: 'A. Photographer' }],
      },
      { url: 'https://cdn.example/p?id=1&w=2', medium: 'image' },
    ]);
    expect(rssItem?.media?.contents).toHaveLength(2);
    expect(rssItem?.enclosures).toBeUndefined();
    expect(written(feed).rss).toContain('<media:description xml:lang="ar" type="plain">');
  });

  test('says for importers what it is, when it came out and whose it is', () => {
    expect(rssItem?.dc).toMatchObject({ identifiers: [id], rights: ['© 2026 مجلس مياه المرتفعات'] });
    expect(rssItem?.dcterms?.issued).toEqual([first]);
    expect(rss.managingEditor).toEqual({ email: 'newsroom@highlandwater.example', name: 'مجلس مياه المرتفعات' });
    expect(rss.description).toContain('مجلس مياه المرتفعات');
  });

  test('names itself', () => {
    expect(rss.atom?.links).toContainEqual({
      ...{ rel: 'self', type: 'application/rss+xml', href: 'https://news.example/ar/rss.xml' },
    });
  });
});

describe('Atom', () => {
  test('has an entry with an id, dates and its text', () => {
    expect(atomEntry).toMatchObject({
      id,
      published: first,
      updated: corrected,
      title: { value: 'افتتاح الخزان', type: 'text' },
      summary: { value: summary, type: 'text' },
      content: { type: 'html' },
      authors: [{ name: 'مجلس مياه المرتفعات', uri: 'https://news.example/ar/' }],
      rights: { value: '© 2026 مجلس مياه المرتفعات' },
      categories: [
        { term: 'water', scheme: 'tag:highlandwater.example,2026:topics', label: 'المياه' },
        { term: 'medtop:20000437', scheme: 'http://cv.iptc.org/newscodes/mediatopic/', label: 'المياه' },
      ],
    });
  });

  test('has one alternate, in its own language, and relates the translations', () => {
    expect(linked(atomEntry?.links, 'alternate')).toEqual([`ar ${url}`]);
    expect(linked(atomEntry?.links, 'related')).toEqual(translations);
    expect(atomEntry?.links?.filter(({ rel }) => rel === 'enclosure')).toEqual(
      [
        ...[
          {
            rel: 'enclosure',
            type: 'image/jpeg',
            href: 'https://news.example/media/r1/dam.jpg',
            title: 'السد & البحيرة',
          },
        ],
        ...[{ rel: 'enclosure', href: 'https://cdn.example/p?id=1&w=2' }],
      ].map((link) => expect.objectContaining(link)),
    );
    expect(atomEntry?.links).toHaveLength(5);
  });

  // RFC 4287 §2: importers lift entries out of their feed.
  test('says the language of every text on the text itself, and on the entry', () => {
    const { atom: xml } = written(feed);

    for (const name of ['entry', 'title', 'summary', 'content']) {
      const tags = xml.match(new RegExp(`<${name}(?:\\s[^>]*)?>`, 'g')) ?? [];
      expect(tags.filter((tag) => !tag.includes('xml:lang="ar"'))).toEqual([]);
    }
    expect(written({ ...channelFeed([], { language: 'sv', topic: null }) }).atom).toContain(
      '<title type="text" xml:lang="en">Highland Water Council</title>',
    );
  });

  test('says its language, who wrote it, and when it changed', () => {
    expect(atom).toMatchObject({
      id: 'tag:highlandwater.example,2026:channel/ar',
      xml: { lang: 'ar' },
      authors: [{ name: 'مجلس مياه المرتفعات' }],
      updated: corrected,
    });
    expect(atom.links).toEqual([
      { rel: 'alternate', type: 'text/html', hreflang: 'ar', href: 'https://news.example/ar/' },
      { rel: 'self', type: 'application/atom+xml', href: 'https://news.example/ar/atom.xml' },
      { rel: 'hub', href: 'https://news.example/api/hub' },
    ]);
    expect(atom.generator).toMatchObject({ text: 'Polywire', version: manifest.version });
  });
});

describe('JSON Feed', () => {
  test('is of version 1.1, with authors and its language', () => {
    expect(json).toMatchObject({
      title: 'مجلس مياه المرتفعات',
      language: 'ar',
      authors: [{ name: 'مجلس مياه المرتفعات', url: 'https://news.example/ar/' }],
      feed_url: 'https://news.example/ar/feed.json',
      home_page_url: 'https://news.example/ar/',
    });
    expect(json).not.toHaveProperty('author');
  });

  test('has an item with id, address, dates, language and text', () => {
    expect(jsonItem).toMatchObject({
      id,
      url,
      title: 'افتتاح الخزان',
      summary,
      date_published: first,
      date_modified: corrected,
      language: 'ar',
      tags: ['المياه'],
      image: 'https://news.example/media/r1/dam.jpg',
      attachments: [{ url: 'https://news.example/media/r1/dam.jpg', mime_type: 'image/jpeg', title: 'السد & البحيرة' }],
    });
    expect(jsonItem?.content_html).toMatch(/^<div lang="ar" dir="rtl">/);
  });

  test('says in its extension what the format has no words for', () => {
    expect(JSON.parse(written(feed).json).items[0]._polywire).toEqual({
      translations: [
        { language: 'en', url: 'https://news.example/en/2026/03/reservoir' },
        { language: 'fr', url: 'https://news.example/fr/2026/03/reservoir' },
      ],
      corrected,
      mediaTopics: ['medtop:20000437'],
    });
  });
});

describe('a withdrawn item', () => {
  const gone = { ...channelFeed([]), entries: [entry(aNotice('ar', 'الأرقام خاطئة'), place)] };
  const feeds = parsed(gone);

  test('is its notice, under the same id, in all three', () => {
    const title = 'سحب بيان صحفي';

    expect(feeds.rss.items).toMatchObject([{ guid: { value: id }, title, link: url }]);
    expect(feeds.atom.entries).toMatchObject([{ id, title: { value: title } }]);
    expect(feeds.json.items).toMatchObject([{ id, title }]);
    expect(JSON.parse(written(gone).json).items[0]._polywire.withdrawn).toBe('2026-03-12T08:00:00.000Z');
  });

  test('has a tombstone in Atom, with the notice, in its language (RFC 6721)', () => {
    expect(written(gone).atom).toMatch(
      /<at:deleted-entry xmlns:at="http:\/\/purl\.org\/atompub\/tombstones\/1\.0" ref="tag:[^"]*r1\/ar" when="2026-03-12T08:00:00\.000Z"><at:comment xml:lang="ar">[^<]*الأرقام خاطئة<\/at:comment>/,
    );
    expect(written(feed).atom).not.toContain('deleted-entry');
  });
});

describe('a hub', () => {
  test('is named in all three', () => {
    const { rss: withHub, atom: atomWithHub, json: jsonWithHub } = parsed(feed);
    const hub = 'https://news.example/api/hub';

    expect(withHub.atom?.links).toContainEqual({ rel: 'hub', href: hub });
    expect(atomWithHub.links).toContainEqual({ rel: 'hub', href: hub });
    expect(jsonWithHub.hubs).toEqual([{ type: 'WebSub', url: hub }]);
  });

  test('is named nowhere where the newsroom pushes nothing', () => {
    const silent = { ...feed, newsroom: { ...highlands, webSub: false } };

    expect(Object.values(written(silent)).join('')).not.toContain('hub');
  });
});
