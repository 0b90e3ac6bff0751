// What rss.ts and atom.ts do to the XML that `feed` wrote: it is parsed, changed and written once more, so that it is
// well-formed whatever was in the texts.
import type { Element, Root } from 'xast';
import { fromXml } from 'xast-util-from-xml';
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

/** An XML document. By hand: xast-util-to-xml leaves "]]>" in text, and took a third of all the time. */
export const written = ({ children }: Root): string => `${children.map(nodeOf).join('\n')}\n`;

function nodeOf(node: Node): string {
  switch (node.type) {
    case 'element':
      return elementOf(node);
    // Character data as text, not CDATA: what can't stand in it can be escaped, and is.
    case 'text':
    case 'cdata':
      return escaped(node.value);
    case 'instruction':
      return `<?${node.name} ${node.value}?>`;
    default:
      throw new Error(`No feed has a node of type "${node.type}".`);
  }
}

function elementOf({ name, attributes, children }: Element): string {
  let tag = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) if (value != null) tag += ` ${key}="${quoted(value)}"`;
  return children.length === 0 ? `${tag}/>` : `${tag}>${children.map(nodeOf).join('')}</${name}>`;
}

// XML 1.0 §2.4: "]]>" can't stand in text. As numbers, as the RSS Advisory Board advises for "&" and "<".
const escaped = (text: string): string =>
  text.replaceAll('&', '&#x26;').replaceAll('<', '&#x3C;').replaceAll(']]>', ']]&#x3E;');

// §3.3.3: white space in an attribute is read as a space, unless it is escaped.
const quoted = (value: string): string =>
  escaped(value).replace(/["\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);

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
