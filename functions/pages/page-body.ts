// An edition's body as its page may show it: pictures of this site only, headings without gaps, links with words.
import type { Element, ElementContent, Root } from 'hast';
import { toText } from 'hast-util-to-text';
import { h } from 'hastscript';
import { picturesIn } from '../core/media.ts';

/** The body below the headline of its page. */
export const pageBody = (site: string, root: Root): Root =>
  withCaptions(withSpokenLinks(withOutline(withoutForeignPictures(site, root))));

/** The edge's policy allows pictures of this site alone: of another there is a link, with what the picture shows. */
export const withoutForeignPictures = (site: string, root: Root): Root => ({
  ...root,
  children: root.children.flatMap((child): Root['children'] =>
    child.type === 'element' ? own(child, site, false) : [child],
  ),
});

function own(element: Element, site: string, isLinked: boolean): ElementContent[] {
  const { tagName, properties, children } = element;
  if (tagName !== 'img') {
    const inLink = isLinked || tagName === 'a';
    const kept = children.flatMap((child) => (child.type === 'element' ? own(child, site, inLink) : [child]));
    return [{ ...element, children: kept }];
  }
  const src = String(properties.src ?? '');
  const alt = said(properties.alt);
  if (src.startsWith(`${site}/`)) return [{ ...element, properties: { ...properties, alt } }];
  const words = alt === '' ? h('bdi', { dir: 'ltr' }, src) : h('bdi', alt);
  return /^https?:/.test(src) && !isLinked ? [h('a', { href: src, className: 'picture' }, words)] : [words];
}

const said = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The page has its h1 already, and each heading below may be one level below the last at most. */
function withOutline(root: Root): Root {
  let last = 1;
  const ranked = (node: ElementContent): ElementContent => {
    if (node.type !== 'element') return node;
    const [, rank] = /^h([1-6])$/.exec(node.tagName) ?? [];
    if (rank === undefined) return { ...node, children: node.children.map(ranked) };
    if (toText(node).trim() === '') return { ...node, tagName: 'p' };
    last = Math.min(Math.max(Number(rank), 2), last + 1);
    return { ...node, tagName: `h${last}` };
  };
  return { ...root, children: root.children.map((child) => (child.type === 'element' ? ranked(child) : child)) };
}

/** A link that holds nothing to read, or to be read aloud, is told by its address. */
function withSpokenLinks(root: Root): Root {
  const spoken = (node: ElementContent): ElementContent => {
    if (node.type !== 'element') return node;
    if (node.tagName !== 'a') return { ...node, children: node.children.map(spoken) };
    const isMute = toText(node).trim() === '' && picturesIn(node).every(({ properties }) => !properties.alt);
    const address = h('bdi', { dir: 'ltr' }, said(node.properties.href));
    return isMute ? { ...node, children: [...node.children, address] } : node;
  };
  return { ...root, children: root.children.map((child) => (child.type === 'element' ? spoken(child) : child)) };
}

/** A picture alone in its paragraph, with the paragraph that says whom it is owed to, is a figure. */
function withCaptions(root: Root): Root {
  const children = root.children.flatMap((block, index, blocks): Root['children'] => {
    if (captionOf(blocks[index - 1], block)) return [];
    const picture = pictureOf(block);
    if (!picture) return [block];
    const caption = captionOf(block, blocks[index + 1]);
    const { dataCredit: _, ...properties } = picture.properties;
    return [
      h('figure', [
        { ...picture, properties },
        ...(caption ? [h('figcaption', { dir: 'auto' }, caption.children)] : []),
      ]),
    ];
  });
  return { ...root, children };
}

function pictureOf(block: Root['children'][number] | undefined): Element | undefined {
  if (block?.type !== 'element' || block.tagName !== 'p') return undefined;
  const [only, ...more] = block.children.filter((child) => child.type !== 'text' || child.value.trim() !== '');
  return more.length === 0 && only?.type === 'element' && only.tagName === 'img' ? only : undefined;
}

function captionOf(block: Root['children'][number] | undefined, next: Root['children'][number] | undefined) {
  const credit = said(pictureOf(block)?.properties.dataCredit);
  if (credit === '' || next?.type !== 'element' || next.tagName !== 'p') return undefined;
  return toText(next).trim() === credit.trim() ? next : undefined;
}
