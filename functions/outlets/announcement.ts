// An edition, or the notice in its place, as media outlets are told of it: what both formats say.
import type { ElementContent, Root } from 'hast';
import { toText } from 'hast-util-to-text';
import { h } from 'hastscript';
import { dayIn, inNewsroomOrder, organisationIn, topicIn } from '../../templates/named.ts';
import { texts } from '../../templates/texts.ts';
import { itemId, permalink, publicKey, publicUrl } from '../core/address.ts';
import { carried } from '../core/characters.ts';
import type { EditionItem, Item, NoticeItem } from '../core/item.ts';
import { type Direction, direction, longDate } from '../core/language.ts';
import type { Newsroom } from '../core/newsroom.ts';
import { illustrated, type Picture } from '../core/pictures.ts';
import { pubStatus, usableLanguages } from '../core/publication.ts';

export type Announcement = {
  /** The same for ever, whatever is corrected. */
  id: string;
  url: string;
  language: string;
  direction: Direction;
  /** Of the release, in which this language last changed. */
  version: number;
  /** Canceled is for ever: what was taken back must not be used any more. Withheld is what an embargo still keeps. */
  status: ReturnType<typeof pubStatus>;
  /** Nothing of it was public before; null where it had none. */
  embargo: string | null;
  /** What outlets that have it are to know: that it was corrected, or taken back. */
  signal: 'update' | 'correction' | null;
  firstCreated: string;
  versionCreated: string;
  headline: string;
  subheadline: string | null;
  summary: string;
  /** The blocks of the text; the notice alone where it was taken back. */
  body: ElementContent[];
  plain: string;
  /** To editors: what was corrected, or why it was taken back. */
  note: string | null;
  dateline: string | null;
  place: string | null;
  contact: string | null;
  provider: { name: string; uri: string };
  topics: { key: string; name: string; mediaTopic: string | undefined }[];
  pictures: Picture[];
  /** The same release in its other languages; by their ids too, for who matches them. */
  translations: { language: string; id: string; url: string }[];
  /** Where it is in each format, and its signature. */
  ninjs: string;
  newsml: string;
  jws: string;
};

type Place = { site: string; newsroom: Newsroom };

export function announcement(item: Item, place: Place): Announcement {
  const { language, publication, published } = item;
  const { site, newsroom } = place;
  const told = item.kind === 'edition' ? text(item, place) : notice(item, place);
  const others = inNewsroomOrder(usableLanguages(publication), newsroom).filter((other) => other !== language);
  const isRevised = published.history.length > 1 || published.withdrawn !== null;
  return {
    ...told,
    id: itemId(newsroom.authority, publication, language),
    ...{ url: permalink(site, language, publication), language, direction: direction(language) },
    version: published.withdrawn?.version ?? published.version,
    ...{ status: pubStatus(published), embargo: published.embargo },
    signal: isRevised ? (item.kind === 'notice' ? 'update' : 'correction') : null,
    firstCreated: published.firstPublished,
    versionCreated: published.withdrawn?.instant ?? published.modified,
    plain: carried(toText({ type: 'root', children: told.body })),
    provider: { name: carried(organisationIn(language, newsroom).name), uri: `https://${newsroom.authority}/` },
    topics: publication.topics.map((key) => ({
      key: carried(key),
      name: carried(topicIn(key, language, newsroom).name),
      mediaTopic: newsroom.mediaTopics[key],
    })),
    translations: others.map((other) => ({
      language: other,
      id: itemId(newsroom.authority, publication, other),
      url: permalink(site, other, publication),
    })),
    ninjs: publicUrl(site, publicKey.ninjs(language, publication)),
    newsml: publicUrl(site, publicKey.newsml(language, publication)),
    jws: publicUrl(site, publicKey.jws(language, publication)),
  };
}

type Told = Pick<
  Announcement,
  ('headline' | 'subheadline' | 'summary' | 'body' | 'note' | 'dateline' | 'place' | 'contact') | 'pictures'
>;

const line = (words: string | null): string | null => (words === null ? null : carried(words));

function text({ edition, correction, contact }: EditionItem, { site }: Place): Told {
  const { body, pictures } = illustrated(edition.body, site);
  return {
    ...{ headline: carried(edition.headline), subheadline: line(edition.subheadline) },
    ...{ summary: carried(edition.summary), body: blocksOf(body), note: line(correction), pictures },
    dateline: line(edition.dateline?.text ?? null),
    place: line(edition.dateline?.place ?? null),
    contact: line(contact),
  };
}

const blocksOf = ({ children }: Root): ElementContent[] => children.filter((node) => node.type !== 'doctype');

/** Nothing of what it said: the headline may be what was wrong. */
function notice({ language, published, instant, note }: NoticeItem, { newsroom }: Place): Told {
  const { t, marks, language: own } = texts(language, newsroom);
  const date = (moment: string) => longDate(own, dayIn(newsroom.zone, moment));
  const said = t('feed.withdrawn.text', { published: date(published.firstPublished), date: date(instant) });
  return {
    ...{ headline: carried(t('feed.withdrawn.title')), subheadline: null, summary: carried(said) },
    body: [h('p', marks, said), ...(note === null ? [] : [h('p', { dir: 'auto' }, note)])],
    ...{ note: line(note), dateline: null, place: null, contact: null, pictures: [] },
  };
}
