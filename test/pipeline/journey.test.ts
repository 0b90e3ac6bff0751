// The main job: a release of three languages, from the file to feeds, pages, outlets and mails.
import { fileURLToPath } from 'node:url';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { compactVerify, createLocalJWKSet } from 'jose';
import { simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { releaseId } from '../../functions/core/release.ts';
import { handedOver } from '../handed-over.ts';
import { header, type TestNewsroom, testNewsroom } from './newsroom.ts';

type Journey = {
  key: string;
  path: string | undefined;
  date: string;
  paragraphs: Record<string, number>;
  headlines: Record<string, RegExp>;
};

const languages = ['en', 'fr', 'ar'];

/** Ours, and one that was handed over. */
const journeys: Journey[] = [
  {
    key: 'reservoir-agreement.txt',
    path: fileURLToPath(new URL('../../samples/reservoir-agreement.txt', import.meta.url)),
    date: '2026-03-09',
    paragraphs: { en: 7, fr: 7, ar: 7 },
    headlines: { en: /^Highland Water Council and/, fr: /^Le Conseil des eaux/, ar: /^مجلس مياه المرتفعات/ },
  },
  {
    key: 'trilingual.txt',
    path: handedOver('releases/trilingual.txt'),
    date: '2021-02-15',
    paragraphs: { en: 11, fr: 10, ar: 11 },
    headlines: { en: /^PAM and the United Nations/, fr: /^L'APM et le Bureau/, ar: /^الجمعية البرلمانية/ },
  },
];
const there = journeys.filter(({ path }) => path !== undefined);
if (there.length < journeys.length) console.warn('../shared/releases is not here: our own release alone is published.');

const readers = [
  'rania@sahafa.example,ar;en',
  'ahmed@almarsad.example,ar',
  'claire@lecourrier.example,fr',
  'jean@mairie.example,de;fr;en',
  'nina@herald.example,en',
  'noa@harhadashot.example,he;en',
  'wasser@hochlandbote.example,de',
];

const languageOf: Record<string, string> = {
  'rania@sahafa.example': 'ar',
  'ahmed@almarsad.example': 'ar',
  'claire@lecourrier.example': 'fr',
  'jean@mairie.example': 'fr',
  'nina@herald.example': 'en',
  'noa@harhadashot.example': 'en',
};

let newsroom: TestNewsroom;
beforeAll(async () => {
  newsroom = await testNewsroom({ siteUrl: 'https://news.example' });
  const rows = readers.map((reader) => `${reader},,immediate,UTC,test`);
  await newsroom.importSubscribers(newsroom.write('subscribers.csv', [header, ...rows].join('\n')));
  for (const { key, path = '' } of there) {
    await newsroom.upload(path, key);
    await newsroom.cloud.quiet();
  }
});
afterAll(() => newsroom.close());

describe.each(there)('$key', ({ key, date, paragraphs, headlines }) => {
  const isOwn = ({ title }: { title?: string | undefined }, language: string) =>
    headlines[language]?.test(title ?? '') === true;
  const linkIn = (language: string) =>
    parseRssFeed(newsroom.publicText(`${language}/rss.xml`)).items?.find((item) => isOwn(item, language))?.link ?? '';
  const mails = () => newsroom.bulletins().filter(({ tags }) => tags.release?.[0] === releaseId(key));

  test(`is accepted with three editions, dated ${date}`, () => {
    const receipts = newsroom.receipts().filter(({ receipt }) => receipt.file === key);

    expect(receipts).toHaveLength(1);
    const { outcome, problems, release: understood } = receipts[0]?.receipt ?? {};
    expect({ outcome, problems }).toEqual({ outcome: 'accepted', problems: [] });
    expect(understood?.date).toBe(date);
    expect(understood?.editions.map((one) => [one.language, one.paragraphs, one.direction])).toEqual([
      ['en', paragraphs.en, 'ltr'],
      ['fr', paragraphs.fr, 'ltr'],
      ['ar', paragraphs.ar, 'rtl'],
    ]);
  });

  test.each(languages)(
    'stands once in the RSS, Atom and JSON Feed of %s, whole, linked to its translations',
    (language) => {
      const rss = parseRssFeed(newsroom.publicText(`${language}/rss.xml`));
      const atom = parseAtomFeed(newsroom.publicText(`${language}/atom.xml`));
      const json = parseJsonFeed(JSON.parse(newsroom.publicText(`${language}/feed.json`)));

      const [item] = (rss.items ?? []).filter((one) => isOwn(one, language));
      const entry = atom.entries?.find(({ id }) => id === item?.guid?.value);
      const post = json.items?.find(({ id }) => id === item?.guid?.value);
      const others = ['ar', 'en', 'fr'].filter((other) => other !== language);
      const count = there.length;
      expect([rss.items?.length, atom.entries?.length, json.items?.length]).toEqual([count, count, count]);
      expect(rss.language).toBe(language);
      expect(json.language).toBe(language);
      expect(entry?.title).toEqual({ type: 'text', value: item?.title, xml: { lang: language } });
      expect(post?.title).toEqual(item?.title);
      expect(entry?.id).toMatch(new RegExp(`^tag:highlandwater\\.example,\\d{4}:release/[0-9a-f]{16}/${language}$`));
      const month = date.slice(0, 7).replace('-', '/');
      expect(item?.link).toMatch(new RegExp(`^https://news\\.example/${language}/${month}/[a-z0-9-]+$`));
      expect(post?.url).toBe(item?.link);
      expect(entry?.links?.filter(({ rel }) => rel === 'related').map(({ hreflang }) => hreflang)).toEqual(others);
      // The dateline is one besides.
      expect(item?.content?.encoded?.match(/<p>/g)?.length).toBe((paragraphs[language] ?? 0) + 1);
      expect(item?.content?.encoded).toContain(language === 'ar' ? 'dir="rtl"' : 'dir="ltr"');
      expect(post?.content_html).toBe(item?.content?.encoded);
    },
  );

  test.each(languages)('has a page in %s that links to the others and is linked from the newsroom', (language) => {
    const link = linkIn(language);
    const page = newsroom.publicText(`${link.replace('https://news.example/', '')}.html`);

    expect(page).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
    for (const other of languages) {
      expect(page).toContain(`href="${link.replace(`example/${language}/`, `example/${other}/`)}"`);
    }
    const home = newsroom.publicText(`${language}/index.html`);
    expect(home).toContain(`href="${link}"`);
    for (const other of languages) expect(home).toContain(`href="https://news.example/${other}/"`);
  });

  test.each(languages)('is there in %s for outlets, signed, and linked from its page', async (language) => {
    const link = linkIn(language);
    const name = link.replace('https://news.example/', '');
    const keys = createLocalJWKSet(JSON.parse(newsroom.publicText('.well-known/jwks.json')));
    const { payload } = await compactVerify(newsroom.publicText(`${name}.jws`), keys);
    const document = JSON.parse(newsroom.publicText(`${name}.ninjs.json`));

    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual(document);
    expect(document).toMatchObject({ version: '1', pubStatus: 'usable', language });
    expect(JSON.parse(newsroom.publicText(`${language}/ninjs.json`)).items).toContainEqual(document);
    expect(newsroom.publicText(`${name}.newsml.xml`)).toContain(`guid="${document.uri}" version="1"`);
    for (const end of ['ninjs.json', 'newsml.xml', 'jws']) {
      expect(newsroom.publicText(`${name}.html`)).toContain(`href="${link}.${end}"`);
    }
  });

  test('gives each subscriber one mail in the first of their languages that it has', () => {
    const sent = mails().map(({ to, headers }) => [
      to[0],
      headers.find(({ name }) => name === 'Content-Language')?.value,
    ]);
    expect(Object.fromEntries(sent)).toEqual(languageOf);
    expect(sent).toHaveLength(Object.keys(languageOf).length);
  });

  test('writes mails that two parsers read alike: subject, text, direction, and how to leave', async () => {
    for (const { id } of mails()) {
      const bytes = await newsroom.cloud.emulators.ses.read(id);
      const one = await PostalMime.parse(bytes);
      const other = await simpleParser(bytes);

      const language = one.headers.find(({ key }) => key === 'content-language')?.value ?? '';
      const value = (name: string) => one.headers.find(({ key }) => key === name)?.value;
      expect(one.subject).toMatch(headlines[language] ?? /never/);
      expect(other.subject).toBe(one.subject);
      expect(other.text?.trim()).toBe(one.text?.replaceAll('\r\n', '\n').trim());
      expect(one.html).toContain(language === 'ar' ? 'dir="rtl"' : 'dir="ltr"');
      expect(value('list-unsubscribe')).toMatch(
        /^<https:\/\/news\.example\/api\/unsubscribe\?t=([\w-]{29})>, <mailto:newsroom@highlandwater\.example\?subject=unsubscribe%20\1>$/,
      );
      expect(value('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
      expect(value('list-id')).toMatch(new RegExp(`<${language}\\.highlandwater\\.example>$`));
      expect(one.text).toContain(/^<([^>]+)>/.exec(value('list-unsubscribe') ?? '')?.[1]);
      expect(Buffer.byteLength(one.html ?? '')).toBeLessThan(90_000);
    }
  });

  test('logs and queues name no address and no headline', () => {
    const logged = newsroom.log.join('\n');

    for (const reader of Object.keys(languageOf)) expect(logged).not.toContain(reader);
    for (const headline of Object.values(headlines)) expect(logged).not.toMatch(new RegExp(headline.source.slice(1)));
  });
});
