// What must be true of digests once all is quiet.
import { kindOf } from '../../functions/core/occasion.ts';
import type { Subscriber } from '../../functions/core/subscriber.ts';
import type { Judged } from './invariants.ts';
import { asksFor, firstOf, steady } from './model.ts';

const HOUR = 3_600_000;

type Told = { at: Date; entries: { releaseId: string; language: string; status: string }[] };

/** What each reader found in their digests, a mail that was sent again counted once. */
function digestsOf({ world }: Judged): Map<string, Map<string, Told>> {
  const found = new Map<string, Map<string, Told>>();
  for (const { tags } of world.history.accepts) {
    const kind = kindOf(tags.occasion);
    if (kind.kind !== 'digest') continue;
    const entries = world.history.attempts.get(tags.attempt)?.entries ?? [];
    const own = found.get(tags.subscriber) ?? new Map<string, Told>();
    found.set(tags.subscriber, own.set(tags.occasion, { at: kind.hour, entries }));
  }
  return found;
}

/** Who had one rhythm all the time. */
function unchanged({ world }: Judged, id: string): Subscriber | undefined {
  const all = (world.history.stands.get(id) ?? []).flatMap(({ member }) => member ?? []);
  const rhythms = new Set(all.map(({ frequency, hour, timezone }) => `${frequency} ${hour} ${timezone}`));
  return rhythms.size === 1 ? all[0] : undefined;
}

/** The weekday and hour on the reader's clock. */
function clockOf({ timezone }: Subscriber, at: Date): { weekday: string; hour: number; minute: number } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...({ timeZone: timezone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const),
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return { weekday: part('weekday'), hour: Number(part('hour')), minute: Number(part('minute')) };
}

/** Whether the reader's digest is of this hour. */
function isTheirs(subscriber: Subscriber, at: Date): boolean {
  const { weekday, hour } = clockOf(subscriber, at);
  return hour === subscriber.hour && (subscriber.frequency === 'daily' || weekday === 'Mon');
}

export function checkDigests(judged: Judged): string | undefined {
  const digests = digestsOf(judged);
  for (const [id, told] of digests) {
    const subscriber = unchanged(judged, id);
    if (subscriber?.frequency === 'immediate') return `digest: ${id} reads none`;
    const seen = new Map<string, number>();
    for (const [occasion, { at, entries }] of told) {
      if (entries.length === 0) return `digest: ${id} got an empty ${occasion}`;
      if (subscriber && !isTheirs(subscriber, at)) return `digest: ${id} got ${occasion}, which is not their hour`;
      for (const { releaseId, language, status } of entries.filter((one) => one.status === 'new')) {
        const name = `${releaseId} ${language}`;
        if (seen.has(name)) return `digest: ${id} found ${name} as ${status} twice`;
        seen.set(name, at.getTime());
      }
    }
  }
  return missing(judged, digests) ?? notDue(judged);
}

/** Who reads digests gets nothing at once. */
function notDue(judged: Judged): string | undefined {
  const wrong = judged.world.history.accepts.find(({ tags }) => {
    const frequency = unchanged(judged, tags.subscriber)?.frequency ?? 'immediate';
    return tags.occasion === 'publication' && frequency !== 'immediate';
  });
  return wrong && `digest: ${wrong.tags.subscriber} got a release at once`;
}

/** What came out and never changed is in the first digest of each reader after it. */
function missing({ world, models }: Judged, digests: Map<string, Map<string, Told>>): string | undefined {
  for (const { releaseId, index, isNotified, topics } of models) {
    const revisions = world.history.published.filter(({ publication }) => publication.releaseId === releaseId);
    const [only] = revisions;
    if (!only || revisions.length > 1 || !isNotified) continue;
    for (const subscriber of steady(world, only.call)) {
      const language = firstOf(subscriber, Object.keys(only.publication.editions));
      const edition = language === undefined ? undefined : only.publication.editions[language];
      if (subscriber.frequency === 'immediate' || !edition || edition.withdrawn || !asksFor(subscriber, topics))
        continue;
      const due = firstDigest(subscriber, Date.parse(edition.firstPublished), world.schedule.now() - HOUR / 2);
      if (due === undefined) continue;
      if (world.ses.fates.get(subscriber.id) === 'rejected') continue;
      const entries = [...(digests.get(subscriber.id)?.values() ?? [])].filter(({ at }) => at.getTime() === due);
      if (!entries.some((one) => one.entries.some((entry) => entry.releaseId === releaseId && entry.status === 'new')))
        return `digest: ${subscriber.id} found no release ${index} in the digest of ${new Date(due).toISOString()}`;
    }
  }
  return undefined;
}

function firstDigest(subscriber: Subscriber, after: number, until: number): number | undefined {
  for (let at = Math.ceil(after / HOUR) * HOUR; at <= until; at += HOUR)
    if (isTheirs(subscriber, new Date(at))) return at;
  return undefined;
}
