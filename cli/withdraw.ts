// polywire withdraw: takes a release back, by an upload as any other.
import { stringify } from 'yaml';
import { permalink } from '../functions/core/address.ts';
import { canonicalLanguage } from '../functions/core/language.ts';
import type { Publication } from '../functions/core/publication.ts';
import type { Receipt } from '../functions/core/receipt.ts';
import { missingLanguages, type ReleaseHead } from '../functions/core/release-head.ts';
import { readNewsroom } from '../infra/settings.ts';
import { readArguments } from './arguments.ts';
import { findRelease } from './find-release.ts';
import { lookUntil, uploaded } from './follow.ts';
import { moment } from './moment.ts';
import { inNewsroom, type NewsroomAt, whichNewsroom } from './newsroom-at.ts';
import { Refusal } from './sentence.ts';
import { steps } from './steps.ts';

type Withdrawal = { note: string; languages: string[] | undefined; told: (text: string) => void; limit: number };

type Withdrawn = {
  receipt: Receipt;
  /** By language, where readers find the notice. */
  addresses: Record<string, string>;
};

export async function withdraw(args: string[]): Promise<number> {
  const { values, positionals } = readArguments('withdraw', args, {
    ...whichNewsroom,
    note: { type: 'string' },
    language: { type: 'string', multiple: true },
    json: { type: 'boolean', default: false },
  });
  const [said] = positionals;
  const { note, json, stage } = values;
  if (said === undefined || positionals.length > 1)
    throw new Refusal('Name one release: polywire withdraw RELEASE --note TEXT');
  if (note === undefined || note.trim() === '')
    throw new Refusal('Say to its readers why: polywire withdraw RELEASE --note TEXT');
  const told = steps(json ? process.stderr : process.stdout);
  const limit = stage === undefined ? 60_000 : 180_000;
  const withdrawal = { note, languages: values.language?.map(tagOf), told, limit };
  const withdrawn = await inNewsroom(values, (newsroom) => takeBack(said, withdrawal, newsroom));
  if (json) process.stdout.write(`${JSON.stringify(withdrawn)}\n`);
  return withdrawn.receipt.outcome === 'refused' ? 1 : 0;
}

function tagOf(said: string): string {
  const tag = canonicalLanguage(said);
  if (tag === undefined) throw new Refusal(`"${said}" is no language tag; write it as "fr" or "zh-Hant".`);
  return tag;
}

async function takeBack(said: string, { note, languages, told, limit }: Withdrawal, newsroom: NewsroomAt) {
  const { stem, head } = await findRelease(said, newsroom);
  if (!head) throw new Refusal(`Nothing of "${stem}" was accepted: there is nothing to withdraw.`);
  const targets = targetsOf(stem, head, languages);
  const deadline = Date.now() + limit;
  const key = `${stem}.yaml`;
  const body = stringify({ status: 'withdrawn', note, ...(languages ? { languages } : {}) });
  told(`uploads ${key}`);
  const received = await uploaded(key, { body, contentType: 'application/yaml' }, newsroom, deadline);
  if (!received) throw tooLate(stem, limit, 'its receipt is not there yet');
  told(received.receipt.summary);
  if (received.receipt.outcome === 'refused') return { receipt: received.receipt, addresses: {} };
  const addresses = await lookUntil(deadline, newsroom.pace, () => noticesOf(head.releaseId, targets, newsroom));
  if (!addresses) throw tooLate(stem, limit, 'it is not withdrawn everywhere yet');
  for (const address of Object.values(addresses)) await answersGone(address, { stem, deadline, limit }, newsroom.pace);
  const found = Object.values(addresses);
  told(found.length === 0 ? 'nobody could read it yet, and nobody will' : 'the notice is at');
  for (const address of found) told(`  ${address}`);
  return { receipt: received.receipt, addresses } satisfies Withdrawn;
}

/** The languages that are to be taken back. */
function targetsOf(stem: string, { editions }: ReleaseHead, languages: string[] | undefined): string[] {
  const there = Object.keys(editions);
  const foreign = languages?.find((language) => !there.includes(language));
  if (foreign !== undefined) throw new Refusal(`"${stem}" has no text in ${foreign}; it has ${there.join(', ')}.`);
  const targets = languages ?? there;
  const taken = targets.map((language) => editions[language]?.withdrawn?.receivedAt);
  if (taken.some((instant) => instant === undefined)) return targets;
  const which = languages ? ` in ${languages.join(', ')}` : '';
  throw new Refusal(`"${stem}" was withdrawn${which} already, on ${moment(taken[0] ?? '', readNewsroom().zone)}.`);
}

/** Where the notices are, once each language that anybody could read has one; undefined before. */
async function noticesOf(
  id: string,
  targets: string[],
  { releases, site }: NewsroomAt,
): Promise<Record<string, string> | undefined> {
  const publication = await releases.publication(id);
  const head = await releases.head(id);
  const notices: Record<string, string> = {};
  for (const language of targets) {
    const published = publication?.editions[language];
    if (publication && published?.withdrawn) notices[language] = permalink(site, language, publication);
    else if (published || !head || !staysUnknown(language, head, publication)) return undefined;
  }
  return notices;
}

/** Whether it was taken back before anybody could read it: publish tells nobody then. */
function staysUnknown(language: string, head: ReleaseHead, publication: Publication | undefined): boolean {
  const { embargo = null, withdrawn = null } = head.editions[language] ?? {};
  const isEarly = embargo !== null && withdrawn !== null && embargo > withdrawn.receivedAt;
  return isEarly || (!publication && missingLanguages(head).length > 0);
}

type Patience = { stem: string; deadline: number; limit: number };

/** The page is rebuilt after the row, and the edge may keep the old one for a minute. */
async function answersGone(address: string, { stem, deadline, limit }: Patience, pace: number): Promise<void> {
  const gone = await lookUntil(deadline, pace, async () => ((await fetch(address)).status === 410 ? true : undefined));
  if (!gone) throw tooLate(stem, limit, `${address} does not answer with the notice yet`);
}

const tooLate = (stem: string, limit: number, what: string): Refusal =>
  new Refusal(`"${stem}" was uploaded as withdrawn, but after ${limit / 1000} seconds ${what}. See polywire status.`);
