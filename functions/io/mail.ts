// SES: one call for up to 50 copies, tried once. A second try by the SDK after a lost answer would be a second mail.
import {
  GetAccountCommand,
  SESv2Client,
  SESv2ServiceException,
  SendBulkEmailCommand,
  SendEmailCommand,
} from '@aws-sdk/client-sesv2';
import type { LedgerTags } from '../core/bulletin.ts';

const sender = new SESv2Client({ maxAttempts: 1 });
const account = new SESv2Client({});

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
  const command = new SendBulkEmailCommand({
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
  });
  try {
    const { BulkEmailEntryResults = [] } = await sender.send(command);
    return copies.map((_, index) => ({ status: BulkEmailEntryResults[index]?.Status ?? 'FAILED', definite: true }));
  } catch (error) {
    const answer = { status: error instanceof Error ? error.name : 'Unknown', definite: isRefusal(error) };
    return copies.map(() => answer);
  }
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

/** Milliseconds. SES answers GetAccount about once a second for a whole account. */
const RATE_KEPT = 60_000;

let known: { rate: number; at: number } | undefined;

/** Mails per second that the account may send; asked once a minute. */
export async function maxSendRate(): Promise<number> {
  if (known && Date.now() - known.at < RATE_KEPT) return known.rate;
  const { SendQuota } = await account.send(new GetAccountCommand({}));
  known = { rate: SendQuota?.MaxSendRate ?? 1, at: Date.now() };
  return known.rate;
}
