// Pictures of a release: in a body by their key below media/, in what goes out by their address.
import type { Element, Root } from 'hast';
import { archiveKey } from './archive.ts';

const types: Record<string, string> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
};

/** What a picture's key says of its type. */
export const mediaType = (key: string): string =>
  types[key.slice(key.lastIndexOf('.') + 1)] ?? 'application/octet-stream';

/** Where all pictures of a release are, in the archive as in public. */
export const mediaFolder = (releaseId: string): string => archiveKey.media(releaseId, '');

const isMedia = (src: unknown): src is string => typeof src === 'string' && src.startsWith('media/');

/** The tree with the addresses that its pictures have on this site. */
export const withMediaAt = (site: string, root: Root): Root =>
  withPictures(root, (picture) => {
    const { src } = picture.properties;
    return isMedia(src) ? { ...picture, properties: { ...picture.properties, src: `${site}/${src}` } } : picture;
  });

/** The keys of its pictures, each once. */
export const mediaIn = (root: Root): string[] => [
  ...new Set(
    picturesIn(root)
      .map(({ properties }) => properties.src)
      .filter(isMedia),
  ),
];

/** Its pictures, in order. */
export const picturesIn = (node: Root | Element): Element[] =>
  node.children.flatMap((child) => {
    if (child.type !== 'element') return [];
    return child.tagName === 'img' ? [child] : picturesIn(child);
  });

/** The tree with each picture as `change` makes it; undefined takes it out. */
export function withPictures<Node extends Root | Element>(
  node: Node,
  change: (picture: Element) => Element | undefined,
): Node {
  const changed = (child: Element): Element[] => {
    if (child.tagName !== 'img') return [withPictures(child, change)];
    const picture = change(child);
    return picture ? [picture] : [];
  };
  const children = node.children.flatMap((child): Root['children'] =>
    child.type === 'element' ? changed(child) : [child],
  );
  return { ...node, children };
}
