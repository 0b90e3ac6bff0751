// The one message loop: every record by itself, failures handed back alone (reportBatchItemFailures).
import type { SQSBatchResponse, SQSEvent, SQSHandler, SQSRecord } from 'aws-lambda';
import type { ZodMiniType } from 'zod/mini';
import { logFault } from './log.ts';

/** `edges` is made on the first record, once, so that importing a handler needs no environment. */
export function onMessage<Message, Edges>(
  stage: string,
  schema: ZodMiniType<Message>,
  handle: (message: Message, edges: Edges) => Promise<void>,
  edges: () => Edges,
): SQSHandler {
  let made: Edges | undefined;
  const one = async (record: SQSRecord): Promise<void> => {
    made ??= edges();
    await handle(schema.parse(JSON.parse(record.body)), made);
  };
  return async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const failures = await Promise.all(
      event.Records.map((record) =>
        one(record).then(
          () => [],
          (error: unknown) => {
            logFault(stage, 'retried', error, record.messageId);
            return [{ itemIdentifier: record.messageId }];
          },
        ),
      ),
    );
    return { batchItemFailures: failures.flat() };
  };
}
