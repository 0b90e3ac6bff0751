// Events, against "Contents of event data that Amazon SES publishes to Amazon SNS", "Using the mailbox simulator" and
// "Using the Amazon SES account-level suppression list".
import {
  DeleteSuppressedDestinationCommand,
  PutSuppressedDestinationCommand,
  SendBulkEmailCommand,
  SendEmailCommand,
} from '@aws-sdk/client-sesv2';
import { describe, expect, test } from 'vitest';
import { from, simple, startSes, temporaryDirectory, to, topicArn } from './ses-setup.ts';

const mail = (...recipients: string[]) =>
  new SendEmailCommand({
    FromEmailAddress: from,
    ...to(...recipients),
    Content: simple(),
    ConfigurationSetName: 'bulletins',
    EmailTags: [{ Name: 'attempt', Value: 'a-1' }],
  });

describe('an event', () => {
  test('tells the mail, its recipients, its headers and its tags', async () => {
    const { client, published, quiet } = await startSes();
    const { MessageId } = await client.send(mail('reader@example.com'));
    await quiet();

    const [send, delivery] = published;
    expect(send).toEqual({
      topicArn,
      event: {
        eventType: 'Send',
        send: {},
        mail: {
          timestamp: '2026-03-04T05:06:07.089Z',
          messageId: MessageId,
          source: from,
          sourceArn: 'arn:aws:ses:eu-central-1:123456789012:identity/newsroom.example',
          sendingAccountId: '123456789012',
          destination: ['reader@example.com'],
          headersTruncated: false,
          headers: [
            { name: 'From', value: from },
            { name: 'To', value: 'reader@example.com' },
            { name: 'Subject', value: 'Hello' },
            { name: 'MIME-Version', value: '1.0' },
          ],
          commonHeaders: { from: [from], to: ['reader@example.com'], messageId: MessageId, subject: 'Hello' },
          tags: {
            'ses:configuration-set': ['bulletins'],
            'ses:source-ip': ['127.0.0.1'],
            'ses:from-domain': ['newsroom.example'],
            'ses:caller-identity': ['local'],
            attempt: ['a-1'],
          },
        },
      },
    });
    expect(delivery?.event).toMatchObject({
      eventType: 'Delivery',
      delivery: { recipients: ['reader@example.com'], timestamp: '2026-03-04T05:06:07.089Z' },
    });
  });

  test('has no subject when it is the Send of a templated mail, which is rendered later', async () => {
    const { ses, client, published, quiet } = await startSes();
    ses.createTemplate('t', { subject: 'Secret {{x}}', text: 't' });
    await client.send(
      new SendBulkEmailCommand({
        FromEmailAddress: from,
        ConfigurationSetName: 'bulletins',
        DefaultContent: { Template: { TemplateName: 't', TemplateData: '{"x":1}' } },
        BulkEmailEntries: [to('a@example.com')],
      }),
    );
    await quiet();
    expect(published.map(({ event }) => [event.eventType, event.mail.commonHeaders.subject])).toEqual([
      ['Send', undefined],
      ['Delivery', 'Secret 1'],
    ]);
    expect(JSON.stringify(published[0])).not.toContain('Secret');
  });

  test('goes only where its type was asked for, in either spelling', async () => {
    const { ses, client, types } = await startSes();
    ses.createConfigurationSet('bulletins');
    ses.addEventDestination('bulletins', { topicArn, eventTypes: ['BOUNCE', 'OPEN'] });
    await client.send(mail('reader@example.com'));
    await client.send(mail('bounce@simulator.amazonses.com'));
    expect(await types()).toEqual(['Bounce']);
    expect(() => ses.addEventDestination('bulletins', { topicArn, eventTypes: ['bounced'] })).toThrow(
      'no event type "bounced"',
    );
  });

  test('is published again until that succeeds, and counted as pending meanwhile', async () => {
    let failures = 3;
    const seen: string[] = [];
    const { ses, client, quiet } = await startSes({
      publish: async (_, message) => {
        if (failures-- > 0) throw new Error('unavailable');
        seen.push(JSON.parse(message).eventType);
      },
    });
    await client.send(mail('reader@example.com'));
    expect(ses.pending()).toBeGreaterThan(0);
    await quiet();
    expect(seen.sort()).toEqual(['Delivery', 'Send']);
  });

  test('that a stopped process had not published is published by the next one, and no other', async () => {
    const directory = await temporaryDirectory();
    const first = await startSes({
      directory,
      publish: async (_, message) => {
        if (JSON.parse(message).eventType === 'Delivery') throw new Error('unavailable');
      },
    });
    await first.client.send(mail('reader@example.com'));
    await first.stop();

    const second = await startSes({ directory, boot: 2 });

    expect(await second.types()).toEqual(['Delivery']);
    await second.stop();
    expect(await (await startSes({ directory, boot: 3 })).types()).toEqual([]);
  });
});

