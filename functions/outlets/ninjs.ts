// ninjs 3.1, IPTC's JSON for news. (iptc.org/std/ninjs)
import { h } from 'hastscript';
import { serialised } from '../../templates/html.ts';
import { organisationIn } from '../../templates/named.ts';
import { hubUrl, publicKey, publicUrl } from '../core/address.ts';
import type { Channel } from '../core/channel.ts';
import { carried } from '../core/characters.ts';
import type { Newsroom } from '../core/newsroom.ts';
import type { Picture } from '../core/pictures.ts';
import type { Announcement } from './announcement.ts';

const STANDARD = {
  name: 'ninjs',
  version: '3.1',
  schema: 'https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json',
};

/** IPTC's vocabularies. (cv.iptc.org) */
const MEDIA_TOPICS = 'http://cv.iptc.org/newscodes/mediatopic/';
const PRESS_RELEASE = { name: 'Press Release', uri: 'http://cv.iptc.org/newscodes/genre/Press_Release' };

/** One edition. The same announcement gives the same members in the same order. */
export function ninjs(one: Announcement): Record<string, unknown> {
  const { provider, place, note, status, embargo } = one;
  return {
    ...{ uri: one.id, standard: STANDARD, type: 'text', representationType: 'full', version: String(one.version) },
    ...{ firstCreated: one.firstCreated, versionCreated: one.versionCreated },
    ...(embargo !== null && { embargoedUntil: embargo }),
    ...{ pubStatus: status, language: one.language, title: one.headline, by: provider.name },
    copyrightHolder: provider.name,
    copyrightNotice: `© ${one.firstCreated.slice(0, 4)} ${provider.name}`,
    ...(note !== null && { edNote: note }),
    headlines: [
      { role: 'main', contentType: 'text/plain', value: one.headline },
      ...(one.subheadline === null ? [] : [{ role: 'subtitle', contentType: 'text/plain', value: one.subheadline }]),
    ],
    descriptions: [{ role: 'summary', contentType: 'text/plain', value: one.summary }],
    bodies: bodies(one),
    infoSources: [{ name: provider.name, role: 'provider', uri: provider.uri, ...contactOf(one) }],
    ...(status !== 'canceled' && { genres: [PRESS_RELEASE] }),
    ...(one.topics.length > 0 && { subjects: one.topics.map(subject) }),
    ...(place !== null && { located: place, places: [{ name: place, rel: 'dateline' }] }),
    renditions: [
      { name: 'page', href: one.url, contentType: 'text/html' },
      { name: 'ninjs', href: one.ninjs, contentType: 'application/json' },
      { name: 'newsml-g2', href: one.newsml, contentType: 'application/vnd.iptc.g2.newsitem+xml' },
      { name: 'signature', href: one.jws, contentType: 'application/jose' },
    ],
    altIds: [{ role: 'permalink', value: one.url }],
    ...associations(one),
  };
}

/** The direction stands in the markup: ninjs has no member for it. */
function bodies({ language, direction, body, plain }: Announcement) {
  const value = serialised(h('div', { lang: language, dir: direction }, body));
  const counts = { charCount: [...plain].length, wordCount: wordsIn(plain, language) };
  return [
    { role: 'main', contentType: 'text/html', ...counts, value },
    { role: 'main', contentType: 'text/plain', ...counts, value: plain },
  ];
}

/** By UAX #29, with dictionaries where a script writes no spaces. */
const wordsIn = (text: string, language: string): number =>
  [...new Intl.Segmenter(language, { granularity: 'word' }).segment(text)].filter(({ isWordLike }) => isWordLike)
    .length;

const contactOf = ({ contact }: Announcement) =>
  contact === null ? {} : { contactInfo: [{ type: 'text', role: 'press', value: contact }] };

const subject = ({ key, name, mediaTopic }: Announcement['topics'][number]) => ({
  ...{ name, rel: 'about', literal: key },
  ...(mediaTopic !== undefined && { uri: `${MEDIA_TOPICS}${mediaTopic}`, creator: 'IPTC' }),
});

/** ninjs has no member for translations: associations with a name of their own, by id and address. */
function associations({ translations, pictures, id }: Announcement) {
  const others = translations.map(({ language, id: uri, url }) => ({
    ...{ uri, type: 'text', language, rel: 'translation', name: `translation-${language}` },
    renditions: [{ name: 'page', href: url, contentType: 'text/html' }],
  }));
  const shown = pictures.map((picture, index) => pictureOf(picture, `${id}/picture/${index + 1}`, index));
  return others.length + shown.length === 0 ? {} : { associations: [...others, ...shown] };
}

const pictureOf = ({ url, type, alt, credit, width, height }: Picture, uri: string, index: number) => ({
  ...{ uri, type: 'picture', rel: 'illustration', name: `picture-${index + 1}` },
  ...(alt !== '' && { descriptions: [{ role: 'alt', contentType: 'text/plain', value: alt }] }),
  ...(credit !== undefined && { by: credit, copyrightHolder: credit }),
  renditions: [
    {
      ...{ name: 'original', href: url },
      ...(type !== undefined && { contentType: type }),
      ...(width !== undefined && { width }),
      ...(height !== undefined && { height }),
    },
  ],
});

/** A channel's newest editions, newest first. */
export const ninjsFeed = (
  channel: Channel,
  { newsroom, site }: { newsroom: Newsroom; site: string },
  items: Announcement[],
): string => {
  const { language } = channel;
  const feed = {
    title: carried(organisationIn(language, newsroom).name),
    ...{ language, url: publicUrl(site, publicKey.ninjsFeed(channel)) },
    ...(newsroom.webSub && { hubs: [{ type: 'WebSub', url: hubUrl(site) }] }),
  };
  return `${JSON.stringify({ ...feed, standard: STANDARD, items: items.map(ninjs) }, null, 1)}\n`;
};

export const ninjsDocument = (one: Announcement): string => `${JSON.stringify(ninjs(one), null, 1)}\n`;
