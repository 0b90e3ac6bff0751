import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { described, understand } from '../../../functions/ingest/understand.ts';
import { handedOver } from '../../handed-over.ts';
import { highlands } from '../../templates/samples.ts';

const read = (text: string, key = 'release.txt', newsroom = highlands) =>
  understand({ key, bytes: new TextEncoder().encode(text) }, newsroom);

const file = (path: string, key: string) => understand({ key, bytes: readFileSync(path) }, highlands);

const english = 'Reservoir opens\n\n9 March 2026, Glenmore\n\nThe council opened the new reservoir in the hills today.';
const french = 'Ouverture du réservoir\n\nLe conseil a ouvert aujourd’hui le nouveau réservoir dans les collines.';

const withFrontMatter = (yaml: string, text = english) => read(`---\n${yaml}\n---\n\n${text}`);

describe('the samples of this repository', () => {
  test.each([
    [
      'reservoir-agreement.txt',
      '2026-03-09',
      [
        ['en', 7],
        ['fr', 7],
        ['ar', 7],
      ],
    ],
    [
      'spring-flood-warning.md',
      '2026-03-16',
      [
        ['en', 6],
        ['es', 6],
      ],
    ],
    ['doctors-appeal.txt', '2026-03-04', [['he', 6]]],
    ['neue-messstation.txt', '2026-03-12', [['de', 5]]],
  ])('%s is understood without a problem', async (name, date, editions) => {
    const { release, problems } = await file(`samples/${name}`, name);

    expect(problems).toEqual([]);
    const shown = release && described(release);
    expect(shown?.date).toBe(date);
    expect(shown?.editions.map(({ language, paragraphs }) => [language, paragraphs])).toEqual(editions);
    expect(shown?.editions.map(({ dateline }) => dateline?.date)).toEqual(editions.map(() => date));
  });
});

describe('the release of three languages that was handed over', () => {
  test('is three editions in the order of the file, and the Arabic one runs from right to left', async ({ skip }) => {
    const path = handedOver('releases/trilingual.txt') ?? skip();

    const { release, problems } = await file(path, 'trilingual.txt');

    expect(problems).toEqual([]);
    const shown = release && described(release);
    expect(shown).toMatchObject({ date: '2021-02-15', embargo: null, topics: [] });
    expect(shown?.editions.map(({ language, direction, paragraphs }) => [language, direction, paragraphs])).toEqual([
      ['en', 'ltr', 11],
      ['fr', 'ltr', 10],
      ['ar', 'rtl', 11],
    ]);
    expect(shown?.editions.map(({ headline }) => headline.length)).toEqual([218, 244, 240]);
    expect(shown?.editions.map(({ subheadline }) => subheadline)).toEqual([null, null, null]);
  });

  test('has its datelines as they stand, though the Arabic one is run into the lead', async ({ skip }) => {
    const path = handedOver('releases/trilingual.txt') ?? skip();

    const { release } = await file(path, 'trilingual.txt');

    expect(release?.editions.map(({ dateline }) => dateline)).toEqual([
      { text: '15 February 2021, New York/Naples', date: '2021-02-15', place: 'New York/Naples' },
      { text: 'Le 15 février 2021, New York/Naples', date: '2021-02-15', place: 'New York/Naples' },
      { text: '15 شباط / فبراير 2021 ، نيويورك / نابولي', date: '2021-02-15', place: 'نيويورك / نابولي' },
    ]);
    expect(release?.editions[2]?.summary).not.toMatch(/^[\s–]|2021/);
  });
});

describe('what a release says of itself', () => {
  test('is kept with it', async () => {
    const yaml =
      'topics: [water]\nslug: opening\nembargo: 2026-12-01 09:00 Europe/Paris\nnotify: false\ncontact: Press\u0007 desk';
    const { release, problems } = await withFrontMatter(yaml);

    expect(problems).toEqual([]);
    expect(release).toMatchObject({
      topics: ['water'],
      slug: 'opening',
      embargoes: { en: '2026-12-01T08:00:00.000Z' },
      notify: false,
      contact: 'Press desk',
    });
  });

  test('beats detection: an explicit language is believed', async () => {
    const { release } = await withFrontMatter('languages: [de]');

    expect(release?.editions.map(({ language }) => language)).toEqual(['de']);
  });

  test.each([
    ['a language that it names but lacks', 'languages: [en, fr]', 'language-missing', 'fr'],
    ["a language that is not the newsroom's", 'languages: [fi]', 'language-unknown', 'fi'],
    ['an embargo without a zone', 'embargo: 2026-12-01 09:00', 'embargo', 'no zone'],
    ['an embargo that no clock shows', 'embargo: 2026-12-01T09:00+99:00', 'embargo', '+99:00'],
    ['a setting that does not exist', 'colour: blue', 'front-matter', 'colour'],
  ])('is an error that publishes nothing: %s', async (_, yaml, code, named) => {
    const { release, problems } = await withFrontMatter(yaml);

    expect(release).toBeNull();
    expect(problems).toMatchObject([{ level: 'error', code }]);
    expect(problems[0]?.message).toContain(named);
  });

  test('holds the release where a required language is not there: an error, and yet a release', async () => {
    const { release, problems } = await withFrontMatter('require: [en, ar]');

    expect(problems).toMatchObject([{ level: 'error', code: 'language-required', line: 1 }]);
    expect(problems[0]?.message).toContain('requires ar');
    expect(release?.require).toEqual(['en', 'ar']);
  });

  test('may hold one language until its hour', async () => {
    const both = await withFrontMatter('embargo: { en: 2026-12-01T09:00:00Z, fr: 2026-12-02T09:00:00Z }');

    expect(both.release?.embargoes).toMatchObject({ en: '2026-12-01T09:00:00.000Z' });
    expect(both.problems).toMatchObject([{ level: 'warning', code: 'embargo-language' }]);
  });

  test('takes a release back, whatever else stands there', async () => {
    const { release, problems } = await withFrontMatter('status: withdrawn\nlanguages: [fr]\nnote: { fr: Erreur }');

    expect(problems).toEqual([]);
    expect(release).toMatchObject({ editions: [], withdrawal: { languages: ['fr'], note: { fr: 'Erreur' } } });
  });

  test('may be said by settings alone, which can only take back', async () => {
    const alone = (yaml: string) => understand({ key: 'accord.yaml', bytes: Buffer.from(yaml) }, highlands);

    expect((await alone('status: withdrawn\n')).release).toMatchObject({ withdrawal: { languages: null, note: null } });
    expect((await alone('topics: [water]\n')).problems).toMatchObject([{ level: 'error', code: 'no-text' }]);
    expect((await alone('status: gone\n')).problems).toMatchObject([{ level: 'error', code: 'front-matter', line: 1 }]);
  });

  test('gives way to what the file says itself, where the object says it too', async () => {
    const bytes = Buffer.from('---\ntopics: [climate]\n---\n\n# Headline\n\nText of the release, as it goes.');
    const metadata = { topics: 'water', language: 'en', slug: 'opening' };

    const { release } = await understand({ key: 'a.md', bytes, metadata }, highlands);

    expect(release).toMatchObject({ topics: ['climate'], slug: 'opening', editions: [{ language: 'en' }] });
  });

  test('is a warning where a topic is unknown: the release goes out', async () => {
    const { release, problems } = await withFrontMatter('topics: [water, wather]');

    expect(release?.topics).toEqual(['water', 'wather']);
    expect(problems).toMatchObject([{ level: 'warning', code: 'topic-unknown', line: 1 }]);
  });
});

