// XML documents, as they are written: well-formed, whatever was in the texts.
import type { Element, Root } from 'xast';

type Node = Root['children'][number] | Element['children'][number];

/** By hand: xast-util-to-xml leaves "]]>" in text, and took a third of all the time. */
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
      throw new Error(`No document of ours has a node of type "${node.type}".`);
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
