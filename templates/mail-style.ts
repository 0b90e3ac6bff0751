// How a release's blocks look in mail. Inline, and by physical sides: mail programs drop stylesheets and don't know
// logical properties.
import type { Direction } from '../functions/core/language.ts';

/** Faces that are on readers' machines: a web font would be a remote request. */
export const mailFonts = (direction: Direction): string =>
  direction === 'rtl' ? "Tahoma, Arial, 'Arial Hebrew', sans-serif" : "Georgia, 'Times New Roman', serif";

export const mailLeading = (direction: Direction): string => (direction === 'rtl' ? '1.8' : '1.6');

export const startOf = (direction: Direction): 'left' | 'right' => (direction === 'rtl' ? 'right' : 'left');

/** The style of an element by its name; undefined where it needs none. */
export function mailStyle(direction: Direction, tagName: string): string | undefined {
  const start = startOf(direction);
  const heading = `margin:26px 0 10px;font-size:19px;line-height:1.4;font-weight:bold;text-align:${start}`;
  const list = `margin:0 0 16px;padding:0;padding-${start}:24px;text-align:${start}`;
  const styles: Record<string, string> = {
    p: `margin:0 0 16px;text-align:${start}`,
    h1: heading,
    h2: heading,
    h3: heading,
    h4: heading,
    ul: list,
    ol: list,
    li: 'margin:0 0 6px',
    blockquote: `margin:0 0 16px;padding:0;padding-${start}:16px;border-${start}:3px solid #d9d5cb`,
    a: 'color:#0b5563;text-decoration:underline',
    img: 'display:block;max-width:100%;height:auto;border:0',
    figure: 'margin:0 0 16px',
    figcaption: 'font-size:14px',
    table: 'margin:0 0 16px;border-collapse:collapse',
    th: `padding:4px 10px;border-bottom:1px solid #d9d5cb;text-align:${start}`,
    td: `padding:4px 10px;border-bottom:1px solid #d9d5cb;text-align:${start}`,
    pre: 'margin:0 0 16px;white-space:pre-wrap;font-size:14px',
  };
  return Object.hasOwn(styles, tagName) ? styles[tagName] : undefined;
}
