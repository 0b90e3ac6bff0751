// One item of a feed: an edition with all that a reader or an importer asks for.
import type { ElementContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import { dayIn } from '../../templates/named.ts';
import { texts } from '../../templates/texts.ts';
import { itemId, permalink } from '../core/address.ts';
import type { EditionItem, Item, NoticeItem } from '../core/item.ts';
import { direction, longDate } from '../core/language.ts';
import type { Newsroom } from '../core/newsroom.ts';
import { usableLanguages } from '../core/publication.ts';
import type { Edition } from '../core/release.ts';

export type Entry = {
  id: string;
  url: string;
  title: string;
  summary: string;
  /** HTML with its own lang and dir: readers show it outside of the feed. */
  html: string;
  published: string;
  modified: string;
  topics: string[];
  /** The same release in its other languages. */
  translations: { language: string; url: string }[];
};

type Place = { site: string; newsroom: Newsroom };

export function entry(item: Item, place: Place): Entry {
  const { language, publication, published } = item;
  const { site, newsroom } = place;
  const others = usableLanguages(publication).filter((other) => other !== language);
  return {
    id: itemId(newsroom.authority, publication, language),
    url: permalink(site, language, publication),
    ...(item.kind === 'edition' ? text(item, newsroom) : notice(item, newsroom)),
    published: published.firstPublished,
    modified: published.modified,
    topics: publication.topics,
    // Sorted: a map of DynamoDB has no order, and the same rows must give the same bytes.
    translations: others.sort().map((other) => ({ language: other, url: permalink(site, other, publication) })),
  };
}

type Words = Pick<Entry, 'title' | 'summary' | 'html'>;

const text = (item: EditionItem, newsroom: Newsroom): Words => ({
  title: item.edition.headline,
  summary: item.edition.summary,
  html: whole(item.language, [...corrected(item, newsroom), ...content(item.edition)]),
});

function content({ subheadline, dateline, body }: Edition): ElementContent[] {
  return [
    ...(subheadline === null ? [] : [h('p', h('strong', subheadline))]),
    ...(dateline === null ? [] : [h('p', h('em', dateline.text))]),
    ...body.children.filter((child) => child.type !== 'doctype'),
  ];
}

/** What was corrected is told where it is read, above the text. */
function corrected({ language, published, correction }: EditionItem, newsroom: Newsroom): ElementContent[] {
  if (published.history.length < 2) return [];
  const { t, marks, date } = words(language, newsroom);
  const said = h('strong', marks, t('feed.corrected', { date: date(published.modified) }));
  return [h('p', [said, ...(correction === null ? [] : [' – ', h('bdi', correction)])])];
}

/** The headline goes with the text: it may be what was wrong. */
function notice({ language, published, instant, note }: NoticeItem, newsroom: Newsroom): Words {
  const { t, marks, date } = words(language, newsroom);
  const said = t('feed.withdrawn.text', { published: date(published.firstPublished), date: date(instant) });
  return {
    title: t('feed.withdrawn.title'),
    summary: note === null ? said : `${said} ${note}`,
    html: whole(language, [h('p', marks, said), ...(note === null ? [] : [h('p', { dir: 'auto' }, note)])]),
  };
}

function words(language: string, newsroom: Newsroom) {
  const { t, marks, language: own } = texts(language, newsroom);
  return { t, marks, date: (instant: string) => longDate(own, dayIn(newsroom.zone, instant)) };
}

const whole = (language: string, children: ElementContent[]): string =>
  toHtml(h('div', { lang: language, dir: direction(language) }, children));
