import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { itemId, permalink, publicKey, publicUrl } from '../../../functions/core/address.ts';
import { archiveKey } from '../../../functions/core/archive.ts';
import { channelId, channelOf, channelsOf } from '../../../functions/core/channel.ts';

const site = 'https://news.example';
const placed = { year: '2021', month: '02', slug: 'accord' };

describe('a public address', () => {
  test.each([
    [publicKey.chooser, '/'],
    [publicKey.newsroom('ar'), '/ar/'],
    [publicKey.release('ar', placed), '/ar/2021/02/accord'],
    [publicKey.rss({ language: 'en', topic: null }), '/en/rss.xml'],
    [publicKey.atom({ language: 'en', topic: 'water' }), '/en/topics/water/atom.xml'],
    [publicKey.jsonFeed({ language: 'en', topic: 'water' }), '/en/topics/water/feed.json'],
    [publicKey.style('0'), '/assets/style.0.css'],
  ])('of the object %s is %s', (key, path) => {
    expect(publicUrl(site, key)).toBe(`${site}${path}`);
  });

  test('of an edition is its own, in each language', () => {
    expect(permalink(site, 'fr', placed)).toBe('https://news.example/fr/2021/02/accord');
    expect(permalink(site, 'ar', placed)).toBe('https://news.example/ar/2021/02/accord');
  });
});

test('an item id names authority, year, release and language, and no address', () => {
  expect(itemId('council.example', { year: '2021', releaseId: 'r1' }, 'ar')).toBe(
    'tag:council.example,2021:release/r1/ar',
  );
});

describe('a channel', () => {
  test('is read back from its id', () => {
    const language = fc.constantFrom('en', 'zh-Hans', 'pt-BR');
    const topic = fc.option(fc.stringMatching(/^[a-z0-9-]+$/));

    fc.assert(
      fc.property(fc.record({ language, topic }), (channel) => {
        expect(channelOf(channelId(channel))).toEqual(channel);
      }),
    );
  });

  test('is there for the language and for each topic in it', () => {
    const topics = { water: { en: 'Water' }, health: { en: 'Health' } };

    const channels = channelsOf('ar', ['water', '../en', 'health', 'constructor'], { topics });

    expect(channels.map(channelId)).toEqual(['ar', 'ar/topics/water', 'ar/topics/health']);
  });
});

test("one file's receipts sort by time, and two uploads of one second keep theirs", () => {
  const keys = [
    archiveKey.receipt('a.txt', '2026-03-09T08:00:01.000Z', 'ffff0000ffff'),
    archiveKey.receipt('a.txt', '2026-03-09T08:00:00.999Z', 'aaaa0000ffff'),
    archiveKey.receipt('a.txt', '2026-03-09T08:00:01.000Z', 'bbbb0000ffff'),
  ];

  expect(keys.toSorted()).toEqual([keys[1], keys[2], keys[0]]);
  expect(new Set(keys).size).toBe(3);
});
