// The whole life of releases: held, published, corrected, translated late, withdrawn; and in whatever order it is told.
import { ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { parseAtomFeed } from 'feedsmith';
import { beforeAll, describe, expect, test } from 'vitest';
import { clientSettings } from '../../infra/local/emulators.ts';
import { header, lead } from './newsroom.ts';
import { deadLetters, disturbance, oneNewsroom } from './one-newsroom.ts';

const french =
  "Le Conseil des eaux a ouvert au public la nouvelle station de mesure d'Oldbridge, ainsi que ses relevés.";
const arabic = 'افتتح مجلس المياه محطة القياس الجديدة في أولدبريدج أمام الجمهور مع جميع سجلاتها التاريخية.';

const readers = [
  ['life-ana@readers.example', 'en'],
  ['life-faiza@readers.example', 'ar'],
  ['life-francis@readers.example', 'fr;en'],
];
const csv = [header, ...readers.map(([address, languages]) => `${address},${languages},,immediate,UTC,test`)].join(
  '\n',
);

const newsroom = await oneNewsroom();
beforeAll(async () => {
  await newsroom.importSubscribers(newsroom.write('subscribers.csv', csv));
});

const receipt = (key: string) => newsroom.receipts().findLast((one) => one.receipt.file === key)?.receipt;
/** The mails of this file's readers. */
const mails = () => newsroom.mails().filter(({ to }) => to[0]?.startsWith('life-'));
const addressed = () => mails().flatMap(({ to }) => to);
/** Who was written to since, and on which occasion. */
const written = (since: number) =>
  mails()
    .slice(since)
    .map(({ to, tags }) => `${to[0]}: ${tags.occasion?.[0]}`)
    .toSorted();
const atom = (language: string) => parseAtomFeed(newsroom.publicText(`${language}/atom.xml`));
const item = (language: string, slug: string) =>
  atom(language).entries?.find(({ links }) => links?.some(({ href }) => href?.endsWith(`/${slug}`)));
const page = async (language: string, slug: string) => {
  const answer = await fetch(`${newsroom.cloud.site.url}/${language}/2026/05/${slug}`);
  return { status: answer.status, text: await answer.text() };
};
const publicObjects = () => {
  const { s3 } = newsroom.cloud.emulators;
  const bucket = newsroom.cloud.outputs.PublicBucket ?? '';
  return s3.list(bucket).map((key) => `${key} ${s3.read(bucket, key)?.etag}`);
};

const matter = (settings: string, ...texts: string[]): string => ['---', settings, '---', ...texts].join('\n');
const inEnglish = `# The gauge opens\n\n3 May 2026, Upper Glenmore\n\n${lead}`;
const inFrench = `# La station ouvre\n\n3 mai 2026, Upper Glenmore\n\n${french}`;
const inArabic = `# افتتاح محطة القياس\n\n3 مايو 2026، أبر غلنمور\n\n${arabic}`;

describe('a release', () => {
  test('that requires a language is held until an upload brings it', async () => {
    const before = { mails: addressed().length, objects: publicObjects() };
    await newsroom.publish('gate.md', matter('require: [en, fr]\nslug: gate', inEnglish));
    const held = { receipt: receipt('gate.md'), mails: addressed().length, objects: publicObjects() };
    await newsroom.publish('gate.md', inFrench);

    expect(held.receipt).toMatchObject({ outcome: 'held', problems: [{ code: 'language-required' }] });
    expect(held.receipt?.summary).toContain('until fr is there too');
    expect(held).toMatchObject(before);
    expect((await page('en', 'gate')).text).toContain('The gauge opens');
    expect((await page('fr', 'gate')).text).toContain('La station ouvre');
  });

  test('under an embargo in one language comes out in the others', async () => {
    const settings = 'embargo: { fr: "2099-01-01 09:00 Europe/Paris" }\nslug: early';
    await newsroom.publish('early.md', matter(settings, inEnglish, '', inFrench));

    expect((await page('en', 'early')).status).toBe(200);
    expect((await page('en', 'early')).text).not.toContain('La station');
    expect((await page('fr', 'early')).status).toBe(404);
    expect(newsroom.publicText('fr/atom.xml')).not.toContain('early');
    expect(receipt('early.md')?.summary).toContain('fr is held until 2099-01-01T08:00:00.000Z');
  });

  test('whose embargo is over is usable, and outlets are told until when it was', async () => {
    const settings = 'embargo: { fr: "2026-05-03 09:00 Europe/Paris" }\nslug: lifted\nnotify: false';
    await newsroom.publish('lifted.md', matter(settings, inEnglish, '', inFrench));
    const corrected = inFrench.replace('relevés', 'archives');
    await newsroom.publish('lifted.md', matter('notify: false', corrected));

    const { text } = await page('fr', 'lifted.ninjs.json');
    const embargoedUntil = '2026-05-03T07:00:00.000Z';
    expect(JSON.parse(text)).toMatchObject({ pubStatus: 'usable', version: '2', embargoedUntil });
    expect((await page('fr', 'lifted.newsml.xml')).text).toContain(`<embargoed>${embargoedUntil}</embargoed>`);
    expect((await page('en', 'lifted.ninjs.json')).text).not.toContain('embargoed');
  });

  test('that is corrected in one language keeps its place, tells what was corrected, and leaves the others alone', async () => {
    await newsroom.publish('weir.md', matter('slug: weir', inEnglish, '', inFrench));
    const before = { en: item('en', 'weir'), fr: item('fr', 'weir'), mails: addressed().length };
    const corrected = inFrench.replace('relevés', 'archives complètes');
    await newsroom.publish(
      'weir.md',
      matter('correction: { fr: "Il s’agit des archives." }', inEnglish, '', corrected),
    );

    expect(item('en', 'weir')).toEqual(before.en);
    expect(item('fr', 'weir')).toMatchObject({ id: before.fr?.id, published: before.fr?.published });
    expect(item('fr', 'weir')?.updated).not.toBe(before.fr?.updated);
    expect(item('fr', 'weir')?.content?.value).toContain('Il s’agit des archives.');
    const { text } = await page('fr', 'weir');
    expect(text).toContain('Historique');
    expect(text).toMatch(/<del>relevés<\/del>.*<ins>archives complètes<\/ins>/);
    expect(written(before.mails)).toEqual(['life-francis@readers.example: correction-2']);
  });

  test('that is translated late reaches those who waited for it, and nobody a second time', async () => {
    await newsroom.publish('lock.md', matter('slug: lock', inEnglish));
    const first = addressed();
    await newsroom.publish('lock.md', inArabic);
    const second = addressed().slice(first.length);

    expect(second).toEqual(['life-faiza@readers.example']);
    expect((await page('en', 'lock')).text).toContain('hreflang="ar"');
    expect(item('ar', 'lock')?.links?.some(({ rel, hreflang }) => rel === 'related' && hreflang === 'en')).toBe(true);
    expect(receipt('lock.md')?.summary).toContain('a translation into ar, version 2');
  });

  test('that is withdrawn gives its place to a notice, in all its languages', async () => {
    await newsroom.publish('sluice.md', matter('slug: sluice\ntopics: [water]', inEnglish, '', inFrench));
    const before = { en: item('en', 'sluice'), mails: addressed().length };
    await newsroom.publish('sluice.yaml', 'status: withdrawn\nnote: { en: The figures were wrong. }\n');

    expect(item('en', 'sluice')).toMatchObject({
      id: before.en?.id,
      title: expect.objectContaining({ value: 'Press release withdrawn' }),
    });
    expect(item('en', 'sluice')?.content?.value).toContain('The figures were wrong.');
    for (const language of ['en', 'fr']) {
      const { status, text } = await page(language, 'sluice');
      expect(status).toBe(410);
      expect(text).not.toMatch(/The gauge opens|La station ouvre|relevés/);
    }
    expect(newsroom.publicText('en/topics/water/rss.xml')).not.toContain('The gauge opens');
    const both = ['life-ana@readers.example: withdrawal-2', 'life-francis@readers.example: withdrawal-2'];
    expect(written(before.mails)).toEqual(both);
    expect(receipt('sluice.yaml')?.summary).toContain('withdraws en and fr');
  });

  test('that is withdrawn in one language stays in the others; the text comes back only when that is said', async () => {
    await newsroom.publish('ferry.md', matter('slug: ferry', inEnglish, '', inFrench));
    await newsroom.publish('ferry.yaml', 'status: withdrawn\nlanguages: [fr]\n');
    const half = [(await page('en', 'ferry')).status, (await page('fr', 'ferry')).status];
    await newsroom.publish('ferry.md', matter('slug: ferry', inFrench));
    const mistaken = { status: (await page('fr', 'ferry')).status, outcome: receipt('ferry.md')?.outcome };
    await newsroom.publish('ferry.md', matter('status: usable', inFrench));

    expect(half).toEqual([200, 410]);
    expect(mistaken).toEqual({ status: 410, outcome: 'refused' });
    expect((await page('fr', 'ferry')).status).toBe(200);
  });

  test('that leaves a topic is in its feed no more', async () => {
    await newsroom.publish('marsh.md', matter('slug: marsh\ntopics: [climate]', inEnglish));
    const before = newsroom.publicText('en/topics/climate/rss.xml');
    await newsroom.publish('marsh.md', matter('slug: marsh\ntopics: [health]', inEnglish));

    expect(before).toContain('/marsh<');
    expect(newsroom.publicText('en/topics/climate/rss.xml')).not.toContain('/marsh<');
    expect(newsroom.publicText('en/topics/health/rss.xml')).toContain('/marsh<');
  });
});

describe('new, duplicate, correction, late translation, withdrawal', () => {
  const uploads = (slug: string) => [
    matter(`slug: ${slug}`, inEnglish),
    matter(`slug: ${slug}`, inEnglish),
    matter(`slug: ${slug}`, inEnglish.replace('opens', 'is open')),
    matter(`slug: ${slug}`, inEnglish.replace('opens', 'is open'), '', inArabic),
    matter('status: withdrawn\nnote: The figures were wrong.'),
  ];

  /** Lets ingest read the versions of a key in this order only: their messages come again until it is their turn. */
  function inOrder(key: string) {
    let order: string[] = [];
    let turn = 0;
    disturbance.interfere = (accessKeyId, { method, path, query }) => {
      if (!accessKeyId.includes('ingest') || method !== 'GET' || !path.endsWith(`/${key}`)) return undefined;
      const place = order.indexOf(query.get('versionId') ?? '');
      if (place < 0 || place > turn) return { status: 503, headers: {}, body: '<Error><Code>SlowDown</Code></Error>' };
      turn = Math.max(turn, place + 1);
      return undefined;
    };
    return (versions: string[]) => {
      order = versions;
    };
  }

  async function versionsOf(key: string): Promise<string[]> {
    const client = new S3Client(clientSettings(newsroom.cloud.emulators.gateway.url));
    const Bucket = newsroom.cloud.outputs.InboxBucket ?? '';
    const { Versions = [] } = await client.send(new ListObjectVersionsCommand({ Bucket, Prefix: key }));
    return Versions.map(({ VersionId = '' }) => VersionId).reverse();
  }

  test.each([
    // The simulation goes through all others.
    ['backwards', [4, 3, 2, 1, 0]],
    ['mixed', [2, 4, 1, 3, 0]],
  ])('end the same: %s', async (name, permutation) => {
    const slug = `life-${name.replaceAll(' ', '-')}`;
    const key = `${slug}.md`;
    const before = { mails: addressed().length, dead: deadLetters(newsroom) };
    const start = inOrder(key);
    for (const text of uploads(slug)) await newsroom.upload(newsroom.write(key, text), key);
    const versions = await versionsOf(key);
    start(permutation.map((place) => versions[place] ?? ''));
    await newsroom.cloud.quiet();
    disturbance.interfere = undefined;

    for (const language of ['en', 'ar']) {
      expect(item(language, slug)?.content?.value).toContain('The figures were wrong.');
      expect(await page(language, slug)).toMatchObject({ status: 410, text: expect.not.stringMatching(/gauge|محطة/) });
    }
    const followed = await newsroom.follow(key);
    expect(followed?.head).toMatchObject({ version: 4, uploads: { length: 5 } });
    expect(deadLetters(newsroom)).toBe(before.dead);
    const told = written(before.mails);
    expect(new Set(told).size).toBe(told.length);
  });
});
