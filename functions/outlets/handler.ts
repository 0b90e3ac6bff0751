// Stage 5: a release that changed → what media outlets import: a ninjs and a NewsML-G2 document for each edition, its
// signature, and the ninjs feeds of its channels.
import { feedLinks, publicKey } from '../core/address.ts';
import { PAGE_SIZE } from '../core/archive-page.ts';
import { A_MINUTE } from '../core/cache-control.ts';
import { type Channel, channelId, channelsOf } from '../core/channel.ts';
import { FeedChanged, ReleaseChanged } from '../core/messages.ts';
import type { Publication } from '../core/publication.ts';
import type { TokenKeys } from '../core/token.ts';
import { env } from '../io/env.ts';
import { log } from '../io/log.ts';
import type { Content } from '../io/objects.ts';
import { onMessage } from '../io/on-message.ts';
import { itemOf, itemsOf, type PublicSite, publicSite } from '../io/public-site.ts';
import { type Queue, queue } from '../io/queue.ts';
import { secret } from '../io/secret.ts';
import { announcement } from './announcement.ts';
import { newsml } from './newsml.ts';
import { ninjs, ninjsDocument, ninjsFeed } from './ninjs.ts';
import { jwks, jws } from './signature.ts';

/** Items of a feed. */
const NEWEST = PAGE_SIZE;

const json = (body: string): Content => ({
  ...{ body, contentType: 'application/json; charset=utf-8', cacheControl: A_MINUTE },
});
const jose = (body: string): Content => ({ body, contentType: 'application/jose', cacheControl: A_MINUTE });
const xml = (body: string): Content => ({
  ...{ body, contentType: 'application/vnd.iptc.g2.newsitem+xml; charset=utf-8', cacheControl: A_MINUTE },
});

export type OutletEdges = PublicSite & {
  keys: () => Promise<TokenKeys>;
  changed: Pick<Queue<FeedChanged>, 'sendAll'>;
};

const edges = (): OutletEdges => {
  const names = env('SECRET_ARN', 'DISTRIBUTION_QUEUE_URL');
  return {
    ...publicSite(),
    keys: secret(names.SECRET_ARN),
    changed: queue(names.DISTRIBUTION_QUEUE_URL, FeedChanged),
  };
};

export async function rebuild({ releaseId, invalidates }: ReleaseChanged, edges: OutletEdges): Promise<void> {
  const publication = await edges.releases.publication(releaseId);
  if (!publication) throw new Error(`Release ${releaseId} is not published.`);
  const languages = Object.keys(publication.editions);
  await Promise.all(languages.map((language) => documents(publication, language, edges)));
  const { topics, formerTopics } = publication;
  const channels = languages.flatMap((one) => channelsOf(one, [...topics, ...formerTopics], edges.newsroom));
  for (const channel of channels) await feedOf(channel, edges);
  await keysOf(edges);
  if (invalidates !== null) await edges.edge.invalidate(`${invalidates}-outlets`, pathsOf(publication, channels));
  await edges.changed.sendAll(channels.map((channel) => ({ feed: publicKey.ninjsFeed(channel), releaseId })));
  log({ stage: 'outlets', outcome: 'rebuilt', releaseId });
}

/** The keys by which outlets verify; with the first release, and whenever one was added. */
async function keysOf({ keys, public: site }: OutletEdges): Promise<void> {
  await site.replace([publicKey.jwks], async () => ({ [publicKey.jwks]: json(jwks(await keys())) }));
}

/** An edition's documents, and what proves that they are the newsroom's. */
async function documents(placed: Publication, language: string, edges: OutletEdges): Promise<void> {
  const [ninjsKey, newsmlKey] = [publicKey.ninjs(language, placed), publicKey.newsml(language, placed)];
  const jwsKey = publicKey.jws(language, placed);
  const keys = await edges.keys();
  await edges.public.replace([ninjsKey, newsmlKey, jwsKey], async () => {
    const { releaseId } = placed;
    const publication = await edges.releases.publication(releaseId);
    const item = publication && (await itemOf(publication, language, edges));
    if (!item) throw new Error(`Release ${releaseId} has no edition in ${language}.`);
    const told = announcement(item, edges);
    return {
      [ninjsKey]: json(ninjsDocument(told)),
      [newsmlKey]: xml(newsml(told)),
      [jwsKey]: jose(jws(ninjs(told), keys)),
    };
  });
}

async function feedOf(channel: Channel, edges: PublicSite): Promise<void> {
  const key = publicKey.ninjsFeed(channel);
  const { language } = channel;
  await edges.public.replace([key], async () => {
    const items = await itemsOf(await edges.listings.newest(channel, NEWEST), language, edges);
    const { site, newsroom } = edges;
    const told = items.map((item) => announcement(item, edges));
    const discovery = newsroom.webSub ? { metadata: { link: feedLinks(site, key) } } : {};
    return { [key]: { ...json(ninjsFeed(channel, edges, told)), ...discovery } };
  });
}

/** What a correction or a withdrawal must reach at once. */
const pathsOf = ({ editions, year, month, slug }: Publication, channels: Channel[]): string[] => [
  ...Object.keys(editions).map((language) => `/${language}/${year}/${month}/${slug}.*`),
  ...channels.map((channel) => `/${channelId(channel)}/ninjs.json`),
];

export const handler = onMessage('outlets', ReleaseChanged, rebuild, edges);
