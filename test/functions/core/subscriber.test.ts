import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  canonicalAddress,
  languageFor,
  partUpTo,
  SHARDS,
  shardOf,
  subscriberId,
  wants,
} from '../../../functions/core/subscriber.ts';

describe('an address', () => {
  test.each([
    [' Rania@Example.ORG ', 'rania@example.org'],
    ['ｒａｎｉａ@example.org', 'rania@example.org'],
    ['first.last+news@example.org', 'first.last+news@example.org'],
  ])('"%s" is canonically %s', (written, canonical) => {
    expect(canonicalAddress(written)).toBe(canonical);
  });

  test('in two spellings is one subscriber, and under another key another', () => {
    expect(subscriberId('k', 'A@example.org')).toBe(subscriberId('k', ' a@EXAMPLE.org'));
    expect(subscriberId('k', 'a@example.org')).not.toBe(subscriberId('other', 'a@example.org'));
  });
});

test('every id has 12 characters that SES takes in a tag, and a shard', () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ unit: 'binary' }), (key, address) => {
      const id = subscriberId(key, address);

      expect(id).toMatch(/^[\w-]{12}$/);
      expect(shardOf(id)).toBe(shardOf(id));
      expect(Number.isInteger(shardOf(id)) && shardOf(id) >= 0 && shardOf(id) < SHARDS).toBe(true);
    }),
  );
});

test('the audience spreads over all shards', () => {
  const shards = Array.from({ length: 3000 }, (_, index) => shardOf(subscriberId('k', `${index}@example.org`)));

  expect(new Set(shards).size).toBe(SHARDS);
});

describe("a subscriber's language", () => {
  test.each([
    [['ar', 'en'], ['en', 'fr', 'ar'], 'ar'],
    [['de', 'en'], ['en', 'fr', 'ar'], 'en'],
    [['de'], ['en', 'fr'], undefined],
    [['zh-Hans'], ['zh-Hant'], undefined],
  ])('of %j among %j is %s', (languages, offered, expected) => {
    expect(languageFor({ languages, standIn: false }, offered)).toBe(expected);
  });

  test('may be another one, the first that is offered, where they said so', () => {
    expect(languageFor({ languages: ['de'], standIn: true }, ['en', 'fr'])).toBe('en');
    expect(languageFor({ languages: ['de', 'fr'], standIn: true }, ['en', 'fr'])).toBe('fr');
    expect(languageFor({ languages: ['de'], standIn: true }, [])).toBeUndefined();
  });
});

describe('a subscriber', () => {
  test.each([
    ['who chose no topics wants all', [], ['water'], true],
    ['wants a release of a chosen topic', ['water', 'health'], ['climate', 'water'], true],
    ['wants a release that is of no topic', ['water'], [], true],
    ['does not want another topic', ['water'], ['health'], false],
  ])('%s', (_, topics, offered, expected) => {
    expect(wants({ topics }, offered)).toBe(expected);
  });
});

test('of its readers’ ids the part of a shard is reckoned that was read', () => {
  const ids = Array.from({ length: 64_000 }, (_, at) => subscriberId('k', `reader-${at}@example.org`));
  const shard = ids.filter((id) => shardOf(id) === 7).toSorted((one, other) => (one < other ? -1 : 1));

  for (const part of [0.1, 0.25, 0.5, 0.9]) {
    expect(partUpTo(shard[Math.floor(shard.length * part)] ?? '')).toBeCloseTo(part, 1);
  }
  expect(partUpTo(shard.at(-1) ?? '')).toBeGreaterThan(0.99);
  expect(partUpTo(shard.at(-1) ?? '')).toBeLessThanOrEqual(1);
  expect(partUpTo(Buffer.alloc(9).toString('base64url'))).toBeGreaterThan(0);
});
