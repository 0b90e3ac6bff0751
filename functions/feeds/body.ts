// The HTML of a feed's item: whole, or as much of it as importers take.
import type { ElementContent } from 'hast';
import { serialised } from '../../templates/html.ts';
import { carried } from '../core/characters.ts';
import { direction } from '../core/language.ts';

// Google takes an article of 1 MB, and some importers a whole feed of no more than that (facts/feeds.md).
const LIMIT_BYTES = 100_000;

export type Body = {
  /** HTML with its own lang and dir: readers show it outside of the feed. */
  html: string;
  /** Bytes of the HTML as text in XML. */
  size: number;
  /** What stands in for it where the feed would become too long. */
  brief: () => string;
};

type Parts = {
  language: string;
  /** What stands above the text, and stays however short it gets. */
  head: ElementContent[];
  blocks: ElementContent[];
  summary: ElementContent;
  /** Leads to the whole text. */
  rest: () => ElementContent;
};

export function body({ language, head, blocks, summary, rest }: Parts): Body {
  const [above, whole] = [head.map(blockOf), blocks.map(blockOf)];
  const kept = fitting(whole);
  const brief = () => framed(language, [...above, blockOf(summary), blockOf(rest())]);
  const cut = () => (kept.length === 0 ? brief() : framed(language, [...above, ...kept, blockOf(rest())]));
  const html = kept.length === whole.length ? framed(language, [...above, ...whole]) : cut();
  return { html, size: written(html), brief };
}

const blockOf = (block: ElementContent): string => carried(serialised(block));

/** As many blocks from the first as the limit allows. */
function fitting(blocks: string[]): string[] {
  let size = 0;
  const tooMany = blocks.findIndex((block) => {
    size += Buffer.byteLength(block);
    return size > LIMIT_BYTES;
  });
  return tooMany === -1 ? blocks : blocks.slice(0, tooMany);
}

const framed = (language: string, blocks: string[]): string =>
  `<div lang="${language}" dir="${direction(language)}">${blocks.join('')}</div>`;

/** "<" is written "&#x3C;". */
const written = (html: string): number => Buffer.byteLength(html) + 5 * (html.match(/[<&]/g)?.length ?? 0);
