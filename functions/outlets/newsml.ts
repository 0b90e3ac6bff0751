// NewsML-G2 2.35, IPTC's XML for news: one newsItem for an edition. (iptc.org/std/NewsML-G2)

import { toXast } from 'hast-util-to-xast';
import { h } from 'hastscript';
import type { Element as XmlElement, Root as XmlRoot } from 'xast';
import { x } from 'xastscript';
import { written } from '../../templates/xml.ts';
import type { Picture } from '../core/pictures.ts';
import type { Announcement } from './announcement.ts';

const NAMESPACE = 'http://iptc.org/std/nar/2006-10-01/';
/** Names the vocabularies behind "stat:", "sig:" and the like; of 2025-04-30. (github iptc/python-newsmlg2 @e6f7fb1) */
const CATALOG = 'http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml';
/** Dublin Core's: of what is linked, in BCP 47. */
const LANGUAGE = 'http://purl.org/dc/terms/language';
const GENERATOR = 'Polywire 0.1.0';

/** The document, as XML. The order of elements is the schema's. */
export function newsml(one: Announcement): string {
  const item = x(
    'newsItem',
    {
      xmlns: NAMESPACE,
      ...{ guid: one.id, version: String(one.version), standard: 'NewsML-G2', standardversion: '2.35' },
      ...{ conformance: 'power', 'xml:lang': one.language, dir: one.direction },
    },
    [x('catalogRef', { href: CATALOG }), rightsOf(one), itemMeta(one), contentMeta(one), contentSet(one)],
  );
  const tree: XmlRoot = { type: 'root', children: [item] };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(tree)}`;
}

const rightsOf = ({ provider, firstCreated }: Announcement): XmlElement =>
  x('rightsInfo', [
    x('copyrightHolder', { uri: provider.uri }, [x('name', provider.name)]),
    x('copyrightNotice', `© ${firstCreated.slice(0, 4)} ${provider.name}`),
  ]);

function itemMeta(one: Announcement): XmlElement {
  const { provider, embargo, note, signal, translations } = one;
  return x('itemMeta', [
    x('itemClass', { qcode: 'ninat:text' }),
    x('provider', { uri: provider.uri }, [x('name', provider.name)]),
    x('versionCreated', one.versionCreated),
    x('firstCreated', one.firstCreated),
    ...(embargo === null ? [] : [x('embargoed', embargo)]),
    x('pubStatus', { qcode: `stat:${one.status}` }),
    x('generator', GENERATOR),
    x('title', one.headline),
    ...(note === null ? [] : [x('edNote', note)]),
    ...(signal === null ? [] : [x('signal', { qcode: `sig:${signal}` })]),
    x('link', { rel: 'irel:seeAlso', href: one.url, contenttype: 'text/html' }),
    // No relation of IPTC's that we know of says "translation", and "derivedFrom" would have to know which was first:
    // seeAlso, as in IPTC's examples, by the other item's id and language.
    ...translations.map(({ id, url, language }) =>
      x('link', { rel: 'irel:seeAlso', residref: id, href: url, contenttype: 'text/html' }, [
        x('itemMetaExtProperty', { typeuri: LANGUAGE, literal: language }),
      ]),
    ),
  ]);
}

function contentMeta(one: Announcement): XmlElement {
  const { provider, dateline, place, topics, status } = one;
  return x('contentMeta', [
    x('contentCreated', one.firstCreated),
    x('contentModified', one.versionCreated),
    ...(place === null ? [] : [x('located', [x('name', place)])]),
    x('infoSource', { uri: provider.uri }, [x('name', provider.name)]),
    x('creator', { uri: provider.uri }, [x('name', provider.name)]),
    x('altId', one.url),
    x('language', { tag: one.language }),
    ...(status === 'canceled' ? [] : [x('genre', { qcode: 'genre:Press_Release' })]),
    ...topics.map(({ key, name, mediaTopic }) =>
      x('subject', mediaTopic === undefined ? { literal: key } : { qcode: `medtop:${mediaTopic}` }, [x('name', name)]),
    ),
    x('headline', one.headline),
    ...(one.subheadline === null ? [] : [x('headline', { rank: '2' }, one.subheadline)]),
    ...(dateline === null ? [] : [x('dateline', dateline)]),
    x('by', provider.name),
    x('description', { role: 'drol:summary' }, one.summary),
  ]);
}

/** The text as XHTML and as plain text, and its pictures. */
const contentSet = (one: Announcement): XmlElement =>
  x('contentSet', [
    x('inlineXML', { contenttype: 'application/xhtml+xml', rendition: 'rnd:web' }, [xhtml(one)]),
    x('inlineData', { contenttype: 'text/plain' }, one.plain),
    ...one.pictures.map(remote),
  ]);

function xhtml({ language, direction, headline, body }: Announcement): XmlElement {
  const page = h('html', { lang: language, dir: direction }, [
    h('head', [h('meta', { charset: 'utf-8' }), h('title', headline)]),
    h('body', body),
  ]);
  const found = toXast(page);
  if (found.type !== 'element') throw new Error(`The text of ${headline} is no element.`);
  found.attributes['xml:lang'] = language;
  return found;
}

/** What it shows and whose it is stand in the text. */
const remote = ({ url, type, width, height }: Picture): XmlElement =>
  x('remoteContent', {
    ...{ href: url, rendition: 'rnd:highRes' },
    ...(type === undefined ? {} : { contenttype: type }),
    ...(width === undefined ? {} : { width: String(width) }),
    ...(height === undefined ? {} : { height: String(height) }),
  });
