// A file → a release, or why it can't be published. Pure: `polywire check` and the handler ask the same.
import { PermanentError } from '../core/errors.ts';
import { direction } from '../core/language.ts';
import type { Newsroom } from '../core/newsroom.ts';
import { type Edition, type Problem, paragraphs, type Release, releaseId } from '../core/release.ts';
import { disagreements } from './agreement.ts';
import { edition } from './edition.ts';
import { embargoesOf } from './embargoes.ts';
import type { ReleaseFile } from './file.ts';
import { illustrated } from './illustrate.ts';
import type { Image } from './image.ts';
import { type OpenedFile, opened } from './open.ts';
import { isEmbargoed, withOwn } from './own-settings.ts';
import { runs } from './runs.ts';
import type { FrontMatter } from './settings.ts';

/** A release with an error is held until the press office mends it; without a release the file is refused. */
export type Understanding = { release: Release | null; problems: Problem[]; images: Image[] };

export async function understand(file: ReleaseFile, newsroom: Newsroom): Promise<Understanding> {
  try {
    return read(file, await opened(file, newsroom.languages), newsroom);
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    const problem: Problem = { level: 'error', code: error.code, message: error.message, line: null };
    return { release: null, problems: [problem], images: [] };
  }
}

function read(file: ReleaseFile, text: OpenedFile, newsroom: Newsroom): Understanding {
  const said = text.frontMatter;
  if (said.status === 'withdrawn')
    return withdrawal(file, withOwn(said, text.own, said.languages ?? []), text.problems);
  const isUnreadable = text.blocks.length === 0 && text.problems.some(({ level }) => level === 'error');
  if (isUnreadable) return { release: null, problems: text.problems, images: [] };
  const { runs: found, problems: doubts } = runs(text.blocks, said.languages ?? newsroom.languages, {
    embargoed: (block) => isEmbargoed(block, text),
  });
  const understood = found.map(edition);
  const whole = understood.flatMap(({ edition: one, line }) => (one ? [{ edition: one, line }] : []));
  const {
    editions,
    images,
    problems: unseen,
  } = illustrated(
    whole.map(({ edition: one }) => one),
    text.pictures,
  );
  const frontMatter = withOwn(
    said,
    text.own,
    editions.map(({ language }) => language),
  );
  const { embargoes, problems: faults } = embargoesOf(frontMatter.embargo, editions);
  const problems = [
    ...text.problems,
    ...doubts,
    ...understood.flatMap((one) => one.problems),
    ...faults,
    ...unfit(frontMatter, editions, newsroom),
    ...disagreements(whole),
    ...unseen,
  ];
  if (editions.length === 0 && problems.length === 0) problems.push(nothing(file.key));
  const isRefused = editions.length === 0 || problems.some(({ level }) => level === 'error');
  const release = isRefused ? null : releaseOf(file, frontMatter, editions, embargoes);
  return { release, problems: [...problems, ...awaited(frontMatter, editions)], images };
}

function releaseOf(
  { key }: ReleaseFile,
  { topics, slug, notify, correction, contact, require, status }: FrontMatter,
  editions: Edition[],
  embargoes: Record<string, string>,
): Release {
  return {
    id: releaseId(key),
    key,
    date: editions.find(({ dateline }) => dateline?.date)?.dateline?.date ?? null,
    embargoes,
    topics: topics ?? null,
    slug: slug ?? null,
    notify: notify ?? null,
    require: require ?? null,
    correction: correction ?? null,
    withdrawal: null,
    reinstates: status === 'usable',
    contact: contact ?? null,
    editions,
  };
}

/** What else stands in the file is of no account. */
function withdrawal(file: ReleaseFile, { languages, note }: FrontMatter, problems: Problem[]): Understanding {
  if (problems.some(({ level }) => level === 'error')) return { release: null, problems, images: [] };
  const taken: Release = {
    ...releaseOf(file, {}, [], {}),
    withdrawal: { languages: languages ?? null, note: note ?? null },
  };
  return { release: taken, problems, images: [] };
}

/** A release that lacks a language that it requires is held: no part of it goes out. */
const awaited = ({ require = [] }: FrontMatter, editions: Edition[]): Problem[] =>
  require
    .filter((language) => editions.every((one) => one.language !== language))
    .map((language) => ({
      level: 'error',
      code: 'language-required',
      message: `The release requires ${language}, and no text in ${language} was found. Nothing goes out until it is there.`,
      line: 1,
    }));

function unfit({ languages, topics }: FrontMatter, editions: Edition[], newsroom: Newsroom): Problem[] {
  const there = editions.map(({ language }) => language);
  const absent = (languages ?? []).filter((language) => !there.includes(language));
  const foreign = there.filter((language) => !newsroom.languages.includes(language));
  const strange = (topics ?? []).filter((topic) => !Object.hasOwn(newsroom.topics, topic));
  return [
    ...absent.map(
      (language): Problem => ({
        level: 'error',
        code: 'language-missing',
        message: `The front matter names ${language}, but no text in ${language} was found.`,
        line: 1,
      }),
    ),
    ...foreign.map(
      (language): Problem => ({
        level: 'error',
        code: 'language-unknown',
        message: `${language} is none of the newsroom's languages (${newsroom.languages.join(', ')}). Add it to newsroom.yaml.`,
        line: 1,
      }),
    ),
    ...strange.map(
      (topic): Problem => ({
        level: 'warning',
        code: 'topic-unknown',
        message: `"${topic}" is none of the newsroom's topics (${Object.keys(newsroom.topics).join(', ')}).`,
        line: 1,
      }),
    ),
  ];
}

const nothing = (key: string): Problem => ({
  level: 'error',
  code: 'empty',
  message: `"${key}" holds no text that could be published.`,
  line: null,
});

/** What `polywire check` prints and receipts hold of a release. */
export function described({ id, date, embargoes, topics, editions }: Release) {
  const first = editions.map(({ language }) => embargoes[language] ?? '').toSorted()[0] ?? '';
  const embargo = first === '' ? null : first;
  return {
    id,
    date,
    /** Until then nothing of it may be known. */
    embargo,
    topics: topics ?? [],
    editions: editions.map((one) => ({
      language: one.language,
      direction: direction(one.language),
      headline: one.headline,
      subheadline: one.subheadline,
      dateline: one.dateline,
      paragraphs: paragraphs(one),
      summary: one.summary,
      ...((embargoes[one.language] ?? null) === embargo ? {} : { embargo: embargoes[one.language] }),
    })),
  };
}
export type Described = ReturnType<typeof described>;
