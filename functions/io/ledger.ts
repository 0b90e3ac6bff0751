// The ledger: one row for each mail, (release, occasion, subscriber). Every write is conditional.
import { DeleteCommand, PutCommand, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { BulletinKey } from '../core/bulletin.ts';
import { Attempt, type Delivery, deliveries, type LedgerKey, LedgerRow, type LedgerState } from '../core/ledger.ts';
import { shardOf } from '../core/subscriber.ts';
import { allRows, batchOf, documents, won } from './table.ts';

export type Told = { state: 'SENT' | 'FAILED'; delivery?: Delivery };

/** Rows of a page: what a planner holds of a ledger at a time. */
const PAGE = 1000;

/** What a copy is made of: its language, and the version of the release. */
export type Made = { language: string; version?: number };

const partition = ({ releaseId, occasion }: BulletinKey, shard: number): string =>
  `${releaseId}#${occasion}#${String(shard).padStart(2, '0')}`;

const attemptPartition = ({ releaseId, occasion }: BulletinKey): string => `ATTEMPTS#${releaseId}#${occasion}`;

const rowKey = (key: LedgerKey) => ({ pk: partition(key, shardOf(key.subscriberId)), sk: key.subscriberId });

/** `page`: rows of a page. */
export function ledger(table: string, page = PAGE) {
  const FREE = 'attribute_not_exists(pk) OR #state = :free';

  /** Writes a row where there is none, or none that anybody has a right to. */
  const write = (key: LedgerKey, row: Omit<LedgerRow, 'subscriberId'>, condition: string, values = {}) =>
    won(
      documents.send(
        new PutCommand({
          TableName: table,
          Item: { ...rowKey(key), subscriberId: key.subscriberId, ...row },
          ConditionExpression: condition,
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: { ':free': 'FREE', ...values },
        }),
      ),
    );

  return {
    /**
     * Takes the right to send this mail, for one attempt; false where somebody has it or had it. Once more by the same
     * attempt it is true again: the SDK repeats a call whose answer was lost.
     */
    claim: (key: LedgerKey, made: Made, attempt: string, at: string): Promise<boolean> =>
      write(key, { ...made, state: 'CLAIMED', attempt, at }, `${FREE} OR (attempt = :attempt AND #state = :claimed)`, {
        ':attempt': attempt,
        ':claimed': 'CLAIMED',
      }),

    /** Notes why no mail is sent. */
    forgo: (key: LedgerKey, state: 'SUPPRESSED' | 'UNSUBSCRIBED', at: string): Promise<boolean> =>
      write(key, { state, at }, FREE),

    /** Ends an attempt that is still open; an older or other attempt changes nothing. */
    settle: (key: LedgerKey, attempt: string, state: LedgerState, at: string): Promise<boolean> =>
      won(
        documents.send(
          new UpdateCommand({
            TableName: table,
            Key: rowKey(key),
            UpdateExpression: 'SET #state = :state, #at = :at',
            ConditionExpression: 'attempt = :attempt AND #state IN (:claimed, :unknown)',
            ExpressionAttributeNames: { '#state': 'state', '#at': 'at' },
            ExpressionAttributeValues: {
              ':state': state,
              ':at': at,
              ':attempt': attempt,
              ':claimed': 'CLAIMED',
              ':unknown': 'UNKNOWN',
            },
          }),
        ),
      ),

    /**
     * Notes what an SES event tells of an attempt. It outweighs SES's answer to the call: a mail that can't be rendered
     * was answered with SUCCESS. A late "delivered" doesn't hide a bounce, nor a late "sent" a failure.
     */
    told: (key: LedgerKey, attempt: string, { state, delivery }: Told, at: string): Promise<boolean> => {
      const open = ['CLAIMED', 'UNKNOWN', 'FREE', ...(state === 'FAILED' || delivery ? ['SENT'] : [])];
      const stronger = delivery ? deliveries.slice(deliveries.indexOf(delivery) + 1) : [];
      const values = {
        ...Object.fromEntries(open.map((one, index) => [`:open${index}`, one])),
        ...Object.fromEntries(stronger.map((one, index) => [`:stronger${index}`, one])),
      };
      const named = (prefix: string) => Object.keys(values).filter((name) => name.startsWith(prefix));
      const isNew = stronger.length > 0 ? ` AND NOT delivery IN (${named(':stronger')})` : '';
      return won(
        documents.send(
          new UpdateCommand({
            TableName: table,
            Key: rowKey(key),
            UpdateExpression: `SET #state = :state, #at = :at${delivery ? ', delivery = :delivery' : ''}`,
            ConditionExpression: `attempt = :attempt AND #state IN (${named(':open')})${isNew}`,
            ExpressionAttributeNames: { '#state': 'state', '#at': 'at' },
            ExpressionAttributeValues: {
              ...{ ...values, ':state': state, ':at': at, ':attempt': attempt },
              ...(delivery ? { ':delivery': delivery } : {}),
            },
          }),
        ),
      );
    },

    /** The rows of up to 100 mails of a bulletin, in no order; those that don't exist are left out. */
    async many(bulletin: BulletinKey, subscriberIds: string[]): Promise<LedgerRow[]> {
      const keys = subscriberIds.map((subscriberId) => rowKey({ ...bulletin, subscriberId }));
      return (await batchOf(table, keys)).map((item) => LedgerRow.parse(item));
    },

    /** Notes a call to SES before it is made. */
    async begin(bulletin: BulletinKey, attempt: Attempt): Promise<void> {
      const Item = { pk: attemptPartition(bulletin), sk: attempt.attempt, ...attempt };
      await documents.send(new PutCommand({ TableName: table, Item }));
    },

    /** Forgets a call of which all is known, and all done. */
    async end(bulletin: BulletinKey, attempt: string): Promise<void> {
      const Key = { pk: attemptPartition(bulletin), sk: attempt };
      await documents.send(new DeleteCommand({ TableName: table, Key }));
    },

    /** Calls that were begun and not ended. */
    attempts: (bulletin: BulletinKey): Promise<Attempt[]> => allRows(table, attemptPartition(bulletin), Attempt),

    /** The rows of one shard of a bulletin, page by page, sorted by subscriber. */
    async *rows(bulletin: BulletinKey, shard: number): AsyncGenerator<LedgerRow[]> {
      const query = {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': partition(bulletin, shard) },
        ConsistentRead: true,
      };
      for await (const { Items = [] } of paginateQuery({ client: documents, pageSize: page }, query)) {
        yield Items.map((item) => LedgerRow.parse(item));
      }
    },
  };
}
export type Ledger = ReturnType<typeof ledger>;
