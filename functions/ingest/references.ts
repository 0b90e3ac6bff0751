// Pictures that a text refers to: those on the web stay, those of its bundle get their key, all others go.
import type { Element, Root } from 'hast';
import { picturesIn, withPictures } from '../core/media.ts';
import type { Problem } from '../core/release.ts';
import type { Block } from './blocks.ts';
import { absolute } from './inline.ts';

/** The key of the picture that an address in a text means; undefined where the bundle has none. */
export type Lookup = (src: string) => string | undefined;

export const noPictures: Lookup = () => undefined;

const web = ['http:', 'https:'];

/**
 * A page with pictures of the bundle at an address that outlives what makes pages safe. No page can write it by itself:
 * `marker` is made of the page's own hash.
 */
export const marked = (page: Root, marker: string, lookup: Lookup): Root =>
  withPictures(page, (picture) => {
    const { src } = picture.properties;
    const key = typeof src === 'string' && !absolute(src, web) ? lookup(src) : undefined;
    return key === undefined ? picture : { ...picture, properties: { ...picture.properties, src: `${marker}${key}` } };
  });

type Placed = { blocks: Block[]; dropped: number };

/** Of a text that was made safe already: whatever keys it names itself, they mean files of its bundle. */
export function placed(blocks: Block[], lookup: Lookup, marker?: string): Placed {
  let dropped = 0;
  const place = (picture: Element): Element | undefined => {
    const src = typeof picture.properties.src === 'string' ? picture.properties.src : '';
    const known = marker !== undefined && src.startsWith(marker) ? src.slice(marker.length) : undefined;
    const at = known ?? absolute(src, web) ?? lookup(src);
    if (at !== undefined) return { ...picture, properties: { ...picture.properties, src: at } };
    dropped++;
    return undefined;
  };
  const kept = blocks.flatMap((block): Block[] => {
    if (!hasPicture(block.node)) return [block];
    const before = dropped;
    const node = block.node.tagName === 'img' ? place(block.node) : withPictures(block.node, place);
    const isEmptied = node === undefined || (dropped > before && block.text === '' && !hasPicture(node));
    return isEmptied ? [] : [{ ...block, node }];
  });
  return { blocks: kept, dropped };
}

const hasPicture = (node: Element): boolean => node.tagName === 'img' || picturesIn(node).length > 0;

export function leftOut(count: number): Problem[] {
  if (count === 0) return [];
  const what = count === 1 ? 'A picture was' : `${count} pictures were`;
  const message = `${what} left out: only those with an address on the web (https://…) are kept, and those that lie beside the texts of a bundle.`;
  return [{ level: 'warning', code: 'images-dropped', message, line: null }];
}
