// All that the ledger holds about one subscriber. It is kept by bulletin, so this reads the whole of it: for who asks
// what is held about them, or wants it erased.
import { DeleteCommand, paginateScan, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { Attempt, LedgerRow } from '../core/ledger.ts';
import { documents, won } from './table.ts';

type Key = { pk: string; sk: string };

/** `release` is "digest" where the occasion is one. */
type Of = { key: Key; release: string; occasion: string };

/** A copy of a release, or a call to SES that is not over, in which there is one. */
export type Found = Of & ({ copy: LedgerRow } | { call: Attempt });

/** `looked` is how many rows were read so far. */
export type Page = { found: Found[]; looked: number };

const Keys = z.object({ pk: z.string(), sk: z.string() });

export function copies(table: string) {
  return {
    /** Page by page; few rows of many are theirs. */
    async *of(subscriberIds: string[]): AsyncGenerator<Page> {
      const ids = Object.fromEntries(subscriberIds.map((id, at) => [`:id${at}`, id]));
      const names = Object.keys(ids);
      const filter = [`sk IN (${names})`, ...names.map((name) => `contains(subscriberIds, ${name})`)].join(' OR ');
      const scan = { TableName: table, FilterExpression: filter, ExpressionAttributeValues: ids, ConsistentRead: true };
      let looked = 0;
      for await (const { Items = [], ScannedCount = 0 } of paginateScan({ client: documents }, scan)) {
        looked += ScannedCount;
        yield { found: Items.map(foundIn), looked };
      }
    },

    /** Takes the copy out of the ledger, or the subscriber out of the call; a call that has changed since stays. */
    async remove({ key, ...found }: Found, subscriberIds: string[]): Promise<void> {
      if ('copy' in found) {
        await documents.send(new DeleteCommand({ TableName: table, Key: key }));
        return;
      }
      // From the last on: those before it keep their places.
      for (const [at, id] of [...found.call.subscriberIds.entries()].reverse()) {
        if (!subscriberIds.includes(id)) continue;
        const there = `subscriberIds[${at}]`;
        await won(
          documents.send(
            new UpdateCommand({
              ...{ TableName: table, Key: key, UpdateExpression: `REMOVE ${there}` },
              ConditionExpression: `${there} = :id`,
              ExpressionAttributeValues: { ':id': id },
            }),
          ),
        );
      }
    },
  };
}
export type Copies = ReturnType<typeof copies>;

function foundIn(item: unknown): Found {
  const { pk, sk } = Keys.parse(item);
  const [first = '', second = '', third = ''] = pk.split('#');
  if (first === 'ATTEMPTS') return { key: { pk, sk }, release: second, occasion: third, call: Attempt.parse(item) };
  return { key: { pk, sk }, release: first, occasion: second, copy: LedgerRow.parse(item) };
}
