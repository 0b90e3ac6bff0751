// As much XML as the S3 API needs: elements and text.
export type Content = string | number | boolean | undefined | Element[];
export type Element = [tag: string, content: Content];

export type Parsed = { tag: string; text: string; children: Parsed[] };

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

export function document(tag: string, content: Content): string {
  // Errors are the one answer that AWS sends without its namespace.
  const root = tag === 'Error' ? tag : `${tag} xmlns="${NAMESPACE}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}>${render(content)}</${tag}>`;
}

function render(content: Content): string {
  if (!Array.isArray(content)) return quoted(String(content ?? ''));
  let out = '';
  for (const [tag, inner] of content) if (inner !== undefined) out += `<${tag}>${render(inner)}</${tag}>`;
  return out;
}

function quoted(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: keys may hold them, and AWS answers with references
  return text.replace(/[&<>"\u0000-\u001f\u007f]/g, (char) => NAMED[char] ?? `&#${char.charCodeAt(0)};`);
}

const NAMED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The root element, or undefined when the text is not well formed. */
export function parse(xml: string): Parsed | undefined {
  const top: Parsed = { tag: '', text: '', children: [] };
  const open = [top];
  for (const [token, close, name, empty] of xml.replace(/^\uFEFF?\s*<\?xml[^>]*\?>/, '').matchAll(TOKEN)) {
    const here = open.at(-1);
    if (here === undefined || token === '<') return undefined;
    if (name === undefined) here.text += unquoted(token);
    else if (close === '/') {
      if (local(name) !== here.tag) return undefined;
      open.pop();
    } else {
      const element: Parsed = { tag: local(name), text: '', children: [] };
      here.children.push(element);
      if (empty !== '/') open.push(element);
    }
  }
  return open.length === 1 && top.children.length === 1 ? top.children[0] : undefined;
}

const TOKEN = /<(\/?)([^\s/>!?][^\s/>]*)[^>]*?(\/?)>|[^<]+|</g;

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function unquoted(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES[name] ?? all;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}

/** The text of the child of that name. */
export function childText(element: Parsed, tag: string): string | undefined {
  return element.children.find((child) => child.tag === tag)?.text;
}
