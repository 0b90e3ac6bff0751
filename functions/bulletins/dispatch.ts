// What a message's copies are made of, as it stands now: read anew for each call to SES.

import { dayOf } from '../core/digest-hour.ts';
import type { DigestEntry } from '../core/ledger.ts';
import type { CopiesDue } from '../core/messages.ts';
import type { Newsroom } from '../core/newsroom.ts';
import { DIGEST, kindOf, withdrawnIn } from '../core/occasion.ts';
import type { Publication } from '../core/publication.ts';
import { type Edition, noteIn, type Release } from '../core/release.ts';
import type { Subscriber } from '../core/subscriber.ts';
import { type DigestItem, digestMail } from './digest-mail.ts';
import { mailable, type Part, partOf } from './part.ts';
import { releaseMail } from './release-mail.ts';
import { languageNow } from './standing.ts';
import { withdrawalMail } from './withdrawal-mail.ts';

export type Dispatch = {
  part: Part;
  /** Of the release, in which the language last changed; nothing of a digest. */
  made: { version?: number };
  /** The language in which a subscriber's copy is due now. */
  languageNow: (subscriber: Subscriber) => string | undefined;
};

export type Sources = {
  releases: { publication(releaseId: string): Promise<Publication | undefined> };
  archive: { release(releaseId: string, contentHash: string): Promise<Release> };
  newsroom: Newsroom;
  site: string;
  templates: Record<'ltr' | 'rtl', string>;
};

/** Undefined where there is nothing to send any more. */
export async function dispatchOf(due: CopiesDue, sources: Sources): Promise<Dispatch | undefined> {
  return due.releaseId === DIGEST ? digestDispatch(due, sources) : releaseDispatch(due, sources);
}

async function releaseDispatch(due: CopiesDue, sources: Sources): Promise<Dispatch | undefined> {
  const { releaseId, occasion, language } = due;
  const kind = kindOf(occasion);
  if (kind.kind === 'digest') return undefined;
  const publication = await sources.releases.publication(releaseId);
  const published = publication?.editions[language];
  if (!publication || !published) throw new Error(`Release ${releaseId} is not published in ${language}.`);
  const { newsroom, site, archive } = sources;
  const now = languageNow(kind, language, publication, newsroom);
  const release = await archive.release(releaseId, published.contentHash);
  const edition = mailable(editionIn(release, language), site);
  const withdrawn = published.withdrawn;
  if (kind.kind === 'withdrawal') {
    if (!withdrawn || !withdrawnIn(publication, kind.version).includes(language)) return undefined;
    const { withdrawal } = await archive.release(releaseId, withdrawn.contentHash);
    const note = noteIn(withdrawal?.note ?? null, language);
    const data = withdrawalMail({ edition, publication, note, instant: withdrawn.instant, newsroom, site });
    return { part: partOf(due, data, sources), made: { version: kind.version }, languageNow: now };
  }
  if (withdrawn && kind.kind === 'correction') return undefined;
  const note = kind.kind === 'correction' ? noteIn(release.correction, language) : null;
  const data = releaseMail({ kind: kind.kind, edition, publication, note, newsroom, site });
  return { part: partOf(due, data, sources), made: { version: published.version }, languageNow: now };
}

function editionIn(release: Release, language: string): Edition {
  const edition = release.editions.find((one) => one.language === language);
  if (!edition) throw new Error(`Release ${release.id} has no edition in ${language}.`);
  return edition;
}

async function digestDispatch(due: CopiesDue, sources: Sources): Promise<Dispatch | undefined> {
  const kind = kindOf(due.occasion);
  if (kind.kind !== 'digest') return undefined;
  const items = (await Promise.all((due.entries ?? []).map((entry) => itemOf(entry, sources)))).flat();
  if (items.length === 0) return undefined;
  const { language } = due;
  const { newsroom, site } = sources;
  const day = dayOf(newsroom.zone, kind.hour);
  const data = digestMail({ frequency: kind.frequency, language, items, newsroom, site, day });
  return { part: partOf(due, data, sources), made: {}, languageNow: () => language };
}

/** Nothing where it was new and is withdrawn by now: its readers never knew of it. */
async function itemOf(
  { releaseId, language, status }: DigestEntry,
  { releases, archive, site }: Sources,
): Promise<DigestItem[]> {
  const publication = await releases.publication(releaseId);
  const published = publication?.editions[language];
  if (!publication || !published) throw new Error(`Release ${releaseId} is not published in ${language}.`);
  if (published.withdrawn && status === 'new') return [];
  const release = await archive.release(releaseId, published.contentHash);
  const edition = mailable(editionIn(release, language), site);
  if (!published.withdrawn)
    return [
      { status, edition, publication, note: status === 'corrected' ? noteIn(release.correction, language) : null },
    ];
  const { withdrawal } = await archive.release(releaseId, published.withdrawn.contentHash);
  return [{ status: 'withdrawn', edition, publication, note: noteIn(withdrawal?.note ?? null, language) }];
}
