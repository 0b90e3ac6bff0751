// What became of a release: a function of its rows, and of the hour.
import { inNewsroomOrder } from '../../templates/named.ts';
import { permalink } from '../core/address.ts';
import type { LedgerState } from '../core/bulletin.ts';
import type { Newsroom } from '../core/newsroom.ts';
import { type Publication, usableLanguages } from '../core/publication.ts';
import type { Progress, Receipt } from '../core/receipt.ts';
import { type HeadEdition, missingLanguages, type ReleaseHead } from '../core/release-head.ts';
import { PARTS } from '../core/subscriber.ts';

/** Receipts of the newest upload, and of those before it that brought the same: what becomes of it is told in them. */
export function currentReceipts(head: Pick<ReleaseHead, 'uploads'> | undefined): string[] {
  const uploads = head?.uploads ?? [];
  const newest = uploads.at(-1)?.contentHash;
  const before = uploads.findLastIndex(({ contentHash }) => contentHash !== newest);
  return uploads.slice(before + 1).map(({ receipt }) => receipt);
}

export const hasProgress = ({ outcome }: Pick<Receipt, 'outcome'>): boolean =>
  outcome !== 'refused' && outcome !== 'superseded';

type Mail = { state: LedgerState; delivery?: 'delivered' | 'bounced' | 'complained' | undefined };
type Plan = { firstShard: number; copies: number; revision: number };

/** Mails of the ledger, counted. */
export type Tally = Omit<Progress['mails'], 'planned'> & { all: number };

export const noMails: Tally = { all: 0, accepted: 0, delivered: 0, bounced: 0, failed: 0, spared: 0, open: 0 };

/** Complained of is delivered. */
export function counted(tally: Tally, mails: Mail[]): Tally {
  const count = (...states: LedgerState[]) => mails.filter(({ state }) => states.includes(state)).length;
  const bounced = mails.filter(({ delivery }) => delivery === 'bounced').length;
  const told = mails.filter(({ delivery }) => delivery !== undefined).length;
  return {
    all: tally.all + mails.length,
    accepted: tally.accepted + count('SENT'),
    delivered: tally.delivered + told - bounced,
    bounced: tally.bounced + bounced,
    failed: tally.failed + count('FAILED'),
    spared: tally.spared + count('SUPPRESSED', 'UNSUBSCRIBED'),
    open: tally.open + count('CLAIMED', 'UNKNOWN', 'FREE'),
  };
}

export type Standing = {
  head: ReleaseHead;
  publication: Publication | undefined;
  /** Parts of the audience that were planned so far. */
  plans: Plan[];
  tally: Tally;
  /** Whether a bulletin of it is under way. */
  isOpen: boolean;
};

type Setting = { newsroom: Pick<Newsroom, 'languages'>; site: string; now: string };

export function progress(standing: Standing, { newsroom, site, now }: Setting): Progress {
  const { head, publication } = standing;
  const missing = gate(standing);
  const languages = inNewsroomOrder(Object.keys(head.editions), newsroom);
  const waiting = languages.filter((language) => !isOut(language, standing));
  const mails = mailsOf(standing);
  const isNewest = publication === undefined || publication.version >= head.version;
  return {
    published: published(publication, site, newsroom),
    held: waiting.flatMap((language) => {
      const { embargo, withdrawn } = head.editions[language] ?? { embargo: null, withdrawn: null };
      return embargo !== null && withdrawn === null && embargo > now ? [{ language, until: embargo }] : [];
    }),
    missing,
    mails,
    done: missing.length === 0 && waiting.length === 0 && isNewest && isSettled(standing, mails),
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

function mailsOf(standing: Standing): Progress['mails'] {
  const { all, open, ...counts } = standing.tally;
  const planned = plannedCopies(standing);
  // What is planned and not yet claimed waits in a queue.
  const unclaimed = standing.isOpen && planned !== null ? Math.max(0, planned - all) : 0;
  return { planned, ...counts, open: open + unclaimed };
}

/** Null until every part was planned for what is published now. */
function plannedCopies(standing: Standing): number | null {
  const { publication, plans, tally } = standing;
  if (!publication) return null;
  if (!mayMail(standing)) return tally.all;
  const current = plans.filter(({ revision }) => revision >= publication.revision);
  const isWhole = PARTS.every(([first]) => current.some(({ firstShard }) => firstShard === first));
  return isWhole ? current.reduce((sum, { copies }) => sum + copies, 0) : null;
}

const mayMail = ({ head, publication }: Standing): boolean =>
  head.notify && publication !== undefined && usableLanguages(publication).length > 0;

const isSettled = (standing: Standing, { planned, open }: Progress['mails']): boolean =>
  !standing.isOpen && open === 0 && (!mayMail(standing) || planned !== null);
