// An upload, followed to its receipt.
import { setTimeout as pause } from 'node:timers/promises';
import type { Receipt } from '../functions/core/receipt.ts';
import type { NewsroomAt } from './newsroom-at.ts';

export type Content = { body: string | Uint8Array; contentType: string };

/** `key` is the receipt's in the archive. */
export type Received = { key: string; receipt: Receipt };

/** Looks again and again until there is something to see; undefined when the time is up. */
export async function lookUntil<Found>(
  deadline: number,
  pace: number,
  look: () => Promise<Found | undefined>,
): Promise<Found | undefined> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() + pace > deadline) return undefined;
    await pause(pace);
  }
}

/** Uploads, and waits for the receipt that was not there before. */
export async function uploaded(
  key: string,
  { body, contentType }: Content,
  newsroom: NewsroomAt,
  deadline: number,
): Promise<Received | undefined> {
  const before = new Set(await newsroom.receiptKeys(`${key}/`));
  await newsroom.upload(key, body, contentType);
  return lookUntil(deadline, newsroom.pace, async () => {
    const added = (await newsroom.receiptKeys(`${key}/`)).find((one) => !before.has(one));
    const receipt = added === undefined ? undefined : await newsroom.receipt(added);
    return added !== undefined && receipt ? { key: added, receipt } : undefined;
  });
}
