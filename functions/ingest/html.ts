// A web page → the blocks of the release in it.
import type { Element, Root } from 'hast';
import { canonicalLanguage, script } from '../core/language.ts';
import type { Problem } from '../core/release.ts';
import { type Block, textOf } from './blocks.ts';
import { clean } from './clean.ts';
import { flow } from './flow.ts';
import { article, pageLanguage } from './furniture.ts';
import { absolute, isTiny } from './inline.ts';
import { languageOf } from './language-of.ts';
import { pageTree } from './page-tree.ts';
import { type Lookup, leftOut, marked } from './references.ts';

export type Page = { blocks: Block[]; problems: Problem[] };

/** What marks the pictures of the page's bundle. */
type OwnPictures = { marker: string; lookup: Lookup };

/** `languages` are the newsroom's. Throws PermanentError "html". */
export function htmlBlocks(key: string, page: string, languages: readonly string[], own?: OwnPictures): Page {
  const whatever = pageTree(key, page);
  const tree = own ? marked(whatever, own.marker, own.lookup) : whatever;
  const part = article(tree);
  const whole = known(pageLanguage(tree), languages);
  const blocks = flow(part).flatMap(({ node, language: own, line }) => {
    const text = textOf(node);
    const language = known(own, languages) ?? believed(whole, text, languages);
    return clean(node).map((one): Block => ({ node: one, text, line, ...(language && { language }) }));
  });
  return { blocks, problems: droppedPictures(part) };
}

/** HTML standard, "Specifying the document's character encoding": within the first 1024 bytes; XML says it first. */
export function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  const [, declared] =
    /<meta\s[^>]*?charset\s*=\s*["']?\s*([\w-]+)/i.exec(head) ??
    /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([\w-]+)/.exec(head) ??
    [];
  return declared;
}

/** The newsroom's own tag where it has one: "en" for "en-US", "zh-Hant" for "zh-TW". */
function known(tag: string | undefined, languages: readonly string[]): string | undefined {
  const canonical = tag === undefined ? undefined : canonicalLanguage(tag);
  if (!canonical || /^(?:und|mul|zxx|x)(?:-|$)/.test(canonical)) return undefined;
  if (languages.includes(canonical)) return canonical;
  const base = new Intl.Locale(canonical).language;
  const close = languages.find(
    (language) => new Intl.Locale(language).language === base && script(language) === script(canonical),
  );
  return close ?? canonical;
}

/** The page's language is the template's or the word processor's as often as the text's: a sure verdict beats it. */
function believed(whole: string | undefined, text: string, languages: readonly string[]): string | undefined {
  if (whole === undefined || !languages.includes(whole)) return undefined;
  const verdict = languageOf(text, languages);
  return verdict?.sure === true && verdict.language === whole ? whole : undefined;
}

function droppedPictures(part: Root | Element): Problem[] {
  const count = pictures(part).filter(
    ({ properties }) => !isTiny(properties) && !absolute(properties.src, ['http:', 'https:']),
  ).length;
  return leftOut(count);
}

const pictures = (node: Root | Element): Element[] =>
  node.children.flatMap((child) => {
    if (child.type !== 'element') return [];
    return child.tagName === 'img' ? [child] : pictures(child);
  });
