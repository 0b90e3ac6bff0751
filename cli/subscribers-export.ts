// polywire subscribers export: everything that is held about one address, as JSON.
import type { Found } from '../functions/io/copies.ts';
import { readArguments } from './arguments.ts';
import { counter } from './counter.ts';
import { type Held, held, type Readers, whoIs } from './held.ts';
import { inNewsroom, whichNewsroom } from './newsroom-at.ts';
import { Refusal } from './sentence.ts';

export type Exported = Omit<Held, 'found'> & {
  address: string;
  /** Their name in tags, links and the ledger. */
  subscriberId: string;
  copies: Record<string, unknown>[];
  /** Calls to SES that are under way, in which there is a copy of theirs. */
  calls: Record<string, unknown>[];
};

export async function subscribersExport(args: string[]): Promise<number> {
  // What it prints is JSON, asked for or not.
  const { values, positionals } = readArguments('subscribers export', args, {
    ...whichNewsroom,
    json: { type: 'boolean' },
  });
  const [address] = positionals;
  if (address === undefined || positionals.length > 1)
    throw new Refusal('Name one address: polywire subscribers export ADDRESS');
  const progress = counter(process.stderr);
  const exported = await inNewsroom(values, async (newsroom) =>
    exportOf(
      address,
      await newsroom.readers(),
      (rows) => progress.show(`looked through ${rows} rows of the ledger`),
      progress.tell,
    ),
  );
  progress.clear();
  process.stdout.write(`${JSON.stringify(exported, null, 2)}\n`);
  return 0;
}

export async function exportOf(
  address: string,
  readers: Readers,
  onLooked: (rows: number) => void,
  note: (sentence: string) => void,
): Promise<Exported> {
  const who = await whoIs(address, readers);
  const { found, ...rest } = await held(who, readers, onLooked);
  if (who.isFormerOfAnother) note(FORMER);
  if (Object.values(rest).every((one) => one === null || (Array.isArray(one) && one.length === 0)) && !found[0])
    note('Nothing is held about this address.');
  return {
    ...{ address: who.address, subscriberId: who.id, ...rest },
    copies: found.flatMap((one) => ('copy' in one ? [{ ...of(one), ...without(one.copy, 'subscriberId') }] : [])),
    calls: found.flatMap((one) => ('call' in one ? [{ ...of(one), ...without(one.call, 'subscriberIds') }] : [])),
  };
}

/** Who has an address that another subscriber gave up has no right to what is held about that one. */
export const FORMER =
  'Somebody else had this address before and has another one now: what is held about them goes by that one.';

const of = ({ release, occasion }: Found) => ({ release, occasion });

const without = (row: object, name: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).filter(([one]) => one !== name));
