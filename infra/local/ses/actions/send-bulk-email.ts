// API_SendBulkEmail, API_BulkEmailEntry, API_BulkEmailEntryResult. What is wrong with the call as a whole is thrown;
// what is wrong with an entry is the status of that entry, and the others go out.
import { type Accepted, accept, checkSender, deliver } from '../accept.ts';
import { parseMailbox } from '../address.ts';
import type { Draft } from '../draft.ts';
import { badRequest, SesError } from '../errors.ts';
import { replaceHeaders, validateCustomHeaders } from '../headers.ts';
import { mailboxes, parseRecipients } from '../recipients.ts';
import { type BulkEmailEntry, parse, SendBulkEmail } from '../schemas.ts';
import type { State } from '../state.ts';
import { replaceTags, validateTags } from '../tags.ts';
import { parseData } from '../template.ts';
import { chooseTemplate, renderContent } from '../templated.ts';

type EntryResult = { Status: string; Error?: string; MessageId?: string };

const maximumEntries = 50;

export async function sendBulkEmail(state: State, body: Buffer): Promise<{ BulkEmailEntryResults: EntryResult[] }> {
  const request = parse(SendBulkEmail, body);
  const { BulkEmailEntries: entries } = request;
  if (entries.length === 0 || entries.length > maximumEntries) {
    throw badRequest(`A bulk call has ${entries.length} destinations; it takes 1 to ${maximumEntries}.`);
  }
  const draftOf = prepare(state, request);
  const accepted: Accepted[] = [];
  const results = entries.map((entry): EntryResult => {
    try {
      const taken = accept(state, draftOf(entry));
      accepted.push(taken);
      return { Status: 'SUCCESS', MessageId: taken.mail.id };
    } catch (error) {
      if (!(error instanceof SesError)) throw error;
      return { Status: error.bulkStatus, Error: error.message };
    }
  });
  await deliver(state, accepted);
  return { BulkEmailEntryResults: results };
}

/** Checks what all entries share, once. */
function prepare(state: State, request: SendBulkEmail): (entry: BulkEmailEntry) => Draft {
  const { DefaultEmailTags, ConfigurationSetName: configurationSet } = request;
  const { Template } = request.DefaultContent;
  const from = parseMailbox(request.FromEmailAddress);
  const replyTo = mailboxes(request.ReplyToAddresses);
  checkSender(state, from.address, configurationSet);
  validateTags(DefaultEmailTags);
  validateCustomHeaders(Template.Headers);
  const template = chooseTemplate(state, Template);
  const defaultData = once(() => parseData(Template.TemplateData));
  return (entry) => {
    const headers = replaceHeaders(Template.Headers, entry.ReplacementHeaders);
    const tags = replaceTags(DefaultEmailTags, entry.ReplacementTags);
    validateCustomHeaders(headers);
    validateTags(tags);
    const replacement = entry.ReplacementEmailContent?.ReplacementTemplate?.ReplacementTemplateData;
    const content = renderContent(template, () => ({ ...defaultData(), ...parseData(replacement) }));
    const recipients = parseRecipients(entry.Destination);
    return { operation: 'SendBulkEmail', from, replyTo, ...recipients, headers, tags, configurationSet, content };
  };
}

/** Parses the data that all entries share only once, and fails for each of them if it fails. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
