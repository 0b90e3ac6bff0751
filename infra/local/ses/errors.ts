// The names and status codes are those of the "Errors" section of API_SendEmail and its neighbours in the
// Amazon SES API v2 Reference; the bulk statuses are those of API_BulkEmailEntryResult, in the SDK's spelling.
import type { AwsResponse } from '../emulator.ts';

export const bulkStatuses = [
  'MESSAGE_REJECTED',
  'MAIL_FROM_DOMAIN_NOT_VERIFIED',
  'CONFIGURATION_SET_NOT_FOUND',
  'TEMPLATE_NOT_FOUND',
  'ACCOUNT_SUSPENDED',
  'ACCOUNT_THROTTLED',
  'ACCOUNT_DAILY_QUOTA_EXCEEDED',
  'INVALID_SENDING_POOL_NAME',
  'ACCOUNT_SENDING_PAUSED',
  'CONFIGURATION_SET_SENDING_PAUSED',
  'INVALID_PARAMETER',
  'TRANSIENT_FAILURE',
  'FAILED',
] as const;

export type BulkStatus = (typeof bulkStatuses)[number];

const errors = {
  AccountSuspendedException: { status: 400, bulk: 'ACCOUNT_SUSPENDED' },
  AlreadyExistsException: { status: 400, bulk: 'INVALID_PARAMETER' },
  BadRequestException: { status: 400, bulk: 'INVALID_PARAMETER' },
  InternalServiceErrorException: { status: 500, bulk: 'TRANSIENT_FAILURE' },
  LimitExceededException: { status: 400, bulk: 'FAILED' },
  MailFromDomainNotVerifiedException: { status: 400, bulk: 'MAIL_FROM_DOMAIN_NOT_VERIFIED' },
  MessageRejected: { status: 400, bulk: 'MESSAGE_REJECTED' },
  NotFoundException: { status: 404, bulk: 'TEMPLATE_NOT_FOUND' },
  NotImplementedException: { status: 501, bulk: 'FAILED' },
  SendingPausedException: { status: 400, bulk: 'ACCOUNT_SENDING_PAUSED' },
  TooManyRequestsException: { status: 429, bulk: 'ACCOUNT_THROTTLED' },
} as const;

export type ErrorName = keyof typeof errors;

/** A refusal: nothing was accepted. */
export class SesError extends Error {
  override readonly name: ErrorName;
  readonly bulkStatus: BulkStatus;

  constructor(name: ErrorName, message: string, bulkStatus: BulkStatus = errors[name].bulk) {
    super(message);
    this.name = name;
    this.bulkStatus = bulkStatus;
  }
}

/** Everything was accepted and stored; only the answer is lost. */
export class AnswerLost extends Error {
  override readonly name = 'AnswerLost';
}

export const badRequest = (message: string) => new SesError('BadRequestException', message);

const exceptions: Partial<Record<BulkStatus, ErrorName>> = {
  MESSAGE_REJECTED: 'MessageRejected',
  MAIL_FROM_DOMAIN_NOT_VERIFIED: 'MailFromDomainNotVerifiedException',
  CONFIGURATION_SET_NOT_FOUND: 'NotFoundException',
  TEMPLATE_NOT_FOUND: 'NotFoundException',
  ACCOUNT_SUSPENDED: 'AccountSuspendedException',
  ACCOUNT_THROTTLED: 'TooManyRequestsException',
  ACCOUNT_DAILY_QUOTA_EXCEEDED: 'TooManyRequestsException',
  ACCOUNT_SENDING_PAUSED: 'SendingPausedException',
  CONFIGURATION_SET_SENDING_PAUSED: 'SendingPausedException',
  INVALID_SENDING_POOL_NAME: 'BadRequestException',
  INVALID_PARAMETER: 'BadRequestException',
};

/** The refusal that a status stands for: as an exception of SendEmail, or the status of a bulk entry. */
export const refusal = (status: BulkStatus) =>
  new SesError(exceptions[status] ?? 'InternalServiceErrorException', `Fault injected: ${status}`, status);

export function errorResponse(error: unknown): AwsResponse {
  if (error instanceof AnswerLost) return cutOff;
  const name = error instanceof SesError ? error.name : 'InternalServiceErrorException';
  const message = error instanceof Error ? error.message : String(error);
  return {
    status: errors[name].status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': name },
    body: JSON.stringify({ message }),
  };
}

// An emulator has no socket to destroy, but it can announce more bytes than it sends: the server closes the
// connection and the client sees it reset in the middle of the answer.
const cutOff: AwsResponse = {
  status: 200,
  headers: { 'content-type': 'application/json', 'content-length': '1024', connection: 'close' },
  body: '{',
};
