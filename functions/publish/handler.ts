// Stage 2: a release's newest version → a publication, its place in the channels, and word to the stages below.
// No step is skipped because its row stands already: the send after it may have failed the first time.
import { pageOf } from '../core/archive-page.ts';
import { shardsOf } from '../core/bulletin.ts';
import { AN_HOUR } from '../core/cache-control.ts';
import { type Channel, channelId, channelsOf } from '../core/channel.ts';
import { mediaFolder, mediaType } from '../core/media.ts';
import { BulletinDue, ChannelChanged, ReceiptDue, ReleaseAccepted, ReleaseChanged } from '../core/messages.ts';
import type { Newsroom } from '../core/newsroom.ts';
import { occasionsOf } from '../core/occasion.ts';
import { isRevised, type Publication } from '../core/publication.ts';
import { missingLanguages, type ReleaseHead } from '../core/release-head.ts';
import { type Agenda, agenda } from '../io/agenda.ts';
import { type Archive, archive } from '../io/archive.ts';
import { type Bulletins, bulletins } from '../io/bulletins.ts';
import { env } from '../io/env.ts';
import { type Listings, listings } from '../io/listings.ts';
import { log } from '../io/log.ts';
import { bundledNewsroom } from '../io/newsroom.ts';
import { type Objects, objects } from '../io/objects.ts';
import { onMessage } from '../io/on-message.ts';
import { type Queue, queue } from '../io/queue.ts';
import { type Releases, releases } from '../io/releases.ts';
import { type Subscribers, subscribers } from '../io/subscribers.ts';
import { mediaDue, pictureKeys, shownContents } from './media.ts';
import { addressMonth, changedOn, editionsNow, embargoesAhead, revise } from './revise.ts';
import { slugs } from './slug.ts';

export type PublishEdges = {
  releases: Releases;
  listings: Listings;
  agenda: Agenda;
  archive: Archive;
  public: Objects;
  feeds: Queue<ChannelChanged>;
  pages: Queue<ReleaseChanged>;
  outlets: Queue<ReleaseChanged>;
  bulletins: Bulletins;
  subscribers: Pick<Subscribers, 'shards'>;
  plan: Queue<BulletinDue>;
  receipts: Queue<ReceiptDue>;
  newsroom: Newsroom;
  now: () => Date;
};

const edges = (): PublishEdges => {
  const names = env(
    ...(['RELEASES_TABLE', 'ARCHIVE_BUCKET', 'PUBLIC_BUCKET', 'FEEDS_QUEUE_URL', 'PAGES_QUEUE_URL'] as const),
    ...(['SUBSCRIBERS_TABLE', 'BULLETINS_QUEUE_URL', 'RECEIPTS_QUEUE_URL', 'OUTLETS_QUEUE_URL'] as const),
  );
  return {
    releases: releases(names.RELEASES_TABLE),
    listings: listings(names.RELEASES_TABLE),
    agenda: agenda(names.RELEASES_TABLE),
    archive: archive(names.ARCHIVE_BUCKET),
    public: objects(names.PUBLIC_BUCKET),
    feeds: queue(names.FEEDS_QUEUE_URL, ChannelChanged),
    pages: queue(names.PAGES_QUEUE_URL, ReleaseChanged),
    outlets: queue(names.OUTLETS_QUEUE_URL, ReleaseChanged),
    bulletins: bulletins(names.RELEASES_TABLE),
    subscribers: subscribers(names.SUBSCRIBERS_TABLE),
    plan: queue(names.BULLETINS_QUEUE_URL, BulletinDue),
    receipts: queue(names.RECEIPTS_QUEUE_URL, ReceiptDue),
    newsroom: bundledNewsroom(),
    now: () => new Date(),
  };
};

export async function publish({ releaseId }: ReleaseAccepted, edges: PublishEdges): Promise<void> {
  const { head, publication } = await revision(releaseId, edges);
  const hours = embargoesAhead(head, edges.now());
  for (const instant of hours) await edges.agenda.addEmbargo({ releaseId, instant });
  if (publication) await showPictures(publication, edges);
  if (publication) await announce(publication, head, edges);
  await edges.receipts.send({ releaseId });
  const outcome = publication ? 'published' : 'held';
  log({ stage: 'publish', outcome, releaseId, version: head.version, embargoes: hours.length });
}

/** Whoever began with an older row puts and removes what was right then; so each looks again until nothing has moved. */
async function showPictures(publication: Publication, edges: PublishEdges): Promise<void> {
  const { releaseId, revision } = publication;
  const wanted: string[] = [];
  for (const [contentHash, languages] of shownContents(publication)) {
    wanted.push(...pictureKeys(await edges.archive.release(releaseId, contentHash), languages));
  }
  const there = await edges.public.all(mediaFolder(releaseId));
  const due = mediaDue(
    wanted,
    there.map(({ key }) => key),
  );
  for (const key of due.put) {
    // Public and private keys of a picture are the same.
    const body = await edges.archive.get(key);
    if (!body) throw new Error(`The archive lacks the picture ${key}.`);
    await edges.public.putOnce(key, { body, contentType: mediaType(key), cacheControl: AN_HOUR });
  }
  for (const key of due.remove) await edges.public.delete(key);
  const now = await edges.releases.publication(releaseId);
  if (now && now.revision !== revision) await showPictures(now, edges);
}

