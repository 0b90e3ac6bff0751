// A release as it would be published if it went out now, by the rules of ingest and publish. An embargo is said and not
// kept: what outlets would be told until then is to withhold it.
import { sha256 } from '../functions/core/digest.ts';
import { withMediaAt } from '../functions/core/media.ts';
import type { Publication, PublishedEdition } from '../functions/core/publication.ts';
import type { Edition, Release } from '../functions/core/release.ts';
import { accept } from '../functions/ingest/accept.ts';
import { addressMonth, editionsNow, revise } from '../functions/publish/revise.ts';
import { slugs } from '../functions/publish/slug.ts';

export type Preview = {
  release: Release;
  publication: Publication;
  /** With their pictures' addresses on the site. */
  editions: Edition[];
};

/** Undefined where the release has no text: it takes another one back. */
export function previewed(release: Release, site: string, now: Date): Preview | undefined {
  const { id, key, topics, notify, require, reinstates, embargoes } = release;
  const languages = release.editions.map(({ language }) => language);
  const { head } = accept(undefined, id, {
    ...{ key, topics, notify, require, reinstates },
    sequencer: null,
    receivedAt: now.toISOString(),
    contentHash: sha256(JSON.stringify(release)),
    receipt: '',
    editions: Object.fromEntries(
      release.editions.map((one) => [one.language, { hash: sha256(JSON.stringify(one)), embargo: null }]),
    ),
    withdrawal: null,
  });
  const [slug = ''] = slugs(release, languages);
  const positions = Object.fromEntries(languages.map((language) => [language, 1]));
  const address = { ...addressMonth(release, now), slug, positions };
  const known = Object.entries(editionsNow(head, undefined, now)).map(([language, one]): [string, PublishedEdition] => [
    language,
    { ...one, embargo: embargoes[language] ?? null },
  ]);
  const publication = languages.length > 0 && revise(head, Object.fromEntries(known), undefined, address, now);
  if (!publication) return undefined;
  const editions = release.editions.map((one) => ({ ...one, body: withMediaAt(site, one.body) }));
  return { release, publication, editions };
}
