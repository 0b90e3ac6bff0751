// In a process of its own: the same mails by three ways, in turns; the processor time of this process per recipient.
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { recipientHeaders } from '../../functions/bulletins/headers.ts';
import { BULK } from '../../functions/core/bulletin.ts';
import { subscriberId } from '../../functions/core/subscriber.ts';
import { signToken } from '../../functions/core/token.ts';
import { sendBulk } from '../../functions/io/mail.ts';
import { answer, asked } from './apart.ts';
import { configurationSet, type Mail, mailIn, site } from './mails.ts';

const { smtp, recipients, rounds } = z
  .object({ smtp: z.number(), recipients: z.number(), rounds: z.number() })
  .parse(asked());

const CALLS = 10;
const REQUESTS = 32;
const CONNECTIONS = 20;

const keys = { current: 'a', keys: { a: 'a key of the bench, as long as a real one is' } };
const mails = [await mailIn('ar'), await mailIn('en')];

type Recipient = { mail: Mail; id: string; address: string };

function recipient(number: number): Recipient {
  const address = `reader-${number}@readers.example`;
  // Fifty in one language, then fifty in the other: as messages of the planner have them.
  const mail = mails[Math.floor(number / BULK) % mails.length];
  if (!mail) throw new Error('There are no mails.');
  return { mail, id: subscriberId('bench', address), address };
}

const unsubscribeOf = ({ id }: Recipient): string => `${site}/api/unsubscribe?t=${signToken(keys, 'unsubscribe', id)}`;

async function inParallel<Work>(all: Work[], width: number, run: (one: Work) => Promise<unknown>): Promise<void> {
  const left = all[Symbol.iterator]();
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const one of left) await run(one);
    }),
  );
}

const calls = (all: Recipient[]): Recipient[][] =>
  Array.from({ length: Math.ceil(all.length / BULK) }, (_, at) => all.slice(at * BULK, (at + 1) * BULK));

async function bulk(copies: Recipient[]): Promise<void> {
  const [first] = copies;
  if (!first) return;
  const { filled: _, ...part } = first.mail;
  const answers = await sendBulk({
    ...part,
    configurationSet,
    copies: copies.map((one) => {
      const unsubscribe = unsubscribeOf(one);
      return {
        address: one.address,
        data: { unsubscribe, preferences: unsubscribe },
        headers: recipientHeaders(unsubscribe, one.id, one.mail.from),
        tags: { release: 'r1', occasion: 'publication' as const, subscriber: one.id, attempt: 'one' },
      };
    }),
  });
  if (answers.some(({ status }) => status !== 'SUCCESS')) throw new Error('The sink refused a mail.');
}

const client = new SESv2Client({ maxAttempts: 1 });
async function single(one: Recipient): Promise<void> {
  const unsubscribe = unsubscribeOf(one);
  const { subject, html, text } = one.mail.filled(unsubscribe);
  const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
  const headers = { ...one.mail.headers, ...recipientHeaders(unsubscribe, one.id, one.mail.from) };
  await client.send(
    new SendEmailCommand({
      FromEmailAddress: one.mail.from,
      ConfigurationSetName: configurationSet,
      Destination: { ToAddresses: [one.address] },
      EmailTags: [{ Name: 'subscriber', Value: one.id }],
      Content: {
        Simple: {
          Subject: utf8(subject),
          Body: { Text: utf8(text), Html: utf8(html) },
          Headers: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
        },
      },
    }),
  );
}

const pool = createTransport({
  ...{ host: '127.0.0.1', port: smtp, secure: false, ignoreTLS: true },
  ...{ pool: true, maxConnections: CONNECTIONS, maxMessages: Number.POSITIVE_INFINITY },
});
async function bySmtp(one: Recipient): Promise<void> {
  const unsubscribe = unsubscribeOf(one);
  const headers = { ...one.mail.headers, ...recipientHeaders(unsubscribe, one.id, one.mail.from) };
  await pool.sendMail({ from: one.mail.from, to: one.address, ...one.mail.filled(unsubscribe), headers });
}

const ways = {
  bulk: (all: Recipient[]) => inParallel(calls(all), CALLS, bulk),
  single: (all: Recipient[]) => inParallel(all, REQUESTS, single),
  smtp: (all: Recipient[]) => inParallel(all, CONNECTIONS * 2, bySmtp),
};

const all = Array.from({ length: recipients }, (_, number) => recipient(number));
const spent: Record<keyof typeof ways, { microseconds: number; perSecond: number }[]> = {
  bulk: [],
  single: [],
  smtp: [],
};
const order = ['bulk', 'single', 'smtp'] as const;
// The first round warms up. In turns, so that a slow moment of the machine meets all of them.
for (let round = 0; round <= rounds; round++) {
  for (const way of order) {
    const [cpu, begun] = [process.cpuUsage(), performance.now()];
    await ways[way](all);
    const { user, system } = process.cpuUsage(cpu);
    const seconds = (performance.now() - begun) / 1000;
    if (round > 0) spent[way].push({ microseconds: (user + system) / all.length, perSecond: all.length / seconds });
  }
}
pool.close();
const sizes = mails.map(({ filled }) => Buffer.byteLength(filled(site).html));
answer({ spent, sizes });
