// The main job, on the release that the product was conceived for.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { compactVerify, createLocalJWKSet } from 'jose';
import { simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { header, type TestNewsroom, testNewsroom } from './newsroom.ts';

const release = fileURLToPath(new URL('../../../shared/releases/trilingual.txt', import.meta.url));
const isThere = existsSync(release);
if (!isThere) console.warn('shared/releases/trilingual.txt is not here: its tests are skipped.');

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

const headlines: Record<string, RegExp> = {
  en: /^PAM and the United Nations/,
  fr: /^L'APM et le Bureau/,
  ar: /^الجمعية البرلمانية/,
};

describe.skipIf(!isThere)('the trilingual release', () => {
  let newsroom: TestNewsroom;

  beforeAll(async () => {
    newsroom = await testNewsroom({ siteUrl: 'https://news.example' });
    const rows = readers.map((reader) => `${reader},,immediate,UTC,test`);
    await newsroom.importSubscribers(newsroom.write('subscribers.csv', [header, ...rows].join('\n')));
    await newsroom.upload(release, 'trilingual.txt');
    await newsroom.cloud.quiet();
  });
  afterAll(() => newsroom.close());

  test('is accepted with three editions of 11, 10 and 11 paragraphs, dated 2021-02-15', () => {
    const receipts = newsroom.receipts();

    expect(receipts).toHaveLength(1);
    const { outcome, problems, release: understood } = receipts[0]?.receipt ?? {};
    expect({ outcome, problems }).toEqual({ outcome: 'accepted', problems: [] });
    expect(understood?.date).toBe('2021-02-15');
    expect(
      understood?.editions.map(({ language, paragraphs, direction }) => [language, paragraphs, direction]),
    ).toEqual([
      ['en', 11, 'ltr'],
      ['fr', 10, 'ltr'],
      ['ar', 11, 'rtl'],
    ]);
  });

  test.each(['en', 'fr', 'ar'])(
    'stands in the RSS, Atom and JSON Feed of %s, whole, linked to its translations',
    (language) => {
      const rss = parseRssFeed(newsroom.publicText(`${language}/rss.xml`));
      const atom = parseAtomFeed(newsroom.publicText(`${language}/atom.xml`));
      const json = parseJsonFeed(JSON.parse(newsroom.publicText(`${language}/feed.json`)));

      const [item] = rss.items ?? [];
      const [entry] = atom.entries ?? [];
      const [post] = json.items ?? [];
      const others = ['ar', 'en', 'fr'].filter((other) => other !== language);
      expect([rss.items?.length, atom.entries?.length, json.items?.length]).toEqual([1, 1, 1]);
      expect(rss.language).toBe(language);
      expect(json.language).toBe(language);
      expect(item?.title).toMatch(headlines[language] ?? /never/);
      expect(entry?.title).toEqual({ type: 'text', value: item?.title, xml: { lang: language } });
      expect(post?.title).toEqual(item?.title);
      expect(entry?.id).toMatch(new RegExp(`^tag:highlandwater\\.example,\\d{4}:release/[0-9a-f]{16}/${language}$`));
      expect(item?.guid?.value).toBe(entry?.id);
      expect(post?.id).toBe(entry?.id);
      expect(item?.link).toMatch(new RegExp(`^https://news\\.example/${language}/2021/02/[a-z0-9-]+$`));
      expect(post?.url).toBe(item?.link);
      expect(entry?.links?.filter(({ rel }) => rel === 'related').map(({ hreflang }) => hreflang)).toEqual(others);
      expect(item?.content?.encoded?.match(/<p>/g)?.length).toBe(language === 'fr' ? 11 : 12);
      expect(item?.content?.encoded).toContain(language === 'ar' ? 'dir="rtl"' : 'dir="ltr"');
      expect(post?.content_html).toBe(item?.content?.encoded);
    },
  );

  test.each(['en', 'fr', 'ar'])(
    'has a page in %s that links to the other languages and is linked from the newsroom',
    (language) => {
      const { link = '' } = parseRssFeed(newsroom.publicText(`${language}/rss.xml`)).items?.[0] ?? {};
      const page = newsroom.publicText(`${link.replace('https://news.example/', '')}.html`);

      expect(page).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
      for (const other of ['en', 'fr', 'ar']) {
        expect(page).toContain(`href="${link.replace(`/${language}/2021`, `/${other}/2021`)}"`);
      }
      const home = newsroom.publicText(`${language}/index.html`);
      expect(home).toContain(`href="${link}"`);
      for (const other of ['en', 'fr', 'ar']) expect(home).toContain(`href="https://news.example/${other}/"`);
    },
  );

  test.each(['en', 'fr', 'ar'])('is there in %s for outlets, signed, and linked from its page', async (language) => {
    const { link = '' } = parseRssFeed(newsroom.publicText(`${language}/rss.xml`)).items?.[0] ?? {};
    const key = link.replace('https://news.example/', '');
    const keys = createLocalJWKSet(JSON.parse(newsroom.publicText('.well-known/jwks.json')));
    const { payload } = await compactVerify(newsroom.publicText(`${key}.jws`), keys);
    const document = JSON.parse(newsroom.publicText(`${key}.ninjs.json`));

    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual(document);
    expect(document).toMatchObject({ version: '1', pubStatus: 'usable', language });
    expect(JSON.parse(newsroom.publicText(`${language}/ninjs.json`)).items).toEqual([document]);
    expect(newsroom.publicText(`${key}.newsml.xml`)).toContain(`guid="${document.uri}" version="1"`);
    for (const end of ['ninjs.json', 'newsml.xml', 'jws']) {
      expect(newsroom.publicText(`${key}.html`)).toContain(`href="${link}.${end}"`);
    }
  });

  test('gives each subscriber one mail in the first of their languages that it has', () => {
    const mails = newsroom.bulletins();

    const sent = mails.map(({ to, headers }) => [
      to[0],
      headers.find(({ name }) => name === 'Content-Language')?.value,
    ]);
    expect(Object.fromEntries(sent)).toEqual(languageOf);
    expect(mails).toHaveLength(Object.keys(languageOf).length);
  });

  test('writes mails that two parsers read alike: subject, text, direction, and how to leave', async () => {
    for (const { id } of newsroom.bulletins()) {
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
    expect(logged).not.toContain('PAM and');
  });
});