describe('the mailbox simulator', () => {
  test.each([
    ['success@simulator.amazonses.com', ['Send', 'Delivery'], 1],
    ['ooto@simulator.amazonses.com', ['Send', 'Delivery'], 1],
    ['bounce+label@simulator.amazonses.com', ['Send', 'Bounce'], 1],
    ['complaint@simulator.amazonses.com', ['Send', 'Delivery', 'Complaint'], 1],
    ['suppressionlist@simulator.amazonses.com', ['Send', 'Bounce'], 0],
  ])('%s', async (address, expected, files) => {
    const { ses, client, types } = await startSes();
    await client.send(mail(address));
    expect(await types()).toEqual(expected);
    expect(ses.outbox()).toHaveLength(files);
  });

  test('bounces for good, with the address as it was written', async () => {
    const { client, published, quiet } = await startSes();
    await client.send(
      mail(
        'bounce+1@simulator.amazonses.com',
        'bounce+2@simulator.amazonses.com',
        'suppressionlist@simulator.amazonses.com',
        'reader@example.com',
      ),
    );
    await quiet();
    expect(
      published.map(({ event }) => [
        event.eventType,
        event.bounce?.bounceType,
        event.bounce?.bounceSubType,
        event.bounce?.bouncedRecipients.map((r) => r.emailAddress) ?? event.delivery?.recipients,
      ]),
    ).toEqual([
      ['Send', undefined, undefined, undefined],
      ['Delivery', undefined, undefined, ['reader@example.com']],
      ['Bounce', 'Permanent', 'General', ['bounce+1@simulator.amazonses.com', 'bounce+2@simulator.amazonses.com']],
      ['Bounce', 'Permanent', 'Suppressed', ['suppressionlist@simulator.amazonses.com']],
    ]);
  });

  test('rejects the EICAR test file after accepting it', async () => {
    const { ses, client, types } = await startSes();
    await client.send(
      new SendEmailCommand({
        FromEmailAddress: from,
        ...to('a@example.com'),
        Content: simple('x', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE'),
        ConfigurationSetName: 'bulletins',
      }),
    );
    expect(await types()).toEqual(['Send', 'Reject']);
    expect(ses.outbox()).toEqual([]);
  });
});

describe('an address on the suppression list', () => {
  test.each([
    [
      'BOUNCE' as const,
      'Bounce',
      {
        bounce: {
          bounceType: 'Permanent',
          bounceSubType: 'OnAccountSuppressionList',
          bouncedRecipients: [{ emailAddress: 'Reader@example.com' }],
        },
      },
    ],
    [
      'COMPLAINT' as const,
      'Complaint',
      {
        complaint: {
          complaintSubType: 'OnAccountSuppressionList',
          complainedRecipients: [{ emailAddress: 'Reader@example.com' }],
        },
      },
    ],
  ])('for a %s gets no mail: Send, then %s; until it is taken off the list', async (Reason, type, detail) => {
    const { ses, client, published, types } = await startSes();
    await client.send(new PutSuppressedDestinationCommand({ EmailAddress: 'reader@example.com', Reason }));

    await client.send(mail('Reader@example.com'));

    expect(await types()).toEqual(['Send', type]);
    expect(published[1]?.event).toMatchObject(detail);
    expect(ses.outbox()).toEqual([]);
    expect(ses.accepted()).toMatchObject([{ file: null }]);
    await client.send(new DeleteSuppressedDestinationCommand({ EmailAddress: 'reader@example.com' }));
    await client.send(mail('Reader@example.com'));
    expect(ses.outbox()).toHaveLength(1);
  });

  test('is suppressed only for the reasons of the configuration set, where it has its own', async () => {
    const { ses, client, types } = await startSes();
    ses.createConfigurationSet('bulletins', { suppressionReasons: ['COMPLAINT'] });
    await client.send(new PutSuppressedDestinationCommand({ EmailAddress: 'a@example.com', Reason: 'BOUNCE' }));
    await client.send(mail('a@example.com'));
    expect(await types()).toEqual(['Send', 'Delivery']);
  });
});
