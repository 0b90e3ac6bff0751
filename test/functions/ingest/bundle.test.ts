import { randomBytes } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { mediaIn } from '../../../functions/core/media.ts';
import { paragraphs } from '../../../functions/core/release.ts';
import { fileLanguage, partLanguage } from '../../../functions/ingest/file-language.ts';
import { folderEntries, isPart, settingsAbove } from '../../../functions/ingest/folder.ts';
import { type Understanding, understand } from '../../../functions/ingest/understand.ts';
import { highlands } from '../../templates/samples.ts';
import { jpeg, png } from './pictures.ts';

const en = '# The gauge opens\n\n3 May 2026, Upper Glenmore\n\nThe council opened the new gauge to the public today.';
const fr = '# La station ouvre\n\n3 mai 2026, Upper Glenmore\n\nLe conseil a ouvert aujourd’hui la nouvelle station.';
const ar = '# افتتاح محطة القياس\n\nافتتح مجلس المياه محطة القياس الجديدة في أولدبريدج أمام الجمهور اليوم.';

type Files = Record<string, string | Uint8Array>;

const zipped = (files: Files): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content]),
    ),
  );

const read = (files: Files, metadata = {}) =>
  understand({ key: 'gauge.zip', bytes: zipped(files), metadata }, highlands);

const codes = ({ problems }: Understanding) => problems.map(({ code }) => code);
const messages = ({ problems }: Understanding) => problems.map(({ message }) => message).join('\n');
const languages = ({ release }: Understanding) => release?.editions.map(({ language }) => language);
const html = ({ release }: Understanding, language = 'en') =>
  JSON.stringify(release?.editions.find((one) => one.language === language)?.body);
const pictures = ({ release }: Understanding) => (release?.editions ?? []).flatMap(({ body }) => mediaIn(body));

describe("a text's language", () => {
  const own = ['en', 'fr', 'ar', 'ja', 'zh-Hant', 'pt', 'it'];

  test.each([
    ['fr.md', 'fr'],
    ['FR.txt', 'fr'],
    ['texts/ar.docx', 'ar'],
    ['jp.md', 'ja'],
    ['zh-hant.md', 'zh-Hant'],
    ['zh_TW.md', 'zh-Hant'],
    ['en-GB.html', 'en'],
    ['announcement.fr.md', 'fr'],
    ['announcement_fr.docx', 'fr'],
    ['announcement-fr.txt', 'fr'],
    ['announcement-pt-BR.txt', 'pt'],
    ['2026-05-03_announcement_zh-Hant.md', 'zh-Hant'],
    ['sv.md', 'sv'],
    ['fr-text.md', undefined],
    ['announcement.md', undefined],
    ['announcement.sv.md', undefined],
    ['index.html', undefined],
    ['new.md', undefined],
    ['xx.md', undefined],
    ['announcement.frx.md', undefined],
  ])('%s: %s', (name, language) => {
    expect(fileLanguage(name, own)).toBe(language);
  });

  test('is not told by a hyphen in a folder, where the text may be a release of its own', () => {
    expect(
      ['budget/fr.md', 'budget/a.fr.md', 'budget/a-fr.md', 'budget/a_fr.md'].map((key) => isPart(key, own)),
    ).toEqual([true, true, false, false]);
    expect(partLanguage('about-it.md', own)).toBeUndefined();
    expect(isPart('fr.md', own)).toBe(false);
    expect(isPart('a/b/photo.JPG', own)).toBe(true);
  });
});

test('a bundle is a release: texts by their names, in the order of the newsroom, whatever folder was packed', async () => {
  const understood = await read({
    'gauge/release.yaml': 'topics: [water]\nslug: gauge\n',
    'gauge/fr.md': fr,
    'gauge/announcement.ar.md': ar,
    'gauge/announcement_en.txt': en.replace('# ', ''),
    '__MACOSX/gauge/._fr.md': 'x',
    'gauge/.DS_Store': 'x',
    'gauge/Thumbs.db': 'x',
  });

  expect(understood.problems).toEqual([]);
  expect(languages(understood)).toEqual(['en', 'fr', 'ar']);
  expect(understood.release).toMatchObject({ topics: ['water'], slug: 'gauge', date: '2026-05-03' });
});

test('the order is that of release.yaml, and texts without a language in their names come last', async () => {
  const understood = await read({
    'release.yaml': 'languages: [fr, en, ar]',
    'notes.md': ar,
    'en.md': en,
    'fr.md': fr,
  });

  expect(languages(understood)).toEqual(['fr', 'en', 'ar']);
});

