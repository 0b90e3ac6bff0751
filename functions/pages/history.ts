// What happened to an edition since it was published: its corrections, each with what changed.
import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import { dayIn } from '../../templates/named.ts';
import { type Texts, texts } from '../../templates/texts.ts';
import { longDate } from '../core/language.ts';
import type { Newsroom } from '../core/newsroom.ts';
import type { Edition } from '../core/release.ts';
import { difference } from './difference.ts';

export type Version = {
  number: number;
  /** When readers could first see it: an instant in UTC, ISO 8601. */
  published: string;
  /** What it tells its readers; the press office may have written that in another language. */
  correction: string | null;
  edition: Edition;
};

/** The newest version first, as a section of the page in `language`; empty where there is nothing to tell. */
export function history({
  language,
  newsroom,
  versions,
}: {
  language: string;
  newsroom: Newsroom;
  /** Of the edition in `language`, oldest first. */
  versions: Version[];
}): ElementContent[] {
  if (versions.length < 2) return [];
  const written = texts(language, newsroom);
  const entries = versions.map((version, index) => entry(version, versions[index - 1], { newsroom, written }));
  return [
    h('section', { className: 'history' }, [
      h('h2', { ...written.marks }, written.t('history.title')),
      h('ol', { reversed: true }, entries.reverse()),
    ]),
  ];
}

function entry(
  { number, published, correction, edition }: Version,
  previous: Version | undefined,
  { newsroom, written }: { newsroom: Newsroom; written: Texts },
): ElementContent {
  const { t, marks, language } = written;
  const date = longDate(language, dayIn(newsroom.zone, published));
  const said = t(previous ? 'history.corrected' : 'history.published', { date });
  return h('li', { id: `version-${number}` }, [
    h('time', { ...marks, datetime: published }, said),
    ...(previous && correction ? [h('p', { dir: 'auto' }, correction)] : []),
    ...(previous ? changes(previous.edition, edition, written) : []),
  ]);
}

function changes(before: Edition, after: Edition, written: Texts): ElementContent[] {
  const passages = difference(before, after, written);
  if (passages.length === 0) return [];
  return [h('details', [h('summary', { ...written.marks }, written.t('history.changes')), ...passages])];
}
