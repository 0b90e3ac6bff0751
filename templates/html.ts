import type { Nodes } from 'hast';
import { toHtml } from 'hast-util-to-html';

// The serialiser quotes every attribute and escapes "<" in text: each "<" that is left begins a tag or is in its quotes.
const tag = /<[a-z](?:[^">]|"[^"]*")*>/gi;

/** A tree as HTML. "<" is escaped in attributes too, where HTML would allow it: cruder programs read our pages too. */
export const serialised = (tree: Nodes): string =>
  toHtml(tree).replace(tag, (found) => `<${found.slice(1).replaceAll('<', '&#x3C;')}`);

/** Text as it may stand in an element or an attribute, for templates that escape nothing. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
