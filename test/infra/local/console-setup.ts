// The console over a newsroom in which nothing happened yet, or over a local SES with real mails.
import { SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { onTestFinished } from 'vitest';
import { createConsole } from '../../../infra/local/console/console.ts';
import type { ConsoleSource } from '../../../infra/local/console/source.ts';
import { serve } from '../../../infra/local/emulator.ts';
import { from, startSes, text, to } from './ses-setup.ts';

const aSource = (changes: Partial<ConsoleSource> = {}): ConsoleSource => ({
  site: 'http://127.0.0.1:4000',
  s3Endpoint: 'http://127.0.0.1:4566',
  inboxBucket: 'state-inbox',
  inboxFolder: '/newsroom/inbox',
  mails: () => [],
  readMail: () => Promise.reject(new Error('No mail.')),
  receipts: async () => [],
  receiptPage: async () => undefined,
  releases: async () => [],
  stages: async () => [],
  redrive: async () => {},
  formToken: 'token',
  log: () => [],
  ...changes,
});

export async function get(path: string, changes: Partial<ConsoleSource> = {}, method = 'GET', form = '') {
  const [pathname = '', query = ''] = path.split('?');
  const request = { method, path: pathname, query: new URLSearchParams(query), headers: {}, body: Buffer.from(form) };
  const { status, headers, body } = await createConsole(aSource(changes))(request);
  return { status, headers, body: String(body) };
}

/** What a page says, its markup left out. */
export const words = (html: string) => html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

type Letter = {
  recipient?: string;
  subject?: string;
  html?: string | null;
  plain?: string;
  headers?: [string, string][];
};

const letter = ({
  recipient = 'reader@example.com',
  subject = 'Hello',
  html = '<p>Hi</p>',
  plain,
  headers = [],
}: Letter) =>
  ({
    FromEmailAddress: from,
    ...to(recipient),
    Content: {
      Simple: {
        Subject: text(subject),
        Body: { ...(html === null ? {} : { Html: text(html) }), ...(plain === undefined ? {} : { Text: text(plain) }) },
        Headers: headers.map(([Name, Value]) => ({ Name, Value })),
      },
    },
  }) satisfies SendEmailCommandInput;

export async function mailboxOf(...letters: Letter[]) {
  const { ses, client, time } = await startSes();
  const ids: string[] = [];
  for (const one of letters) {
    ids.push(String((await client.send(new SendEmailCommand(letter(one)))).MessageId));
    time.now += 1000;
  }
  const console = createConsole(aSource({ mails: ses.outbox, readMail: ses.read }));
  const server = await serve(console, 0);
  onTestFinished(server.stop);
  const get = async (path: string) => {
    const response = await fetch(server.url + path);
    return { status: response.status, headers: response.headers, body: await response.text() };
  };
  return { get, ids, first: `/mailbox/${ids[0]}`, ses };
}
