// What must be true once all is quiet. The numbers are those of the design's list.
import { channelOf } from '../../functions/core/channel.ts';
import { type FeedEdges, rebuild } from '../../functions/feeds/handler.ts';
import { checkDeliveries } from './deliveries.ts';
import { checkDigests } from './digests.ts';
import { sampledChannels } from './functions.ts';
import { type Accept, standAt } from './history.ts';
import { asksFor, firstOf, isSilent, type ModelRelease, readable, steady } from './model.ts';
import { marksIn, newsroom, site } from './newsroom.ts';
import { archive } from './ports/archive.ts';
import { bulletinName } from './ports/bulletins.ts';
import { ledgerRow } from './ports/ledger.ts';
import { listings } from './ports/listings.ts';
import { objects, type StoredObject } from './ports/objects.ts';
import { releases } from './ports/releases.ts';
import { queueNames } from './ports/stores.ts';
import { direct } from './ports/wire.ts';
import type { Planned, Scenario } from './scenario.ts';
import { checkSubscriptions } from './subscriptions.ts';
import type { World } from './world.ts';

export type Broken = { invariant: string; message: string };

export type Judged = { world: World; planned: Scenario; models: ModelRelease[] };

/** A sentence where it does not hold. */
type Invariant = (judged: Judged) => string | undefined;

const FINAL: readonly string[] = ['SENT', 'FAILED', 'SUPPRESSED', 'UNSUBSCRIBED'];

/** What nobody may read yet, by its mark. */
const isEarly = (uploads: Planned[], text: string, at: number): string | undefined =>
  marksIn(text)
    .map(({ release, text, language }) => ({ language, name: `r${release}t${text}${language}` }))
    .find(({ language, name }) => {
      const first = uploads.find((one) => one.release?.editions.some(({ headline }) => headline.endsWith(name)));
      const embargo = first?.release?.embargoes[language];
      return embargo !== undefined && Date.parse(embargo) > at;
    })?.name;

/** 1 */
const versions: Invariant = ({ world, models }) => {
  for (const { releaseId, version } of models) {
    const head = world.stores.releases.heads.get(releaseId);
    if (head?.version !== version) return `1: release ${releaseId} is at version ${head?.version}, not ${version}`;
  }
  const known = new Map<string, number>();
  for (const { publication } of world.history.published) {
    const { releaseId, version } = publication;
    if (version < (known.get(releaseId) ?? 0)) return `1: ${releaseId} went back to version ${version}`;
    known.set(releaseId, version);
  }
  return undefined;
};

/** 2, 3, 8 of readers of pages: what is published in the end is what the uploads come to. */
const published: Invariant = ({ world, models }) => {
  for (const { releaseId, editions, isComplete } of models) {
    const publication = world.stores.releases.publications.get(releaseId);
    if (!isComplete && publication && !everComplete(world, releaseId)) return `3: ${releaseId} came out incomplete`;
    if (!isComplete) continue;
    for (const [language, { mark, isWithdrawn }] of editions) {
      const found = publication?.editions[language];
      if (isWithdrawn && (!found || found.withdrawn)) continue;
      const stored = world.stores.archive.get(`releases/${releaseId}/${found?.contentHash}.json`);
      const text = marksIn(String(stored?.content.body ?? '')).find((one) => one.language === language)?.text;
      if (isWithdrawn || text !== mark.text || found?.withdrawn)
        return `2: ${releaseId} in ${language} shows text ${text}, not ${mark.text}, withdrawn: ${isWithdrawn}`;
    }
  }
  return undefined;
};

const everComplete = ({ stores }: World, releaseId: string): boolean => {
  const head = stores.releases.heads.get(releaseId);
  return head?.require.every((language) => head.editions[language]) ?? false;
};

/** 4 */
const embargoes: Invariant = ({ world, planned }) => {
  for (const { key, body, at } of world.history.put) {
    const early = isEarly(planned.uploads, body, at);
    if (early) return `4: ${key} showed ${early} before its hour`;
  }
  for (const { data, at, tags } of world.history.accepts) {
    const early = isEarly(planned.uploads, data, at);
    if (early) return `4: a mail to ${tags.subscriber} showed ${early} before its hour`;
  }
  return undefined;
};