describe('a file that cannot be published', () => {
  test.each([
    ['is empty', '', 'release.txt', 'empty'],
    ['is of a type that is not read', english, 'release.pdf', 'file-type'],
    ['holds front matter only', '---\ntopics: [water]\n---\n', 'release.txt', 'language'],
    ["is in none of the newsroom's languages", 'Το συμβούλιο άνοιξε σήμερα τη νέα δεξαμενή', 'a.txt', 'language'],
    ['has a body without a headline', english.split('\n\n').slice(1).join('\n\n'), 'a.txt', 'no-headline'],
  ])('%s', async (_, text, key, code) => {
    const { release, problems } = await read(text, key);

    expect(release).toBeNull();
    expect(problems.filter(({ level }) => level === 'error').map((problem) => problem.code)).toEqual([code]);
  });

  test('leaves every other fault to be retried', async () => {
    const settings = { ...highlands, languages: ['!'] };

    await expect(read(english, 'a.txt', settings)).rejects.toThrow(RangeError);
  });
});

test('a headline without a body goes out alone, with a warning that names its line', async () => {
  const { release, problems } = await read(`${english}\n\n\n${french}\n\nافتتاح الخزان الجديد في التلال`);

  expect(problems).toMatchObject([{ level: 'warning', code: 'no-body', line: 12 }]);
  expect(release?.editions[2]).toMatchObject({ language: 'ar', headline: 'افتتاح الخزان الجديد في التلال' });
});

test('dates that disagree among the languages are a warning', async () => {
  const { release, problems } = await read(
    `${english}\n\n${french.replace('\n\n', '\n\nLe 10 mars 2026, Glenmore\n\n')}`,
  );

  expect(release?.date).toBe('2026-03-09');
  expect(problems).toMatchObject([{ level: 'warning', code: 'dates-differ', line: 7 }]);
  expect(problems[0]?.message).toContain('en 2026-03-09, fr 2026-03-10');
});

test('the same content is the same release, byte by byte: a second version is not made of it', async () => {
  const again = async (text: string) => JSON.stringify((await read(text)).release);

  expect(await again(english.replaceAll('\n', '\r\n'))).toBe(await again(english));
  expect(await again(`\uFEFF${english}\n\n\n`)).toBe(await again(english));
});

describe('a release is the same', () => {
  const markdown =
    '# Reservoir opens\n\n9 March 2026, Glenmore\n\nThe council opened the *new* reservoir in the hills today.';
  const page =
    '<html><head><title>Site</title></head><body><nav>Home</nav><main><h1>Reservoir opens</h1><p>9 March 2026, Glenmore</p>' +
    '<p>The council opened the <i>new</i> reservoir in the hills today.</p></main></body></html>';

  test('as Markdown and as a web page', async () => {
    const fromMarkdown = await read(markdown, 'release.md');

    expect(fromMarkdown.release?.editions).toHaveLength(1);
    expect((await read(page, 'release.html')).release?.editions).toEqual(fromMarkdown.release?.editions);
    expect((await read(page, 'release.htm')).problems).toEqual([]);
  });

  test('in an encoding of before Unicode, with a warning', async () => {
    const latin = { key: 'release.txt', bytes: Buffer.from(french.replaceAll('’', "'"), 'latin1') };
    const { release, problems } = await understand(latin, highlands);

    expect(release?.editions).toMatchObject([{ language: 'fr', headline: 'Ouverture du réservoir' }]);
    expect(problems).toMatchObject([{ level: 'warning', code: 'encoding-guessed' }]);
  });
});

test('a language that a page says beats detection', async () => {
  const { release } = await read(
    '<div lang="de"><h1>Reservoir opens</h1><p>The council opened the new reservoir in the hills today.</p></div>',
    'release.html',
  );

  expect(release?.editions.map(({ language }) => language)).toEqual(['de']);
});
