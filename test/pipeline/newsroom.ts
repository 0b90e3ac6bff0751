// A newsroom in the local cloud for the tests of the whole, on free ports and in a folder of its own.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshAssembly } from '../../cli/assembly.ts';
import { isBulletin, type LocalNewsroom, openNewsroom } from '../../cli/local-newsroom.ts';
import type { CloudOptions } from '../../infra/local/cloud.ts';
import type { AcceptedMail } from '../../infra/local/ses/ses.ts';

/** One for each test file: functions/io makes its clients once in a process. */
export type TestNewsroom = LocalNewsroom & {
  log: string[];
  /** Uploads a text under a key, and waits until all is quiet. */
  publish(key: string, text: string): Promise<void>;
  /** What SES accepted for subscribers; its receipts the newsroom gets besides, at the clock's pleasure. */
  mails(): AcceptedMail[];
  write(name: string, text: string): string;
  publicText(key: string): string;
  close(): Promise<void>;
};

export async function testNewsroom(options: Partial<CloudOptions> = {}): Promise<TestNewsroom> {
  const { directory: assembly } = await freshAssembly();
  const directory = mkdtempSync(join(tmpdir(), 'polywire-test-'));
  const log: string[] = [];
  const newsroom = await openNewsroom({
    assembly,
    directory,
    persistent: false,
    // The clock ticks when a test says so: between two lines of one it would plan for readers who are new.
    schedules: false,
    ports: { site: 0, aws: 0 },
    onLog: (line) => void log.push(line),
    ...options,
  });
  const write = (name: string, text: string): string => {
    const file = join(directory, name);
    writeFileSync(file, text);
    return file;
  };
  return {
    ...newsroom,
    log,
    write,
    async publish(key, text) {
      await newsroom.upload(write(key, text), key);
      await newsroom.cloud.quiet();
    },
    mails: () => newsroom.cloud.emulators.ses.accepted().filter(isBulletin),
    publicText(key) {
      const found = newsroom.cloud.emulators.s3.read(newsroom.cloud.outputs.PublicBucket ?? '', key);
      if (!found) throw new Error(`The public bucket has no ${key}.`);
      return new TextDecoder().decode(found.body);
    },
    async close() {
      await newsroom.cloud.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** A release of one language with so many paragraphs. */
export const english = (headline: string, ...paragraphs: string[]): string =>
  [headline, '3 May 2026, Upper Glenmore', ...paragraphs].join('\n\n');

export const lead =
  'The Highland Water Council has opened the new gauge at Oldbridge to the public, together with its records.';

export const header = 'email,languages,topics,frequency,timezone,consent';

/** The subjects of mails, by reader and occasion: "ana publication". */
export const byReader = (mails: AcceptedMail[]): Record<string, string | undefined> =>
  Object.fromEntries(
    mails.map(({ to, tags, subject }) => [`${to[0]?.split('@')[0]} ${tags.occasion?.[0]}`, subject ?? undefined]),
  );
