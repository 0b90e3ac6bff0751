// A page of a shard's audience, beside its ledgers → messages that say who gets which copy.
import { BULK, type BulletinKey, noMails, type Plan, sum, type Tally } from '../core/bulletin.ts';
import type { LedgerRow } from '../core/ledger.ts';
import type { CopiesDue } from '../core/messages.ts';
import type { Member } from '../core/subscriber.ts';
import type { Audience } from './audience.ts';

/** Messages of one bulletin that are filled up with the subscribers of page after page. */
export type Planned = Pick<Plan, 'copies' | 'waiting' | 'later' | 'tally'> & {
  /** Those that were not taken yet, by what is the same in their copies. */
  messages: Map<string, CopiesDue[]>;
};

export const nothingPlanned = (): Planned => ({ messages: new Map(), copies: 0, waiting: 0, later: 0, tally: noMails });

type Page = {
  members: Member[];
  /** The bulletin's own rows of them, and of those in between who are no subscribers any more. */
  own: Map<string, LedgerRow>;
  /** Their rows of the release's publication. */
  earlier: Map<string, LedgerRow>;
};

/** Adds a page. Who has a row that isn't FREE has, or had, their copy. */
export function plan(planned: Planned, page: Page, bulletin: BulletinKey, audience: Audience): Planned {
  const { messages } = planned;
  const free = new Set<string>();
  let { copies, waiting, later } = planned;
  for (const member of page.members) {
    const row = page.own.get(member.id);
    if (row && row.state !== 'FREE') continue;
    const share = audience(member, page.earlier.get(member.id));
    if (share.kind === 'waits') waiting++;
    if (share.kind === 'later') later++;
    if (share.kind !== 'copy') continue;
    copies++;
    if (row) free.add(member.id);
    const { language, entries } = share;
    const kind = JSON.stringify([language, entries]);
    const some = messages.get(kind) ?? [];
    const last = some.at(-1);
    if (last && last.subscriberIds.length < BULK) last.subscriberIds.push(member.id);
    else some.push({ ...keyOf(bulletin), language, ...(entries ? { entries } : {}), subscriberIds: [member.id] });
    messages.set(kind, some);
  }
  // Refused, and nobody's due any more: withdrawn since, or they have left.
  const rows = [...page.own.values()].filter(({ subscriberId }) => !free.has(subscriberId));
  return { messages, copies, waiting, later, tally: sum(planned.tally, tallied(rows)) };
}

const keyOf = ({ releaseId, occasion }: BulletinKey): BulletinKey => ({ releaseId, occasion });

const isFull = ({ subscriberIds }: CopiesDue): boolean => subscriberIds.length === BULK;

/** Takes messages that no further page adds to, in lots of so many. */
export function takeFull(planned: Planned, lot: number): { full: CopiesDue[]; rest: Planned } {
  const all = messagesOf(planned).filter(isFull);
  const full = all.slice(0, all.length - (all.length % lot));
  const taken = new Set(full);
  const left = [...planned.messages].map(([kind, some]) => [kind, some.filter((one) => !taken.has(one))] as const);
  return { full, rest: { ...planned, messages: new Map(left) } };
}

export const messagesOf = ({ messages }: Planned): CopiesDue[] => [...messages.values()].flat();

/** Complained of is delivered; what was refused for good and what was never sent is spared. */
export function tallied(rows: LedgerRow[]): Tally {
  const having = (test: (row: LedgerRow) => boolean) => rows.filter(test).length;
  return {
    accepted: having(({ state }) => state === 'SENT'),
    delivered: having(({ delivery }) => delivery === 'delivered' || delivery === 'complained'),
    bounced: having(({ delivery }) => delivery === 'bounced'),
    failed: having(({ state }) => state === 'FAILED'),
    spared: having(({ state }) => state === 'SUPPRESSED' || state === 'UNSUBSCRIBED' || state === 'FREE'),
    open: having(({ state }) => state === 'CLAIMED' || state === 'UNKNOWN'),
  };
}
