// The text within a block of a web page: what markup it keeps, and white space as browsers show it.
import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import { safeLine, safeText } from '../core/safe-text.ts';

export const phrasing = new Set(
  (
    'a abbr acronym b bdi bdo big br cite code data dfn em font i img ins kbd label mark nobr picture q rb rp rt rtc ' +
    'ruby samp small source span strong sub sup time tt u var wbr'
  ).split(' '),
);

const kept: Record<string, string> = {
  ...{ b: 'strong', strong: 'strong', em: 'em', i: 'em', cite: 'em' },
  ...{ code: 'code', kbd: 'code', samp: 'code', tt: 'code' },
};

/** Inline content as what can be published, in parts: two line breaks in a row part paragraphs. Empty parts go. */
export const inlineParts = (nodes: ElementContent[]): ElementContent[][] =>
  parted(nodes.flatMap(inlineOf))
    .map((part) => trimmedEnd(folded(part, { space: true })))
    .filter((part) => part.some(hasContent));

export const hasContent = (node: ElementContent): boolean => {
  if (node.type === 'text') return /[^\s\p{Cf}]/u.test(node.value);
  return node.type === 'element' && (node.tagName === 'img' || node.children.some(hasContent));
};

/** The text of preformatted content, as it stands. */
export const literal = (node: Element): string => safeText(raw(node)).replace(/^\n/, '').trimEnd();

const raw = (node: ElementContent): string => {
  if (node.type === 'text') return node.value;
  if (node.type !== 'element') return '';
  return node.tagName === 'br' ? '\n' : node.children.map(raw).join('');
};

/** An absolute address of one of the schemes, as URL writes it; everything else is none. */
export function absolute(address: unknown, schemes: readonly string[]): string | undefined {
  if (typeof address !== 'string') return undefined;
  const url = URL.parse(safeLine(address));
  return url && schemes.includes(url.protocol) ? url.href : undefined;
}

const text = (value: string): ElementContent => ({ type: 'text', value });

function inlineOf(node: ElementContent): ElementContent[] {
  if (node.type === 'text') return [text(safeText(node.value))];
  if (node.type !== 'element') return [];
  if (node.tagName === 'br') return [h('br')];
  if (node.tagName === 'img') return picture(node);
  const children = node.children.flatMap(inlineOf);
  const href = node.tagName === 'a' ? absolute(node.properties.href, ['http:', 'https:', 'mailto:']) : undefined;
  if (href) return [h('a', { href, title: line(node.properties.title) }, children)];
  const tag = kept[node.tagName];
  if (tag) return children.some(hasContent) ? [h(tag, children)] : children;
  if (node.tagName === 'q') return [text('“'), ...children, text('”')];
  return phrasing.has(node.tagName) ? children : [text(' '), ...children, text(' ')];
}

const line = (value: unknown): string | undefined => (typeof value === 'string' ? safeLine(value) : undefined);

function picture({ properties }: Element): ElementContent[] {
  const src = absolute(properties.src, ['http:', 'https:']);
  if (!src || isTiny(properties)) return [];
  return [h('img', { src, alt: line(properties.alt) ?? '', title: line(properties.title) })];
}

/** A picture of one pixel counts readers. */
export const isTiny = ({ width, height }: Element['properties']): boolean =>
  [width, height].some((side) => side !== undefined && side !== null && Number(side) <= 1);

function parted(nodes: ElementContent[]): ElementContent[][] {
  const parts: ElementContent[][] = [[]];
  let breaks = 0;
  for (const node of nodes) {
    if (isBreak(node)) breaks++;
    else if (hasContent(node)) {
      if (breaks > 1) parts.push([]);
      else if (breaks === 1) parts.at(-1)?.push(h('br'));
      breaks = 0;
      parts.at(-1)?.push(node);
    } else parts.at(-1)?.push(node);
  }
  return parts;
}

const isBreak = (node: ElementContent): boolean => node.type === 'element' && node.tagName === 'br';

/** White space folded across elements; `at.space` tells whether one more would be too many. */
function folded(nodes: ElementContent[], at: { space: boolean }): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type === 'text') {
      const value = node.value.replace(/[ \t\n\r\f]{2,}|[\t\n\r\f]/g, ' ').replace(at.space ? /^\s+/u : /^$/, '');
      if (value === '') return [];
      at.space = value.endsWith(' ');
      return [text(value)];
    }
    if (node.type !== 'element') return [];
    if (isBreak(node)) {
      at.space = true;
      // As Markdown has it: the text of a broken line has white space where it breaks.
      return [node, text('\n')];
    }
    if (node.tagName === 'img') at.space = false;
    return [{ ...node, children: folded(node.children, at) }];
  });
}

function trimmedEnd(nodes: ElementContent[]): ElementContent[] {
  const last = nodes.at(-1);
  if (!last || isBreak(last)) return last ? trimmedEnd(nodes.slice(0, -1)) : [];
  if (last.type === 'text') {
    const value = last.value.trimEnd();
    return value === '' ? trimmedEnd(nodes.slice(0, -1)) : [...nodes.slice(0, -1), text(value)];
  }
  return last.type === 'element' ? [...nodes.slice(0, -1), { ...last, children: trimmedEnd(last.children) }] : nodes;
}