/** 5 */
const feeds: Invariant = ({ world, models }) => {
  if (!world.hasFeeds) return undefined;
  for (const id of sampledChannels) {
    const { language, topic } = channelOf(id);
    const found = world.stores.public.get(`${id}/atom.xml`);
    const shown = marksIn(String(found?.content.body ?? '')).map(({ release, text }) => `${release}:${text}`);
    const listed = models.filter(
      ({ releaseId, topics }) =>
        world.stores.releases.publications.get(releaseId)?.editions[language] &&
        (topic === null || topics.includes(topic)),
    );
    const due = listed.flatMap(({ index, editions }) => {
      const edition = editions.get(language);
      return edition && !edition.isWithdrawn ? [`${index}:${edition.mark.text}`] : [];
    });
    const [is, should] = [shown.toSorted().join(' '), due.toSorted().join(' ')];
    if (is !== should) return `5: the feed of ${id} shows ${is}; it should be ${should}`;
  }
  return undefined;
};

const nameOf = ({ tags: { release, occasion, subscriber } }: Accept): string => `${release} ${occasion} ${subscriber}`;

/** An event within this time is no reason for a second mail: the grace, less a sender's own time. */
const TIMELY = 10 * 60_000;

/** 7 */
const once: Invariant = ({ world }) => {
  const { accepts, freed } = world.history;
  for (const [name, same] of Map.groupBy(accepts, nameOf)) {
    for (const accept of same.slice(0, -1)) {
      const isFreed = freed.some(
        ({ attempt, key }) => attempt === accept.tags.attempt && key.subscriberId === accept.tags.subscriber,
      );
      if (!isFreed) return `7: ${same.length} mails of ${name}, ${accept.tags.attempt} was not reconciled`;
      const lateness = (accept.toldAt ?? Number.POSITIVE_INFINITY) - accept.at;
      if (lateness < TIMELY && !world.hadDeadFeedback)
        return `7: ${name} was sent again though its event came within ${lateness} ms`;
    }
  }
  return undefined;
};

/** The call by which it first came out. */
const firstCall = ({ history }: World, releaseId: string): number =>
  history.published.find(({ publication }) => publication.releaseId === releaseId)?.call ?? 0;

/** 8 */
const settled: Invariant = ({ world, models }) => {
  for (const [partition, rows] of world.stores.ledger.rows) {
    for (const { subscriberId, state } of rows.values())
      if (state === 'CLAIMED' || state === 'UNKNOWN') return `8: ${partition} ${subscriberId} is ${state} for ever`;
  }
  for (const model of models) {
    if (!model.isNotified || !world.stores.releases.publications.has(model.releaseId)) continue;
    for (const subscriber of steady(world, firstCall(world, model.releaseId))) {
      if (subscriber.frequency !== 'immediate' || !asksFor(subscriber, model.topics)) continue;
      if (firstOf(subscriber, readable(model)) === undefined) continue;
      const key = { releaseId: model.releaseId, occasion: 'publication' as const, subscriberId: subscriber.id };
      const state = ledgerRow(world.stores.ledger, key)?.state ?? 'nothing';
      if (!FINAL.includes(state)) return `8: ${subscriber.id} is due release ${model.index} and has ${state}`;
    }
  }
  return undefined;
};

