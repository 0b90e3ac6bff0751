// A SES on a free port with the real SDK client, a clock that stands still and ids that count.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SESv2Client, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { onTestFinished } from 'vitest';
import { serve } from '../../../infra/local/emulator.ts';
import type { Account } from '../../../infra/local/ses/account.ts';
import { createSes } from '../../../infra/local/ses/ses.ts';
import type { Faults } from '../../../infra/local/ses/state.ts';

export const topicArn = 'arn:aws:sns:eu-central-1:123456789012:ses-events';

type SesEvent = {
  eventType: string;
  mail: { commonHeaders: { subject?: string } };
  delivery?: { recipients: string[] };
  bounce?: { bounceType: string; bounceSubType: string; bouncedRecipients: { emailAddress: string }[] };
};

type Options = {
  account?: Partial<Account>;
  directory?: string;
  /** Tells the ids of a restart from those before it. */
  boot?: number;
  faults?: Faults;
  publish?: (topicArn: string, message: string) => Promise<void>;
};

export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'ses-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  return directory;
}

export async function startSes(options: Options = {}) {
  const time = { now: Date.parse('2026-03-04T05:06:07.089Z') };
  const published: { topicArn: string; event: SesEvent }[] = [];
  let ids = 0;
  const directory = options.directory ?? (await temporaryDirectory());
  const ses = createSes({
    directory,
    clock: () => new Date(time.now),
    newId: () => `0100-${(++ids).toString().padStart(4, '0')}-${options.boot ?? 1}`,
    publish:
      options.publish ??
      (async (topic, message) => {
        published.push({ topicArn: topic, event: JSON.parse(message) });
      }),
    account: { max24HourSend: -1, maxSendRate: 1000, production: true, sendingEnabled: true, ...options.account },
    ...(options.faults ? { faults: options.faults } : {}),
  });
  ses.createIdentity('newsroom.example');
  ses.createConfigurationSet('bulletins');
  ses.addEventDestination('bulletins', {
    topicArn,
    eventTypes: ['send', 'reject', 'bounce', 'complaint', 'delivery', 'renderingFailure'],
  });
  const server = await serve(ses.handle, 0);
  const client = new SESv2Client({
    endpoint: server.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  let running = true;
  const stop = async () => {
    if (!running) return;
    running = false;
    client.destroy();
    await server.stop();
    await ses.stop();
  };
  onTestFinished(stop);
  const quiet = async () => {
    while (ses.pending() > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const types = async () => {
    await quiet();
    return published.map(({ event }) => event.eventType);
  };
  return { ses, client, directory, time, published, stop, quiet, types, server };
}

export const from = 'Newsroom <news@newsroom.example>';
export const text = (Data: string) => ({ Data, Charset: 'UTF-8' });
export const simple = (subject = 'Hello', body = 'Body') => ({
  Simple: { Subject: text(subject), Body: { Text: text(body), Html: text(`<p>${body}</p>`) } },
});
export const to = (...ToAddresses: string[]) => ({ Destination: { ToAddresses } });

type Failure = { name: string; message: string; $metadata?: { httpStatusCode?: number } };

export async function failure(
  promise: Promise<unknown>,
): Promise<{ name: string; message: string; status?: number | undefined }> {
  const error: Failure = await promise.then(
    () => ({ name: 'no error', message: '' }),
    (reason: Failure) => reason,
  );
  return { name: error.name, message: error.message, status: error.$metadata?.httpStatusCode };
}

export const input = (change: Partial<SendEmailCommandInput> = {}): SendEmailCommandInput => ({
  FromEmailAddress: from,
  ...to('reader@example.com'),
  Content: simple(),
  ...change,
});

export const withHeaders = (...headers: [string, string][]): SendEmailCommandInput => ({
  ...input(),
  Content: { Simple: { ...simple().Simple, Headers: headers.map(([Name, Value]) => ({ Name, Value })) } },
});
