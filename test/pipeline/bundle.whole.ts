// Releases in several files: a zip, or a folder of the inbox whose release.yaml comes last.
import { PutObjectCommand, type PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import { strToU8, zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { publicKey } from '../../functions/core/address.ts';
import { releaseId } from '../../functions/core/release.ts';
import { image } from '../../functions/ingest/image.ts';
import { clientSettings } from '../../infra/local/emulators.ts';
import { png } from '../functions/ingest/pictures.ts';
import { header, lead } from './newsroom.ts';
import { deadLetters, oneNewsroom } from './one-newsroom.ts';

const en = `# The gauge opens\n\n3 May 2026, Upper Glenmore\n\n${lead}`;
const fr = '# La station ouvre\n\n3 mai 2026, Upper Glenmore\n\nLe Conseil des eaux a ouvert la nouvelle station.';
const ar = '# افتتاح محطة القياس\n\n3 مايو 2026، أبر غلنمور\n\nافتتح مجلس المياه محطة القياس الجديدة أمام الجمهور.';

const newsroom = await oneNewsroom();
const s3 = new S3Client(clientSettings(newsroom.cloud.emulators.gateway.url));
beforeAll(async () => {
  const csv = `${header}\nbundle-ana@readers.example,en,,immediate,UTC,test`;
  await newsroom.importSubscribers(newsroom.write('subscribers.csv', csv));
});

const upload = (Key: string, Body: string | Uint8Array, more: Partial<PutObjectCommandInput> = {}) =>
  s3.send(new PutObjectCommand({ Bucket: newsroom.cloud.outputs.InboxBucket, Key, Body, ...more }));

/** One after another, each read before the next. */
async function publish(files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [key, content] of Object.entries(files)) {
    await upload(key, content);
    await newsroom.cloud.quiet();
  }
}

const zipped = (files: Record<string, string | Uint8Array>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content]),
    ),
  );

const receipts = (file: string) =>
  newsroom
    .receipts()
    .filter(({ receipt }) => receipt.file === file)
    .map(({ receipt }) => receipt);
const last = (file: string) => receipts(file).at(-1);
/** To the one subscriber; the press office has its receipts. */
const mails = () => newsroom.mails().filter(({ to }) => to.includes('bundle-ana@readers.example')).length;
const page = async (language: string, slug: string) => {
  const answer = await fetch(`${newsroom.cloud.site.url}/${language}/2026/05/${slug}`);
  return { status: answer.status, text: await answer.text() };
};
/** The address of a picture in the release of this key. */
const address = (key: string, bytes: Uint8Array): string => {
  const made = image(bytes);
  if ('fault' in made) throw new Error(made.fault);
  return publicKey.media(releaseId(key), made.name);
};
const picture = (key: string, bytes: Uint8Array) => fetch(`${newsroom.cloud.site.url}/${address(key, bytes)}`);
const publicPictures = () =>
  newsroom.cloud.emulators.s3.list(newsroom.cloud.outputs.PublicBucket ?? '').filter((key) => key.startsWith('media/'));
const withdrawn = 'status: withdrawn\nnote: It was wrong.';

describe('a zip', () => {
  test('goes out in its languages, with its picture', async () => {
    const files = {
      'release.yaml': 'slug: zip\nimages: { photo.png: { alt: A gauge } }',
      'en.md': `${en}\n\n![](photo.png)`,
      'fr.md': fr,
      'ar.md': ar,
      'photo.png': png(1),
    };

    await publish({ 'zipped-gauge.zip': zipped(files) });

    expect(last('zipped-gauge.zip')?.outcome).toBe('accepted');
    for (const language of ['en', 'fr', 'ar']) {
      expect((await page(language, 'zip')).status).toBe(200);
      expect(newsroom.publicText(`${language}/rss.xml`)).toContain(`/${language}/2026/05/zip`);
    }
    const src = `${newsroom.cloud.site.url}/${address('zipped-gauge.zip', png(1))}`;
    expect((await page('en', 'zip')).text).toContain(`<img src="${src}" alt="A gauge"`);
    expect(newsroom.publicText('en/feed.json')).toContain(src);
    const answer = await picture('zipped-gauge.zip', png(1));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(png(1));
  });

  test('that is corrected has its new picture and no longer the old one', async () => {
    const made = (grey: number) => zipped({ 'en.md': `${en}\n\n![A gauge](a.png)`, 'a.png': png(grey) });

    await publish({ 'turn.zip': made(2) });
    const before = [(await picture('turn.zip', png(2))).ok, (await picture('turn.zip', png(3))).ok];
    await publish({ 'turn.zip': made(3) });

    expect(before).toEqual([true, false]);
    expect([(await picture('turn.zip', png(2))).ok, (await picture('turn.zip', png(3))).ok]).toEqual([false, true]);
  });

  test('that is withdrawn takes its picture with it', async () => {
    await publish({ 'gone.zip': zipped({ 'en.md': `${en}\n\n![A gauge](a.png)`, 'a.png': png(4) }) });
    const before = (await picture('gone.zip', png(4))).ok;
    await publish({ 'gone.yaml': withdrawn });

    expect(before).toBe(true);
    expect((await picture('gone.zip', png(4))).ok).toBe(false);
    expect(publicPictures().filter((key) => key.includes(releaseId('gone.zip')))).toEqual([]);
  });

  test('under embargo shows none of its pictures, nor a held language the one that it alone has', async () => {
    const before = publicPictures();
    const later = 'embargo: 2099-01-01 09:00 Europe/Paris';
    const texts = { 'en.md': `${en}\n\n![A](a.png)`, 'a.png': png(5) };
    await publish({ 'whole.zip': zipped({ ...texts, 'release.yaml': later }) });
    const whole = publicPictures();
    const held = `---\n${later}\n---\n\n${fr}\n\n![A](b.png)`;
    await publish({ 'half.zip': zipped({ ...texts, 'fr.md': held, 'b.png': png(6) }) });

    expect(last('whole.zip')?.summary).toContain('held until 2099-01-01T08:00:00.000Z');
    expect(whole).toEqual(before);
    expect((await picture('half.zip', png(5))).ok).toBe(true);
    expect((await picture('half.zip', png(6))).ok).toBe(false);
  });

  test.each([
    ['climbs.zip', zipped({ 'en.md': en, '../../etc/passwd': 'x' }), /no name of a file within it/],
    ['bomb.zip', zipped({ 'en.md': en, 'a.pdf': new Uint8Array(60 * 1024 * 1024) }), /inflates to \d+ MB; the limit/],
    ['cut.zip', zipped({ 'en.md': en }).subarray(0, 80), /is no zip, or is cut/],
    ['texts.zip', zipped({ 'a.png': png() }), /holds no text/],
  ])('%s is refused with a sentence, and its neighbour goes out', async (key, bytes, sentence) => {
    const neighbour = `beside-${key}`;
    const dead = deadLetters(newsroom);
    await upload(key, bytes);
    await publish({ [neighbour]: zipped({ 'en.md': en }) });

    expect(last(key)).toMatchObject({ outcome: 'refused', summary: expect.stringMatching(sentence) });
    expect(last(neighbour)?.outcome).toBe('accepted');
    expect(deadLetters(newsroom)).toBe(dead);
  });
});

