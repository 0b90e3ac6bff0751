// What happened, as far as the invariants ask for it. `call` orders it: the index of the call by which it happened.
import type { LedgerKey, LedgerTags } from '../../functions/core/ledger.ts';
import type { Publication } from '../../functions/core/publication.ts';

/** A mail that SES took. */
export type Accept = {
  tags: LedgerTags;
  language: string;
  /** What it says. */
  data: string;
  address: string;
  at: number;
  call: number;
  run: number;
  /** When its Send event was handed to feedback; undefined until then, and for ever where it was lost. */
  toldAt: number | undefined;
};

export type Claim = {
  key: LedgerKey;
  attempt: string;
  language: string;
  at: number;
  call: number;
  /** When its run last read who may be written to, and what the release was. */
  readersRead: number;
  releaseRead: number;
};

export type Freed = { key: LedgerKey; attempt: string; at: number };

export type History = {
  accepts: Accept[];
  claims: Claim[];
  /** Mails that the clock gave free. */
  freed: Freed[];
  left: { id: string; call: number }[];
  published: { publication: Publication; at: number; call: number }[];
  put: { key: string; body: string; at: number }[];
  lines: string[];
  attempts: Map<string, { entries?: { releaseId: string; language: string; status: string }[] | undefined }>;
};

export const newHistory = (): History => ({
  accepts: [],
  claims: [],
  freed: [],
  left: [],
  published: [],
  put: [],
  lines: [],
  attempts: new Map(),
});
