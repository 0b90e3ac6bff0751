// What SES's answer means for the copy. (SES API v2, BulkEmailEntryResult, and the exceptions of SendBulkEmail)
import type { LedgerState } from './ledger.ts';

/** `retry`: refused for now, nothing was taken. `pause`: refused for a reason that holds for the whole bulletin. */
export type Meaning = { state: LedgerState; next: 'done' | 'retry' | 'pause' };

const retry = new Set(['ACCOUNT_THROTTLED', 'TRANSIENT_FAILURE', 'TooManyRequestsException', 'LimitExceededException']);

const failed = new Set(['MESSAGE_REJECTED', 'INVALID_PARAMETER', 'FAILED']);

/** `definite` says that SES itself refused; otherwise it may have the mail. */
export function meaning({ status, definite }: { status: string; definite: boolean }): Meaning {
  if (status === 'SUCCESS') return { state: 'SENT', next: 'done' };
  if (!definite) return { state: 'UNKNOWN', next: 'done' };
  if (retry.has(status)) return { state: 'FREE', next: 'retry' };
  if (failed.has(status)) return { state: 'FAILED', next: 'done' };
  return { state: 'FREE', next: 'pause' };
}
