// The pictures of an edition, as importers ask for them: beside the text, with what they show.
import type { Element, Root } from 'hast';
import { carried } from './characters.ts';
import { mediaType, withMediaAt, withPictures } from './media.ts';

export type Picture = {
  url: string;
  /** Undefined where the address doesn't tell it. */
  type: string | undefined;
  /** What it shows, for those who can't see it; "" where nobody said. */
  alt: string;
  credit: string | undefined;
  /** In pixels, where known. */
  width: number | undefined;
  height: number | undefined;
};

/**
 * `body` with its pictures as readers get them: at their addresses on this site, without what only the feed's own
 * elements say. Beside it the pictures that have an address on the web, each once, in order.
 */
export function illustrated(body: Root, site: string): { body: Root; pictures: Picture[] } {
  const found = new Map<string, Picture>();
  const placed = withPictures(withMediaAt(site, body), (element) => {
    const picture = pictureOf(element);
    if (picture && !found.has(picture.url)) found.set(picture.url, picture);
    const { dataCredit: _, ...properties } = element.properties;
    return { ...element, properties };
  });
  return { body: placed, pictures: [...found.values()] };
}

function pictureOf({ properties: { src, alt, dataCredit, width, height } }: Element): Picture | undefined {
  const url = URL.parse(text(src) ?? '');
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return undefined;
  const type = mediaType(url.pathname.toLowerCase().replace(/\.jpeg$/, '.jpg'));
  return {
    url: url.href,
    type: type.startsWith('image/') ? type : undefined,
    alt: text(alt) ?? '',
    credit: text(dataCredit),
    width: pixels(width),
    height: pixels(height),
  };
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? carried(value) : undefined;

function pixels(value: unknown): number | undefined {
  const number = Number(value ?? Number.NaN);
  return Number.isInteger(number) && number > 0 ? number : undefined;
}
