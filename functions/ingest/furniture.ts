// What of a page is its article, and what is furniture around it.
import type { Element, ElementContent, Root } from 'hast';

type Parent = Root | Element;

const never = new Set(
  (
    'script style noscript template head link meta base nav aside dialog menu button input select textarea option ' +
    'datalist output progress meter svg math iframe object embed applet canvas audio video map frame frameset ' +
    'noframes noembed xmp plaintext del s strike'
  ).split(' '),
);
const furnitureRoles = new Set(
  'navigation banner complementary contentinfo search form dialog alertdialog alert menu menubar toolbar'.split(' '),
);

const elements = (node: Parent): Element[] =>
  node.children.flatMap((child) => (child.type === 'element' ? [child] : []));

const roleOf = ({ properties }: Element): string => String(properties.role ?? '').toLowerCase();

const isArticle = (node: Element): boolean => node.tagName === 'article' || roleOf(node) === 'article';
const isMain = (node: Element): boolean => node.tagName === 'main' || roleOf(node) === 'main';
const isHeadline = (node: Element): boolean => node.tagName === 'h1';

/** The elements that `found` tells, outermost, in order. */
function outermost(node: Parent, found: (element: Element) => boolean): Element[] {
  return elements(node).flatMap((child) => (found(child) ? [child] : outermost(child, found)));
}

const holds = (node: Parent, found: (element: Element) => boolean): boolean =>
  elements(node).some((child) => found(child) || holds(child, found));

/** The page without furniture, and of that what holds the release: a narrow part where it has the headline too. */
export function article(page: Root): Parent {
  const plain = !holds(page, isArticle) && !holds(page, isMain);
  const bare = without(page, { plain, inside: false, language: undefined });
  const titled = outermost(bare, isArticle).filter((one) => holds(one, isHeadline));
  const [main, ...otherMains] = outermost(bare, isMain);
  const articles = titled.length > 0 ? titled : outermost(bare, isArticle);
  const [only] = articles;
  const parts: Parent[] = [];
  if (only) parts.push(articles.length === 1 ? only : { type: 'root', children: articles });
  if (main && otherMains.length === 0) parts.push(main);
  parts.push(bare);
  if (titled.length === 0 && articles.length > 1) parts.shift();
  return parts.find((part) => holds(part, isHeadline)) ?? parts[0] ?? bare;
}

/** `plain`: the page marks no article. `inside`: an article or a section of it. */
type Around = { plain: boolean; inside: boolean; language: string | undefined };

function without(node: Root, around: Around): Root {
  return {
    ...node,
    children: node.children.flatMap((child) => (child.type === 'element' ? bared(child, around) : [])),
  };
}

function bared(node: Element, { plain, inside, language: outer }: Around): Element[] {
  if (isFurniture(node, plain, inside)) return [];
  const isPage = node.tagName === 'html' || node.tagName === 'body';
  const language = isPage ? undefined : (languageOf(node) ?? outer);
  const around = { plain, inside: inside || isArticle(node) || isMain(node) || node.tagName === 'section', language };
  const children = node.children.flatMap((child): ElementContent[] => {
    if (child.type === 'text') return [child];
    return child.type === 'element' ? bared(child, around) : [];
  });
  // An article is taken out of what is around it, and keeps the language that it had there.
  return [{ ...node, properties: { ...node.properties, lang: language }, children }];
}

/** What an element says of its language. */
export function languageOf({ properties }: Element): string | undefined {
  const own = properties.lang ?? properties.xmlLang;
  return typeof own === 'string' && own.trim() !== '' ? own.trim() : undefined;
}

/** The language of the page as a whole: often that of the programme that made it. */
export const pageLanguage = (page: Root): string | undefined => {
  const [html] = elements(page);
  const body = html && elements(html).find(({ tagName }) => tagName === 'body');
  return (body && languageOf(body)) ?? (html && languageOf(html));
};

function isFurniture(node: Element, plain: boolean, inside: boolean): boolean {
  if (never.has(node.tagName) || furnitureRoles.has(roleOf(node)) || isHidden(node)) return true;
  // Some servers' pages are one form from top to bottom.
  if (node.tagName === 'form') return !holds(node, (one) => isHeadline(one) || isArticle(one) || isMain(one));
  if (node.tagName === 'header') return !inside && !(plain && holds(node, isHeadline));
  return node.tagName === 'footer' && (!inside || isMostlyLinks(node));
}

function isHidden({ properties }: Element): boolean {
  const { hidden, ariaHidden, style } = properties;
  if ((hidden !== undefined && hidden !== null && hidden !== false) || String(ariaHidden) === 'true') return true;
  // mso-hide is Word's.
  return /display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all/i.test(String(style ?? ''));
}

// The HTML standard calls an article's footer its own: notes to editors stand there, and buttons to share it.
const isMostlyLinks = (node: Element): boolean => textLength(node, true) * 2 > textLength(node, false);

const textLength = (node: Parent, linksOnly: boolean): number =>
  node.children.reduce((sum, child) => {
    if (child.type === 'text') return linksOnly ? sum : sum + child.value.trim().length;
    if (child.type !== 'element') return sum;
    return sum + textLength(child, linksOnly && child.tagName !== 'a');
  }, 0);
