// Stage 2: a release's newest version → a publication, its place in the channels, and word to the stages below.
// No step is skipped because its row stands already: the send after it may have failed the first time.
import { channelId, channelsOf } from '../core/channel.ts';
import { BulletinDue, ChannelChanged, ReleaseAccepted, ReleaseChanged } from '../core/messages.ts';
import type { Newsroom } from '../core/newsroom.ts';
import type { Publication } from '../core/publication.ts';
import type { Release } from '../core/release.ts';
import type { ReleaseHead } from '../core/release-head.ts';
import { PARTS } from '../core/subscriber.ts';
import { type Agenda, agenda } from '../io/agenda.ts';
import { type Archive, archive } from '../io/archive.ts';
import { env } from '../io/env.ts';
import { log } from '../io/log.ts';
import { bundledNewsroom } from '../io/newsroom.ts';
import { onMessage } from '../io/on-message.ts';
import { type Queue, queue } from '../io/queue.ts';
import { type Releases, releases } from '../io/releases.ts';
import { addressMonth, revise } from './revise.ts';
import { slugs } from './slug.ts';

type Edges = {
  releases: Releases;
  agenda: Agenda;
  archive: Archive;
  feeds: Queue<ChannelChanged>;
  pages: Queue<ReleaseChanged>;
  bulletins: Queue<BulletinDue>;
  newsroom: Newsroom;
  now: () => Date;
};

const edges = (): Edges => {
  const names = env('RELEASES_TABLE', 'ARCHIVE_BUCKET', 'FEEDS_QUEUE_URL', 'PAGES_QUEUE_URL', 'BULLETINS_QUEUE_URL');
  return {
    releases: releases(names.RELEASES_TABLE),
    agenda: agenda(names.RELEASES_TABLE),
    archive: archive(names.ARCHIVE_BUCKET),
    feeds: queue(names.FEEDS_QUEUE_URL, ChannelChanged),
    pages: queue(names.PAGES_QUEUE_URL, ReleaseChanged),
    bulletins: queue(names.BULLETINS_QUEUE_URL, BulletinDue),
    newsroom: bundledNewsroom(),
    now: () => new Date(),
  };
};

async function publish({ releaseId }: ReleaseAccepted, edges: Edges): Promise<void> {
  const head = await edges.releases.head(releaseId);
  if (!head) throw new Error(`Release ${releaseId} has no head.`);
  if (head.embargo !== null && head.embargo > edges.now().toISOString()) {
    await edges.agenda.addEmbargo({ releaseId, instant: head.embargo });
    log({ stage: 'publish', outcome: 'held', releaseId, until: head.embargo });
    return;
  }
  const release = await edges.archive.release(releaseId, head.contentHash);
  const publication = await publicationOf(head, release, edges);
  await announce(publication, release, edges);
  log({ stage: 'publish', outcome: 'published', releaseId, version: publication.version });
}

/** The stored publication of this version or a newer one, or a new one, stored. */
async function publicationOf(head: ReleaseHead, release: Release, { releases, now }: Edges): Promise<Publication> {
  for (;;) {
    const before = await releases.publication(head.releaseId);
    if (before && before.version >= head.version) return before;
    const address = before ?? (await claimAddress(release, releases, now()));
    const { year, month, slug } = address;
    const revised = revise(head, release, before, { year, month, slug }, now());
    if (await releases.publish(revised)) return revised;
  }
}

async function claimAddress(release: Release, releases: Releases, now: Date) {
  const { year, month } = addressMonth(release, now);
  for (const slug of slugs(release)) {
    if (await releases.claimAddress(`${year}/${month}/${slug}`, release.id)) return { year, month, slug };
  }
  throw new Error(`Every address for release ${release.id} in ${year}/${month} is taken.`);
}

async function announce(publication: Publication, { notify }: Release, edges: Edges): Promise<void> {
  const { releaseId, topics, editions } = publication;
  const languages = Object.keys(editions);
  const channels = languages.flatMap((language) => channelsOf(language, topics, edges.newsroom));
  for (const channel of channels) await edges.releases.list(channel, publication);
  await edges.releases.open(languages);
  await edges.pages.send({ releaseId });
  await edges.feeds.sendAll(channels.map((channel) => ({ channel: channelId(channel) })));
  if (!notify) return;
  await edges.agenda.openBulletin({ releaseId, occasion: 'publication', openedAt: edges.now().toISOString() });
  await edges.bulletins.sendAll(PARTS.map((shards) => ({ releaseId, occasion: 'publication', shards })));
}

export const handler = onMessage('publish', ReleaseAccepted, publish, edges);
