// What outlets are told in each format, and what they are not.

import { h } from 'hastscript';
import { describe, expect, test } from 'vitest';
import type { Element } from 'xast';
import { fromXml } from 'xast-util-from-xml';
import type { Item } from '../../../functions/core/item.ts';
import { announcement } from '../../../functions/outlets/announcement.ts';
import { newsml } from '../../../functions/outlets/newsml.ts';
import { ninjs } from '../../../functions/outlets/ninjs.ts';
import { aNotice, anEdition, anItem, aPublication, published } from '../../templates/samples.ts';
import { announcements, place } from './announcements.ts';

const inArabic = anEdition({
  ...{ language: 'ar', headline: 'افتتاح الخزان', summary: 'افتُتح الخزان اليوم.' },
  body: {
    type: 'root',
    children: [
      h('p', 'افتُتح الخزان اليوم.'),
      h('p', h('img', { src: 'media/r1/dam.jpg', alt: 'السد', dataCredit: 'I. Vann' })),
    ],
  },
});
const corrected = { ...published('2026-03-09T08:00:00.000Z', '2026-03-11T08:00:00.000Z'), version: 2 };
const first = anItem(inArabic, aPublication(['en', 'ar', 'fr']));
const second = anItem(inArabic, aPublication([], { editions: { ar: corrected } }), 'كانت الساعة خاطئة.');
const hour = '2026-03-09T08:00:00.000Z';
const under = (embargo: string) =>
  anItem(inArabic, aPublication([], { editions: { ar: { ...published(hour), embargo } } }));
/** As it is served: nothing comes out before its hour. */
const lifted = under(hour);
/** As a preview shows it. */
const withheld = under('2026-03-09T09:00:00.000Z');
const gone = aNotice('ar', 'الأرقام خاطئة.');

const json = (item: Item) => JSON.parse(JSON.stringify(ninjs(announcement(item, place))));

/** All elements of that name, with what they say. */
function found(item: Item, name: string): { attributes: Element['attributes']; text: string }[] {
  const all: { attributes: Element['attributes']; text: string }[] = [];
  const textOf = (node: Element): string =>
    node.children
      .map((child) => (child.type === 'text' ? child.value : child.type === 'element' ? textOf(child) : ''))
      .join('');
  const visit = (node: Element): void => {
    if (node.name === name) all.push({ attributes: node.attributes, text: textOf(node) });
    for (const child of node.children) if (child.type === 'element') visit(child);
  };
  for (const child of fromXml(newsml(announcement(item, place))).children) if (child.type === 'element') visit(child);
  return all;
}

const id = 'tag:highlandwater.example,2026:release/r1/ar';

/** As in IPTC's own examples, tests and form (github iptc/newsml-g2 @7f172b0); canceled and withheld as in ninjs. */
const CODES = [
  ...['ninat:text', 'stat:usable', 'stat:withheld', 'stat:canceled', 'sig:update', 'sig:correction', 'irel:seeAlso'],
  ...['genre:Press_Release', 'drol:summary', 'rnd:web', 'rnd:highRes'],
];

describe('ninjs', () => {
  test('has the whole text, as HTML that says its language and direction, and plain, both counted', () => {
    const { bodies } = json(first);

    expect(bodies[0]).toMatchObject({ contentType: 'text/html', wordCount: 3, charCount: 20 });
    expect(bodies[0].value).toMatch(
      /^<div lang="ar" dir="rtl"><p>.*src="https:\/\/news\.example\/media\/r1\/dam\.jpg"/,
    );
    expect(bodies[0].value).not.toContain('redit');
    expect(bodies[1]).toMatchObject({ contentType: 'text/plain', value: 'افتُتح الخزان اليوم.' });
  });

  test('relates the other languages by their ids, in the newsroom’s order, and shows its pictures', () => {
    expect(json(first).associations).toMatchObject([
      { rel: 'translation', language: 'en', uri: id.replace(/ar$/, 'en') },
      { rel: 'translation', language: 'fr', uri: id.replace(/ar$/, 'fr') },
      { rel: 'illustration', type: 'picture', by: 'I. Vann', descriptions: [{ role: 'alt', value: 'السد' }] },
    ]);
  });

  test('keeps its id through a correction, which has a version and a note', () => {
    expect(json(first)).toMatchObject({ uri: id, version: '1', pubStatus: 'usable' });
    expect(json(second)).toMatchObject({
      ...{ uri: id, version: '2', pubStatus: 'usable', edNote: 'كانت الساعة خاطئة.' },
      ...{ firstCreated: '2026-03-09T08:00:00.000Z', versionCreated: '2026-03-11T08:00:00.000Z' },
    });
  });

  test('says of what was withdrawn that it must not be used, and nothing of what it said', () => {
    const document = json(gone);

    expect(document).toMatchObject({ pubStatus: 'canceled', version: '3', edNote: 'الأرقام خاطئة.' });
    expect(document.versionCreated).toBe('2026-03-12T08:00:00.000Z');
    expect(JSON.stringify(document)).not.toMatch(/genres|located|افتتاح/);
  });

  test('says until when it was under embargo, and nothing of one where there was none', () => {
    expect(json(lifted)).toMatchObject({ pubStatus: 'usable', embargoedUntil: hour });
    expect(json(first)).not.toHaveProperty('embargoedUntil');
  });

  test('is withheld while its embargo lies ahead, whole', () => {
    const { embargoedUntil, pubStatus, ...rest } = json(withheld);
    const { embargoedUntil: _, pubStatus: __, ...served } = json(lifted);

    expect([embargoedUntil, pubStatus]).toEqual(['2026-03-09T09:00:00.000Z', 'withheld']);
    expect(rest).toEqual(served);
  });

  test('names its subjects by IPTC’s codes', () => {
    expect(json(first).subjects).toEqual([
      {
        name: 'المياه',
        rel: 'about',
        literal: 'water',
        uri: 'http://cv.iptc.org/newscodes/mediatopic/20000437',
        creator: 'IPTC',
      },
    ]);
  });
});

