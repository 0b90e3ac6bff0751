// Stage 3: a release that changed → its pages, the newsrooms that list it, and the chooser.
import { style } from '../../templates/style.css.ts';
import { publicKey, publicUrl } from '../core/address.ts';
import { A_MINUTE, FOR_EVER } from '../core/cache-control.ts';
import { sha256 } from '../core/digest.ts';
import { ReleaseChanged } from '../core/messages.ts';
import type { Publication } from '../core/publication.ts';
import type { Edition } from '../core/release.ts';
import { log } from '../io/log.ts';
import type { Content } from '../io/objects.ts';
import { onMessage } from '../io/on-message.ts';
import { type PublicSite, publicSite } from '../io/public-site.ts';
import { chooserPage } from './chooser-page.ts';
import { newsroomPage } from './newsroom-page.ts';
import { releasePage } from './release-page.ts';

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

type Read = { edition: Edition; publication: Publication; correction: string | null };

async function read(publication: Publication, language: string, { archive }: PublicSite): Promise<Read[]> {
  const published = publication.editions[language];
  if (!published) return [];
  const release = await archive.release(publication.releaseId, published.contentHash);
  const edition = release.editions.find((one) => one.language === language);
  return edition ? [{ edition, publication, correction: release.correction }] : [];
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
    const [found] = await read(await publicationOf(releaseId, edges), language, edges);
    if (!found) throw new Error(`Release ${releaseId} has no edition in ${language}.`);
    return { [key]: page(releasePage({ ...setting(edges), ...found })) };
  });
}

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
    const items = (await Promise.all(publications.map((publication) => read(publication, language, edges)))).flat();
    return { [key]: page(newsroomPage({ ...setting(edges), language, items, languages })) };
  });
}

export const handler = onMessage('pages', ReleaseChanged, rebuild, publicSite);
