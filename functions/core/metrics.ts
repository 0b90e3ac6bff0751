// What is counted for the operator, by CloudWatch's names.

/** The namespace of all of them. */
export const METRICS = 'Polywire';

/** Bulletins that SES takes no mail of for now. */
export const PAUSED = 'PausedBulletins';
/** Calls to SES of which nobody knows how they ended. */
export const UNKNOWN = 'UnknownCalls';
/** Messages with what SES tells of mails that wait to be read: until they are, nothing is sent again. */
export const WAITING = 'FeedbackWaiting';
/** Mails that were sent again after nobody had heard of them. */
export const RECONCILED = 'ReconciledMails';
/** Mails of which SES told, though they had been sent again. */
export const TWICE = 'MailsSentTwice';
