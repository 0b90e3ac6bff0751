// The life of a release, as outlets find it: out in English and Arabic, corrected in English, out in French too, then
// withdrawn in English. Its two topics are those of two more channels.
import { h } from 'hastscript';
import { expect } from 'vitest';
import { publicKey, publicUrl } from '../../../functions/core/address.ts';
import { channelsOf } from '../../../functions/core/channel.ts';
import type { Publication } from '../../../functions/core/publication.ts';
import type { Release } from '../../../functions/core/release.ts';
import type { HeadEdition } from '../../../functions/core/release-head.ts';
import type { ChannelFeed } from '../../../functions/feeds/channel-feed.ts';
import { entry } from '../../../functions/feeds/entry.ts';
import { formats } from '../../../functions/feeds/formats.ts';
import { itemOf, type PublicSite } from '../../../functions/io/public-site.ts';
import { announcement } from '../../../functions/outlets/announcement.ts';
import { newsml } from '../../../functions/outlets/newsml.ts';
import { ninjs, ninjsFeed } from '../../../functions/outlets/ninjs.ts';
import { editionsNow, revise } from '../../../functions/publish/revise.ts';
import { aHead, anEdition, aRelease, highlands } from '../../templates/samples.ts';

const site = 'https://news.example';
const place = { site, newsroom: highlands };

const picture = h('p', h('img', { src: 'media/r1/dam.jpg', alt: 'The dam', dataCredit: 'I. Vann' }));
const text = (language: string, words: string) =>
  anEdition({
    ...{ language, headline: `${words} (${language})`, summary: `Summary: ${words}` },
    body: { type: 'root', children: [h('p', `First: ${words}`), h('p', `Second: ${words}`), picture] },
  });
const contents: Record<string, Release> = {
  first: aRelease([text('en', 'It opens at noon'), text('ar', 'يفتح ظهرًا')]),
  corrected: aRelease([text('en', 'It opens at two'), text('ar', 'يفتح ظهرًا')], { correction: 'The hour was wrong.' }),
  translated: aRelease([text('en', 'It opens at two'), text('fr', 'Il ouvre à deux heures')]),
  withdrawn: aRelease([], { withdrawal: { languages: ['en'], note: 'The figures were wrong.' } }),
};

const edition = (version: number, contentHash: string, hash = contentHash): HeadEdition => ({
  ...{ version, contentHash, hash, embargo: null, withdrawn: null },
});
const arabic = edition(1, 'first', 'ar');
const english = edition(2, 'corrected');
const french = edition(3, 'translated');
const taken = { version: 4, contentHash: 'withdrawn', receivedAt: '2026-03-12T08:00:00.000Z' };

export type Stage = 'published' | 'corrected' | 'translated' | 'withdrawn';
const lives: [Stage, editions: Record<string, HeadEdition>][] = [
  ['published', { en: edition(1, 'first'), ar: arabic }],
  ['corrected', { en: english, ar: arabic }],
  ['translated', { en: english, ar: arabic, fr: french }],
  ['withdrawn', { en: { ...english, withdrawn: taken }, ar: arabic, fr: french }],
];
export const stages: Stage[] = lives.map(([stage]) => stage);
/** When each came. */
export const days = [
  '2026-03-09T08:00:00.000Z',
  '2026-03-10T08:00:00.000Z',
  '2026-03-11T08:00:00.000Z',
  taken.receivedAt,
];

/** What is public after each stage, as the stages write it. */
export async function lived(): Promise<Record<Stage, Public>> {
  const archive = { release: async (_: string, hash: string) => contents[hash] };
  const found: [Stage, Public][] = [];
  let before: Publication | undefined;
  for (const [index, [stage, editions]] of lives.entries()) {
    const now = new Date(days[index] ?? '');
    const head = aHead({ version: index + 1, topics: ['water', 'health'], editions });
    const address = { year: '2026', month: '03', slug: 'dam', positions: {} };
    before = revise(head, editionsNow(head, before, now), before, address, now);
    found.push([stage, await publicOf(before ?? expect.fail(), archive as unknown as PublicSite['archive'])]);
  }
  return Object.fromEntries(found) as Record<Stage, Public>;
}

export type Public = Awaited<ReturnType<typeof publicOf>>;

async function publicOf(publication: Publication, archive: PublicSite['archive']) {
  const texts: Record<string, string> = {};
  const signed: Record<string, unknown> = {};
  const write = (key: string, written: string) => {
    texts[publicUrl(site, key)] = written;
  };
  for (const language of Object.keys(publication.editions)) {
    const item = (await itemOf(publication, language, { archive, site })) ?? expect.fail();
    const told = announcement(item, place);
    for (const channel of channelsOf(language, publication.topics, highlands)) {
      const feed: ChannelFeed = { channel, entries: [entry(item, place)], newsroom: highlands, site };
      for (const { key, write: writing } of formats) write(key(channel), writing(feed, 1));
      write(publicKey.ninjsFeed(channel), ninjsFeed(channel, place, [told]));
    }
    write(publicKey.ninjs(language, publication), JSON.stringify(ninjs(told)));
    write(publicKey.newsml(language, publication), newsml(told));
    signed[language] = ninjs(told);
  }
  const at = (path: string): string => texts[`${site}/${path}`] ?? expect.fail(`Nothing is at ${path}.`);
  return { publication, signed, at, json: (path: string) => JSON.parse(at(path)) };
}

/** A file of each language that is there. */
export const feedsIn = (at: Public, file: string): string[] =>
  Object.keys(at.publication.editions).map((language) => at.at(`${language}/${file}`));
