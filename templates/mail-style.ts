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

export type Look = 'plain' | 'lead' | 'quiet' | 'kicker';

const looks: Record<Look, string> = {
  plain: '',
  lead: ';font-size:19px',
  quiet: ';font-size:15px;color:#575f64',
  kicker: ';margin-bottom:8px;font-size:15px;font-weight:bold;color:#8f2d0c',
};

/** The style of a paragraph that is not the release's own. Its look is its class too, for the dark. */
export const paragraphStyle = (direction: Direction, look: Look): string =>
  `${mailStyle(direction, 'p')}${looks[look]}`;

/** The cell around what became of a release. Programs that draw with Word give padding to cells alone. */
export const noticeStyle = (direction: Direction): string =>
  `padding:14px 18px 2px;background-color:#fbf0e9;border-${startOf(direction)}:4px solid #b5441c;` +
  `font-family:${mailFonts(direction)};font-size:16px;line-height:${mailLeading(direction)};color:#1c2023`;

/** An item of a digest, which may be of another direction than the mail around it. */
export const itemStyle = (direction: Direction): string =>
  `margin:0 0 10px;padding:18px 0 4px;border-top:1px solid #d9d5cb;direction:${direction};` +
  `text-align:${startOf(direction)};font-family:${mailFonts(direction)};line-height:${mailLeading(direction)}`;

export const itemHeadlineStyle = (direction: Direction): string =>
  `margin:0 0 8px;font-size:20px;line-height:1.4;font-weight:bold;text-align:${startOf(direction)}`;
