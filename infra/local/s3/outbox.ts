// Notifications are stored together with the change they tell of, and forgotten only once delivered:
// at least once, whatever crashes.
import { z } from 'zod';
import type { Database } from './database.ts';

export type Notify = (queueArn: string, body: string) => Promise<void>;

export type Outbox = {
  /** To be called inside the transaction of the change. */
  add(queueArn: string, body: string): void;
  /** To be called after it. */
  deliver(): void;
  /** Notifications that are not delivered yet. */
  pending(): number;
  /** Starts nothing more, and waits for what is on its way. */
  stop(): Promise<void>;
};

const AT_ONCE = 8;
const FIRST_RETRY_MS = 50;
const LONGEST_RETRY_MS = 5000;

const Notice = z.object({ id: z.number(), queue_arn: z.string(), body: z.string() });
type Waiting = z.infer<typeof Notice> & { failures: number };

export function createOutbox({ sql }: Database, notify: Notify): Outbox {
  const insert = sql.prepare('INSERT INTO outbox (queue_arn, body) VALUES (?, ?)');
  const later = sql.prepare('SELECT * FROM outbox WHERE id > ? ORDER BY id');
  const remove = sql.prepare('DELETE FROM outbox WHERE id = ?');
  const ready: Waiting[] = [];
  const retries = new Set<NodeJS.Timeout>();
  const underWay = new Set<Promise<void>>();
  let seen = 0;
  let stopped = false;

  function deliver(): void {
    for (const row of later.all(seen)) {
      const notice = Notice.parse(row);
      ready.push({ ...notice, failures: 0 });
      seen = notice.id;
    }
    startNext();
  }

  function startNext(): void {
    while (!stopped && underWay.size < AT_ONCE) {
      const notice = ready.shift();
      if (notice === undefined) return;
      const delivery: Promise<void> = send(notice).then(() => {
        underWay.delete(delivery);
        startNext();
      });
      underWay.add(delivery);
    }
  }

  async function send(notice: Waiting): Promise<void> {
    try {
      await notify(notice.queue_arn, notice.body);
    } catch {
      retryLater(notice);
      return;
    }
    remove.run(notice.id);
  }

  function retryLater(notice: Waiting): void {
    const wait = Math.min(FIRST_RETRY_MS * 2 ** notice.failures, LONGEST_RETRY_MS);
    const timer = setTimeout(() => {
      retries.delete(timer);
      ready.push({ ...notice, failures: notice.failures + 1 });
      startNext();
    }, wait);
    retries.add(timer);
  }

  async function stop(): Promise<void> {
    stopped = true;
    await Promise.all(underWay);
    for (const timer of retries) clearTimeout(timer);
  }

  return {
    add: (queueArn, body) => void insert.run(queueArn, body),
    deliver,
    pending: () => ready.length + retries.size + underWay.size,
    stop,
  };
}
