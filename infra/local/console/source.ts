// What the console shows, and all that it asks of the newsroom on this machine.
import type { Receipt } from '../../../functions/core/receipt.ts';
import type { SentMail } from '../ses/ses.ts';
import type { StageStatus } from '../status.ts';

export type ReleaseRow = {
  id: string;
  file: string;
  version: number;
  state: 'published' | 'held' | 'withdrawn';
  /** When a held release comes out. */
  until?: string;
  editions: { language: string; headline: string; url: string }[];
  copies: { planned: number; sent: number; delivered: number; bounced: number; failed: number };
};

export type LogLine = { at: string; text: string };

export type ConsoleSource = {
  /** The newsroom's own origin. */
  site: string;
  s3Endpoint: string;
  /** What the AWS command line needs in its environment to reach that endpoint: AWS_ACCESS_KEY_ID, say. */
  s3Environment?: Record<string, string>;
  inboxBucket: string;
  inboxFolder: string;
  /** Oldest first, as SES keeps them. */
  mails(): SentMail[];
  readMail(id: string): Promise<Buffer>;
  /** Newest first. */
  receipts(): Promise<Receipt[]>;
  /** A receipt's page in the archive, by its key; undefined where there is none (yet). */
  receiptPage(key: string): Promise<Uint8Array | undefined>;
  /** Newest first. */
  releases(): Promise<ReleaseRow[]>;
  /** In the order of the pipeline. */
  stages(): Promise<StageStatus[]>;
  /** Gives a stage its dead letters once more. */
  redrive(stage: string): Promise<void>;
  /** Known to this console's own pages only. */
  formToken: string;
  /** Newest last. */
  log(): LogLine[];
};
