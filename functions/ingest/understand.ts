// A file → a release, or why it can't be published. Pure: `polywire check` and the handler ask the same.
import { PermanentError } from '../core/errors.ts';
import { direction } from '../core/language.ts';
import type { Newsroom } from '../core/newsroom.ts';
import { type Edition, type Problem, paragraphs, type Release, releaseId } from '../core/release.ts';
import { safeLine } from '../core/safe-text.ts';
import { edition } from './edition.ts';
import { embargo } from './embargo.ts';
import type { ReleaseFile } from './file.ts';
import type { FrontMatter } from './front-matter.ts';
import { opened } from './open.ts';
import { runs } from './runs.ts';

export type Understanding = { release: Release | null; problems: Problem[] };

export async function understand(file: ReleaseFile, newsroom: Newsroom): Promise<Understanding> {
  try {
    return await read(file, newsroom);
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    return { release: null, problems: [{ level: 'error', code: error.code, message: error.message, line: null }] };
  }
}

async function read(file: ReleaseFile, newsroom: Newsroom): Promise<Understanding> {
  const { frontMatter, blocks, problems: faults } = await opened(file, newsroom.languages);
  const { runs: found, problems: doubts } = runs(blocks, frontMatter.languages ?? newsroom.languages, {
    embargoed: frontMatter.embargo !== undefined,
  });
  const understood = found.map(edition);
  const editions = understood.flatMap((one) => ('edition' in one ? [one.edition] : []));
  const until = frontMatter.embargo === undefined ? null : embargo(frontMatter.embargo);
  const problems = [
    ...faults,
    ...doubts,
    ...understood.flatMap((one) => ('problem' in one ? [one.problem] : [])),
    ...(until && 'fault' in until
      ? [{ level: 'error' as const, code: 'embargo', message: until.fault, line: null }]
      : []),
    ...missing(frontMatter, editions, newsroom),
    ...datesThatDisagree(editions),
  ];
  if (editions.length === 0 || problems.some(({ level }) => level === 'error')) {
    return { release: null, problems: problems.length > 0 ? problems : [nothing(file.key)] };
  }
  const { topics, slug, notify, correction, contact } = frontMatter;
  const release: Release = {
    id: releaseId(file.key),
    key: file.key,
    date: editions.find(({ dateline }) => dateline?.date)?.dateline?.date ?? null,
    embargo: until && 'instant' in until ? until.instant : null,
    topics: topics.map(safeLine),
    slug: slug ?? null,
    notify,
    correction: correction === undefined ? null : safeLine(correction),
    contact: contact === undefined ? null : safeLine(contact),
    editions,
  };
  return { release, problems };
}

function missing({ languages, require, topics }: FrontMatter, editions: Edition[], newsroom: Newsroom): Problem[] {
  const there = editions.map(({ language }) => language);
  const absent = [...new Set([...require, ...(languages ?? [])])].filter((language) => !there.includes(language));
  const foreign = there.filter((language) => !newsroom.languages.includes(language));
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
    ...topics
      .filter((topic) => !Object.hasOwn(newsroom.topics, topic))
      .map(
        (topic): Problem => ({
          level: 'warning',
          code: 'topic-unknown',
          message: `"${topic}" is none of the newsroom's topics (${Object.keys(newsroom.topics).join(', ')}).`,
          line: 1,
        }),
      ),
  ];
}

function datesThatDisagree(editions: Edition[]): Problem[] {
  const dated = editions.filter(({ dateline }) => dateline?.date);
  const dates = new Set(dated.map(({ dateline }) => dateline?.date));
  if (dates.size < 2) return [];
  const list = dated.map(({ language, dateline }) => `${language} ${dateline?.date}`).join(', ');
  return [
    { level: 'warning', code: 'dates-differ', message: `The languages are dated differently: ${list}.`, line: null },
  ];
}

const nothing = (key: string): Problem => ({
  level: 'error',
  code: 'empty',
  message: `"${key}" holds no text that could be published.`,
  line: null,
});

/** What `polywire check` prints and receipts hold of a release. */
export function described({ id, date, embargo: until, topics, editions }: Release) {
  return {
    id,
    date,
    embargo: until,
    topics,
    editions: editions.map((one) => ({
      language: one.language,
      direction: direction(one.language),
      headline: one.headline,
      subheadline: one.subheadline,
      dateline: one.dateline,
      paragraphs: paragraphs(one),
      summary: one.summary,
    })),
  };
}
