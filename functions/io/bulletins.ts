// Bulletins: how each stands, what the planning of its audience found, and which are open. In the releases table.
import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { Bulletin, type BulletinKey, Plan, type Quota } from '../core/bulletin.ts';
import { Occasion } from '../core/occasion.ts';
import { allRows, documents, won } from './table.ts';

const Open = z.object({ releaseId: z.string(), occasion: Occasion, round: z.int() });
/** `round` is the one that it was open in when this was noted. */
export type OpenBulletin = z.infer<typeof Open>;

type Opening = BulletinKey & Pick<Bulletin, 'revision' | 'shards'>;

export type Counts = Partial<Pick<Bulletin, 'accepted' | 'failed' | 'spared' | 'reconciled'>>;

const rowKey = ({ releaseId, occasion }: BulletinKey) => ({ pk: `BULLETIN#${releaseId}`, sk: occasion });
const openKey = ({ releaseId, occasion }: BulletinKey) => ({ pk: 'BULLETINS', sk: `${releaseId}#${occasion}` });
const planPartition = ({ releaseId, occasion }: BulletinKey): string => `PLAN#${releaseId}#${occasion}`;

const keyOf = ({ releaseId, occasion }: BulletinKey): BulletinKey => ({ releaseId, occasion });

export function bulletins(table: string) {
  type Change = Pick<
    ConstructorParameters<typeof UpdateCommand>[0],
    'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
  >;

  const update = (key: BulletinKey, change: Change) =>
    documents.send(new UpdateCommand({ TableName: table, Key: rowKey(key), ReturnValues: 'ALL_NEW', ...change }));

  const get = async (key: BulletinKey): Promise<Bulletin | undefined> => {
    const { Item } = await documents.send(new GetCommand({ TableName: table, Key: rowKey(key), ConsistentRead: true }));
    return Item && Bulletin.parse(Item);
  };

  /** The clock looks after what is noted so. */
  const noteOpen = ({ round, ...key }: OpenBulletin) =>
    documents.send(new PutCommand({ TableName: table, Item: { ...openKey(key), ...keyOf(key), round } }));

  return {
    get,

    /** All bulletins of a release, in no order. */
    of: (releaseId: string): Promise<Bulletin[]> => allRows(table, `BULLETIN#${releaseId}`, Bulletin),

    /**
     * Opens a bulletin, or opens it again for a newer revision of the publication; one of the same revision stays as it
     * is, open or closed. Returns it as it stands then.
     */
    async open({ revision, shards, ...key }: Opening, at: string): Promise<Bulletin> {
      await won(
        update(key, {
          UpdateExpression: `SET releaseId = :releaseId, occasion = :occasion, revision = :revision,
            round = if_not_exists(round, :zero) + :one, roundAt = :at, shards = :shards, openedAt = :at, closedAt = :none,
            pause = if_not_exists(pause, :none), quota = if_not_exists(quota, :none), quotaRound = if_not_exists(quotaRound, :zero),
            accepted = if_not_exists(accepted, :zero), failed = if_not_exists(failed, :zero),
            spared = if_not_exists(spared, :zero), reconciled = if_not_exists(reconciled, :zero)`,
          ConditionExpression: 'attribute_not_exists(pk) OR revision < :revision',
          ExpressionAttributeValues: {
            ...{
              ':releaseId': key.releaseId,
              ':occasion': key.occasion,
              ':revision': revision,
              ':at': at,
              ':shards': shards,
            },
            ...{ ':none': null, ':zero': 0, ':one': 1 },
          },
        }),
      );
      const bulletin = await get(key);
      if (!bulletin) throw new Error(`Bulletin ${key.occasion} of release ${key.releaseId} was not opened.`);
      if (bulletin.closedAt === null) await noteOpen(bulletin);
      return bulletin;
    },

    /** Begins another round, and ends a pause; undefined where somebody did so already, or closed it. */
    async replan(bulletin: Bulletin, shards: number[], at: string): Promise<Bulletin | undefined> {
      const isBegun = await won(
        update(bulletin, {
          UpdateExpression: 'SET round = :next, roundAt = :at, shards = :shards, pause = :none',
          ConditionExpression: 'round = :round AND closedAt = :none',
          ExpressionAttributeValues: {
            ...{ ':next': bulletin.round + 1, ':round': bulletin.round, ':shards': shards, ':at': at, ':none': null },
          },
        }),
      );
      if (!isBegun) return undefined;
      const begun = { ...bulletin, round: bulletin.round + 1, roundAt: at, shards, pause: null };
      await noteOpen(begun);
      return begun;
    },

    /** Ends a bulletin; false where another round has begun meanwhile. */
    close: (bulletin: Bulletin, at: string): Promise<boolean> =>
      won(
        update(bulletin, {
          UpdateExpression: 'SET closedAt = :at',
          ConditionExpression: 'round = :round',
          ExpressionAttributeValues: { ':at': at, ':round': bulletin.round },
        }),
      ),

    /** Those that the clock looks after: open, or closed and not yet forgotten. */
    opened: (): Promise<OpenBulletin[]> => allRows(table, 'BULLETINS', Open),

    /** Takes a closed one from the clock; one that was opened again meanwhile stays. */
    forget: ({ round, ...key }: OpenBulletin): Promise<boolean> =>
      won(
        documents.send(
          new DeleteCommand({
            TableName: table,
            Key: openKey(key),
            ConditionExpression: 'round = :round',
            ExpressionAttributeValues: { ':round': round },
          }),
        ),
      ),

    /** Stops its senders until another round begins; the first reason stays. */
    pause: (key: BulletinKey, reason: string, since: string): Promise<boolean> =>
      won(
        update(key, {
          UpdateExpression: 'SET pause = :pause',
          ConditionExpression: 'attribute_exists(pk) AND pause = :none',
          ExpressionAttributeValues: { ':pause': { reason, since }, ':none': null },
        }),
      ),

    async count(key: BulletinKey, counts: Counts): Promise<void> {
      const counted = Object.entries(counts).filter(([, count]) => count > 0);
      if (counted.length === 0) return;
      await update(key, {
        UpdateExpression: `ADD ${counted.map(([name]) => `${name} :${name}`).join(', ')}`,
        ExpressionAttributeValues: Object.fromEntries(counted.map(([name, count]) => [`:${name}`, count])),
      });
    },

    /** Notes what SES allows; true for the first of a round. */
    expect: ({ round, ...key }: Pick<Bulletin, 'releaseId' | 'occasion' | 'round'>, quota: Quota): Promise<boolean> =>
      won(
        update(key, {
          UpdateExpression: 'SET quota = :quota, quotaRound = :round',
          ConditionExpression: 'quotaRound < :round',
          ExpressionAttributeValues: { ':quota': quota, ':round': round },
        }),
      ),

    /** Notes what the planning of a shard found; an older round never overwrites a newer. */
    async notePlan(key: BulletinKey, plan: Plan): Promise<void> {
      await won(
        documents.send(
          new PutCommand({
            TableName: table,
            Item: { pk: planPartition(key), sk: String(plan.shard).padStart(2, '0'), ...plan },
            ConditionExpression: 'attribute_not_exists(pk) OR round <= :round',
            ExpressionAttributeValues: { ':round': plan.round },
          }),
        ),
      );
    },

    /** By shard; those that were never planned are missing. */
    plans: (key: BulletinKey): Promise<Plan[]> => allRows(table, planPartition(key), Plan),
  };
}
export type Bulletins = ReturnType<typeof bulletins>;
