// Stage 3: a release that changed → its pages, the newsrooms that list it, and the chooser.
import { style } from '../../templates/style.css.ts';
import { publicKey, publicUrl } from '../core/address.ts';
import { A_MINUTE, FOR_EVER } from '../core/cache-control.ts';
import { sha256 } from '../core/digest.ts';
import type { EditionItem, Item } from '../core/item.ts';
import { ReleaseChanged } from '../core/messages.ts';
import type { Publication } from '../core/publication.ts';
import { log } from '../io/log.ts';
import type { Content } from '../io/objects.ts';
import { onMessage } from '../io/on-message.ts';
import { itemOf, type PublicSite, publicSite, version } from '../io/public-site.ts';
import { chooserPage } from './chooser-page.ts';
import type { Version } from './history.ts';
import { newsroomPage } from './newsroom-page.ts';
import { releasePage } from './release-page.ts';
import { withdrawnPage } from './withdrawn-page.ts';

/** Releases on a newsroom's page. */
const NEWEST = 50;

const styleKey = publicKey.style(sha256(style).slice(0, 12));

const page = (body: string): Content => ({
  body,
  contentType: 'text/html; charset=utf-8',
  cacheControl: A_MINUTE,
});

async function rebuild({ releaseId }: ReleaseChanged, edges: PublicSite): Promise<void> {
  await edges.public.putOnce(styleKey, {
    body: style,
    contentType: 'text/css; charset=utf-8',
    cacheControl: FOR_EVER,
  });
  const publication = await publicationOf(releaseId, edges);
  const languages = Object.keys(publication.editions);
  await Promise.all(languages.map((language) => releasePages(releaseId, language, publication, edges)));
  await newsroomPages(edges);
  log({ stage: 'pages', outcome: 'rebuilt', releaseId });
}

async function publicationOf(releaseId: string, { releases }: PublicSite): Promise<Publication> {
  const publication = await releases.publication(releaseId);
  if (!publication) throw new Error(`Release ${releaseId} is not published.`);
  return publication;
}

const setting = ({ newsroom, site }: PublicSite) => ({ newsroom, site, styleHref: publicUrl(site, styleKey) });

async function releasePages(
  releaseId: string,
  language: string,
  placed: Publication,
  edges: PublicSite,
): Promise<void> {
  const key = publicKey.release(language, placed);
  await edges.public.replace([key], async () => {
    const item = await itemOf(await publicationOf(releaseId, edges), language, edges);
    if (!item) throw new Error(`Release ${releaseId} has no edition in ${language}.`);
    return { [key]: await releaseContent(item, edges) };
  });
}

async function releaseContent(item: Item, edges: PublicSite): Promise<Content> {
  // The edge answers with this status (infra/edge.ts).
  if (item.kind === 'notice')
    return { ...page(withdrawnPage({ ...setting(edges), item })), metadata: { status: '410' } };
  return page(releasePage({ ...setting(edges), item, versions: await versionsOf(item, edges) }));
}

const versionsOf = ({ language, publication, published }: EditionItem, { archive }: PublicSite): Promise<Version[]> =>
  Promise.all(
    published.history.map(async ({ version: number, contentHash, published: since }) => ({
      ...{ number, published: since },
      ...(await version(archive, publication.releaseId, contentHash, language)),
    })),
  );

// Every newsroom links to all others: a language's first release changes them all.
async function newsroomPages(edges: PublicSite): Promise<void> {
  await edges.public.replace([publicKey.chooser], async () => ({
    [publicKey.chooser]: page(chooserPage({ ...setting(edges), languages: await edges.releases.languages() })),
  }));
  for (const language of await edges.releases.languages()) await newsroomIn(language, edges);
}

async function newsroomIn(language: string, edges: PublicSite): Promise<void> {
  const key = publicKey.newsroom(language);
  await edges.public.replace([key], async () => {
    const languages = await edges.releases.languages();
    const publications = await edges.releases.newest({ language, topic: null }, NEWEST);
    const found = await Promise.all(publications.map((publication) => itemOf(publication, language, edges)));
    const items = found.filter((item) => item !== undefined);
    return { [key]: page(newsroomPage({ ...setting(edges), language, items, languages })) };
  });
}

export const handler = onMessage('pages', ReleaseChanged, rebuild, publicSite);
