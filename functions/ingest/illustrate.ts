// Editions with the pictures of their bundle: each with a text for who can't see it, and none that nobody asked for.
import type { Element, RootContent } from 'hast';
import { h } from 'hastscript';
import { mediaIn, picturesIn, withPictures } from '../core/media.ts';
import { type Edition, noteIn, type Problem } from '../core/release.ts';
import type { Picture } from './album.ts';
import { textOf } from './blocks.ts';
import type { Image } from './image.ts';

type Illustrated = { editions: Edition[]; images: Image[]; problems: Problem[] };

export function illustrated(editions: Edition[], pictures: Picture[]): Illustrated {
  if (pictures.length === 0) return { editions, images: [], problems: [] };
  const referred = new Set(editions.flatMap(({ body }) => mediaIn(body)));
  const isReferred = ({ key }: Picture) => referred.has(key);
  const below = pictures.filter((one) => !isReferred(one) && one.isNamed);
  const unused = pictures.filter((one) => !isReferred(one) && !one.isNamed);
  const shown = new Map(pictures.filter((one) => isReferred(one) || one.isNamed).map((one) => [one.key, one]));
  const made = editions.map((edition) => withAppended(edition, below, shown));
  return {
    editions: made,
    images: [...new Map([...shown.values()].map(({ image }) => [image.name, image])).values()],
    problems: [...made.flatMap((edition) => mute(edition, shown)), ...unused.map(notUsed)],
  };
}

type Shown = Map<string, Picture>;

function withAppended(edition: Edition, below: Picture[], shown: Shown): Edition {
  const { body, language } = edition;
  const described = withPictures(body, (picture) => withAlt(picture, language, shown));
  const referred = described.children.flatMap((block) => [block, ...creditsOf(block, shown)]);
  const appended = below.flatMap(({ key, alt, credit }) => [
    h('p', h('img', { src: key, alt: noteIn(alt ?? null, language) ?? '', ...owed(credit) })),
    ...(credit === undefined ? [] : [h('p', credit)]),
  ]);
  return { ...edition, body: { ...body, children: [...referred, ...appended] } };
}

/** What the text says of its picture stands; where it says nothing, what the settings say in its language. */
function withAlt(picture: Element, language: string, shown: Shown): Element {
  const { src, alt } = picture.properties;
  const known = shown.get(String(src));
  if (!known) return picture;
  const said = typeof alt === 'string' && alt.trim() !== '' ? alt : (noteIn(known.alt ?? null, language) ?? '');
  return { ...picture, properties: { ...picture.properties, alt: said, ...owed(known.credit) } };
}

/** Feeds say apart whom a picture is owed to (feeds/pictures.ts). */
const owed = (credit: string | undefined) => (credit === undefined ? {} : { dataCredit: credit });

/** Whom the pictures in a block are owed to, as a paragraph below it. */
function creditsOf(block: RootContent, shown: Shown): Element[] {
  if (block.type !== 'element') return [];
  const credits = mediaIn({ type: 'root', children: [block] }).flatMap((key) => shown.get(key)?.credit ?? []);
  return [...new Set(credits)].filter((credit) => !textOf(block).includes(credit)).map((credit) => h('p', credit));
}

function mute({ body, language }: Edition, shown: Shown): Problem[] {
  const silent = picturesIn(body).flatMap(({ properties: { src, alt } }) =>
    alt ? [] : (shown.get(String(src))?.file ?? []),
  );
  return [...new Set(silent)].map((file) => ({
    ...{ level: 'warning', code: 'image-alt', line: null },
    message: `"${file}" has no alternative text in ${language}: who can't see it learns nothing of it. Write "images: { ${file}: { alt: … } }" into "release.yaml".`,
  }));
}

const notUsed = ({ file }: Picture): Problem => ({
  ...{ level: 'warning', code: 'image-unused', line: null },
  message: `No text refers to "${file}", and "release.yaml" doesn't describe it. It was left out.`,
});