type Revision = { head: ReleaseHead; publication: Publication | undefined };

/** The publication as it should be now, stored; undefined where nothing may be known yet. */
async function revision(releaseId: string, edges: PublishEdges): Promise<Revision> {
  for (;;) {
    // In this order: a head that was read first could be older than what is published.
    const before = await edges.releases.publication(releaseId);
    const head = await edges.releases.head(releaseId);
    if (!head) throw new Error(`Release ${releaseId} has no head.`);
    const now = edges.now();
    const editions = editionsNow(head, before, now);
    const isHeld = Object.keys(editions).length === 0 || (!before && missingLanguages(head).length > 0);
    if (isHeld) return { head, publication: undefined };
    const address = before ?? (await claimAddress(head, Object.keys(editions), edges));
    const { year, month, slug } = address;
    const positions = await positionsOf(releaseId, Object.keys(editions), before, edges);
    const revised = revise(head, editions, before, { year, month, slug, positions }, now);
    // Before it stands: a digest of this hour, which is made two minutes after it, then finds it.
    if (revised && head.notify) await edges.listings.noteChange(changedOn(revised), releaseId);
    if (!revised || (await edges.releases.publish(revised))) return { head, publication: revised ?? before };
  }
}

/** Places among the releases of each language, in the order in which they come out. */
async function positionsOf(
  releaseId: string,
  languages: string[],
  before: Publication | undefined,
  { listings }: PublishEdges,
): Promise<Record<string, number>> {
  const positions = { ...before?.positions };
  for (const language of languages) positions[language] ??= await listings.position(language, releaseId);
  return positions;
}

/** Made of what is published with it: the headline of a language under embargo may not show in an address. */
async function claimAddress(
  { releaseId, uploads }: ReleaseHead,
  languages: string[],
  { releases, archive, now }: PublishEdges,
) {
  const first = uploads.find(({ editions }) => languages.some((language) => Object.hasOwn(editions, language)));
  if (!first) throw new Error(`Release ${releaseId} has no text.`);
  const release = await archive.release(releaseId, first.contentHash);
  const { year, month } = addressMonth(release, now());
  for (const slug of slugs(release, languages)) {
    if (await releases.claimAddress(`${year}/${month}/${slug}`, releaseId)) return { year, month, slug };
  }
  throw new Error(`Every address for release ${releaseId} in ${year}/${month} is taken.`);
}

async function announce(publication: Publication, { notify }: ReleaseHead, edges: PublishEdges): Promise<void> {
  const { releaseId, topics, formerTopics, editions } = publication;
  const languages = Object.keys(editions);
  const channels = languages.flatMap((language) => channelsOf(language, [...topics, ...formerTopics], edges.newsroom));
  for (const channel of channels) await edges.listings.list(channel, publication);
  for (const language of languages) await edges.listings.archive(language, publication);
  await edges.listings.open(languages, releaseId);
  const invalidates = isRevised(publication) ? `${releaseId}-${publication.revision}` : null;
  await edges.pages.send({ releaseId, invalidates });
  await edges.outlets.send({ releaseId, invalidates });
  await edges.feeds.sendAll(
    channels.map((channel) => ({
      ...{ channel: channelId(channel), releaseId },
      page: channel.topic === null ? pageOf(publication.positions[channel.language] ?? 1) : null,
      invalidates,
    })),
  );
  if (notify) await write(publication, edges);
  const empty = await firstIn(releaseId, channels, edges);
  await edges.feeds.sendAll(
    empty.map((channel) => ({ channel: channelId(channel), releaseId, page: null, invalidates: null })),
  );
}

/** Opens a bulletin for each occasion. Whoever comes twice opens nothing anew, and sends the same messages. */
async function write(publication: Publication, edges: PublishEdges): Promise<void> {
  const { releaseId, revision } = publication;
  const shards = await edges.subscribers.shards();
  for (const occasion of occasionsOf(publication)) {
    const opening = { releaseId, occasion, revision, shards };
    const bulletin = await edges.bulletins.open(opening, edges.now().toISOString());
    if (bulletin.closedAt === null) await edges.plan.sendAll(shardsOf(bulletin));
  }
}

/** With the first release of a language come the feeds of all topics: readers may subscribe before there is anything. */
async function firstIn(releaseId: string, own: Channel[], { listings, newsroom }: PublishEdges): Promise<Channel[]> {
  const known = own.map(channelId);
  const opened = (await listings.opened()).filter((one) => one.releaseId === releaseId);
  const all = opened.flatMap(({ language }) => channelsOf(language, Object.keys(newsroom.topics), newsroom));
  return all.filter((channel) => !known.includes(channelId(channel)));
}

export const handler = onMessage('publish', ReleaseAccepted, publish, edges);
