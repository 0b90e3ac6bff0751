// What is asked of the hub until it was verified, and how often anybody asks: rows of the outlets table that go by themselves.
import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { OutletRequest } from '../core/outlet.ts';
import { documents } from './table.ts';

const requestKey = (id: string) => ({ pk: `REQUEST#${id}`, sk: '#' });

const Count = z.object({ count: z.number() });

export const outletRequests = (table: string) => ({
  /** Keeps what is asked for, until it was verified. */
  async ask(request: OutletRequest): Promise<void> {
    await documents.send(new PutCommand({ TableName: table, Item: { ...requestKey(request.id), ...request } }));
  },

  /** Undefined where it was dealt with. */
  async request(id: string): Promise<OutletRequest | undefined> {
    const key = { TableName: table, Key: requestKey(id), ConsistentRead: true };
    const { Item } = await documents.send(new GetCommand(key));
    return Item && OutletRequest.parse(Item);
  },

  async forgetRequest(id: string): Promise<void> {
    await documents.send(new DeleteCommand({ TableName: table, Key: requestKey(id) }));
  },

  /** Counts one more request of somebody, or about something, in that hour; how many there were. */
  async count(what: string, hour: string, expires: number): Promise<number> {
    const { Attributes } = await documents.send(
      new UpdateCommand({
        ...{ TableName: table, Key: { pk: `COUNT#${what}`, sk: hour } },
        UpdateExpression: 'SET expires = :expires ADD #count :one',
        ExpressionAttributeNames: { '#count': 'count' },
        ExpressionAttributeValues: { ':expires': expires, ':one': 1 },
        ReturnValues: 'ALL_NEW',
      }),
    );
    return Count.parse(Attributes).count;
  },
});
