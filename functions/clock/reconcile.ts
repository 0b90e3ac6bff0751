// What to do with a mail whose sender never came back.
import { BULK } from '../core/bulletin.ts';
import type { CopiesDue } from '../core/messages.ts';

/** Milliseconds. Longer than SES events take to arrive: sooner would be a second mail. */
export const GRACE = 15 * 60_000;

type Row = { subscriberId: string; language?: string | undefined; state: string; at: string };

/** Claimed or unknown, or free without having been sent again, for longer than the grace period. */
export const isOverdue = ({ state, at }: Row, now: Date): boolean =>
  ['CLAIMED', 'UNKNOWN', 'FREE'].includes(state) && now.getTime() - Date.parse(at) >= GRACE;

export const isSettled = ({ state }: Row): boolean => !['CLAIMED', 'UNKNOWN', 'FREE'].includes(state);

/** The messages that send these copies again. */
export function copiesAgain(
  rows: Row[],
  { releaseId, occasion }: Pick<CopiesDue, 'releaseId' | 'occasion'>,
): CopiesDue[] {
  return [...Map.groupBy(rows, ({ language }) => language)].flatMap(([language, some]) => {
    if (language === undefined) return [];
    const ids = some.map(({ subscriberId }) => subscriberId);
    return Array.from({ length: Math.ceil(ids.length / BULK) }, (_, at) => ({
      ...{ releaseId, occasion, language },
      subscriberIds: ids.slice(at * BULK, (at + 1) * BULK),
    }));
  });
}
