import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromXml } from 'xast-util-from-xml';
import { safeLine } from '../../../functions/core/safe-text.ts';
import { packaged } from '../../../functions/feeds/channel-feed.ts';
import { highlands, published } from '../../templates/samples.ts';
import { channelFeed, first, parsed, release, written } from './channel.ts';

const titlesOf = (feed: ReturnType<typeof channelFeed>) => {
  const { rss, atom, json } = parsed(feed);
  return [rss.items?.[0]?.title, atom.entries?.[0]?.title?.value, json.items?.[0]?.title];
};

const english = (headline: string, summary = headline) =>
  channelFeed([release({ language: 'en', headline, summary })], { language: 'en', topic: null });

describe('a title arrives as it was written', () => {
  test.each([
    ['markup', 'Water <b>rises</b> <script>alert(1)</script>'],
    ['ampersands and entities', 'Water & Sons &amp; Co &nbsp; &#0;'],
    ['the end of a CDATA section', 'a ]]> b ]]&gt; <![CDATA[ c'],
    ['quotes', `"double" 'single' «guillemets» “curly”`],
    ['marks of direction', 'Water \u200Fמים\u200E (UNOCT) \u2067ماء\u2069'],
    ['emoji and rare letters', '💧 𐤀 \u{10FFFD}'],
    ['a comment and an instruction', '<!-- a --> <?xml version="1.0"?>'],
  ])('with %s', (_, headline) => {
    expect(titlesOf(english(headline))).toEqual([headline, headline, headline]);
  });

  // XML 1.0 §2.4; the parsers used here let it pass, others stop at it.
  test('and "]]>" stands nowhere but at the end of a CDATA section', () => {
    const { rss, atom } = written(english('a ]]> b', 'c ]]> d'));

    expect(`${rss}${atom}`.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '')).not.toContain(']]>');
  });

  // Programs lay a line out by its first letter (UAX #9, rules P2 and P3).
  test.each([
    ['ar', 'UNESCO: المياه', '\u200FUNESCO: المياه'],
    ['he', '“Mekorot” מים', '\u200F“Mekorot” מים'],
    ['en', 'مياه is Arabic for water', '\u200Eمياه is Arabic for water'],
    ['ar', 'المياه (UNESCO)', 'المياه (UNESCO)'],
    ['en', '2026: water', '2026: water'],
  ])('in %s: %s, with a mark where its first letter would lay it out the wrong way', (language, headline, title) => {
    const feed = channelFeed([release({ language, headline, summary: headline })], { language, topic: null });
    const { rss, atom, json } = parsed(feed);

    expect(titlesOf(feed)).toEqual([title, title, title]);
    expect([rss.items?.[0]?.description, atom.entries?.[0]?.summary?.value, json.items?.[0]?.summary]).toEqual([
      ...[title, title, title],
    ]);
  });

  test('without the characters that XML has not, wherever they were, and nothing else is lost', () => {
    const dirty = 'a\u0000\u0003\u000B\uFFFE\uD800b\u0085 💧';
    const newsroom = { ...highlands, organisation: { en: `Council ${dirty} <&>` }, topics: { water: { en: dirty } } };
    const edition = { language: 'en', headline: dirty, summary: dirty, subheadline: dirty };
    const feed = { ...channelFeed([release(edition)], { language: 'en', topic: 'water' }), newsroom };
    const { rss, atom, json } = written(feed);

    expect(() => [fromXml(rss), fromXml(atom)]).not.toThrow();
    expect(parsed(feed).rss.title).toBe('Council ab 💧 <&>: ab 💧');
    for (const lost of ['\u0000', '\u0003', '\u000B', '\uFFFE', '\u0085', '\uFFFD', '\\u']) {
      expect(`${rss}${atom}${json}`).not.toContain(lost);
    }
  });

  test('whatever was in the file: made safe, every feed is well-formed and says it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        const headline = `x${safeLine(text)}`;
        const { rss, atom, json } = written(english(headline));

        expect(() => [fromXml(rss), fromXml(atom)]).not.toThrow();
        expect(JSON.parse(json).items[0].title).toBe(headline);
      }),
    );
  });
});

describe('the bytes of a feed', () => {
  test('are the same whenever it is built', async () => {
    const before = written(channelFeed([release()]));
    await new Promise((resolve) => setTimeout(resolve, 5));

    expect(written(channelFeed([release()]))).toEqual(before);
    expect(written(channelFeed([]))).toEqual(written(channelFeed([])));
  });

  test('do not depend on the order of the languages in a row: a map of DynamoDB has none', () => {
    const languages = ['ar', 'en', 'fr', 'de', 'he'];
    const inOrder = (order: string[]) => {
      const editions = Object.fromEntries(order.map((language) => [language, published(first)]));
      return written(channelFeed([release({}, { editions })]));
    };

    fc.assert(
      fc.property(fc.shuffledSubarray(languages, { minLength: languages.length }), (order) => {
        expect(inOrder(order)).toEqual(inOrder(languages));
      }),
      { numRuns: 20 },
    );
  });
});

describe('a channel', () => {
  test('without releases is a feed without items', () => {
    const { rss, atom, json } = parsed(channelFeed([]));

    expect([rss.items ?? [], atom.entries ?? [], json.items ?? []]).toEqual([[], [], []]);
  });

  test('keeps the order of its releases: newest first', () => {
    const newer = release({ headline: 'أحدث' }, { releaseId: 'r2' });
    const { rss, atom, json } = parsed(channelFeed([newer, release({ headline: 'أقدم' })]));

    expect(rss.items?.map(({ title }) => title)).toEqual(['أحدث', 'أقدم']);
    expect(atom.entries?.map(({ title }) => title?.value)).toEqual(['أحدث', 'أقدم']);
    expect(json.items?.map(({ title }) => title)).toEqual(['أحدث', 'أقدم']);
  });

  test.each([
    ['in its language', 'ar', 'water', 'مجلس مياه المرتفعات: المياه'],
    ['by its id where the newsroom has no name for it', 'ar', 'wells', 'مجلس مياه المرتفعات: \u2068wells\u2069'],
    ["in the newsroom's first language where it has none of its own", 'sv', 'water', 'Highland Water Council: Water'],
  ])('of a topic is named %s', (_, language, topic, title) => {
    const { rss, atom, json } = parsed(channelFeed([], { language, topic }));

    expect([rss.title, atom.title?.value, json.title]).toEqual([title, title, title]);
    expect(json.feed_url).toBe(`https://news.example/${language}/topics/${topic}/feed.json`);
  });

  test('has an id of its own that is no address', () => {
    const { options } = packaged(channelFeed([], { language: 'ar', topic: 'water' })).built;

    expect(options.id).toBe('tag:highlandwater.example,2026:channel/ar/topics/water');
  });
});
