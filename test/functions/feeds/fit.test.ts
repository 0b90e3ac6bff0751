// Importers cut a feed off or refuse it where it is too long: facts/feeds.md, "What do importers ask for?".
import { h } from 'hastscript';
import { describe, expect, test } from 'vitest';
import { channelFeed, parsed, release, written } from './channel.ts';

const MEGABYTE = 1024 * 1024;
const paragraph = 'المياه & <الجبال> '.repeat(50);
const ofSize = (bytes: number, releaseId = 'r1') => {
  const count = Math.ceil(bytes / Buffer.byteLength(paragraph));
  const children = Array.from({ length: count }, (_, index) => h('p', `${index} ${paragraph}`));
  return release({ summary: 'ملخص', body: { type: 'root', children } }, { releaseId });
};
const rest = /<p><a href="https:\/\/news\.example\/ar\/2026\/03\/reservoir">اقرأ البقية على موقعنا<\/a><\/p><\/div>$/;

describe('a long text', () => {
  const [item] = parsed(channelFeed([ofSize(2 * MEGABYTE)])).json.items ?? [];
  const html = item?.content_html ?? '';

  test('ends after a whole paragraph, with a link to the rest', () => {
    expect(html).toMatch(rest);
    expect(html.match(/<p>/g)?.length).toBe(html.match(/<\/p>/g)?.length);
    expect(Buffer.byteLength(html)).toBeGreaterThan(90_000);
    expect(Buffer.byteLength(html)).toBeLessThan(101_000);
  });

  test('of one paragraph is its summary, below its head, with a link to the rest', () => {
    const body = { type: 'root' as const, children: [h('p', 'م'.repeat(MEGABYTE))] };
    const long = release({ summary: 'ملخص', subheadline: null, body });

    expect(parsed(channelFeed([long])).json.items?.[0]?.content_html).toMatch(
      /^<div lang="ar" dir="rtl"><p><strong>صُحّح.*<\/p><p><em>9 March.*<\/p><p>ملخص<\/p><p><a /,
    );
  });

  test('that importers can take stays whole', () => {
    expect(parsed(channelFeed([ofSize(60_000)])).json.items?.[0]?.content_html).not.toMatch(rest);
  });
});

describe('a feed of fifty long texts', () => {
  const releases = Array.from({ length: 50 }, (_, index) => ofSize(2 * MEGABYTE, `r${index}`));
  const feed = channelFeed(releases);

  test('stays under 1.5 MB in every format', () => {
    for (const text of Object.values(written(feed))) expect(Buffer.byteLength(text)).toBeLessThan(1_500_000);
  });

  test('keeps every item, the newest long, the older ones with their summary and a link', () => {
    const bodies = (parsed(feed).rss.items ?? []).map(({ content }) => content?.encoded ?? '');
    const isLong = bodies.map((html) => html.length > 1000);

    expect(bodies).toHaveLength(50);
    expect(isLong.lastIndexOf(true)).toBeGreaterThan(5);
    expect(isLong.lastIndexOf(true)).toBe(isLong.indexOf(false) - 1);
    expect(bodies.at(-1)).toMatch(/^<div lang="ar" dir="rtl"><p><strong>صُحّح.*<\/p><p>ملخص<\/p><p><a /);
  });
});
