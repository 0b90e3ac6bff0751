// SQS: a queue of one kind of message.
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { ZodMiniType } from 'zod/mini';

const client = new SQSClient({});

/** SQS takes ten messages in one batch. */
const BATCH = 10;

export function queue<Message>(url: string, schema: ZodMiniType<Message>) {
  /** Sends all, or throws: the caller's own message comes again then, and the stages below deduplicate. */
  const sendAll = async (messages: Message[], delaySeconds = 0): Promise<void> => {
    for (let from = 0; from < messages.length; from += BATCH) {
      const Entries = messages.slice(from, from + BATCH).map((message, index) => ({
        Id: String(index),
        MessageBody: JSON.stringify(schema.parse(message)),
        DelaySeconds: delaySeconds,
      }));
      const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
      const [failed] = Failed;
      if (failed) throw new Error(`SQS refused ${Failed.length} of ${Entries.length} messages: ${failed.Code}.`);
    }
  };
  return { sendAll, send: (message: Message, delaySeconds = 0): Promise<void> => sendAll([message], delaySeconds) };
}
export type Queue<Message> = ReturnType<typeof queue<Message>>;
