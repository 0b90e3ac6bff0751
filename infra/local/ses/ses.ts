// Amazon SES v2 on this machine: accepts as AWS documents it, keeps every sent mail as a file, publishes its events.
// Authorisation is the gateway's; signatures are ignored here.
import type { Emulator } from '../emulator.ts';
import type { Account } from './account.ts';
import { storeTemplate } from './actions/email-templates.ts';
import { errorResponse } from './errors.ts';
import { parseEventTypes } from './events.ts';
import type { EventType, Mail } from './mail.ts';
import type { SuppressionReason } from './outcomes.ts';
import { perform } from './routes.ts';
import { openState, type SesOptions, type State } from './state.ts';
import type { TemplateText } from './template.ts';

export type AcceptedMail = Pick<
  Mail,
  'id' | 'from' | 'to' | 'cc' | 'bcc' | 'subject' | 'sentAt' | 'headers' | 'tags' | 'configurationSet'
> & {
  /** Null when nothing was sent: suppressed, rejected, not renderable. */
  file: string | null;
  events: EventType[];
};
export type SentMail = AcceptedMail & { file: string };

export type Ses = {
  handle: Emulator;
  createTemplate(name: string, template: TemplateText): void;
  createConfigurationSet(name: string, options?: { suppressionReasons?: SuppressionReason[] }): void;
  addEventDestination(configurationSet: string, destination: { topicArn: string; eventTypes: string[] }): void;
  createIdentity(identity: string): void;
  setAccount(change: Partial<Account>): void;
  /** The mails that were sent, as files of `DIRECTORY/outbox`, oldest first. */
  outbox(): SentMail[];
  /** All that SES said yes to, also what it then never sent. Oldest first. */
  accepted(): AcceptedMail[];
  read(id: string): Promise<Buffer>;
  /** Events not yet published, and mails accepted but not yet on disk. */
  pending(): number;
  /** Ends publishing; what is left is published by the next SES with this directory. */
  stop(): Promise<void>;
};

export function createSes(options: SesOptions): Ses {
  const state = openState(options);
  return {
    handle: handler(state),
    ...resources(state),
    setAccount: (change) => {
      Object.assign(state.account, change);
    },
    ...mailbox(state),
    pending: () => state.underWay + state.publisher.pending(),
    stop: async () => {
      await state.publisher.stop();
      state.journal.close();
    },
  };
}

const handler =
  (state: State): Emulator =>
  async (request) => {
    try {
      const answer = await perform(state, request);
      return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(answer) };
    } catch (error) {
      return errorResponse(error);
    }
  };

/** Idempotent, so that they can be called at each boot; a change replaces what was there. */
function resources(
  state: State,
): Pick<Ses, 'createTemplate' | 'createConfigurationSet' | 'addEventDestination' | 'createIdentity'> {
  return {
    createTemplate: (name, template) => storeTemplate(state, name, template),
    createConfigurationSet: (name, { suppressionReasons } = {}) => {
      const destinations = state.configurationSets.get(name)?.destinations ?? new Map<string, ReadonlySet<EventType>>();
      state.configurationSets.set(name, { suppressionReasons, destinations });
    },
    addEventDestination: (configurationSet, { topicArn, eventTypes }) => {
      const set = state.configurationSets.get(configurationSet);
      if (!set) throw new Error(`There is no configuration set "${configurationSet}".`);
      set.destinations.set(topicArn, new Set(parseEventTypes(eventTypes)));
    },
    createIdentity: (identity) => {
      state.identities.add(identity.toLowerCase());
    },
  };
}

function mailbox({ mails, files }: State): Pick<Ses, 'outbox' | 'accepted' | 'read'> {
  const accepted = () => [...mails.values()].sort((a, b) => a.sequence - b.sequence).map(summary);
  return {
    accepted,
    outbox: () => accepted().flatMap((mail) => (mail.file === null ? [] : [{ ...mail, file: mail.file }])),
    read: async (id) => {
      const file = mails.get(id)?.file;
      if (!file) throw new Error(`No mail with the id ${id} was sent.`);
      return files.read(file);
    },
  };
}

const summary = ({
  id,
  file,
  from,
  to,
  cc,
  bcc,
  subject,
  sentAt,
  headers,
  tags,
  configurationSet,
  events,
}: Mail): AcceptedMail => ({
  id,
  file,
  from,
  to,
  cc,
  bcc,
  subject,
  sentAt,
  headers,
  tags,
  configurationSet,
  events: events.map(({ type }) => type),
});