test('a name beats what the text looks like', async () => {
  const understood = await read({ 'fr.md': en, 'es.md': `${fr}\n\nThe council opened the new gauge to the public.` });

  expect(languages(understood)).toEqual(['fr', 'es']);
});

test("a headline of a text without a language in its name is its own, not the text's before it", async () => {
  const text = 'Nouvelle Cuisine\n\nThe council opened the new exhibition to the public today.';

  const understood = await read({ 'fr.md': fr, 'text.txt': text });

  expect(understood.release?.editions.map(({ headline }) => headline)).toEqual([
    'La station ouvre',
    'Nouvelle Cuisine',
  ]);
});

test('a language that the newsroom lacks is named', async () => {
  const { release, problems } = await understand(
    { key: 'a.zip', bytes: zipped({ 'en.md': en, 'pl.md': fr }) },
    highlands,
  );

  expect(release).toBeNull();
  expect(problems.map(({ message }) => message).join()).toContain("pl is none of the newsroom's languages");
});

describe('a bundle is refused', () => {
  test.each([
    ['without a text', { 'release.yaml': 'topics: [water]', 'a.jpg': jpeg() }, 'empty', '"gauge.zip" holds no text'],
    ['with one language twice', { 'fr.md': fr, 'a.fr.md': fr }, 'bundle-language', '"a.fr.md" and "fr.md" are both in'],
    [
      'with a language that its settings leave out',
      { 'en.md': en, 'fr.md': fr, 'release.yaml': 'languages: [en]' },
      'bundle-language',
      '"fr.md" is in Français (fr) by its name',
    ],
    [
      'with too many texts',
      Object.fromEntries(Array.from({ length: 41 }, (_, index) => [`${index}.md`, en])),
      'bundle-size',
      'holds 41 texts; the limit is 40',
    ],
    [
      'with texts of a book',
      {
        'noise.pdf': randomBytes(50_000),
        ...Object.fromEntries(
          ['en', 'fr', 'ar'].map((name) => [`${name}.txt`, `A\n\n${'The council met. '.repeat(50_000)}`]),
        ),
      },
      'bundle-size',
      'more than 1000000 characters',
    ],
    ['with settings of another name', { 'en.md': en, 'release.yml': 'embargo: x' }, 'bundle-file', '"release.yml"'],
    ['with settings elsewhere', { 'en.md': en, 'a/release.yaml': 'slug: a' }, 'bundle-file', '"a/release.yaml"'],
    [
      'with faulty settings',
      { 'en.md': en, 'release.yaml': 'embrago: x' },
      'front-matter',
      '"release.yaml" has no setting',
    ],
    ['with an unreadable text', { 'en.md': en, 'fr.md': 'PNG\0\x01' }, 'binary', '"fr.md" holds binary data'],
    [
      'with a setting of all in one text',
      { 'en.md': `---\nslug: gauge\n---\n${en}` },
      'bundle-setting',
      'Write that into "release.yaml"',
    ],
    [
      'with a setting of a text whose language is not told',
      { 'a.md': `---\nembargo: 2099-01-01 09:00 Europe/Paris\n---\n${en}` },
      'bundle-setting',
      'its name says no language',
    ],
    ['with too large a text', { 'en.md': 'x'.repeat(1024 * 1024 + 1) }, 'file-size', '"en.md" has 1.0 MB'],
    [
      'with too large a picture',
      { 'en.md': en, 'a.jpg': Buffer.alloc(10 * 1024 * 1024 + 1, jpeg()) },
      'bundle-size',
      'holds "a.jpg" of 10.0 MB; the limit of a picture is 10 MB',
    ],
    [
      'with too many pictures',
      { 'en.md': en, ...Object.fromEntries(Array.from({ length: 31 }, (_, index) => [`${index}.png`, png(index)])) },
      'bundle-size',
      'holds 31 pictures; the limit is 30',
    ],
  ])('%s', async (_, files: Files, code, sentence) => {
    const understood = await read(files);

    expect(understood.release).toBeNull();
    expect(codes(understood)).toContain(code);
    expect(messages(understood)).toContain(sentence);
  });
});

test('what is no part of a release is named and left out', async () => {
  const understood = await read({ 'en.md': en, 'plan.pdf': 'x', 'logo.svg': '<svg/>', 'photo.jpg': 'no picture' });

  expect(understood.release).not.toBeNull();
  expect(codes(understood)).toEqual(['bundle-file', 'bundle-file', 'image-type']);
  expect(messages(understood)).toMatch(
    /"plan.pdf" was left out.*\n"logo.svg" was left out: an SVG.*\n"photo.jpg" is no/,
  );
});

