// What one SES of one account and region holds. Configuration sets, event destinations and identities come from the
// template at each boot; mails, templates and the suppression list come back from the journal.
import { join } from 'node:path';
import { type Account, createQuota, type Quota } from './account.ts';
import type { Draft } from './draft.ts';
import type { BulkStatus } from './errors.ts';
import { type Entry, type Journal, openJournal, readJournal, type StoredTemplate, type Suppressed } from './journal.ts';
import type { EventType, Mail } from './mail.ts';
import { fileName, type OutboxFiles, openOutboxFiles } from './outbox.ts';
import type { SuppressionReason } from './outcomes.ts';
import { createPublisher, type Notice, noticesOf, type Publisher } from './publisher.ts';

export type ConfigurationSet = {
  /** Undefined: those of the account, which are both (API_SuppressionOptions). */
  suppressionReasons: readonly SuppressionReason[] | undefined;
  destinations: Map<string, ReadonlySet<EventType>>;
};

export type Fault = BulkStatus | 'accept-then-reset';
export type Faults = (draft: Draft) => Fault | undefined;

export type SesOptions = {
  directory: string;
  clock: () => Date;
  newId: () => string;
  publish: (topicArn: string, message: string) => Promise<void>;
  account: Account;
  /** For tests: refuses a message, or accepts it and loses the answer. */
  faults?: Faults;
};

export type State = {
  clock: () => Date;
  newId: () => string;
  faults: Faults;
  account: Account;
  quota: Quota;
  mails: Map<string, Mail>;
  templates: Map<string, StoredTemplate>;
  suppressed: Map<string, Suppressed>;
  configurationSets: Map<string, ConfigurationSet>;
  identities: Set<string>;
  files: OutboxFiles;
  journal: Journal;
  publisher: Publisher;
  nextFile(recipient: string): { sequence: number; file: string };
  /** Mails accepted but not yet on disk. */
  underWay: number;
};

export function openState({ directory, clock, newId, publish, account, faults }: SesOptions): State {
  const path = join(directory, 'journal.jsonl');
  const stored = restore(readJournal(path));
  const mails = [...stored.mails.values()];
  const journal = openJournal(path);
  const publisher = createPublisher(publish, ({ mail, event, topicArn }) =>
    journal.append([{ kind: 'published', id: mail.id, event, topicArn }]),
  );
  let sequence = mails.reduce((highest, mail) => Math.max(highest, mail.sequence), 0);
  // Changed in place by setAccount: the quota reads it too.
  const shared = { ...account };
  const state: State = {
    clock,
    newId,
    faults: faults ?? (() => undefined),
    account: shared,
    quota: createQuota(
      shared,
      clock,
      mails.map(({ sentAt, countedForTheDay }) => ({ at: Date.parse(sentAt), count: countedForTheDay })),
    ),
    ...stored,
    configurationSets: new Map(),
    identities: new Set(),
    files: openOutboxFiles(directory, new Set(mails.flatMap(({ file }) => file ?? []))),
    journal,
    publisher,
    nextFile: (recipient) => ({ sequence: ++sequence, file: fileName(sequence, recipient) }),
    underWay: 0,
  };
  publisher.enqueue(stored.unpublished);
  return state;
}

type Restored = Pick<State, 'mails' | 'templates' | 'suppressed'> & { unpublished: Notice[] };

function restore(entries: readonly Entry[]): Restored {
  const restored: Omit<Restored, 'unpublished'> = { mails: new Map(), templates: new Map(), suppressed: new Map() };
  const published = new Set<string>();
  for (const entry of entries) {
    if (entry.kind === 'published') published.add(noticeKey(entry.id, entry.event, entry.topicArn));
    else apply(restored, entry);
  }
  const notices = [...restored.mails.values()].flatMap(noticesOf);
  const unpublished = notices.filter(
    ({ mail, event, topicArn }) => !published.has(noticeKey(mail.id, event, topicArn)),
  );
  return { ...restored, unpublished };
}

const noticeKey = (id: string, event: number, topicArn: string) => `${id} ${event} ${topicArn}`;

type Change = Exclude<Entry, { kind: 'published' }>;

/** Makes changes and remembers them. */
export function commit(state: State, changes: readonly Change[]): void {
  state.journal.append(changes);
  for (const change of changes) apply(state, change);
}

function apply(
  { mails, templates, suppressed }: Pick<State, 'mails' | 'templates' | 'suppressed'>,
  change: Change,
): void {
  switch (change.kind) {
    case 'mail':
      mails.set(change.mail.id, change.mail);
      return;
    case 'suppressed':
      suppressed.set(change.suppressed.address.toLowerCase(), change.suppressed);
      return;
    case 'unsuppressed':
      suppressed.delete(change.address.toLowerCase());
      return;
    case 'template':
      templates.set(change.template.name, change.template);
      return;
    case 'template deleted':
      templates.delete(change.name);
  }
}
