// Publishes the events of accepted mails, at least once: until a publication succeeds it is tried again, and what a
// stopped process left over is taken up by the next one.
import { setTimeout as sleep } from 'node:timers/promises';
import { eventMessage } from './events.ts';
import type { Mail } from './mail.ts';

export type Notice = { mail: Mail; event: number; topicArn: string };

export type Publisher = {
  enqueue(notices: readonly Notice[]): void;
  pending(): number;
  stop(): Promise<void>;
};

type Publish = (topicArn: string, message: string) => Promise<void>;

const concurrency = 16;

export const noticesOf = (mail: Mail): Notice[] =>
  mail.events.flatMap(({ topics }, event) => topics.map((topicArn) => ({ mail, event, topicArn })));

export function createPublisher(publish: Publish, published: (notice: Notice) => void): Publisher {
  const queue: Notice[] = [];
  const running = new Set<Promise<void>>();
  const stopped = new AbortController();
  let taken = 0;

  async function deliver({ mail, event, topicArn }: Notice): Promise<boolean> {
    const content = mail.events[event];
    if (!content) return true;
    const message = eventMessage(mail, content, topicArn);
    for (let pause = 50; !stopped.signal.aborted; pause = Math.min(pause * 2, 5000)) {
      try {
        await publish(topicArn, message);
        return true;
      } catch {
        await sleep(pause, undefined, { signal: stopped.signal, ref: false }).catch(() => undefined);
      }
    }
    return false;
  }

  async function work(): Promise<void> {
    while (!stopped.signal.aborted && taken < queue.length) {
      const notice = queue[taken++];
      if (notice && (await deliver(notice))) published(notice);
      if (taken === queue.length) taken -= queue.splice(0).length;
    }
  }

  return {
    enqueue: (notices) => {
      for (const notice of notices) queue.push(notice);
      while (taken < queue.length && running.size < concurrency) {
        const worker = work().finally(() => running.delete(worker));
        running.add(worker);
      }
    },
    pending: () => queue.length - taken + running.size,
    stop: async () => {
      stopped.abort();
      await Promise.all(running);
    },
  };
}
