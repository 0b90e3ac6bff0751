// A small newsroom, and texts that say of themselves what they are.
import { h } from 'hastscript';
import { newsroom as checked } from '../../functions/core/newsroom.ts';
import type { Edition } from '../../functions/core/release.ts';
import type { TokenKeys } from '../../functions/core/token.ts';

export const languages = ['en', 'fr', 'ar'] as const;
export const topics = ['water', 'health'] as const;

export const newsroom = checked({
  organisation: { en: 'Highland Water Council' },
  authority: 'highlandwater.example',
  sender: 'newsroom@highlandwater.example',
  postalAddress: '4 Reservoir Road',
  languages,
  topics: { water: { en: 'Water' }, health: { en: 'Health' } },
  zone: 'Europe/Paris',
  alarmAddress: 'operator@highlandwater.example',
});

export const site = 'https://news.example';

export const keys: TokenKeys = { current: 'a', keys: { a: 'a key of the simulation' } };

/** Names a text of a release in a language wherever it shows up. */
export type Mark = { release: number; text: number; language: string };

export const markOf = ({ release, text, language }: Mark): string => `r${release}t${text}${language}`;

/** The marks in something that was sent or written. */
export const marksIn = (written: string): Mark[] =>
  [...new Set(written.match(/\br\d+t\d+[a-z]{2}\b/g) ?? [])].map((found) => {
    const [, release, text, language = ''] = /r(\d+)t(\d+)(..)/.exec(found) ?? [];
    return { release: Number(release), text: Number(text), language };
  });

export const edition = (mark: Mark): Edition => ({
  language: mark.language,
  headline: `News ${markOf(mark)}`,
  subheadline: null,
  dateline: null,
  body: { type: 'root', children: [h('p', 'It is so.')] },
  summary: 'It is so.',
});