/** 9, and 10 of withdrawals: in the first of their languages that could be read when their copy was made. */
const languages: Invariant = ({ world }) => {
  const { claims, published, accepts } = world.history;
  for (const { key, attempt, language, releaseRead, readersRead } of claims) {
    if (key.releaseId === 'digest') continue;
    const known = published.findLast(
      ({ publication, call }) => publication.releaseId === key.releaseId && call <= releaseRead,
    );
    const subscriber = standAt(world.history, key.subscriberId, readersRead)?.member;
    if (!known || !subscriber) return `9: ${attempt} claimed ${key.subscriberId} for what was not published`;
    const editions = Object.entries(known.publication.editions);
    const offered = editions.flatMap(([one, { withdrawn }]) => (withdrawn ? [] : [one]));
    const isNotice = key.occasion.startsWith('withdrawal');
    if (!isNotice && !offered.includes(language))
      return `10: ${attempt} claimed ${key.occasion} in ${language}, withdrawn`;
    if (key.occasion === 'publication' && firstOf(subscriber, offered) !== language)
      return `9: ${key.subscriberId}, who reads ${subscriber.languages.join(', ')}, was to get ${language}`;
  }
  for (const { tags, language, data } of accepts) {
    const claim = claims.find(({ attempt, key }) => attempt === tags.attempt && key.subscriberId === tags.subscriber);
    if (claim?.language !== language)
      return `9: ${tags.attempt} was claimed in ${claim?.language}, sent in ${language}`;
    const other = tags.release === 'digest' ? undefined : marksIn(data).find((mark) => mark.language !== language);
    if (other) return `9: a mail in ${language} to ${tags.subscriber} holds a text in ${other.language}`;
  }
  return undefined;
};

/** 10 */
const optOuts: Invariant = ({ world }) => {
  const { history } = world;
  for (const { key, readersRead, suppressionsRead, attempt, at } of history.claims) {
    const id = key.subscriberId;
    const member = standAt(history, id, readersRead)?.member;
    if (member && isSilent(member, at)) return `10: ${attempt} claimed ${id}, who has paused`;
    if (member?.state !== 'active') return `10: ${attempt} claimed ${id}, who had left`;
    if (standAt(history, id, suppressionsRead)?.suppression) return `10: ${attempt} claimed ${id}, who is suppressed`;
  }
  return undefined;
};

/** Corrections and withdrawals go to who has an older copy, and to nobody else. */
const followUps: Invariant = ({ world, models }) => {
  const { stores } = world;
  for (const { releaseId, index, isNotified } of models) {
    const publication = stores.releases.publications.get(releaseId);
    if (!publication || !isNotified) continue;
    for (const [language, { withdrawn, version, modified, firstPublished }] of Object.entries(publication.editions)) {
      // A withdrawal that is said once more is no news.
      const since = withdrawn ? (withdrawn.first ?? withdrawn.version) : version;
      const occasion = withdrawn
        ? (`withdrawal-${since}` as const)
        : modified > firstPublished
          ? (`correction-${since}` as const)
          : undefined;
      if (occasion === undefined) continue;
      for (const { id } of steady(world, firstCall(world, releaseId))) {
        const copy = ledgerRow(stores.ledger, { releaseId, occasion: 'publication', subscriberId: id });
        if (copy?.state !== 'SENT' || copy.language !== language || (copy.version ?? 0) >= since) continue;
        const state = ledgerRow(stores.ledger, { releaseId, occasion, subscriberId: id })?.state ?? 'nothing';
        if (!FINAL.includes(state))
          return `8: ${id} had version ${copy.version} of release ${index} in ${language}; of ${occasion} they have ${state}`;
      }
    }
  }
  for (const { tags } of world.history.accepts) {
    const [kind, version] = tags.occasion.split('-');
    if (kind !== 'correction' && kind !== 'withdrawal') continue;
    const key = { releaseId: tags.release, occasion: 'publication' as const, subscriberId: tags.subscriber };
    const copy = ledgerRow(stores.ledger, key);
    // SES may tell hours later that a mail could not be rendered.
    const wasSent = copy?.state === 'SENT' || copy?.state === 'FAILED';
    if (!wasSent || (copy.version ?? 0) >= Number(version))
      return `8: ${tags.subscriber} got ${tags.occasion}; their copy is ${copy?.state}, version ${copy?.version}`;
  }
  return undefined;
};

