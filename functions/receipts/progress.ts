// What became of a release: a function of its rows, and of the hour.
import { inNewsroomOrder } from '../../templates/named.ts';
import { permalink } from '../core/address.ts';
import type { Newsroom } from '../core/newsroom.ts';
import { occasionsOf } from '../core/occasion.ts';
import type { Publication } from '../core/publication.ts';
import type { Progress, Receipt } from '../core/receipt.ts';
import { type HeadEdition, missingLanguages, type ReleaseHead } from '../core/release-head.ts';
import { countsOf, type Planned, together } from './mail-counts.ts';
import { outletsOf, type Pushed } from './outlets.ts';

/** Receipts of the newest upload, and of those before it that brought the same: what becomes of it is told in them. */
export function currentReceipts(head: Pick<ReleaseHead, 'uploads'> | undefined): string[] {
  const uploads = head?.uploads ?? [];
  const newest = uploads.at(-1)?.contentHash;
  const before = uploads.findLastIndex(({ contentHash }) => contentHash !== newest);
  return uploads.slice(before + 1).map(({ receipt }) => receipt);
}

export const hasProgress = ({ outcome }: Pick<Receipt, 'outcome'>): boolean =>
  outcome !== 'refused' && outcome !== 'superseded';

export type Standing = {
  head: ReleaseHead;
  publication: Publication | undefined;
  bulletins: Planned[];
  pushed: Pushed[];
};

type Setting = { newsroom: Pick<Newsroom, 'languages'>; site: string; now: string };

export function progress(standing: Standing, { newsroom, site, now }: Setting): Progress {
  const { head, publication } = standing;
  const missing = gate(standing);
  const languages = inNewsroomOrder(Object.keys(head.editions), newsroom);
  const waiting = languages.filter((language) => !isOut(language, standing));
  const bulletins = standing.bulletins
    .toSorted((one, other) => (one.bulletin.openedAt < other.bulletin.openedAt ? -1 : 1))
    .map((one) => ({ occasion: one.bulletin.occasion, ...countsOf(one) }));
  const isNewest = publication === undefined || publication.version >= head.version;
  return {
    published: published(publication, site, newsroom),
    held: waiting.flatMap((language) => {
      const { embargo, withdrawn } = head.editions[language] ?? { embargo: null, withdrawn: null };
      return embargo !== null && withdrawn === null && embargo > now ? [{ language, until: embargo }] : [];
    }),
    missing,
    mails: together(bulletins, isWritten(standing)),
    bulletins,
    outlets: outletsOf(standing.pushed, now),
    done: missing.length === 0 && waiting.length === 0 && isNewest && isSettled(standing),
  };
}

/** Once it is out nothing holds it back any more; nor when all that there is was taken back. */
function gate({ head, publication }: Standing): string[] {
  const isTakenBack = Object.values(head.editions).every(({ withdrawn }) => withdrawn !== null);
  return publication || isTakenBack ? [] : missingLanguages(head);
}

/** Whether readers have of this language what the newest upload says. */
function isOut(language: string, { head, publication }: Standing): boolean {
  const [edition, known] = [head.editions[language], publication?.editions[language]];
  if (!edition) return true;
  if (!known) return edition.withdrawn !== null && isUnknown(edition, head, publication);
  if (edition.withdrawn) return known.withdrawn?.version === edition.withdrawn.version;
  return known.withdrawn === null && known.hash === edition.hash;
}

/** What was taken back before readers knew of it gets no notice. */
const isUnknown = ({ embargo, withdrawn }: HeadEdition, head: ReleaseHead, publication: Publication | undefined) =>
  (embargo !== null && withdrawn !== null && embargo > withdrawn.receivedAt) ||
  (!publication && missingLanguages(head).length > 0);

function published(
  publication: Publication | undefined,
  site: string,
  newsroom: Setting['newsroom'],
): Progress['published'] {
  if (!publication) return [];
  return inNewsroomOrder(Object.keys(publication.editions), newsroom).flatMap((language) => {
    const edition = publication.editions[language];
    if (!edition) return [];
    const { firstPublished, withdrawn } = edition;
    const url = permalink(site, language, publication);
    return [{ language, url, firstPublished, withdrawn: withdrawn === null ? null : withdrawn.instant }];
  });
}

/** Whether subscribers are written to about it, now or soon. */
const isWritten = ({ head, publication }: Standing): boolean =>
  head.notify && publication !== undefined && occasionsOf(publication).length > 0;

/** Whether each occasion that there is has its bulletin, opened for what is published now, and all are closed. */
function isSettled(standing: Standing): boolean {
  const { publication, bulletins } = standing;
  if (bulletins.some(({ bulletin }) => bulletin.closedAt === null)) return false;
  if (!publication || !isWritten(standing)) return true;
  return occasionsOf(publication).every((occasion) =>
    bulletins.some(({ bulletin }) => bulletin.occasion === occasion && bulletin.revision >= publication.revision),
  );
}
