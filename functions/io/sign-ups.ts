// What waits to be confirmed, by mailbox; and how often a client asked. Rows of the subscribers table that go by themselves.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { type LetterKind, SignUp } from '../core/sign-up.ts';
import { SHARDS, shardOf } from '../core/subscriber.ts';
import { allRows, documents, won } from './table.ts';

const partition = (shard: number): string => `SIGNUP#${String(shard).padStart(2, '0')}`;
const key = (id: string) => ({ pk: partition(shardOf(id)), sk: id });

const Count = z.object({ count: z.number() });

/** The sign-up that is meant: one that was asked for since is another. */
export type Asked = Pick<SignUp, 'id' | 'askedAt'>;

/** One mail, and who sends it. */
export type LetterAttempt = Asked & { letter: LetterKind; attempt: string };

export function signUps(table: string) {
  /** Changes the sign-up that is meant; what it is then, or undefined where it is there no more. */
  const change = async ({ id, askedAt }: Asked, UpdateExpression: string, values: Record<string, unknown>) => {
    try {
      const { Attributes } = await documents.send(
        new UpdateCommand({
          ...{ TableName: table, Key: key(id), UpdateExpression },
          ConditionExpression: 'askedAt = :askedAt',
          ExpressionAttributeValues: { ':askedAt': askedAt, ...values },
          ReturnValues: 'ALL_NEW',
        }),
      );
      return SignUp.parse(Attributes);
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  };
  const letterName = (letter: LetterKind): Record<string, string> => ({ '#letter': `letter-${letter}` });

  return {
    async get(id: string): Promise<SignUp | undefined> {
      const { Item } = await documents.send(new GetCommand({ TableName: table, Key: key(id), ConsistentRead: true }));
      return Item && SignUp.parse(Item);
    },

    /**
     * Keeps it, unless the mailbox was written to a short while ago: the one write that decides between two at once. Once
     * more the same is kept again: the SDK repeats a call whose answer was lost. Where one is known to wait, this one is
     * noted at it and not kept: a write that is refused takes longer, and would tell.
     */
    async ask(signUp: SignUp, waits?: Asked): Promise<boolean> {
      if (waits) {
        await won(
          documents.send(
            new UpdateCommand({
              ...{ TableName: table, Key: key(waits.id), UpdateExpression: 'SET askedAgainAt = :at' },
              ConditionExpression: 'askedAt = :askedAt',
              ExpressionAttributeValues: { ':askedAt': waits.askedAt, ':at': signUp.askedAt },
            }),
          ),
        );
        return false;
      }
      return won(
        documents.send(
          new PutCommand({
            TableName: table,
            Item: { ...key(signUp.id), ...signUp },
            ConditionExpression:
              'attribute_not_exists(pk) OR notBefore <= :now OR (askedAt = :now AND address = :address)',
            ExpressionAttributeValues: { ':now': signUp.askedAt, ':address': signUp.address },
          }),
        ),
      );
    },

    /** Notes that the mailbox's owner confirmed it, when they first did; and hands it out. */
    confirm: (asked: Asked, at: string): Promise<SignUp | undefined> =>
      change(asked, 'SET confirmedAt = if_not_exists(confirmedAt, :at)', { ':at': at }),

    /** Notes that one end of a change of address agreed. */
    agree: (asked: Asked, end: 'arrive' | 'depart', at: string): Promise<SignUp | undefined> => {
      const name = end === 'arrive' ? 'arrivedAt' : 'departedAt';
      return change(asked, `SET ${name} = if_not_exists(${name}, :at)`, { ':at': at });
    },

    /** Takes the right to send this mail; false where somebody has it or had it, or something else was asked since. */
    claimLetter: ({ id, askedAt, letter, attempt }: LetterAttempt): Promise<boolean> =>
      won(
        documents.send(
          new UpdateCommand({
            ...{ TableName: table, Key: key(id), UpdateExpression: 'SET #letter = :attempt' },
            ConditionExpression: 'askedAt = :askedAt AND (attribute_not_exists(#letter) OR #letter = :attempt)',
            ExpressionAttributeNames: letterName(letter),
            ExpressionAttributeValues: { ':attempt': attempt, ':askedAt': askedAt },
          }),
        ),
      ),

    /** Gives the right back, where SES definitely refused. */
    freeLetter: ({ id, letter, attempt }: LetterAttempt): Promise<boolean> =>
      won(
        documents.send(
          new UpdateCommand({
            ...{ TableName: table, Key: key(id), UpdateExpression: 'REMOVE #letter' },
            ConditionExpression: '#letter = :attempt',
            ExpressionAttributeNames: letterName(letter),
            ExpressionAttributeValues: { ':attempt': attempt },
          }),
        ),
      ),

    /** Changes of a subscriber's address that wait to be confirmed. It reads all sign-ups: for erasure and the like. */
    async movesOf(subscriberId: string): Promise<SignUp[]> {
      const shards = Array.from({ length: SHARDS }, (_, shard) => partition(shard));
      const found = await Promise.all(shards.map((pk) => allRows(table, pk, SignUp)));
      return found.flat().filter(({ moves }) => moves === subscriberId);
    },

    async remove(id: string): Promise<void> {
      await documents.send(new DeleteCommand({ TableName: table, Key: key(id) }));
    },

    /** Counts one more request of a client, by its keyed hash, in that hour; how many it made. */
    async countClient(client: string, hour: string, expires: number): Promise<number> {
      const { Attributes } = await documents.send(
        new UpdateCommand({
          ...{ TableName: table, Key: { pk: `CLIENT#${client}`, sk: hour } },
          UpdateExpression: 'SET expires = :expires ADD #count :one',
          ExpressionAttributeNames: { '#count': 'count' },
          ExpressionAttributeValues: { ':expires': expires, ':one': 1 },
          ReturnValues: 'ALL_NEW',
        }),
      );
      return Count.parse(Attributes).count;
    },
  };
}
export type SignUps = ReturnType<typeof signUps>;
