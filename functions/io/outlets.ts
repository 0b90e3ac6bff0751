// Who asked the hub for which feed, and what they took of it. In a table of their own.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { Outlet } from '../core/outlet.ts';
import { outletRequests } from './outlet-requests.ts';
import { pushes } from './pushes.ts';
import { documents, won } from './table.ts';

type Key = Pick<Outlet, 'feed' | 'id'>;
type Attempt = NonNullable<Outlet['attempt']>;

const outletKey = ({ feed, id }: Key) => ({ pk: `FEED#${feed}`, sk: id });

const epoch = (instant: string): number => Math.ceil(Date.parse(instant) / 1000);

export function outlets(table: string) {
  const at = (key: Key) => ({ TableName: table, Key: outletKey(key) });

  /** Ends an attempt, and says how: false where it is somebody else's by now, or the outlet has left. */
  const end = (key: Key, attempt: string, change: string, values: Record<string, unknown>): Promise<boolean> =>
    won(
      documents.send(
        new UpdateCommand({
          ...{ ...at(key), UpdateExpression: `${change} REMOVE attempt` },
          ConditionExpression: 'attempt.id = :attempt',
          ExpressionAttributeValues: { ...values, ':attempt': attempt },
        }),
      ),
    );

  return {
    /** Subscribes, or renews; what was asked for earlier never replaces what was asked for later. */
    async subscribe({ callback, secret, askedAt, leaseUntil, since, ...key }: Subscription): Promise<boolean> {
      const keep = (ConditionExpression: string, more = '') =>
        won(
          documents.send(
            new UpdateCommand({
              ...{ ...at(key), ConditionExpression },
              UpdateExpression: `SET feed = :feed, id = :id, callback = :callback, secret = :secret, askedAt = :askedAt,
                leaseUntil = :leaseUntil, expires = :expires, failures = if_not_exists(failures, :none)${more}`,
              ExpressionAttributeValues: {
                ...{ ':feed': key.feed, ':id': key.id, ':callback': callback, ':secret': secret, ':none': 0 },
                ...{ ':askedAt': askedAt, ':leaseUntil': leaseUntil, ':expires': epoch(leaseUntil), ':since': since },
              },
            }),
          ),
        );
      if (await keep('askedAt <= :askedAt AND leaseUntil > :since')) return true;
      // Nobody was told of anything after a lease had ended.
      const isBroken = 'attribute_not_exists(pk) OR (askedAt <= :askedAt AND leaseUntil <= :since)';
      return keep(isBroken, ', since = :since');
    },

    /** Ends what was asked for until then; false where it was asked for anew since. */
    leave: (key: Key, askedAt: string): Promise<boolean> =>
      won(
        documents.send(
          new DeleteCommand({
            ...{ ...at(key), ConditionExpression: 'attribute_not_exists(pk) OR askedAt <= :askedAt' },
            ExpressionAttributeValues: { ':askedAt': askedAt },
          }),
        ),
      ),

    async get(key: Key): Promise<Outlet | undefined> {
      const { Item } = await documents.send(new GetCommand({ ...at(key), ConsistentRead: true }));
      return Item && Outlet.parse(Item);
    },

    /** All that asked for a feed, page by page; also those whose lease has ended of late. */
    async *of(feed: string): AsyncGenerator<Outlet[]> {
      const query = {
        ...{ TableName: table, KeyConditionExpression: 'pk = :pk', ConsistentRead: true },
        ExpressionAttributeValues: { ':pk': outletKey({ feed, id: '' }).pk },
      };
      for await (const { Items = [] } of paginateQuery({ client: documents }, query)) {
        yield Items.map((item) => Outlet.parse(item));
      }
    },

    /** Takes the right to deliver, which one has at a time; as the outlet is then. Undefined where somebody has it. */
    async claim(key: Key, attempt: Attempt, now: string): Promise<Outlet | undefined> {
      try {
        const { Attributes } = await documents.send(
          new UpdateCommand({
            ...{ ...at(key), UpdateExpression: 'SET attempt = :attempt' },
            ConditionExpression:
              'attribute_exists(pk) AND (attribute_not_exists(attempt) OR attempt.#until <= :now OR attempt.id = :id)',
            ExpressionAttributeNames: { '#until': 'until' },
            ExpressionAttributeValues: { ':attempt': attempt, ':now': now, ':id': attempt.id },
            ReturnValues: 'ALL_NEW',
          }),
        );
        return Outlet.parse(Attributes);
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return undefined;
        throw error;
      }
    },

    /** Notes that it has the feed as it was read at that moment. */
    took: (key: Key, attempt: string, { etag, takenAt, milliseconds }: Taken): Promise<boolean> =>
      end(
        ...([key, attempt] as const),
        `SET etag = :etag, takenAt = :takenAt, failures = :none${milliseconds === undefined ? '' : ', milliseconds = :took'}`,
        {
          ...{ ':etag': etag, ':takenAt': takenAt, ':none': 0 },
          ...(milliseconds !== undefined && { ':took': milliseconds }),
        },
      ),

    failed: (key: Key, attempt: string, failures: number): Promise<boolean> =>
      end(key, attempt, 'SET failures = :failures', { ':failures': failures }),

    /** Ends it where it said that it is gone; what was asked for anew meanwhile stays. */
    gone: (key: Key, attempt: string, askedAt: string): Promise<boolean> =>
      won(
        documents.send(
          new DeleteCommand({
            ...{ ...at(key), ConditionExpression: 'attempt.id = :attempt AND askedAt = :askedAt' },
            ExpressionAttributeValues: { ':attempt': attempt, ':askedAt': askedAt },
          }),
        ),
      ),

    ...pushes(table),
    ...outletRequests(table),
  };
}
export type Outlets = ReturnType<typeof outlets>;

type Subscription = Pick<Outlet, 'feed' | 'id' | 'callback' | 'secret' | 'since' | 'askedAt' | 'leaseUntil'>;
type Taken = { etag: string; takenAt: string; milliseconds?: number };