describe('a folder', () => {
  test('waits for its release.yaml, and then goes out once', async () => {
    const before = mails();

    await publish({ 'budget/en.md': `${en}\n\n![A gauge](img/a.png)`, 'budget/img/a.png': png(7), 'budget/fr.md': fr });
    const held = { mails: mails(), status: (await page('en', 'budget')).status };
    await publish({ 'budget/release.yaml': 'slug: budget' });

    expect(last('budget/fr.md')).toMatchObject({
      outcome: 'held',
      summary: '"budget/fr.md" waits for "budget/release.yaml". Upload that last.',
    });
    expect(last('budget/img/a.png')?.outcome).toBe('held');
    expect(held).toEqual({ mails: before, status: 404 });
    expect(last('budget/release.yaml')).toMatchObject({ outcome: 'accepted', version: 1 });
    expect((await page('en', 'budget')).text).toContain('The gauge opens');
    expect((await page('fr', 'budget')).text).toContain('La station ouvre');
    expect((await picture('budget/release.yaml', png(7))).headers.get('content-type')).toBe('image/png');
    expect(mails()).toBe(before + 1);
  });

  test('whose files come all at once goes out once', async () => {
    const before = mails();

    await Promise.all([
      ...[upload('once/en.md', en), upload('once/fr.md', fr), upload('once/ar.md', ar)],
      upload('once/release.yaml', 'require: [en, fr, ar]\nslug: once'),
    ]);
    await newsroom.cloud.quiet();

    const { head } = (await newsroom.follow('once/release.yaml')) ?? {};
    expect(Object.keys(head?.editions ?? {}).toSorted()).toEqual(['ar', 'en', 'fr']);
    expect((await page('ar', 'once')).status).toBe(200);
    expect(mails()).toBe(before + 1);
  });

  test('that lacks a required text is held until that text alone completes it', async () => {
    await publish({ 'plan/en.md': en, 'plan/release.yaml': 'require: [en, fr]\nslug: plan' });
    const held = { receipt: last('plan/release.yaml'), status: (await page('en', 'plan')).status };
    await publish({ 'plan/fr.md': fr });

    expect(held).toMatchObject({ receipt: { outcome: 'held' }, status: 404 });
    expect(last('plan/fr.md')).toMatchObject({ file: 'plan/fr.md', outcome: 'accepted' });
    expect((await page('en', 'plan')).status).toBe(200);
    expect((await page('fr', 'plan')).status).toBe(200);
  });

  test('is corrected by a part, and withdrawn by settings of its name', async () => {
    await publish({ 'fix/en.md': en, 'fix/texts/fr.md': `${fr}\n\n![A](a.png)`, 'fix/texts/a.png': png(8) });
    await publish({ 'fix/release.yaml': 'slug: fix' });
    await publish({ 'fix/texts/fr.md': fr.replace('nouvelle', 'dernière') });
    const corrected = { text: (await page('fr', 'fix')).text, picture: (await picture('fix.yaml', png(8))).ok };
    await publish({ 'fix.yaml': withdrawn });

    expect(last('fix/texts/fr.md')?.summary).toContain('a correction of fr, version 2');
    expect(corrected.text).toContain('dernière station');
    expect(corrected.picture).toBe(false);
    expect((await page('en', 'fix')).status).toBe(410);
  });
});

test('what an object says of itself stands below what is written in it', async () => {
  await upload('told.md', `---\nslug: written\n---\n\n${en}`, {
    Metadata: { slug: 'told', topics: 'water, health' },
    ContentLanguage: 'en',
  });
  await newsroom.cloud.quiet();

  expect((await page('en', 'written')).status).toBe(200);
  expect(last('told.md')?.release).toMatchObject({ topics: ['water', 'health'], editions: [{ language: 'en' }] });
});
