// What `feed` can't say in XML: languages, translations, authors, modification dates, and titles as plain text.
// Its output is parsed and written once more, so that it is well-formed whatever was in the texts.
import type { Element, Root } from 'xast';
import { fromXml } from 'xast-util-from-xml';
import { toXml } from 'xast-util-to-xml';
import { x } from 'xastscript';
import type { Entry } from './entry.ts';

type Enrichment = { language: string; author: string; entries: Entry[] };

/** RSS 2.0 with dc, dcterms and atom. Translations are rel="related": "alternate" opens the wrong language in some readers. */
export function enrichRss(xml: string, { language, author, entries }: Enrichment): string {
  const tree = fromXml(xml);
  for (const rss of tree.children.filter(isElement)) rss.attributes['xmlns:dcterms'] = 'http://purl.org/dc/terms/';
  eachEntry(tree, 'item', entries, (item, entry) => {
    plain(item, 'title', entry.title);
    plain(item, 'description', entry.summary);
    item.children.push(
      x('dc:creator', author),
      x('dc:language', language),
      x('dcterms:modified', entry.modified),
      ...entry.translations.map((other) => x('atom:link', related(other))),
    );
  });
  return written(tree);
}

/** Atom 1.0. `type="text"` titles show "<b>" as it was written; "html" would make it bold. */
export function enrichAtom(xml: string, { language, entries }: Enrichment): string {
  const tree = fromXml(xml);
  for (const feed of tree.children.filter(isElement)) feed.attributes['xml:lang'] = language;
  eachEntry(tree, 'entry', entries, (item, entry) => {
    plain(item, 'title', entry.title);
    plain(item, 'summary', entry.summary);
    for (const link of named(item, 'link')) link.attributes = { ...link.attributes, ...own(language) };
    item.children.push(...entry.translations.map((other) => x('link', related(other))));
  });
  return written(tree);
}

// Character data as text, not CDATA: what can't stand in it ("]]>", XML 1.0 §2.4) can be escaped, and is.
function written(tree: Root): string {
  const asText = (parent: Root | Element): void => {
    for (const [index, child] of parent.children.entries()) {
      if (child.type === 'element') asText(child);
      if (child.type === 'cdata') parent.children[index] = { type: 'text', value: child.value };
    }
  };
  asText(tree);
  return `${toXml(tree, { closeEmptyElements: true }).replaceAll(']]>', ']]&gt;')}\n`;
}

const own = (language: string) => ({ rel: 'alternate', type: 'text/html', hreflang: language });

const related = ({ language, url }: Entry['translations'][number]) => ({
  rel: 'related',
  hreflang: language,
  type: 'text/html',
  href: url,
});

const isElement = (node: Root['children'][number] | Element['children'][number]): node is Element =>
  node.type === 'element';

const named = (parent: Element, name: string): Element[] =>
  parent.children.filter(isElement).filter((child) => child.name === name);

/** Makes a text construct plain text: RSS's own is, and RFC 4287 §3.1.1.1 has no markup in it. */
function plain(item: Element, name: string, value: string): void {
  for (const element of named(item, name)) {
    element.attributes = element.attributes.type === undefined ? {} : { type: 'text' };
    element.children = [{ type: 'text', value }];
  }
}

function eachEntry(tree: Root, name: string, entries: Entry[], change: (item: Element, entry: Entry) => void): void {
  const top = tree.children.filter(isElement);
  const items = [...top, ...top.flatMap((element) => named(element, 'channel'))].flatMap((parent) =>
    named(parent, name),
  );
  for (const [index, item] of items.entries()) {
    const entry = entries[index];
    if (entry) change(item, entry);
  }
}
