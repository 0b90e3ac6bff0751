// A release in several files: texts, pictures, and "release.yaml" with what holds for all of them.
import { PermanentError } from '../core/errors.ts';
import { ownName } from '../core/language.ts';
import { BUNDLE_SETTINGS, type Problem, releaseId } from '../core/release.ts';
import { type Album, album, lookupFor } from './album.ts';
import type { Block } from './blocks.ts';
import { kindOf, type Part } from './bundle-entries.ts';
import { fileText, type ReleaseFile } from './file.ts';
import { fileLanguage } from './file-language.ts';
import { settings } from './front-matter.ts';
import type { OpenedFile, OwnSettings } from './open.ts';
import type { FrontMatter } from './settings.ts';
import { textFile } from './text-file.ts';

type Text = ReleaseFile & { language: string | undefined };
type Read = { blocks: Block[]; own: OpenedFile['own']; problems: Problem[] };

/** `languages` are the newsroom's. Throws PermanentError where a part can't be read, or no text is there. */
export async function bundle(key: string, parts: Part[], languages: readonly string[]): Promise<OpenedFile> {
  const { frontMatter, problems } = settingsOf(parts, languages);
  const pictures = parts.filter(({ name, bytes }) => bytes && kindOf(name) === 'picture');
  const shown = album(releaseId(key), pictures, frontMatter.images ?? {});
  const texts = inOrder(textsOf(parts, languages), frontMatter.languages ?? languages);
  if (texts.length === 0 && problems.length === 0 && frontMatter.status !== 'withdrawn') throw noText(key);
  const read: Read[] = [];
  for (const text of texts) {
    read.push(await readText(text, languages, shown));
    checkLength(key, read);
  }
  return {
    frontMatter,
    own: Object.assign({}, ...read.map(({ own }) => own)),
    blocks: read.flatMap(({ blocks }) => blocks),
    pictures: shown.pictures,
    problems: [
      ...problems,
      ...parts.flatMap(notRead),
      ...twice(texts),
      ...unlisted(texts, frontMatter),
      ...shown.problems,
      ...read.flatMap((one) => one.problems),
    ],
  };
}

function settingsOf(parts: Part[], languages: readonly string[]) {
  const { bytes } = parts.find(({ name }) => kindOf(name) === 'settings') ?? {};
  if (!bytes || /^\s*$/.test(Buffer.from(bytes).toString('latin1'))) return { frontMatter: {}, problems: [] };
  const { text, problems: doubts } = fileText({ key: BUNDLE_SETTINGS, bytes }, languages);
  const { frontMatter, problems } = settings(text, { name: `"${BUNDLE_SETTINGS}"`, above: 0 });
  return { frontMatter, problems: [...doubts, ...problems] };
}

const textsOf = (parts: Part[], languages: readonly string[]): Text[] =>
  parts.flatMap(({ name, bytes }) =>
    bytes && kindOf(name) === 'text' ? [{ key: name, bytes, language: fileLanguage(name, languages) }] : [],
  );

/** The languages in their order, then texts whose names say none. */
function inOrder(texts: Text[], languages: readonly string[]): Text[] {
  const place = ({ language }: Text): number => {
    if (language === undefined) return languages.length + 1;
    const at = languages.indexOf(language);
    return at < 0 ? languages.length : at;
  };
  return texts.toSorted((one, other) => place(one) - place(other) || (one.key < other.key ? -1 : 1));
}

async function readText(text: Text, languages: readonly string[], shown: Album): Promise<Read> {
  const { key, language } = text;
  const { frontMatter, blocks, problems } = await textFile(text, languages, lookupFor(shown, key));
  const { own, faults } = ownSettings(text, frontMatter);
  return {
    blocks: blocks.map((block) => ({ ...block, file: key, ...(language && { language, isNamed: true }) })),
    own: language === undefined ? {} : { [language]: own },
    problems: [...problems, ...faults].map((problem) => inFile(key, problem)),
  };
}

