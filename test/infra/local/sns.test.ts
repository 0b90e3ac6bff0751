// The contract of the SNS emulator (fauxqs), by the Amazon SNS Developer Guide and API Reference.
import {
  CreateTopicCommand,
  ListSubscriptionsByTopicCommand,
  PublishCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { expect, it } from 'vitest';
import { arnOf, emulators, failure, folder, newQueue, receive, startIn } from './local-emulators.ts';

const { sns, sqs, fauxqs } = await emulators();

let topics = 0;

async function topicTo(...queueUrls: string[]): Promise<string> {
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: `topic-${++topics}` }));
  for (const url of queueUrls) {
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: arnOf(url) }));
  }
  return TopicArn;
}

it('publishes to each queue that subscribed ("Common Amazon SNS scenarios", fan-out)', async () => {
  const queues = [await newQueue(sqs), await newQueue(sqs)];
  const bystander = await newQueue(sqs);
  const TopicArn = await topicTo(...queues);

  await sns.send(new PublishCommand({ TopicArn, Message: 'to all' }));

  for (const queue of queues) expect(await receive(sqs, queue)).toHaveLength(1);
  expect(await receive(sqs, bystander)).toEqual([]);
});

it('wraps the message into a notification ("Parsing Amazon SNS message formats", HTTP/HTTPS notification JSON)', async () => {
  const queue = await newQueue(sqs);
  const TopicArn = await topicTo(queue);
  const Message = '{"eventType":"Send","text":"\\"größer\\" <&>"}';

  const { MessageId } = await sns.send(new PublishCommand({ TopicArn, Message, Subject: 'Notice' }));

  const [received] = await receive(sqs, queue);
  expect(JSON.parse(received?.Body ?? '')).toEqual({
    Type: 'Notification',
    MessageId,
    TopicArn,
    Subject: 'Notice',
    Message,
    Timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    SignatureVersion: '1',
    Signature: expect.any(String),
    SigningCertURL: expect.any(String),
    UnsubscribeURL: expect.any(String),
  });
});

it('delivers what the local SES publishes as it does what a client publishes', async () => {
  const queue = await newQueue(sqs);
  const TopicArn = await topicTo(queue);

  fauxqs.publish(TopicArn.split(':').at(-1) ?? '', 'from inside');

  const [received] = await receive(sqs, queue);
  expect(JSON.parse(received?.Body ?? '')).toMatchObject({ Type: 'Notification', TopicArn, Message: 'from inside' });
});

it('takes 256 KiB and not a byte more (API_Publish, Message)', async () => {
  const TopicArn = await topicTo();

  await sns.send(new PublishCommand({ TopicArn, Message: 'x'.repeat(262_144) }));

  const error = await failure(sns.send(new PublishCommand({ TopicArn, Message: 'x'.repeat(262_145) })));
  expect(error).toMatchObject({ name: 'InvalidParameterException' });
});

it('answers NotFound for a topic that does not exist (API_Publish)', async () => {
  const TopicArn = 'arn:aws:sns:us-east-1:000000000000:nowhere';

  expect(await failure(sns.send(new PublishCommand({ TopicArn, Message: 'lost' })))).toMatchObject({
    name: 'NotFoundException',
  });
});

it('subscribes a queue once, however often it is asked, and over a restart (API_Subscribe)', async () => {
  const directory = folder();
  const deployed = async (local: Awaited<ReturnType<typeof startIn>>) => {
    if (!local.fauxqs.inspectQueue('feedback')) local.fauxqs.createQueue('feedback');
    const { topicArn } = local.fauxqs.createTopic('events');
    local.fauxqs.subscribe({ topic: 'events', queue: 'feedback' });
    return topicArn;
  };
  const first = await startIn(directory, true);
  await deployed(first);
  await first.stop();

  const second = await startIn(directory, true);
  try {
    const TopicArn = await deployed(second);
    await second.sns.send(new PublishCommand({ TopicArn, Message: 'once' }));

    const { Subscriptions } = await second.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    expect(Subscriptions).toHaveLength(1);
    expect(second.fauxqs.inspectQueue('feedback')?.messages.ready).toHaveLength(1);
  } finally {
    await second.stop();
  }
});
