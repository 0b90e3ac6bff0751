// One item of a feed: an edition, or the notice in its place, with all that a reader or an importer asks for.
import type { ElementContent, RootContent } from 'hast';
import { h } from 'hastscript';
import { marked } from '../../templates/bidi.ts';
import { dayIn, type Named, topicIn } from '../../templates/named.ts';
import { texts } from '../../templates/texts.ts';
import { itemId, permalink } from '../core/address.ts';
import { carried } from '../core/characters.ts';
import type { EditionItem, Item, NoticeItem } from '../core/item.ts';
import { longDate } from '../core/language.ts';
import type { Newsroom } from '../core/newsroom.ts';
import { illustrated, type Picture } from '../core/pictures.ts';
import { usableLanguages } from '../core/publication.ts';
import { type Body, body } from './body.ts';

export type Entry = Body & {
  id: string;
  url: string;
  language: string;
  /** Plain text, as the summary; both begin with a mark where their first letter would mislead readers. */
  title: string;
  summary: string;
  /** Of the title and the summary: a notice is in another language where its own has no interface texts. */
  textLanguage: string;
  published: string;
  modified: string;
  /** When it was last corrected. */
  corrected: string | null;
  /** Since when it is a notice. */
  withdrawn: string | null;
  topics: Topic[];
  pictures: Picture[];
  /** The same release in its other languages. */
  translations: { language: string; url: string }[];
};

/** `key` as newsroom.yaml has it; `mediaTopic` is IPTC's number for it. */
export type Topic = Named & { key: string; mediaTopic: string | undefined };

type Place = { site: string; newsroom: Newsroom };

export function entry(item: Item, place: Place): Entry {
  const { language, publication, published } = item;
  const { site, newsroom } = place;
  const others = usableLanguages(publication).filter((other) => other !== language);
  const isCorrected = item.kind === 'edition' && published.history.length > 1;
  return {
    id: itemId(newsroom.authority, publication, language),
    ...{ url: permalink(site, language, publication), language },
    ...(item.kind === 'edition' ? text(item, place) : notice(item, place)),
    published: published.firstPublished,
    modified: published.modified,
    corrected: isCorrected ? published.modified : null,
    topics: publication.topics.map((key) => topic(key, language, newsroom)),
    // Sorted: a map of DynamoDB has no order, and the same rows must give the same bytes.
    translations: others.sort().map((other) => ({ language: other, url: permalink(site, other, publication) })),
  };
}

function topic(key: string, language: string, newsroom: Newsroom): Topic {
  const { name, language: own } = topicIn(key, language, newsroom);
  return { key: carried(key), name: carried(name), language: own, mediaTopic: newsroom.mediaTopics[key] };
}

type Told = Body & Pick<Entry, 'title' | 'summary' | 'textLanguage' | 'withdrawn' | 'pictures'>;

function text(item: EditionItem, place: Place): Told {
  const { language, edition } = item;
  const { body: tree, pictures } = illustrated(edition.body, place.site);
  const above = [...correction(item, place.newsroom), ...head(item)];
  const blocks = tree.children.filter(isBlock);
  return {
    ...body({ language, head: above, blocks, summary: h('p', edition.summary), rest: () => rest(item, place) }),
    ...{ title: plain(edition.headline, language), summary: plain(edition.summary, language), textLanguage: language },
    ...{ withdrawn: null, pictures },
  };
}

const isBlock = (node: RootContent): node is ElementContent => node.type !== 'doctype';

const plain = (words: string, language: string): string => marked(carried(words), language);

const head = ({ edition: { subheadline, dateline } }: EditionItem): ElementContent[] => [
  ...(subheadline === null ? [] : [h('p', h('strong', subheadline))]),
  ...(dateline === null ? [] : [h('p', h('em', dateline.text))]),
];

/** What was corrected is told where it is read, above the text. */
function correction({ language, published, correction: what }: EditionItem, newsroom: Newsroom): ElementContent[] {
  if (published.history.length < 2) return [];
  const { t, marks, date } = words(language, newsroom);
  const said = h('strong', marks, t('feed.corrected', { date: date(published.modified) }));
  return [h('p', [said, ...(what === null ? [] : [' – ', h('bdi', what)])])];
}

function rest({ language, publication }: Item, { site, newsroom }: Place): ElementContent {
  const { t, marks } = texts(language, newsroom);
  return h('p', h('a', { ...marks, href: permalink(site, language, publication) }, t('feed.rest')));
}

/** The headline goes with the text: it may be what was wrong. */
function notice(item: NoticeItem, { newsroom }: Place): Told {
  const { language, published, instant, note } = item;
  const { t, marks, date, language: own } = words(language, newsroom);
  const said = t('feed.withdrawn.text', { published: date(published.firstPublished), date: date(instant) });
  const blocks = [h('p', marks, said), ...(note === null ? [] : [h('p', { dir: 'auto' }, note)])];
  const whole = body({ language, head: blocks, blocks: [], summary: h('p', marks, said), rest: () => h('p') });
  return {
    ...{ ...whole, brief: () => whole.html },
    title: plain(t('feed.withdrawn.title'), own),
    summary: plain(note === null ? said : `${said} ${note}`, own),
    ...{ textLanguage: own, withdrawn: instant, pictures: [] },
  };
}

function words(language: string, newsroom: Newsroom) {
  const { t, marks, language: own } = texts(language, newsroom);
  return { t, marks, language: own, date: (instant: string) => longDate(own, dayIn(newsroom.zone, instant)) };
}
