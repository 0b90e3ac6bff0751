// The ledger: one row for each mail, (release, occasion, subscriber). Every write is conditional.
import { PutCommand, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { type LedgerKey, LedgerState } from '../core/bulletin.ts';
import { shardOf } from '../core/subscriber.ts';
import { documents, won } from './table.ts';

export const LedgerRow = z.object({
  subscriberId: z.string(),
  language: z.string().optional(),
  state: LedgerState,
  attempt: z.string().optional(),
  at: z.iso.datetime(),
  delivery: z.enum(['delivered', 'bounced', 'complained']).optional(),
});
export type LedgerRow = z.infer<typeof LedgerRow>;

export type Told = { state: 'SENT' | 'FAILED'; delivery?: NonNullable<LedgerRow['delivery']> };

const partition = ({ releaseId, occasion }: Omit<LedgerKey, 'subscriberId'>, shard: number): string =>
  `${releaseId}#${occasion}#${String(shard).padStart(2, '0')}`;

const rowKey = (key: LedgerKey) => ({ pk: partition(key, shardOf(key.subscriberId)), sk: key.subscriberId });

export function ledger(table: string) {
  const begin = (key: LedgerKey, row: Omit<LedgerRow, 'subscriberId'>): Promise<boolean> =>
    won(
      documents.send(
        new PutCommand({
          TableName: table,
          Item: { ...rowKey(key), subscriberId: key.subscriberId, ...row },
          ConditionExpression: 'attribute_not_exists(pk) OR #state = :free',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: { ':free': 'FREE' },
        }),
      ),
    );

  return {
    /** Takes the right to send this mail, for one attempt; false where somebody has it or had it. */
    claim: (key: LedgerKey, language: string, attempt: string, at: string): Promise<boolean> =>
      begin(key, { state: 'CLAIMED', language, attempt, at }),

    /** Notes why no mail is sent. */
    forgo: (key: LedgerKey, state: 'SUPPRESSED' | 'UNSUBSCRIBED', at: string): Promise<boolean> =>
      begin(key, { state, at }),

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
      const values = Object.fromEntries(open.map((one, index) => [`:open${index}`, one]));
      const weaker = delivery === 'delivered' ? 'attribute_not_exists(delivery)' : 'NOT delivery = :complained';
      return won(
        documents.send(
          new UpdateCommand({
            TableName: table,
            Key: rowKey(key),
            UpdateExpression: `SET #state = :state, #at = :at${delivery ? ', delivery = :delivery' : ''}`,
            ConditionExpression: `attempt = :attempt AND #state IN (${Object.keys(values)})${delivery ? ` AND ${weaker}` : ''}`,
            ExpressionAttributeNames: { '#state': 'state', '#at': 'at' },
            ExpressionAttributeValues: {
              ...{ ...values, ':state': state, ':at': at, ':attempt': attempt },
              ...(delivery ? { ':delivery': delivery } : {}),
              ...(delivery && delivery !== 'delivered' ? { ':complained': 'complained' } : {}),
            },
          }),
        ),
      );
    },

    /** The rows of one shard of a bulletin, page by page. */
    async *rows(bulletin: Omit<LedgerKey, 'subscriberId'>, shard: number): AsyncGenerator<LedgerRow[]> {
      const query = {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': partition(bulletin, shard) },
        ConsistentRead: true,
      };
      for await (const { Items = [] } of paginateQuery({ client: documents }, query)) {
        yield Items.map((item) => LedgerRow.parse(item));
      }
    },
  };
}
export type Ledger = ReturnType<typeof ledger>;