/** What a text says of itself alone; everything else is of the whole release. */
function ownSettings({ key, language }: Text, frontMatter: FrontMatter): { own: OwnSettings; faults: Problem[] } {
  const own: OwnSettings = {};
  const faults: Problem[] = [];
  for (const [name, value] of Object.entries(frontMatter)) {
    const isOwn = name === 'embargo' || name === 'correction' || name === 'note';
    if (isOwn && typeof value === 'string' && language !== undefined) own[name] = value;
    else faults.push(misplaced(key, name, isOwn && typeof value === 'string'));
  }
  return { own, faults };
}

const misplaced = (key: string, name: string, isOwn: boolean): Problem => ({
  ...{ level: 'error', code: 'bundle-setting', line: 1 },
  message: isOwn
    ? `"${key}" sets "${name}", but its name says no language. Name it as "fr.md", or write the setting into "${BUNDLE_SETTINGS}".`
    : `"${key}" sets "${name}" for the whole release. Write that into "${BUNDLE_SETTINGS}".`,
});

const inFile = (name: string, problem: Problem): Problem =>
  problem.message.includes(`"${name}"`) ? problem : { ...problem, message: `In "${name}": ${problem.message}` };

function notRead({ name, bytes }: Part): Problem[] {
  const kind = kindOf(name);
  if (kind === 'ignored' || bytes) return [];
  const told: Record<string, string> = {
    text: `"${name}" is a release of its own. To make it part of this one, name it for its language, as "fr.md" or "notes.fr.md".`,
    drawing: `"${name}" was left out: an SVG can hold programs. Save it as PNG or WebP.`,
    strange: `"${name}" is no file of a bundle: its settings are called "${BUNDLE_SETTINGS}" and lie beside the texts.`,
  };
  const other = `"${name}" was left out: a bundle holds "${BUNDLE_SETTINGS}", texts (.txt, .md, .html, .docx) and pictures (.jpg, .png, .gif, .webp, .avif).`;
  // Settings that nobody reads may be an embargo that nobody keeps.
  const level = kind === 'strange' ? 'error' : 'warning';
  return [{ level, code: 'bundle-file', message: told[kind] ?? other, line: null }];
}

const twice = (texts: Text[]): Problem[] =>
  texts.flatMap(({ key, language }, index): Problem[] => {
    const first = language && texts.slice(0, index).find((one) => one.language === language);
    if (!first) return [];
    const message = `"${first.key}" and "${key}" are both in ${ownName(language)} (${language}) by their names. Keep one of them.`;
    return [{ level: 'error', code: 'bundle-language', message, line: null }];
  });

/** What both say outweighs what a text looks like; between the two only the press office can tell. */
const unlisted = (texts: Text[], { languages }: FrontMatter): Problem[] =>
  texts.flatMap(({ key, language }): Problem[] => {
    if (language === undefined || !languages || languages.includes(language)) return [];
    const message = `"${key}" is in ${ownName(language)} (${language}) by its name, which "${BUNDLE_SETTINGS}" doesn't list under "languages".`;
    return [{ level: 'error', code: 'bundle-language', message, line: null }];
  });

/** Characters, and blocks: little more than one text may hold, and more than any release needs. */
const LENGTH_LIMIT = 1_000_000;
const BLOCKS_LIMIT = 10_000;

/** What is read stays in memory until all is. Throws PermanentError "bundle-size". */
function checkLength(key: string, read: Read[]): void {
  const blocks = read.flatMap((one) => one.blocks);
  const length = blocks.reduce((sum, { text }) => sum + text.length, 0);
  if (length <= LENGTH_LIMIT && blocks.length <= BLOCKS_LIMIT) return;
  const message = `The texts in "${key}" have more than ${LENGTH_LIMIT} characters or ${BLOCKS_LIMIT} paragraphs. Send the texts of the release alone.`;
  throw new PermanentError('bundle-size', message);
}

const noText = (key: string): PermanentError =>
  new PermanentError('empty', `"${key}" holds no text. Put one in for each language, as "en.md" and "fr.docx".`);
