import { describe, expect, test } from 'vitest';
import { LedgerTags } from '../../../functions/core/ledger.ts';
import { consequence, ledgerKey, Notification, SesEvent } from '../../../functions/feedback/event.ts';

const tags = {
  'ses:configuration-set': ['bulletins'],
  'ses:source-ip': ['127.0.0.1'],
  release: ['r1'],
  occasion: ['publication'],
  subscriber: ['abcdefghijkl'],
  attempt: ['a-1'],
};

const mail = {
  timestamp: '2026-03-09T08:00:00.000Z',
  source: 'Council <newsroom@council.example>',
  messageId: '0100',
  destination: ['reader@example.org'],
  headersTruncated: false,
  headers: [{ name: 'To', value: 'reader@example.org' }],
  tags,
};

const timestamp = '2026-03-09T08:05:00.000Z';

const event = (eventType: string, detail: object = {}) => ({ eventType, mail, ...detail });

/** As it lies in the queue: SNS's envelope around the event as text. */
const wrapped = (inner: unknown) => ({
  Type: 'Notification',
  MessageId: '7d1a2c9e-0000-4000-8000-000000000000',
  TopicArn: 'arn:aws:sns:us-east-1:000000000000:feedback',
  Subject: 'Amazon SES Email Event Notification',
  Message: JSON.stringify(inner),
  Timestamp: '2026-03-09T08:00:01.000Z',
  SignatureVersion: '1',
});

const bounce = (bounceType: string) => event('Bounce', { bounce: { bounceType, bounceSubType: 'General', timestamp } });

const suppress = (reason: string) => ({ reason, at: timestamp });

describe('what SES tells', () => {
  test.each([
    ['was sent', event('Send', { send: {} }), { state: 'SENT' }],
    [
      'is delayed',
      event('DeliveryDelay', { deliveryDelay: { delayType: 'MailboxFull' } }),
      { state: 'SENT', delivery: 'delayed' },
    ],
    ['was delivered', event('Delivery', { delivery: { recipients: [] } }), { state: 'SENT', delivery: 'delivered' }],
    [
      'bounced for good suppresses the address',
      bounce('Permanent'),
      { state: 'SENT', delivery: 'bounced', suppress: suppress('bounce') },
    ],
    ['bounced for now does not', bounce('Transient'), { state: 'SENT', delivery: 'bounced' }],
    ['bounced for no known reason does not', bounce('Undetermined'), { state: 'SENT', delivery: 'bounced' }],
    [
      'was complained about suppresses the address',
      event('Complaint', { complaint: { timestamp } }),
      { state: 'SENT', delivery: 'complained', suppress: suppress('complaint') },
    ],
    ['was rejected', event('Reject', { reject: { reason: 'Bad content' } }), { state: 'FAILED' }],
    ['could not be rendered', event('Rendering Failure', { failure: {} }), { state: 'FAILED' }],
  ])('of a mail that %s', (_, told, expected) => {
    expect(consequence(SesEvent.parse(told))).toEqual(expected);
  });

  test('leads back to its row in the ledger', () => {
    const { Message } = Notification.parse(wrapped(event('Send')));

    const found = LedgerTags.parse(Message.mail.tags);

    expect(ledgerKey(found)).toEqual({
      releaseId: 'r1',
      occasion: 'publication',
      subscriberId: 'abcdefghijkl',
    });
    expect(found.attempt).toBe('a-1');
  });

  test('of a letter leads to the subscriber, and to no ledger', () => {
    const letter = { letter: ['confirm'], subscriber: ['abcdefghijkl'] };
    const { Message } = Notification.parse(wrapped({ ...event('Delivery'), mail: { ...mail, tags: letter } }));

    expect(Message.mail.tags).toEqual({ letter: 'confirm', subscriber: 'abcdefghijkl' });
  });

  test('leaves the address behind: nothing after parsing holds it', () => {
    expect(JSON.stringify(Notification.parse(wrapped(bounce('Permanent'))))).not.toContain('reader@example.org');
  });
});

describe('a message is not understood, and so ends in the dead-letter queue', () => {
  test.each([
    ['of a kind that was not asked for', wrapped(event('Open'))],
    ['of a mail without our tags', wrapped({ ...event('Send'), mail: { tags: { release: ['r1'] } } })],
    ['of a bounce without its type', wrapped(event('Bounce', { bounce: {} }))],
    ['that is no event', wrapped('hello')],
    ['that is no notification', { eventType: 'Send' }],
    ['that is no JSON inside', { Message: 'hello' }],
  ])('%s', (_, message) => {
    expect(() => Notification.parse(message)).toThrow();
  });
});
