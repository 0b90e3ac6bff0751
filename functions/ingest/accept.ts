// What an upload means for its release. The head is a function of the set of uploads: whatever the order in which their
// events arrive, and however often, it ends the same.
import type { HeadEdition, ReleaseHead, Upload } from '../core/release-head.ts';

export type Acceptance = {
  /** `accepted`: readers will have it. `unchanged`: the content was there already. `superseded`: a newer one is. */
  outcome: 'accepted' | 'unchanged' | 'superseded';
  head: ReleaseHead;
};

/** S3's sequencers of one key compare as text once the shorter is padded with zeros on the right. */
export function isOlder(one: string, other: string): boolean {
  const length = Math.max(one.length, other.length);
  return one.padEnd(length, '0') < other.padEnd(length, '0');
}

/** Sequencers order the events of one key. "a.md" after "a.txt" is the same release by another key: the hours tell. */
function order(one: Upload, other: Upload): number {
  if (one.key === other.key && one.sequencer !== null && other.sequencer !== null) {
    return Number(isOlder(other.sequencer, one.sequencer)) - Number(isOlder(one.sequencer, other.sequencer));
  }
  return compare(moment(one), moment(other)) || compare(one.contentHash, other.contentHash);
}

/**
 * What no event told of is what S3 had last, at a time that S3 says to the second: it comes after all else of that second.
 * (API_ListObjectsV2, LastModified)
 */
const moment = ({ receivedAt, sequencer }: Upload): string =>
  sequencer === null ? `${receivedAt.slice(0, 'YYYY-MM-DDTHH:MM:SS'.length)}.999Z+` : receivedAt;

const compare = (one: string, other: string): number => Number(one > other) - Number(one < other);

const isSameEvent = (one: Upload, other: Upload): boolean =>
  one.key === other.key &&
  one.sequencer === other.sequencer &&
  one.receivedAt === other.receivedAt &&
  one.contentHash === other.contentHash;

/** The head once `upload` was seen; the same content again in a row makes no version. */
export function accept(before: ReleaseHead | undefined, releaseId: string, upload: Upload): Acceptance {
  const known = before?.uploads ?? [];
  const all = known.some((one) => isSameEvent(one, upload)) ? known : [...known, upload].toSorted(order);
  const revision = (before?.revision ?? 0) + 1;
  return { outcome: outcomeOf(upload, all), head: { releaseId, revision, ...sum(all) } };
}

function outcomeOf(upload: Upload, all: Upload[]): Acceptance['outcome'] {
  const at = all.findIndex((one) => isSameEvent(one, upload));
  const { contentHash } = upload;
  if (all.slice(at).some((later) => later.contentHash !== contentHash)) return 'superseded';
  return all[at - 1]?.contentHash === contentHash ? 'unchanged' : 'accepted';
}

/** Uploads that are remembered one by one. A row of the table holds several hundred. */
const KEPT = 100;

/** Of the same content in a row the first makes the version and the last its place among the events. */
const withoutRepetitions = (all: Upload[]): Upload[] =>
  all.filter((one, at) => !(isRepeated(all[at - 1], one) && isRepeated(one, all[at + 1])));

/** What the uploads come to, one after another. */
function sum(all: Upload[]): Omit<ReleaseHead, 'releaseId' | 'revision'> {
  const uploads = all.length > KEPT ? withoutRepetitions(all) : all;
  const steps = uploads.filter((one, at) => !isRepeated(uploads[at - 1], one));
  const editions = steps.reduce<Editions>((sofar, step, at) => stepped(sofar, step, at + 1), {});
  const last = <Value>(said: (upload: Upload) => Value | null): Value | null =>
    steps.map(said).findLast((value) => value !== null) ?? null;
  return {
    version: steps.length,
    uploads,
    editions,
    topics: last(({ topics }) => topics) ?? [],
    notify: last(({ notify }) => notify) ?? true,
    require: last(({ require }) => require) ?? [],
  };
}

const isRepeated = (one: Upload | undefined, next: Upload | undefined): boolean =>
  one?.contentHash === next?.contentHash;

type Editions = Record<string, HeadEdition>;

function stepped(
  before: Editions,
  { editions, withdrawal, reinstates, contentHash, receivedAt }: Upload,
  version: number,
) {
  const after = { ...before };
  for (const [language, { hash, embargo }] of Object.entries(editions)) {
    const earlier = before[language];
    // Nobody puts back by mistake what was taken back.
    if (earlier?.withdrawn && !reinstates) continue;
    const isSame = earlier?.hash === hash && earlier.withdrawn === null;
    after[language] = isSame ? { ...earlier, embargo } : { version, contentHash, hash, embargo, withdrawn: null };
  }
  for (const language of withdrawal ? (withdrawal.languages ?? Object.keys(before)) : []) {
    const earlier = before[language];
    if (earlier) after[language] = { ...earlier, withdrawn: { version, contentHash, receivedAt } };
  }
  return after;
}

/** The languages of `upload` that stay withdrawn although it holds them. */
export const staysWithdrawn = ({ editions, reinstates }: Upload, head: ReleaseHead): string[] =>
  reinstates ? [] : Object.keys(editions).filter((language) => head.editions[language]?.withdrawn);
