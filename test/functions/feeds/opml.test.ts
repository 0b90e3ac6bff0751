import { parseOpml } from 'feedsmith';
import { expect, test } from 'vitest';
import { opml } from '../../../functions/feeds/opml.ts';
import { highlands } from '../../templates/samples.ts';

const list = { newsroom: highlands, site: 'https://news.example', languages: ['en', 'ar'] };

test('the list has a group for each language: its feed, and those of its topics', () => {
  const { body } = parseOpml(opml({ ...list, topicsByLanguage: { ar: ['water', 'wells'] } }));

  expect(body?.outlines?.map(({ text, outlines }) => [text, outlines?.map(({ xmlUrl }) => xmlUrl)])).toEqual([
    [
      'English',
      ['rss.xml', ...['water', 'climate', 'health'].map((one) => `topics/${one}/rss.xml`)].map(
        (one) => `https://news.example/en/${one}`,
      ),
    ],
    ['العربية', ['https://news.example/ar/rss.xml', 'https://news.example/ar/topics/water/rss.xml']],
  ]);
});

test('a feed is listed with its name, its page and its language', () => {
  const { body } = parseOpml(
    opml({ ...list, newsroom: { ...highlands, organisation: { ar: 'مياه "و" <جبال> & \u0000' } } }),
  );

  expect(body?.outlines?.[1]?.outlines?.[1]).toMatchObject({
    ...{ type: 'rss', language: 'ar', htmlUrl: 'https://news.example/ar/' },
    ...{ text: 'مياه "و" <جبال> & : المياه', title: 'مياه "و" <جبال> & : المياه' },
  });
});
