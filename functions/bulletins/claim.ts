// Takes the right to send: each copy for one attempt, or a note why there is none.
import type { BulletinKey } from '../core/bulletin.ts';
import type { LedgerKey } from '../core/ledger.ts';
import type { CopiesDue } from '../core/messages.ts';
import type { Subscriber } from '../core/subscriber.ts';
import type { Dispatch } from './dispatch.ts';
import { standing } from './standing.ts';

type Ports = {
  subscribers: {
    many(ids: string[]): Promise<Subscriber[]>;
    suppressed(ids: string[]): Promise<Set<string>>;
  };
  ledger: {
    claim(key: LedgerKey, made: { language: string; version?: number }, attempt: string, at: string): Promise<boolean>;
    forgo(key: LedgerKey, state: 'SUPPRESSED' | 'UNSUBSCRIBED', at: string): Promise<boolean>;
  };
  bulletins: { count(bulletin: BulletinKey, counts: { spared: number }): Promise<void> };
  copies: { send(due: CopiesDue): Promise<void> };
  now: () => Date;
};

/** Those that this attempt alone may write to. */
export async function claim(due: CopiesDue, attempt: string, dispatch: Dispatch, ports: Ports): Promise<Subscriber[]> {
  const { releaseId, occasion, language, subscriberIds } = due;
  const bulletin = { releaseId, occasion };
  const [known, suppressed] = await Promise.all([
    ports.subscribers.many(subscriberIds),
    ports.subscribers.suppressed(subscriberIds),
  ]);
  const elsewhere = new Map<string, string[]>();
  let spared = 0;
  const claims = subscriberIds.map(async (subscriberId): Promise<Subscriber[]> => {
    const now = ports.now();
    const subscriber = known.find(({ id }) => id === subscriberId);
    const stands = standing(subscriber, suppressed.has(subscriberId), dispatch.languageNow, language, now);
    const key = { ...bulletin, subscriberId };
    const at = now.toISOString();
    switch (stands.kind) {
      case 'gone':
        return [];
      case 'other':
        if (stands.language !== undefined)
          elsewhere.set(stands.language, [...(elsewhere.get(stands.language) ?? []), subscriberId]);
        return [];
      case 'send':
        return subscriber && (await ports.ledger.claim(key, { language, ...dispatch.made }, attempt, at))
          ? [subscriber]
          : [];
      case 'SUPPRESSED':
      case 'UNSUBSCRIBED':
        if (await ports.ledger.forgo(key, stands.kind, at)) spared++;
        return [];
    }
  });
  const claimed = (await Promise.all(claims)).flat();
  for (const [other, ids] of elsewhere) await ports.copies.send({ ...due, language: other, subscriberIds: ids });
  await ports.bulletins.count(due, { spared });
  return claimed;
}
