// What the button "Start DLQ redrive" of SQS does: dead letters go back to the queue that they came from.
// (SQS Developer Guide, "Configure a dead-letter queue redrive". The emulator has no StartMessageMoveTask.)
import {
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { StageQueueUrls } from './status.ts';

const BATCH = 10;

/** How many were moved. First sent, then deleted: one that is cut short may send twice, and loses none. */
export async function redrive(sqs: SQSClient, { queueUrl, deadLettersUrl }: StageQueueUrls): Promise<number> {
  for (let moved = 0; ; ) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: deadLettersUrl, MaxNumberOfMessages: BATCH, VisibilityTimeout: 60 }),
    );
    if (Messages.length === 0) return moved;
    const bodies = Messages.map(({ Body: MessageBody }, index) => ({ Id: String(index), MessageBody }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: bodies }));
    const handles = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: deadLettersUrl, Entries: handles }));
    moved += Messages.length;
  }
}
