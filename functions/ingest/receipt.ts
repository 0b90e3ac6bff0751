// What the press office is told of an upload as it comes in.
import type { Receipt } from '../core/receipt.ts';
import type { Release } from '../core/release.ts';
import { missingLanguages, type Upload } from '../core/release-head.ts';
import { type Acceptance, staysWithdrawn } from './accept.ts';
import { described } from './understand.ts';

type Known = Pick<Receipt, 'file' | 'receivedAt' | 'sha256' | 'problems'>;

export function refusal(known: Known): Receipt {
  const reasons = known.problems.filter(({ level }) => level === 'error').map(({ message }) => message);
  const summary = `"${known.file}" was not published. ${reasons.join(' ')}`;
  return { ...known, outcome: 'refused', summary, version: null, release: null, progress: null };
}

/** The receipt of a part whose bundle isn't there yet. */
export const waiting = (known: Known, settings: string): Receipt => ({
  ...known,
  outcome: 'held',
  summary: `"${known.file}" waits for "${settings}". Upload that last.`,
  ...{ version: null, release: null, progress: null },
});

type Accepted = Acceptance & { release: Release; upload: Upload };

/** The receipt of what was understood. */
export function receipt(known: Known, accepted: Accepted): Receipt {
  const { head, release } = accepted;
  const outcome = outcomeOf(accepted);
  const languages = release.editions.map(({ language }) => language).join(', ');
  const file = `"${known.file}"${languages === '' ? '' : ` (${languages})`}`;
  const summary = `${file} ${sentence(outcome, accepted)}${outcome === 'accepted' ? embargoes(accepted) : ''}`;
  return { ...known, outcome, summary, version: head.version, release: described(release), progress: null };
}

function outcomeOf({ outcome, head, upload }: Accepted): Receipt['outcome'] {
  if (outcome !== 'accepted') return outcome;
  const languages = Object.keys(upload.editions);
  if (languages.length > 0 && staysWithdrawn(upload, head).length === languages.length) return 'refused';
  return missingLanguages(head).length > 0 && !upload.withdrawal ? 'held' : 'accepted';
}

function sentence(outcome: Receipt['outcome'], accepted: Accepted): string {
  const { head, upload } = accepted;
  switch (outcome) {
    case 'unchanged':
      // publish gets every upload's release, so that one can be repaired: it announces again what is out.
      return `has the content that it had before: nothing new, it stays at version ${head.version}. The pages and feeds that are out are rebuilt.`;
    case 'superseded':
      return 'was overtaken by a newer upload of the same name; readers get the newer one.';
    case 'held':
      return `is held until ${list(missingLanguages(head))} ${missingLanguages(head).length === 1 ? 'is there too: it is' : 'are there too: they are'} required. Nothing of it goes out before.`;
    case 'refused':
      return 'was withdrawn, and stays so. To publish it again, write "status: usable" into its front matter.';
    case 'accepted':
      return upload.withdrawal ? withdrawn(accepted) : changes(accepted);
  }
}

const withdrawn = ({ head, upload }: Accepted): string => {
  const named = upload.withdrawal?.languages ?? Object.keys(head.editions);
  const there = named.filter((language) => Object.hasOwn(head.editions, language));
  return there.length === 0
    ? 'withdraws a release that is not there: no file of this name was published.'
    : `withdraws ${list(there)}. A notice takes its place.`;
};

function changes({ head, upload, release }: Accepted): string {
  if (head.version === 1) return 'was accepted.';
  const changed = release.editions
    .map(({ language }) => language)
    .filter((language) => head.editions[language]?.contentHash === upload.contentHash);
  const earlier = new Set(
    head.uploads
      .filter((one) => one.contentHash !== upload.contentHash)
      .flatMap(({ editions }) => Object.keys(editions)),
  );
  const corrected = changed.filter((language) => earlier.has(language));
  const added = changed.filter((language) => !earlier.has(language));
  const parts = [
    ...(corrected.length > 0 ? [`a correction of ${list(corrected)}`] : []),
    ...(added.length > 0 ? [`a translation into ${list(added)}`] : []),
  ];
  const stays = staysWithdrawn(upload, head);
  const rest = stays.length > 0 ? ` ${list(stays)} stays withdrawn.` : '';
  return parts.length === 0
    ? `was accepted as version ${head.version}; no text has changed.${rest}`
    : `was accepted as ${list(parts)}, version ${head.version}.${rest}`;
}

/** Which languages wait for which hour. */
function embargoes({ upload }: Accepted): string {
  const waiting = Object.entries(upload.editions).flatMap(([language, { embargo }]) =>
    embargo !== null && embargo > upload.receivedAt ? [{ language, embargo }] : [],
  );
  const all = waiting.length === Object.keys(upload.editions).length;
  return [...Map.groupBy(waiting, ({ embargo }) => embargo)]
    .map(
      ([until, some]) =>
        ` ${all && waiting.length === some.length ? 'It' : list(some.map(({ language }) => language))} is held until ${until}.`,
    )
    .join('');
}

const list = (words: string[]): string => new Intl.ListFormat('en').format(words);