describe('what a text says of itself', () => {
  const embargoed = (until: string, text: string) => `---\nembargo: ${until}\n---\n\n${text}`;

  test("is its language's, over what release.yaml says of all", async () => {
    const understood = await read({
      'release.yaml': 'embargo: 2099-01-01 09:00 Europe/Paris\ncorrection: All was corrected.',
      'en.md': en,
      'fr.md': embargoed('2099-01-02T09:00:00Z\ncorrection: La date', fr),
    });

    expect(understood.release?.embargoes).toEqual({ en: '2099-01-01T08:00:00.000Z', fr: '2099-01-02T09:00:00.000Z' });
    expect(understood.release?.correction).toEqual({ en: 'All was corrected.', fr: 'La date' });
  });

  test("keeps no other text's announced embargo", async () => {
    const announced = en.replace('\n\n', '\n\nEmbargo: 1 January 2099, 9:00\n\n');

    const understood = await read({ 'en.md': announced, 'fr.md': embargoed('2099-01-02T09:00:00Z', fr) });

    expect(understood.release).toBeNull();
    expect(messages(understood)).toContain('Line 3 of en.md announces an embargo');
  });

  test('is told with its file', async () => {
    const understood = await read({ 'en.md': '# A headline\n\nText with \uFFFD in it, and more of it.', 'fr.md': fr });

    expect(messages(understood)).toContain('In "en.md": Line 3 holds');
  });
});

describe('a picture', () => {
  test.each([
    ['texts/en.md', '![A gauge](../img/My%20photo.jpg)'],
    ['en.md', '![A gauge](<img/My photo.jpg>)'],
    ['en.md', '![A gauge](./IMG/my%20photo.jpg?raw=1#top)'],
    ['texts/en.md', '![A gauge](My%20photo.jpg)'],
    ['en.html', '<img src="img/My photo.jpg" alt="A gauge">'],
    ['en.html', '<img src="img\\My photo.jpg" alt="A gauge">'],
  ])('of %s is found by %s', async (name, reference) => {
    const text = name.endsWith('.html')
      ? `<h1>The gauge opens</h1><p>The council opened the new gauge today.</p><p>${reference}</p>`
      : `${en}\n\n${reference}`;

    const understood = await read({ [name]: text, 'img/My photo.jpg': jpeg() });

    expect(understood.problems).toEqual([]);
    expect(understood.images).toMatchObject([{ type: 'image/jpeg' }]);
    expect(pictures(understood)).toEqual([`media/${understood.release?.id}/${understood.images[0]?.name}`]);
    expect(html(understood)).toContain('"alt":"A gauge"');
  });

  test('has an alternative text in each language, its own first', async () => {
    const understood = await read({
      'release.yaml': 'images: { a.jpg: { alt: { en: A gauge, fr: Une station } } }',
      'en.md': `${en}\n\n![](a.jpg)`,
      'fr.md': `${fr}\n\n![La station](a.jpg)`,
      'ar.md': `${ar}\n\n![](a.jpg)`,
      'a.jpg': jpeg(),
    });

    expect(html(understood, 'en')).toContain('"alt":"A gauge"');
    expect(html(understood, 'fr')).toContain('"alt":"La station"');
    expect(codes(understood)).toEqual(['image-alt']);
    expect(messages(understood)).toContain('"a.jpg" has no alternative text in ar');
  });

  test('that only release.yaml names closes every edition, with its credit', async () => {
    const understood = await read({
      'release.yaml': 'images: { a.jpg: { alt: A gauge, credit: "Photo: Council" } }',
      'en.md': en,
      'fr.md': fr,
      'a.jpg': jpeg(),
    });

    expect(understood.problems).toEqual([]);
    for (const { body } of understood.release?.editions ?? []) {
      const [picture, credit] = body.children.slice(-2);
      expect(picture).toMatchObject({ tagName: 'p', children: [{ tagName: 'img', properties: { alt: 'A gauge' } }] });
      expect(credit).toMatchObject({ tagName: 'p', children: [{ value: 'Photo: Council' }] });
    }
    expect(understood.release?.editions.map(paragraphs)).toEqual([3, 3]);
  });

  test('that a text shows is followed by its credit', async () => {
    const understood = await read({
      'release.yaml': 'images: { a.jpg: { alt: A gauge, credit: "Photo: Council" } }',
      'en.md': `${en}\n\n![](a.jpg)\n\nThe end of it.`,
      'a.jpg': jpeg(),
    });

    expect(understood.release?.editions[0]?.body.children.slice(1)).toMatchObject([
      { children: [{ tagName: 'img' }] },
      { children: [{ value: 'Photo: Council' }] },
      { children: [{ value: 'The end of it.' }] },
    ]);
  });

  test('that nobody names is left out, and a name without a picture is told', async () => {
    const understood = await read({ 'release.yaml': 'images: { b.jpg: { alt: A } }', 'en.md': en, 'a.jpg': jpeg() });

    expect(understood.images).toEqual([]);
    expect(codes(understood)).toEqual(['image-missing', 'image-unused']);
  });

  test('of one content under two names is one', async () => {
    const understood = await read({
      'en.md': `${en}\n\n![A](a.jpg) and ![B](b.jpg)`,
      'a.jpg': jpeg(),
      'b.jpg': jpeg(),
    });

    expect(understood.images).toHaveLength(1);
    expect(pictures(understood)).toHaveLength(1);
  });
});

