// How much a queue still holds: the reconciler waits while feedback is behind.
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';

const client = new SQSClient({});

/** Messages waiting, in flight and delayed; approximate, as SQS counts. */
export async function queueDepth(url: string): Promise<number> {
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
        'ApproximateNumberOfMessagesDelayed',
      ],
    }),
  );
  return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
}
