// SES: one call for up to 50 copies, tried once. A second try by the SDK after a lost answer would be a second mail.
import {
  DeleteSuppressedDestinationCommand,
  GetAccountCommand,
  NotFoundException,
  SESv2Client,
  SESv2ServiceException,
  SendBulkEmailCommand,
  type SendBulkEmailCommandInput,
  SendEmailCommand,
} from '@aws-sdk/client-sesv2';
import type { Quota } from '../core/bulletin.ts';
import type { LedgerTags, LetterTags } from '../core/ledger.ts';

const sender = new SESv2Client({ maxAttempts: 1 });
// It would copy each call's input for a log that nobody keeps: of fifty copies that costs as much as all that we do.
sender.middlewareStack.remove('loggerMiddleware');
const asker = new SESv2Client({});

export type Headers = Record<string, string>;

export type Copy = { address: string; data: Record<string, string>; headers: Headers; tags: LedgerTags };

export type Bulk = {
  from: string;
  configurationSet: string;
  template: string;
  /** The release's part, the same for every copy. */
  data: Record<string, string>;
  headers: Headers;
  copies: Copy[];
};

/** What SES said of one copy: a BulkEmailStatus, or the name of the error that met the whole call. */
export type Answer = { status: string; definite: boolean };

const list = (headers: Headers) => Object.entries(headers).map(([Name, Value]) => ({ Name, Value }));

/** Answers in the order of the copies. Doesn't throw: an error is an answer, definite where SES itself refused. */
export async function sendBulk({ from, configurationSet, template, data, headers, copies }: Bulk): Promise<Answer[]> {
  const input = {
    FromEmailAddress: from,
    ConfigurationSetName: configurationSet,
    DefaultContent: {
      Template: { TemplateName: template, TemplateData: JSON.stringify(data), Headers: list(headers) },
    },
    BulkEmailEntries: copies.map((copy) => ({
      Destination: { ToAddresses: [copy.address] },
      ReplacementEmailContent: { ReplacementTemplate: { ReplacementTemplateData: JSON.stringify(copy.data) } },
      ReplacementHeaders: list(copy.headers),
      ReplacementTags: list(copy.tags),
    })),
  };
  try {
    const { BulkEmailEntryResults = [] } = await sender.send(asJson(input));
    return copies.map((_, index) => ({ status: BulkEmailEntryResults[index]?.Status ?? 'FAILED', definite: true }));
  } catch (error) {
    const answer = { status: error instanceof Error ? error.name : 'Unknown', definite: isRefusal(error) };
    return copies.map(() => answer);
  }
}

/**
 * The call whose body is its input as JSON, which is what SES takes; the SDK writes the same by walking its schema, which
 * costs more than all else for fifty copies. It is given a call without any, and the body is put in before it is signed.
 */
function asJson(input: SendBulkEmailCommandInput): SendBulkEmailCommand {
  const command = new SendBulkEmailCommand({ DefaultContent: {}, BulkEmailEntries: [] });
  command.middlewareStack.add(
    (next) => (args) => {
      const { request } = args;
      if (typeof request !== 'object' || request === null) throw new TypeError('The SDK made no request.');
      return next({ ...args, request: Object.assign(request, { body: Buffer.from(JSON.stringify(input)) }) });
    },
    { step: 'build', priority: 'high', name: 'inputAsJson' },
  );
  return command;
}

// A 4xx is an answer of SES. A 5xx, a time-out or a reset may have come after it took the mails.
const isRefusal = (error: unknown): boolean =>
  error instanceof SESv2ServiceException && (error.$metadata.httpStatusCode ?? 500) < 500;

/** One mail that is no bulletin: no template, no event tells of it. */
export type Letter = { from: string; to: string; subject: string; text: string; html: string; headers: Headers };

/** Throws where SES refuses it, and where nobody knows whether it took it. */
export async function sendLetter({ from, to, subject, text, html, headers }: Letter): Promise<void> {
  const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
  await sender.send(
    new SendEmailCommand({
      FromEmailAddress: from,
      Destination: { ToAddresses: [to] },
      Content: {
        Simple: { Subject: utf8(subject), Body: { Text: utf8(text), Html: utf8(html) }, Headers: list(headers) },
      },
    }),
  );
}

/** One mail that SES makes of a template; its events tell of it by the tags. */
export type Templated = {
  from: string;
  to: string;
  configurationSet: string;
  template: string;
  data: Record<string, string>;
  headers: Headers;
  tags: LetterTags;
};

/** Doesn't throw: an error is an answer, definite where SES itself refused. */
export async function sendTemplated({ from, to, configurationSet, template, data, headers, tags }: Templated) {
  const command = new SendEmailCommand({
    FromEmailAddress: from,
    Destination: { ToAddresses: [to] },
    ConfigurationSetName: configurationSet,
    EmailTags: list(tags),
    Content: { Template: { TemplateName: template, TemplateData: JSON.stringify(data), Headers: list(headers) } },
  });
  try {
    await sender.send(command);
    return { status: 'SUCCESS', definite: true };
  } catch (error) {
    return { status: error instanceof Error ? error.name : 'Unknown', definite: isRefusal(error) };
  }
}

/** Takes an address off the account's suppression list; nothing where it isn't there. */
export async function unsuppress(address: string): Promise<void> {
  try {
    await asker.send(new DeleteSuppressedDestinationCommand({ EmailAddress: address }));
  } catch (error) {
    if (!(error instanceof NotFoundException)) throw error;
  }
}

/** What SES says of the account: its quota, and whether it may send at all. Asked each time. */
export async function account(): Promise<{ quota: Quota; maySend: boolean }> {
  const { SendQuota, SendingEnabled, EnforcementStatus } = await asker.send(new GetAccountCommand({}));
  const { MaxSendRate = 1, Max24HourSend = -1, SentLast24Hours = 0 } = SendQuota ?? {};
  // -1 is unlimited. (API_SendQuota)
  const perDay = Max24HourSend < 0 ? null : Max24HourSend;
  return {
    quota: { perSecond: MaxSendRate, perDay, sentLastDay: SentLast24Hours },
    maySend: SendingEnabled !== false && EnforcementStatus !== 'SHUTDOWN',
  };
}

/** Milliseconds. SES answers GetAccount about once a second for a whole account. */
const KEPT = 60_000;

let known: { quota: Promise<Quota>; at: number } | undefined;

/** The account's quota; asked once a minute. */
export function quota(): Promise<Quota> {
  if (known && Date.now() - known.at < KEPT) return known.quota;
  const asked = account().then((answer) => answer.quota);
  known = { quota: asked, at: Date.now() };
  asked.catch(() => {
    known = undefined;
  });
  return asked;
}