describe('no text can name a picture that is not in its bundle', () => {
  test.each([
    ['en.md', '![x](media/0123456789abcdef/secret.jpg)'],
    ['en.md', '![x](/media/0123456789abcdef/secret.jpg)'],
    ['en.md', '![x](../../secret.jpg)'],
    ['en.md', '![x](//evil.example/secret.jpg)'],
    ['en.md', '![x](data:image/png;base64,AAAA)'],
    ['en.html', '<img src="media/0123456789abcdef/secret.jpg" alt="x">'],
    ['en.html', '<img src="https://0000.invalid/../media/x/secret.jpg\n" srcset="media/1.jpg" alt="x">'],
    ['en.html', '<img src="file:///media/secret.jpg" alt="x">'],
  ])('%s: %s', async (name, reference) => {
    const text = name.endsWith('.html')
      ? `<h1>The gauge opens</h1><p>The council opened the new gauge today. ${reference}</p>`
      : `${en} ${reference}`;

    const understood = await read({ [name]: text, 'a.jpg': jpeg() });

    expect(pictures(understood)).toEqual([]);
    const kept = [...html(understood).matchAll(/"src":"([^"]*)"/g)].map(([, src]) => src);
    expect(kept.every((src) => src?.startsWith('https://0000.invalid/'))).toBe(true);
    if (kept.length === 0) expect(codes(understood)).toContain('images-dropped');
  });

  test('nor can a text alone', async () => {
    const { release, problems } = await understand(
      {
        key: 'a.md',
        bytes: strToU8(`${en}\n\n![x](media/0123456789abcdef/secret.jpg)\n\nThe gauge stands by the river.`),
      },
      highlands,
    );

    expect(JSON.stringify(release)).not.toContain('secret.jpg');
    expect(release?.editions.map(paragraphs)).toEqual([2]);
    expect(problems.map(({ code }) => code)).toEqual(['images-dropped']);
  });
});

test("metadata stands below release.yaml, as it stands below a text's front matter", async () => {
  const metadata = { slug: 'from-outside', topics: 'health', 'content-language': 'fr, en' };

  const understood = await read({ 'release.yaml': 'topics: [water]', 'en.md': en, 'fr.md': fr }, metadata);

  expect(understood.release).toMatchObject({ slug: 'from-outside', topics: ['water'] });
  expect(languages(understood)?.toSorted()).toEqual(['en', 'fr']);
});

test('a bundle takes back its release without a text', async () => {
  const understood = await read({ 'release.yaml': 'status: withdrawn\nnote: Wrong.' });

  expect(understood.problems).toEqual([]);
  expect(understood.release?.withdrawal).toEqual({ languages: null, note: 'Wrong.' });
});

describe('a folder', () => {
  const object = (key: string) => ({ key, size: 1, etag: 'x', modified: new Date(0) });

  test('is what lies in it, without releases of their own', () => {
    const keys = [
      'a/release.yaml',
      'a/fr.md',
      'a/notes.md',
      'a/img/x.jpg',
      'a/b/release.yaml',
      'a/b/y.jpg',
      'ab/z.jpg',
    ];

    const entries = folderEntries('a/release.yaml', keys.map(object), ['fr']);

    expect(entries.map(({ name, isPart: is }) => [name, is])).toEqual([
      ['release.yaml', true],
      ['fr.md', true],
      ['notes.md', false],
      ['img/x.jpg', true],
    ]);
  });

  test('has its settings beside a part, or above it', () => {
    expect(settingsAbove('a/b/x.jpg')).toEqual(['a/b/release.yaml', 'a/release.yaml']);
    expect(settingsAbove('x.jpg')).toEqual([]);
  });
});
