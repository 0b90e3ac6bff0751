// What DynamoDB would bill, as the emulator counts it from the items' sizes: a unit for each KB written and each 4 KB
// read, half of that where the read is eventually consistent. (DynamoDB Developer Guide, "Read and write operations")
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';

export type Units = { requests: number; units: number; refused: number };

const Capacity = z.object({ CapacityUnits: z.number() });
const Consumed = z.object({ ConsumedCapacity: z.union([Capacity, z.array(Capacity)]).optional() });

const counted = new Map<string, Units>();

/** By the command's name. */
export const consumed = (): Record<string, Units> => Object.fromEntries(counted);

/** Asks with each request what it consumes. */
export function metered(documents: DynamoDBDocumentClient): void {
  documents.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
        const sum = counted.get(commandName) ?? { requests: 0, units: 0, refused: 0 };
        counted.set(commandName, sum);
        sum.requests++;
        try {
          const result = await next(args);
          const { ConsumedCapacity = [] } = Consumed.parse(result.output);
          sum.units += [ConsumedCapacity].flat().reduce((units, one) => units + one.CapacityUnits, 0);
          return result;
        } catch (error) {
          // A write whose condition fails is billed as one of a KB, at the least.
          sum.refused++;
          sum.units++;
          throw error;
        }
      },
    { step: 'initialize', name: 'metered', priority: 'high' },
  );
}
