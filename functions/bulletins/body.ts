// A release's body for mail: each block of the tree as HTML with inline styles, and as plain text.
import type { Element, ElementContent, Properties, RootContent } from 'hast';
import { toText } from 'hast-util-to-text';
import { marked } from '../../templates/bidi.ts';
import { serialised } from '../../templates/html.ts';
import { mailStyle } from '../../templates/mail-style.ts';
import { direction } from '../core/language.ts';
import type { Edition } from '../core/release.ts';

export type Block = { html: string; text: string };

/** The mail's 600 without what is left and right of its text. */
const COLUMN_PIXELS = 552;

const kept = ['alt', 'cite', 'colSpan', 'dir', 'lang', 'rowSpan', 'start', 'title', 'width', 'height'];

/** The body's blocks. Links are made absolute from `base`, the release's own address. */
export function bodyBlocks({ body, language }: Pick<Edition, 'body' | 'language'>, base: string): Block[] {
  return body.children
    .map((node) => ({ html: html(node, language, base), text: text(node, language, base) }))
    .filter((block) => block.html.trim() !== '');
}

function html(node: RootContent, language: string, base: string): string {
  const styled = node.type === 'element' ? element(node, language, base) : node;
  return styled.type === 'element' || styled.type === 'text' ? serialised(styled) : '';
}

function element(node: Element, language: string, base: string): Element {
  const children = node.children.map((child) => (child.type === 'element' ? element(child, language, base) : child));
  // Gmail, Outlook and Yahoo don't know <bdi>.
  const isolate = node.tagName === 'bdi';
  const tagName = isolate ? 'span' : node.tagName;
  const properties: Properties = {
    ...(isolate ? { dir: 'auto' } : {}),
    ...Object.fromEntries(
      kept.flatMap((name) => (node.properties[name] == null ? [] : [[name, node.properties[name]]])),
    ),
    ...addresses(node, base),
    ...(tagName === 'img' ? { alt: String(node.properties.alt ?? ''), ...within(node.properties) } : {}),
    ...(mailStyle(direction(language), tagName) ? { style: mailStyle(direction(language), tagName) } : {}),
  };
  return { type: 'element', tagName, properties, children };
}

/** Outlook on Windows draws a picture as wide as its attribute says, whatever the style. */
function within({ width, height }: Properties): Properties {
  const [wide, high] = [Number(width), Number(height)];
  if (!(wide > COLUMN_PIXELS)) return {};
  return { width: COLUMN_PIXELS, ...(high > 0 ? { height: Math.round((high * COLUMN_PIXELS) / wide) } : {}) };
}

function addresses(node: Element, base: string): Properties {
  const href = node.tagName === 'a' ? absolute(node.properties.href, base) : undefined;
  const src = node.tagName === 'img' ? absolute(node.properties.src, base) : undefined;
  return { ...(href ? { href } : {}), ...(src ? { src } : {}) };
}

function absolute(address: unknown, base: string): string | undefined {
  const url = typeof address === 'string' ? URL.parse(address, base) : null;
  return url && /^(https?|mailto|tel):$/.test(url.protocol) ? url.href : undefined;
}

function text(node: RootContent, language: string, base: string): string {
  if (node.type === 'text') return marked(node.value.trim(), language);
  if (node.type !== 'element') return '';
  return [...lines(node).map((line) => marked(line, language)), ...links(node, base)].join('\n');
}

function lines(node: Element): string[] {
  if (node.tagName === 'ul' || node.tagName === 'ol') {
    const items = node.children.filter((child) => child.type === 'element');
    return items.map((item, index) => `${node.tagName === 'ol' ? `${index + 1}.` : '–'} ${oneLine(item)}`);
  }
  if (node.tagName === 'img') return [String(node.properties.alt ?? '')].filter(Boolean);
  return toText(node).trim().split('\n');
}

const oneLine = (node: Element): string => toText(node).trim().replace(/\s+/gu, ' ');

/** The addresses that the block's text doesn't show, for lines of their own. */
function links(node: ElementContent, base: string): string[] {
  if (node.type !== 'element') return [];
  const href = node.tagName === 'a' ? absolute(node.properties.href, base) : undefined;
  const own = href && !toText(node).includes(href.replace(/^mailto:/, '')) ? [href] : [];
  return [...new Set([...own, ...node.children.flatMap((child) => links(child, base))])];
}
