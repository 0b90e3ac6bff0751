// Whom the keyed hash of an address stands for: rows of the subscribers table, one for each address that was changed.
import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { shardOf } from '../core/subscriber.ts';
import { batchOf, documents } from './table.ts';

const aliasKey = (hash: string) => ({ pk: `ALIAS#${String(shardOf(hash)).padStart(2, '0')}`, sk: hash });

const AliasRow = z.object({ sk: z.string(), id: z.string() });

export const aliases = (table: string) => ({
  /** Whom a hash stands for: itself, unless an address was changed. */
  async idOf(hash: string): Promise<string> {
    const { Item } = await documents.send(
      new GetCommand({ TableName: table, Key: aliasKey(hash), ConsistentRead: true }),
    );
    return Item ? AliasRow.parse(Item).id : hash;
  },

  /** From now on a hash stands for this id; without one, for itself. */
  async alias(hash: string, id?: string): Promise<void> {
    const Key = aliasKey(hash);
    if (id === undefined) await documents.send(new DeleteCommand({ TableName: table, Key }));
    else await documents.send(new PutCommand({ TableName: table, Item: { ...Key, id } }));
  },

  /** The ids of up to 100 hashes, each once, by hash; most stand for themselves. */
  async idsOf(hashes: string[]): Promise<Map<string, string>> {
    const rows = (await batchOf(table, hashes.map(aliasKey))).map((item) => AliasRow.parse(item));
    return new Map([...hashes.map((hash) => [hash, hash] as const), ...rows.map(({ sk, id }) => [sk, id] as const)]);
  },
});
export type Aliases = ReturnType<typeof aliases>;