/** 13 */
const deadLetters: Invariant = ({ world, planned }) => {
  for (const name of queueNames) {
    const dead = world.stores.queues[name].dead.filter(({ body }) => body !== world.garbage);
    if (dead.length > 0) return `13: ${name} put ${dead[0]?.body} aside`;
  }
  if (world.garbage && world.stores.queues.publish.dead.length === 0)
    return '13: what no code can process is not put aside';
  const refused = planned.uploads.filter(({ release, eventAfter }) => release === null && eventAfter.length > 0);
  const receipts = [...world.stores.archive].filter(
    ([key, { content }]) => key.startsWith('receipts/') && String(content.body).includes('"outcome": "refused"'),
  );
  if (receipts.length < new Set(refused.map(({ key, at }) => `${key} ${at}`)).size)
    return `13: ${refused.length} uploads were refused, ${receipts.length} receipts say so`;
  return undefined;
};

/** 16 */
const secrets: Invariant = ({ world }) => {
  const { stores, history } = world;
  for (const name of queueNames) {
    const told = stores.queues[name].sent.find((body) => body.includes('@') || marksIn(body).length > 0);
    if (told) return `16: ${name} holds ${told}`;
  }
  const line = history.lines.find((one) => one.includes('@') || marksIn(one).length > 0);
  if (line) return `16: the log holds ${line}`;
  const tag = history.accepts.find(({ tags }) => JSON.stringify(tags).includes('@'));
  return tag && `16: a tag holds ${JSON.stringify(tag.tags)}`;
};

/** 2, of feeds: what a language's feed once told of stays in it, and be it as a notice. */
const neverBack: Invariant = ({ world }) => {
  const known = new Map<string, string[]>();
  for (const { key, body } of world.history.put) {
    if (!/^[^/]+\/rss\.xml$/.test(key)) continue;
    const items = [...body.matchAll(/<guid[^>]*>([^<]+)</g)].map(([, id = '']) => id);
    const lost = known.get(key)?.find((id) => !items.includes(id));
    if (lost) return `2: ${key} was put with ${lost} and then without it`;
    known.set(key, items);
  }
  return undefined;
};

const invariants = {
  versions,
  neverBack,
  published,
  embargoes,
  feeds,
  once,
  settled,
  languages,
  optOuts,
  followUps,
  deadLetters,
  secrets,
  digests: checkDigests,
  subscriptions: checkSubscriptions,
  deliveries: checkDeliveries,
} satisfies Record<string, Invariant>;

/** The first that does not hold. */
export function check(judged: Judged): Broken | undefined {
  for (const [invariant, holds] of Object.entries(invariants)) {
    const message = holds(judged);
    if (message !== undefined) return { invariant, message };
  }
  return undefined;
}

/** 14. `opened` are the bulletins that were there before: the hour of another digest may have come since. */
export function replayed({ history }: World, before: number, opened: Set<string>): Broken | undefined {
  const accept = history.accepts
    .slice(before)
    .find(({ tags }) => opened.has(bulletinName({ releaseId: tags.release, occasion: tags.occasion })));
  return accept && { invariant: 'replay', message: `14: redriving sent ${nameOf(accept)} again` };
}

/** 5, 6: built anew from the rows, the feeds have the same bytes. */
export async function rebuilt(world: World): Promise<Broken | undefined> {
  if (!world.hasFeeds) return undefined;
  const fresh = new Map<string, StoredObject>();
  const { stores, schedule } = world;
  const now = () => schedule.date();
  const edges: FeedEdges = {
    ...{ newsroom, site, edge: { invalidate: async () => undefined } },
    changed: { sendAll: async () => undefined },
    releases: releases(stores.releases, direct),
    listings: listings(stores.listings, direct),
    archive: archive(stores.archive, direct, now),
    public: objects(fresh, direct, now),
  };
  for (const channel of sampledChannels)
    await rebuild({ channel, releaseId: 'any', page: null, invalidates: null }, edges);
  const other = [...fresh].find(([key, { etag }]) => stores.public.get(key)?.etag !== etag && hasEntries(key, world));
  return other && { invariant: 'rebuilt', message: `5: ${other[0]} is another when it is built anew` };
}

/** Of what never had an entry there is no feed. */
const hasEntries = (key: string, { stores }: World): boolean =>
  sampledChannels.some((id) => key.startsWith(`${id}/`) && (stores.listings.channels.get(id)?.size ?? 0) > 0);
