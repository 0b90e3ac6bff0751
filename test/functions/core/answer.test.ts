import * as ses from '@aws-sdk/client-sesv2';
import { describe, expect, test } from 'vitest';
import { type Meaning, meaning } from '../../../functions/core/answer.ts';

const sent: Meaning = { state: 'SENT', next: 'done' };
const later: Meaning = { state: 'FREE', next: 'retry' };
const failed: Meaning = { state: 'FAILED', next: 'done' };
const stop: Meaning = { state: 'FREE', next: 'pause' };

// A status that a new SDK brings is a type error here.
const statuses: Record<ses.BulkEmailStatus, Meaning> = {
  SUCCESS: sent,
  ACCOUNT_THROTTLED: later,
  ACCOUNT_DAILY_QUOTA_EXCEEDED: stop,
  TRANSIENT_FAILURE: later,
  MESSAGE_REJECTED: failed,
  INVALID_PARAMETER: failed,
  FAILED: failed,
  ACCOUNT_SENDING_PAUSED: stop,
  ACCOUNT_SUSPENDED: stop,
  CONFIGURATION_SET_NOT_FOUND: stop,
  CONFIGURATION_SET_SENDING_PAUSED: stop,
  INVALID_SENDING_POOL_NAME: stop,
  MAIL_FROM_DOMAIN_NOT_VERIFIED: stop,
  TEMPLATE_NOT_FOUND: stop,
};

const exceptions: Record<string, Meaning> = {
  TooManyRequestsException: later,
  LimitExceededException: later,
  AccountSuspendedException: stop,
  BadRequestException: stop,
  MailFromDomainNotVerifiedException: stop,
  MessageRejected: stop,
  NotFoundException: stop,
  SendingPausedException: stop,
};

describe('an answer of SES', () => {
  test.each(Object.entries(statuses))('for one mail: %s is %j', (status, expected) => {
    expect(meaning({ status, definite: true })).toEqual(expected);
  });

  test.each(Object.entries(exceptions))('for the whole call: %s is %j', (name, expected) => {
    expect(Object.keys(ses)).toContain(name);
    expect(meaning({ status: name, definite: true })).toEqual(expected);
  });

  test('that the table lacks is not in the SDK', () => {
    expect(Object.values(ses.BulkEmailStatus).filter((status) => !(status in statuses))).toEqual([]);
  });

  test('that nobody knows stops the bulletin, and nothing counts as sent', () => {
    expect(meaning({ status: 'SOMETHING_NEW', definite: true })).toEqual(stop);
  });
});

test.each(['TimeoutError', 'ECONNRESET', 'InternalServerError', 'TooManyRequestsException', 'FAILED'])(
  'an error after which SES may have the mail, as %s, leaves it unknown and is never tried again at once',
  (status) => {
    expect(meaning({ status, definite: false })).toEqual({ state: 'UNKNOWN', next: 'done' });
  },
);
