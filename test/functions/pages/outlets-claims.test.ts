// What the page for outlets promises of feeds and documents, claim by claim, in the order of the page: over the life of
// a release, by importers and libraries that know nothing of us. What it says of the hub's own answers is tested with
// the hub; that a withdrawn release's page answers 410, with the edge (pipeline/life.whole.ts).
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { compactVerify, createLocalJWKSet, decodeProtectedHeader } from 'jose';
import { describe, expect, test } from 'vitest';
import { itemId, permalink, publicKey, publicUrl } from '../../../functions/core/address.ts';
import { PAGE_SIZE } from '../../../functions/core/archive-page.ts';
import { jwks, jws } from '../../../functions/outlets/signature.ts';
import { outletsPage } from '../../../functions/pages/outlets-page.ts';
import { locales } from '../../../templates/locales.ts';
import { highlands, setting } from '../../templates/samples.ts';
import { byDateOfChange, byGuid, byId, byPermalink, type Post } from './importers.ts';
import { days, feedsIn, lived, type Public, stages } from './life.ts';

const site = 'https://news.example';
const page = (language: string) => outletsPage({ ...setting, language, languages: ['en', 'ar', 'fr'] });

const life = await lived();
const all = stages.map((stage) => life[stage]);
const languages = ['en', 'ar', 'fr'];
const idOf = (language: string) => itemId(highlands.authority, life.published.publication, language);
const rssItem = (at: Public, language = 'en') => parseRssFeed(at.at(`${language}/rss.xml`)).items?.[0];
const atomEntry = (at: Public) => parseAtomFeed(at.at('en/atom.xml')).entries?.[0];
const jsonItem = (at: Public) => parseJsonFeed(at.at('en/feed.json')).items?.[0];
const ninjsItem = (at: Public, language = 'en') => at.json(`${language}/ninjs.json`).items[0];

describe('1. each language has feeds of its own', () => {
  test.each(languages)('%s', (language) => {
    const [first, ...more] = parseRssFeed(life.withdrawn.at(`${language}/rss.xml`)).items ?? [];

    expect(first).toMatchObject({ guid: { value: idOf(language) }, dc: { languages: [language] } });
    expect(more).toEqual([]);
  });
});

describe('2. a corrected or withdrawn release comes as the same item, with a new text, to an importer that goes', () => {
  test.each([
    ['by guid', 'rss.xml', byGuid],
    ['by link', 'rss.xml', byPermalink],
    ['by guid and the date of change', 'rss.xml', byDateOfChange],
    ['by Atom’s id', 'atom.xml', byId],
  ])('%s', async (_, file, poll) => {
    const posts = new Map<string, Post>();
    const told = async (at: Public) => {
      await poll(feedsIn(at, file), posts);
      // Asked again, nothing more comes.
      await poll(feedsIn(at, file), posts);
      return [...posts.values()];
    };

    expect(await told(life.published)).toMatchObject([{ text: /at noon/ }, { text: /يفتح/ }].map(matching));
    expect(await told(life.corrected)).toMatchObject([{ text: /at two/ }, { text: /يفتح/ }].map(matching));
    expect(await told(life.translated)).toHaveLength(3);
    const [english, ...others] = await told(life.withdrawn);
    expect(english).toMatchObject(matching({ title: /withdrawn/, text: /was withdrawn on March 12, 2026.*figures/ }));
    expect(english?.text).not.toMatch(/at noon|at two/);
    expect(others).toMatchObject([{ text: /يفتح/ }, { text: /deux heures/ }].map(matching));
  });
});

const matching = (patterns: Record<string, RegExp>) =>
  Object.fromEntries(Object.entries(patterns).map(([name, pattern]) => [name, expect.stringMatching(pattern)]));

test('3. fields of RSS hold what the page says of them', () => {
  const item = rssItem(life.published) ?? expect.fail();

  expect(item).toMatchObject({
    title: 'It opens at noon (en)',
    description: 'Summary: It opens at noon',
    link: permalink(site, 'en', life.published.publication),
    dc: { languages: ['en'] },
    media: { contents: [{ description: { value: 'The dam' }, credits: [{ value: 'I. Vann' }] }] },
  });
  expect(item.content?.encoded).toMatch(/First: .*Second: /);
  expect(new Date(item.pubDate ?? '').toISOString()).toBe(days[0]);
  expect(item.categories).toEqual([
    { name: 'Water' },
    { name: 'medtop:20000437', domain: 'http://cv.iptc.org/newscodes/mediatopic/' },
    { name: 'Health' },
    { name: 'medtop:07000000', domain: 'http://cv.iptc.org/newscodes/mediatopic/' },
  ]);
});

