// RSS 2.0, Atom 1.0 and JSON Feed 1.1, read by feedsmith.
import { describe, expect, test } from 'vitest';
import { channelFeed, corrected, first, linked, parsed, release } from './channel.ts';

const { rss, atom, json } = parsed(channelFeed([release()]));
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
    expect(rssItem?.description).toBe('The reservoir opened today.');
    expect(rssItem?.content?.encoded).toMatch(/^<div lang="ar" dir="rtl">.*<\/div>$/);
    expect(rssItem?.categories).toEqual([{ name: 'water' }]);
  });

  test('names itself', () => {
    expect(rss.atom?.links).toMatchObject([{ rel: 'self', href: 'https://news.example/ar/rss.xml' }]);
  });
});

describe('Atom', () => {
  test('has an entry with an id, dates and its text', () => {
    expect(atomEntry).toMatchObject({
      id,
      published: first,
      updated: corrected,
      title: { value: 'افتتاح الخزان', type: 'text' },
      summary: { value: 'The reservoir opened today.', type: 'text' },
      content: { type: 'html' },
    });
  });

  test('has one alternate, in its own language, and relates the translations', () => {
    expect(linked(atomEntry?.links, 'alternate')).toEqual([`ar ${url}`]);
    expect(linked(atomEntry?.links, 'related')).toEqual(translations);
    expect(atomEntry?.links).toHaveLength(3);
  });

  test('says its language, who wrote it, and when it changed', () => {
    expect(atom).toMatchObject({
      id: 'tag:highlandwater.example,2026:channel/ar',
      xml: { lang: 'ar' },
      authors: [{ name: 'مجلس مياه المرتفعات' }],
      updated: corrected,
    });
    expect(atom.links).toContainEqual({ rel: 'self', href: 'https://news.example/ar/atom.xml' });
  });
});

describe('JSON Feed', () => {
  test('is of version 1.1, with authors and its language', () => {
    expect(json).toMatchObject({
      title: 'مجلس مياه المرتفعات',
      language: 'ar',
      authors: [{ name: 'مجلس مياه المرتفعات' }],
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
      summary: 'The reservoir opened today.',
      date_published: first,
      date_modified: corrected,
      language: 'ar',
      tags: ['water'],
    });
    expect(jsonItem?.content_html).toMatch(/^<div lang="ar" dir="rtl">/);
  });
});
