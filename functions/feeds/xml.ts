// What rss.ts and atom.ts do to the XML that `feed` wrote: it is parsed, changed and written once more, so that it is
// well-formed whatever was in the texts.
import type { Element, Root } from 'xast';
import { fromXml } from 'xast-util-from-xml';
import { written } from '../../templates/xml.ts';
import type { Entry } from './entry.ts';

type Node = Root['children'][number] | Element['children'][number];

const isElement = (node: Node): node is Element => node.type === 'element';

export function named(parent: Root | Element, name: string): Element[] {
  const children: readonly Node[] = parent.children;
  return children.filter(isElement).filter((child) => child.name === name);
}

/** The XML after `change` was made to its elements of that name, found from the top by their path. */
export function changed(xml: string, path: readonly string[], change: (element: Element) => void): string {
  const tree = fromXml(xml);
  const found = path.reduce<(Root | Element)[]>((parents, name) => parents.flatMap((one) => named(one, name)), [tree]);
  for (const element of found) if (element.type === 'element') change(element);
  return written(tree);
}

/** Gives the children of that name this text, and these attributes where there are some. */
export function say(parent: Element, name: string, value: string, attributes: Element['attributes'] = {}): void {
  for (const element of named(parent, name)) {
    element.attributes = attributes;
    element.children = [{ type: 'text', value }];
  }
}

/** Puts elements before the first child of that name, or at the end. */
export function before(parent: Element, name: string, added: Element[]): void {
  const at = parent.children.findIndex((child) => isElement(child) && child.name === name);
  parent.children.splice(at === -1 ? parent.children.length : at, 0, ...added);
}

/** Changes each item together with its entry: `feed` keeps their order. */
export function eachEntry(
  parent: Element,
  name: string,
  entries: readonly Entry[],
  change: (item: Element, entry: Entry) => void,
): void {
  for (const [index, item] of named(parent, name).entries()) {
    const entry = entries[index];
    if (entry) change(item, entry);
  }
}

/** Translations are rel="related": "alternate" opens the wrong language in some readers. (facts/feeds.md) */
export const related = ({ translations }: Entry) =>
  translations.map(({ language, url }) => ({ rel: 'related', hreflang: language, type: 'text/html', href: url }));

/** IPTC's vocabulary of subjects. */
export const MEDIA_TOPICS = 'http://cv.iptc.org/newscodes/mediatopic/';

/** An attribute that says the language, where it isn't the one of all around. */
export const langWithin = (outer: string, inner: string) => (outer === inner ? {} : { 'xml:lang': inner });
