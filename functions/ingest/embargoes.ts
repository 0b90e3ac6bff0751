// When each language of a release may be known.
import type { Edition, Note, Problem } from '../core/release.ts';
import { embargo } from './embargo.ts';

type Embargoes = { embargoes: Record<string, string>; problems: Problem[] };

/** One embargo is that of every language. */
export function embargoesOf(said: Note | undefined, editions: Edition[]): Embargoes {
  if (said === undefined) return { embargoes: {}, problems: [] };
  const there = editions.map(({ language }) => language);
  const each = typeof said === 'string' ? Object.fromEntries(there.map((language) => [language, said])) : said;
  const read = Object.entries(each).map(([language, text]) => ({ language, until: embargo(text) }));
  const faults = new Set(read.flatMap(({ until }) => ('fault' in until ? [until.fault] : [])));
  const foreign = Object.keys(each).filter((language) => !there.includes(language));
  return {
    embargoes: Object.fromEntries(
      read.flatMap(({ language, until }) => ('instant' in until ? [[language, until.instant]] : [])),
    ),
    problems: [
      ...[...faults].map((message): Problem => ({ level: 'error', code: 'embargo', message, line: null })),
      ...foreign.map(
        (language): Problem => ({
          level: 'warning',
          code: 'embargo-language',
          message: `The front matter has an embargo for ${language}, but no text in ${language} was found.`,
          line: 1,
        }),
      ),
    ],
  };
}
