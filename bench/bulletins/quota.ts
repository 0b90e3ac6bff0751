// The account's quota in real time: the send function in a process of its own, on the local DynamoDB and the local SES.
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { apart } from './apart.ts';
import { copiesDue, fill, readers } from './audience.ts';
import type { Cost } from './functions.ts';
import { openPlace } from './place.ts';
import { SENDERS } from './setting.ts';
import { type Usage, usage } from './usage.ts';

const Bulk = z.object({ BulkEmailEntries: z.array(z.unknown()) });

export type InRealTime = Usage & {
  /** Of a processor, for the whole function, per recipient; without the first quarter, which warms up. */
  microseconds: number;
};

export async function quotaInRealTime(rate: number, releases: number, seconds: number): Promise<InRealTime> {
  let asked = 0;
  const account = { max24HourSend: -1, maxSendRate: rate, production: true, sendingEnabled: true };
  const place = await openPlace(account, ({ path, body }) => {
    if (path.endsWith('outbound-bulk-emails')) asked += Bulk.parse(JSON.parse(String(body))).BulkEmailEntries.length;
  });
  try {
    const releaseIds = Array.from({ length: releases }, (_, index) => `release-${index}`);
    const subscribers = readers(Math.ceil((rate * seconds) / releases));
    await fill(place, releaseIds, subscribers);
    const { environment, emulators } = place;
    place.send('copies', copiesDue(releaseIds, subscribers));
    const senders = await apart<Cost>('functions.ts', { names: ['send'], concurrency: SENDERS }, { environment });
    const wanted = subscribers.length * releases;
    const accepted = async (count: number) => {
      while (emulators.ses.accepted().length < count) await sleep(250);
      return emulators.ses.accepted().length;
    };
    const cold = await accepted(wanted / 4);
    await senders.tell({ say: 'warm' });
    await accepted(wanted);
    // The last ones are still to be settled.
    await sleep(1000);
    const { cpuSeconds } = await senders.tell({ say: 'report' });
    await senders.stop();
    const times = emulators.ses.accepted().map(({ sentAt }) => Date.parse(sentAt));
    const used = usage({ rate, releases, times, refused: asked - times.length });
    return { ...used, microseconds: (cpuSeconds * 1e6) / (times.length - cold) };
  } finally {
    await place.close();
  }
}
