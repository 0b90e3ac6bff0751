// API_SendEmail
import { accept, checkSender, deliver } from '../accept.ts';
import { parseMailbox } from '../address.ts';
import type { Draft } from '../draft.ts';
import { badRequest } from '../errors.ts';
import { validateCustomHeaders } from '../headers.ts';
import { parseRaw, type RawMessage, rawHeader } from '../raw.ts';
import { mailboxes, parseRecipients } from '../recipients.ts';
import { parse, type SendEmail, SendEmail as SendEmailSchema, type Simple } from '../schemas.ts';
import type { State } from '../state.ts';
import { type Tag, validateTags } from '../tags.ts';
import { parseData, type Rendered } from '../template.ts';
import { chooseTemplate, renderContent } from '../templated.ts';

export async function sendEmail(state: State, body: Buffer): Promise<{ MessageId: string }> {
  const draft = draftOf(state, parse(SendEmailSchema, body));
  validateTags(draft.tags);
  validateCustomHeaders(draft.headers);
  checkSender(state, draft.from.address, draft.configurationSet);
  const accepted = accept(state, draft);
  await deliver(state, [accepted]);
  return { MessageId: accepted.mail.id };
}

function draftOf(state: State, request: SendEmail): Draft {
  const { Simple, Raw, Template } = request.Content;
  if ([Simple, Raw, Template].filter(Boolean).length !== 1) {
    throw badRequest('Content must be one of Simple, Raw and Template.');
  }
  if (Raw) return rawDraft(request, parseRaw(Raw.Data));
  const common = {
    operation: 'SendEmail' as const,
    from: parseMailbox(request.FromEmailAddress ?? ''),
    replyTo: mailboxes(request.ReplyToAddresses),
    ...parseRecipients(request.Destination),
    tags: request.EmailTags,
    configurationSet: request.ConfigurationSetName,
  };
  if (Simple) return { ...common, headers: Simple.Headers, content: { kind: 'simple', body: simpleBody(Simple) } };
  if (!Template) throw badRequest('Content is empty.');
  const content = renderContent(chooseTemplate(state, Template), () => parseData(Template.TemplateData));
  return { ...common, headers: Template.Headers, content };
}

function simpleBody({ Subject, Body }: Simple): Rendered {
  if (!Body.Text && !Body.Html) throw badRequest('The body needs a text or an HTML part.');
  const rendered = {
    subject: inCharset(Subject),
    text: Body.Text && inCharset(Body.Text),
    html: Body.Html && inCharset(Body.Html),
  };
  if (/[\r\n]/.test(rendered.subject)) throw badRequest('The subject must not contain line breaks.');
  return rendered;
}

/** API_Content, Charset: without one, text is 7-bit ASCII. */
function inCharset({ Data, Charset = 'US-ASCII' }: Simple['Subject']): string {
  if (/^utf-?8$/i.test(Charset)) return Data;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the ASCII range is meant
  if (/^[\x00-\x7f]*$/.test(Data)) return Data;
  throw badRequest(`Text outside the ASCII range needs the charset UTF-8 here, not ${Charset}.`);
}

/** What the request doesn't say is taken from the message's own headers. */
function rawDraft(request: SendEmail, raw: RawMessage): Draft {
  const header = (name: string) => rawHeader(raw, name);
  const inHeaders = {
    ToAddresses: list(header('to')),
    CcAddresses: list(header('cc')),
    BccAddresses: list(header('bcc')),
  };
  const isAddressed = Object.values(request.Destination).some((addresses) => addresses.length > 0);
  return {
    operation: 'SendEmail',
    from: parseMailbox(request.FromEmailAddress ?? header('from') ?? ''),
    replyTo: mailboxes(request.ReplyToAddresses),
    ...parseRecipients(isAddressed ? request.Destination : inHeaders),
    headers: [],
    tags: request.EmailTags.length > 0 ? request.EmailTags : headerTags(header('x-ses-message-tags')),
    configurationSet: request.ConfigurationSetName ?? header('x-ses-configuration-set'),
    content: { kind: 'raw', raw },
  };
}

/** "Specifying a configuration set when you send email": X-SES-MESSAGE-TAGS: name=value, name=value */
function headerTags(text = ''): Tag[] {
  return list(text).map((tag) => {
    const [name = '', value = ''] = tag.split('=');
    return { name: name.trim(), value: value.trim() };
  });
}

/** Splits at commas outside quotes. */
const list = (text = ''): string[] =>
  (text.match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+/g) ?? []).map((part) => part.trim()).filter(Boolean);
