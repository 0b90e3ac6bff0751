// Whom the keyed hash of an address stands for: rows of the subscribers table, one for each address that was changed.
import { z } from 'zod';
import { shardOf } from '../core/subscriber.ts';
import { batchOf } from './table.ts';

export const aliasKey = (hash: string) => ({ pk: `ALIAS#${String(shardOf(hash)).padStart(2, '0')}`, sk: hash });

export const AliasRow = z.object({ sk: z.string(), id: z.string() });

export const aliases = (table: string) => ({
  /** The ids of up to 100 hashes, each once, by hash; most stand for themselves. */
  async idsOf(hashes: string[]): Promise<Map<string, string>> {
    const rows = (await batchOf(table, hashes.map(aliasKey))).map((item) => AliasRow.parse(item));
    return new Map([...hashes.map((hash) => [hash, hash] as const), ...rows.map(({ sk, id }) => [sk, id] as const)]);
  },
});
export type Aliases = ReturnType<typeof aliases>;