test('4. a release with two topics is in the feeds of both, under one guid', () => {
  for (const folder of ['en', 'en/topics/water', 'en/topics/health'])
    expect(parseRssFeed(life.published.at(`${folder}/rss.xml`)).items).toMatchObject([{ guid: { value: idOf('en') } }]);
});

describe('5. for newsroom systems', () => {
  test('the feed is ninjs 3.1', () => {
    expect(life.published.json('en/ninjs.json')).toMatchObject({
      standard: { name: 'ninjs', version: '3.1' },
      items: [{ uri: idOf('en'), standard: { name: 'ninjs', version: '3.1' } }],
    });
  });

  test('documents are at the address of the page, with another ending', () => {
    const { publication } = life.published;
    const address = permalink(site, 'en', publication);

    expect(
      [publicKey.ninjs, publicKey.newsml, publicKey.jws].map((key) => publicUrl(site, key('en', publication))),
    ).toEqual([`${address}.ninjs.json`, `${address}.newsml.xml`, `${address}.jws`]);
    for (const name of ['.ninjs.json', '.newsml.xml', '.jws']) expect(page('en')).toContain(`<code>${name}</code>`);
  });

  test('uri never changes, version grows, pubStatus and edNote say what became of it', () => {
    expect([life.published, life.corrected, life.withdrawn].map((at) => ninjsItem(at))).toMatchObject([
      { uri: idOf('en'), version: '1', pubStatus: 'usable' },
      { uri: idOf('en'), version: '2', pubStatus: 'usable', edNote: 'The hour was wrong.' },
      { uri: idOf('en'), version: '4', pubStatus: 'canceled', edNote: 'The figures were wrong.' },
    ]);
  });

  test('NewsML-G2 says the same, with guid in place of uri', () => {
    const said = (at: Public) => {
      const xml = at.at('en/2026/03/dam.newsml.xml');
      const [, guid, version] = /<newsItem [^>]*guid="([^"]*)" version="([^"]*)"/.exec(xml) ?? [];
      const [, pubStatus] = /<pubStatus qcode="stat:(\w+)"/.exec(xml) ?? [];
      const [, edNote] = /<edNote>([^<]*)/.exec(xml) ?? [];
      return { uri: guid, version, pubStatus, ...(edNote && { edNote }) };
    };

    for (const at of all) expect(ninjsItem(at)).toMatchObject(said(at));
  });

  test('associations name the other languages, as translations, by their uri', () => {
    const related = ninjsItem(life.translated, 'ar').associations.filter(
      ({ rel }: { rel: string }) => rel === 'translation',
    );

    expect(related).toMatchObject([
      { language: 'en', uri: ninjsItem(life.translated, 'en').uri },
      { language: 'fr', uri: ninjsItem(life.translated, 'fr').uri },
    ]);
  });
});

test('6. RSS, Atom, JSON Feed and ninjs name the hub of the page in the document', () => {
  const hub = /<code>(https:[^<]*hub)<\/code>/.exec(page('en'))?.[1];
  const at = life.published;
  const link = expect.objectContaining({ rel: 'hub', href: hub });

  expect(hub).toBe('https://news.example/api/hub');
  expect(parseRssFeed(at.at('en/rss.xml')).atom?.links).toContainEqual(link);
  expect(parseAtomFeed(at.at('en/atom.xml')).links).toContainEqual(link);
  expect(parseJsonFeed(at.at('en/feed.json')).hubs).toEqual([{ type: 'WebSub', url: hub }]);
  expect(at.json('en/ninjs.json').hubs).toEqual([{ type: 'WebSub', url: hub }]);
});

describe('7. over corrections and withdrawals', () => {
  test.each([
    ['RSS', (at: Public) => [rssItem(at)?.guid?.value, rssItem(at)?.pubDate], 'Mon, 09 Mar 2026 08:00:00 GMT'],
    ['Atom', (at: Public) => [atomEntry(at)?.id, atomEntry(at)?.published], days[0]],
    ['JSON Feed', (at: Public) => [jsonItem(at)?.id, jsonItem(at)?.date_published], days[0]],
    ['ninjs', (at: Public) => [ninjsItem(at).uri, ninjsItem(at).firstCreated], days[0]],
  ])('the id and the date of publication stay in %s', (_, told, date) => {
    expect(all.map(told)).toEqual(all.map(() => [idOf('en'), date]));
  });

  test.each([
    ['dcterms:modified', (at: Public) => rssItem(at)?.dcterms?.modified?.[0]],
    ['updated', (at: Public) => atomEntry(at)?.updated],
    ['date_modified', (at: Public) => jsonItem(at)?.date_modified],
    ['versionCreated', (at: Public) => ninjsItem(at).versionCreated],
  ])('the date of the last change is new in %s, and is not where another language changed', (name, told) => {
    expect(all.map(told)).toEqual([days[0], days[1], days[1], days[3]]);
    expect(page('en')).toContain(`<code>${name}</code>`);
  });

  test('a note stands above the text that was corrected', () => {
    const note =
      /^<div[^>]*><p><strong>Corrected on March 10, 2026<\/strong>.*The hour was wrong\..*First: It opens at two/;

    expect(rssItem(life.corrected)?.content?.encoded).toMatch(note);
    expect(atomEntry(life.corrected)?.content?.value).toMatch(note);
    expect(jsonItem(life.corrected)?.content_html).toMatch(note);
  });

  test('a notice replaces headline and text of what was withdrawn, everywhere', () => {
    for (const file of [
      'rss.xml',
      'atom.xml',
      'feed.json',
      'ninjs.json',
      '2026/03/dam.ninjs.json',
      '2026/03/dam.newsml.xml',
    ]) {
      expect(life.withdrawn.at(`en/${file}`)).toContain('Press release withdrawn');
      expect(life.withdrawn.at(`en/${file}`)).not.toMatch(/It opens|at noon|at two/);
    }
  });
});

