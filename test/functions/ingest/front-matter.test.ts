import { describe, expect, test } from 'vitest';
import { openFrontMatter } from '../../../functions/ingest/front-matter.ts';
import { metadataSettings } from '../../../functions/ingest/settings.ts';

const open = (...lines: string[]) => openFrontMatter(['---', ...lines, '---', '# Headline', ''].join('\n'));

describe('front matter', () => {
  test('is parted from the text, which keeps its line numbers', () => {
    const opened = open('slug: accord', 'topics: [water]', 'languages: [iw, AR]', 'notify: false');

    expect(opened).toMatchObject({ text: '# Headline\n', firstLine: 7, problems: [] });
    expect(opened.frontMatter).toMatchObject({
      slug: 'accord',
      topics: ['water'],
      languages: ['he', 'ar'],
      notify: false,
    });
  });

  test.each([
    ['there is none', 'Headline\n\nText', 'Headline\n\nText', 1],
    ['it is empty', '---\n---\nHeadline', 'Headline', 3],
    ['it holds a comment only', '---\n# nothing yet\n---\nHeadline', 'Headline', 4],
    ['the fences have blanks after them', '--- \n\n---\t\nHeadline', 'Headline', 4],
    ['there is a longer rule', '----\nHeadline\n----\n', '----\nHeadline\n----\n', 1],
    ['it is never closed', '---\nslug: accord\n', '---\nslug: accord\n', 1],
    ['a rule stands within the text', 'Headline\n---\nslug: a\n---\n', 'Headline\n---\nslug: a\n---\n', 1],
  ])('says nothing where %s', (_, file, text, firstLine) => {
    expect(openFrontMatter(file)).toEqual({ frontMatter: {}, text, firstLine, problems: [] });
  });

  test('keeps an embargo as it was written: YAML would make a date of it', () => {
    expect(open('embargo: 2026-12-01T09:00:00Z').frontMatter.embargo).toBe('2026-12-01T09:00:00Z');
  });
});

describe('a text for readers', () => {
  test.each(['embargo', 'correction', 'note'])('is one for all, or one for each language: %s', (name) => {
    expect(open(`${name}: "a  b"`).frontMatter).toEqual({ [name]: 'a b' });
    expect(open(`${name}: { EN: one, iw: two }`).frontMatter).toEqual({ [name]: { en: 'one', he: 'two' } });
  });
});

describe("an object's metadata", () => {
  test('says the same as front matter would, and more that is not for us', () => {
    const { frontMatter, problems } = metadataSettings({
      ...{ language: 'iw', topics: 'water, climate', notify: 'false', embargo: '2026-12-01T09:00:00Z', mtime: '1' },
    });

    expect(problems).toEqual([]);
    expect(frontMatter).toEqual({
      ...{ languages: ['he'], topics: ['water', 'climate'], notify: false, embargo: '2026-12-01T09:00:00Z' },
    });
  });

  test('that can not be used is an error without a line', () => {
    expect(metadataSettings({ languages: 'klingon-x', notify: 'maybe' }).problems).toMatchObject([
      { level: 'error', line: null, message: expect.stringContaining('klingon-x') },
      { level: 'error', line: null, message: expect.stringContaining('metadata: "notify"') },
    ]);
  });
});

describe('a fault in the front matter', () => {
  test.each([
    ['YAML that is not closed', ['slug: accord', 'topics: [water'], /no YAML/, 3],
    ['the same key twice', ['slug: a', 'slug: b'], /no YAML/, 3],
    ['an unknown key', ['slug: a', 'topic: water'], /no setting "topic".*topics/, 3],
    ['an unknown key that begins as a known one', ['topics: [water]', 'topic: water'], /"topic"/, 3],
    ['an unknown key in quotes', ['slug: a', '"colour": blue'], /"colour"/, 3],
    ['a list that is none', ['topics: water'], /"topics"/, 2],
    ['a language that is none', ['slug: a', 'languages: [klingon-x]'], /"languages".*"klingon-x"/, 3],
    ['an embargo of a language that is none', ['embargo: { klingon-x: now }'], /"embargo".*"klingon-x"/, 2],
    ['an embargo that is neither', ['embargo: [1]'], /"embargo".*neither/, 2],
    ['a slug that makes no address', ['slug: Big News'], /"slug".*lower-case/, 2],
    ['a slug that leaves its folder', ['slug: ../index'], /"slug"/, 2],
    ['a yes that is neither true nor false', ['notify: yes'], /"notify"/, 2],
    ['no settings but a list', ['- water'], /settings only/, 2],
    ['no settings but a sentence', ['Big news today'], /settings only/, 2],
    ['an alias', ['topics: &all [water]', 'require: *all'], /written out/, 2],
  ])('is told with its line: %s', (_, lines, message, line) => {
    const { problems } = open(...lines);

    expect(problems).toEqual([{ level: 'error', code: 'front-matter', message: expect.stringMatching(message), line }]);
  });

  test('does not hide the others', () => {
    expect(
      open('colour: blue', 'slug: A', 'shape: round')
        .problems.map(({ line }) => line)
        .toSorted(),
    ).toEqual([2, 3, 4]);
  });
});
