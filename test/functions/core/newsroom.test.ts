import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { PermanentError } from '../../../functions/core/errors.ts';
import { nameIn, newsroom } from '../../../functions/core/newsroom.ts';

const settings = (): Record<string, unknown> => parse(readFileSync('newsroom.yaml', 'utf8'));

function fault(changes: Record<string, unknown>): PermanentError {
  try {
    newsroom({ ...settings(), ...changes });
  } catch (error) {
    if (error instanceof PermanentError) return error;
    throw error;
  }
  throw new Error('The settings were taken.');
}

test('the settings of this repository are good', () => {
  expect(newsroom(settings()).languages).toEqual(
    'en fr ar es ru zh-Hans zh-Hant ja ko pt it de nl sv da uk fa ur he hi tr id'.split(' '),
  );
});

describe('a setting that is wrong is named', () => {
  test.each([
    ['an unknown key', { colour: 'blue' }, /colour/],
    ['a zone that is no place', { zone: 'Europe/Atlantis' }, /zone: .*Europe\/Paris/],
    ['a language in another form', { languages: ['en', 'iw'] }, /languages\.1: "iw"/],
    ['no language at all', { languages: [] }, /languages/],
    ['a sender without a host', { sender: 'newsroom' }, /sender/],
    ['an authority that is an address', { authority: 'https://example.org/' }, /authority: .*domain name/],
    ['a topic that makes no path', { topics: { 'Clean Water': { en: 'Water' } } }, /topics/],
    ['a domain without its certificate', { domain: 'news.example.org' }, /domain and certificateArn/],
    [
      'a certificate of a region that CloudFront does not read',
      { domain: 'news.example.org', certificateArn: 'arn:aws:acm:eu-west-1:1:certificate/x' },
      /certificateArn/,
    ],
    [
      'a subject that is no code of IPTC',
      { mediaTopics: { water: 'medtop:20000437' } },
      /mediaTopics\.water: .*8 digits/,
    ],
    ['a subject of a topic that is not there', { mediaTopics: { wells: '20000437' } }, /mediaTopics: .*topics/],
    ['a hub that is neither on nor off', { webSub: 'https://hub.example/' }, /webSub: /],
    ['a name in none of the languages', { organisation: { fi: 'Vesineuvosto' } }, /organisation/],
  ])('%s', (_, changes, named) => {
    const error = fault(changes);

    expect(error.code).toBe('newsroom');
    expect(error.message).toMatch(named);
    expect(error.message).toContain('newsroom.yaml');
  });

  test('together with all others', () => {
    expect(fault({ zone: 'x', colour: 1 }).message).toMatch(/zone.*colour|colour.*zone/);
  });

  test('also where it is missing', () => {
    expect(fault({ postalAddress: undefined }).message).toContain('postalAddress');
  });
});

test('that it pushes nothing, and the subjects of its topics, may be told', () => {
  const told = { webSub: false, mediaTopics: { health: '07000000' } };

  expect(newsroom({ ...settings(), ...told })).toMatchObject(told);
  expect(newsroom({ ...settings(), mediaTopics: undefined })).toMatchObject({ mediaTopics: {} });
});

test('a domain goes with its certificate', () => {
  const certificateArn = 'arn:aws:acm:us-east-1:111122223333:certificate/0';

  expect(newsroom({ ...settings(), domain: 'news.example.org', certificateArn }).domain).toBe('news.example.org');
});

test("a name is in the reader's language, else in the newsroom's first that has one", () => {
  const room = newsroom({ ...settings(), languages: ['ar', 'en', 'fr'] });

  expect(nameIn({ fr: 'Eau', en: 'Water' }, 'fr', room)).toBe('Eau');
  expect(nameIn({ fr: 'Eau', en: 'Water' }, 'de', room)).toBe('Water');
  expect(nameIn({ sv: 'Vatten' }, 'de', room)).toBe('Vatten');
  expect(nameIn({}, 'de', room)).toBe('');
});