test('8. a late translation is a new item with its own id, in the feed of its language alone', () => {
  const idsIn = (at: Public) =>
    feedsIn(at, 'rss.xml').map((feed) => parseRssFeed(feed).items?.map(({ guid }) => guid?.value));

  expect(idsIn(life.corrected)).toEqual([[idOf('en')], [idOf('ar')]]);
  expect(idsIn(life.translated)).toEqual([[idOf('en')], [idOf('ar')], [idOf('fr')]]);
  expect(new Set(languages.map(idOf)).size).toBe(3);
});

// That a feed's text ends with a link where it would be too long: feeds/fit.test.ts. That feeds hold the newest, and that
// the pages of the past hold all: pipeline/past.test.ts.
describe('9. of what is in a feed', () => {
  test.each(Object.entries(locales))('the page in %s says how many items a feed holds', (_, own) => {
    expect(own['outlets.page.changes.older']).toMatch(new RegExp(`(?<!\\d)${PAGE_SIZE}(?!\\d)`));
  });

  test('every item has its full text', () => {
    const at = life.published;
    const texts = [rssItem(at)?.content?.encoded, atomEntry(at)?.content?.value, jsonItem(at)?.content_html];

    for (const one of [...texts, ...ninjsItem(at).bodies.map(({ value }: { value: string }) => value)])
      expect(one).toMatch(/First: It opens at noon.*Second: It opens at noon/s);
  });

  test('Atom leads to what is older (RFC 5005)', () => {
    const older = publicUrl(site, publicKey.archiveFeed('en', 1));

    expect(parseAtomFeed(life.published.at('en/atom.xml')).links).toContainEqual(
      expect.objectContaining({ rel: 'prev-archive', href: older }),
    );
  });
});

describe('10. verifying', () => {
  const keys = { current: 'a', keys: { a: 'the first secret' } };
  const later = { current: 'b', keys: { a: 'the first secret', b: 'the second secret' } };
  const copy = (of: typeof keys | typeof later) => JSON.parse(jwks(of));
  const document = life.corrected.signed.en;
  const signature = jws(document, keys);

  test('the payload is the ninjs document, signed with EdDSA by the key that kid names', async () => {
    const { payload } = await compactVerify(signature, createLocalJWKSet(copy(keys)));

    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual(life.corrected.json('en/2026/03/dam.ninjs.json'));
    expect(decodeProtectedHeader(signature)).toMatchObject({ alg: 'EdDSA', kid: copy(keys).keys[0].kid });
  });

  test('a retired key stays in the list, and what it signed is still verified', async () => {
    await compactVerify(signature, createLocalJWKSet(copy(later)));

    expect(copy(later).keys.map(({ kid }: { kid: string }) => kid)).toContain(copy(keys).keys[0].kid);
  });

  test('it is refused if anything was changed', async () => {
    const [head = '', payload = '', proof = ''] = signature.split('.');
    const changed = Buffer.from(Buffer.from(payload, 'base64url').toString().replace('at two', 'at one')).toString(
      'base64url',
    );

    await expect(compactVerify([head, changed, proof].join('.'), createLocalJWKSet(copy(keys)))).rejects.toThrow();
  });
});

test('11. the addresses on the page are those that the stages write', () => {
  for (const language of languages) {
    const channel = { language, topic: null };
    const written = [publicKey.rss(channel), publicKey.ninjsFeed(channel), publicKey.jwks].map((key) =>
      publicUrl(site, key),
    );
    const shown = [...page(language).matchAll(/<span>(https:[^<]*)<\/span>/g)].map(([, address]) => address);

    expect(new Set(shown)).toEqual(new Set(written));
    expect(life.translated.at(`${language}/rss.xml`)).toContain('<rss');
    expect(life.translated.at(`${language}/ninjs.json`)).toContain('"items"');
  }
});