describe('NewsML-G2', () => {
  test('says id, version, language and direction of the item', () => {
    expect(found(first, 'newsItem')[0]?.attributes).toMatchObject({
      guid: id,
      version: '1',
      'xml:lang': 'ar',
      dir: 'rtl',
    });
    expect(found(first, 'html')[0]?.attributes).toMatchObject({
      lang: 'ar',
      dir: 'rtl',
      xmlns: 'http://www.w3.org/1999/xhtml',
    });
  });

  test.each([
    ['a first version', first, 'stat:usable', undefined],
    ['a correction', second, 'stat:usable', 'sig:correction'],
    ['a withdrawal', gone, 'stat:canceled', 'sig:update'],
    ['what was under embargo', lifted, 'stat:usable', undefined],
    ['what is under embargo', withheld, 'stat:withheld', undefined],
  ])('signals %s', (_, item, status, signal) => {
    expect(found(item, 'pubStatus')[0]?.attributes.qcode).toBe(status);
    expect(found(item, 'signal')[0]?.attributes.qcode).toBe(signal);
  });

  test('uses no code that isn’t IPTC’s, and names the catalog that has their vocabularies', () => {
    const documents = announcements.map(({ told }) => newsml(told));
    const codes = documents.flatMap((xml) =>
      [...xml.matchAll(/ (?:qcode|rel|role|rendition)="([^"]*)"/g)].map(([, code = '']) => code),
    );

    expect(new Set(codes.filter((code) => !/^medtop:\d{8}$/.test(code)))).toEqual(new Set(CODES));
    expect(found(first, 'catalogRef')[0]?.attributes.href).toMatch(/catalog\.IPTC-G2-Standards_41\.xml$/);
  });

  test('says until when it is, or was, under embargo', () => {
    expect(found(withheld, 'embargoed').map(({ text }) => text)).toEqual(['2026-03-09T09:00:00.000Z']);
    expect(found(lifted, 'embargoed').map(({ text }) => text)).toEqual([hour]);
    expect(found(withheld, 'genre')).toHaveLength(1);
    expect(found(first, 'embargoed')).toEqual([]);
  });

  test('has the text as XHTML and plain, and its pictures', () => {
    expect(found(first, 'inlineData')[0]?.text).toBe('افتُتح الخزان اليوم.');
    expect(found(first, 'p')[0]?.text).toBe('افتُتح الخزان اليوم.');
    expect(found(first, 'remoteContent')[0]?.attributes).toMatchObject({
      ...{ href: 'https://news.example/media/r1/dam.jpg', contenttype: 'image/jpeg' },
    });
  });

  test('links the other languages by id and language, and no alternate', () => {
    const links = found(first, 'link').filter(({ attributes }) => attributes.residref !== undefined);

    expect(links.map(({ attributes }) => [attributes.rel, attributes.residref])).toEqual([
      ['irel:seeAlso', id.replace(/ar$/, 'en')],
      ['irel:seeAlso', id.replace(/ar$/, 'fr')],
    ]);
    expect(found(first, 'itemMetaExtProperty').map(({ attributes }) => attributes.literal)).toEqual(['en', 'fr']);
  });
});
