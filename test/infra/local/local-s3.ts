import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { onTestFinished } from 'vitest';
import { serve } from '../../../infra/local/emulator.ts';
import type { BucketSettings } from '../../../infra/local/s3/buckets.ts';
import { createS3 } from '../../../infra/local/s3/s3.ts';

export const BUCKET = 'news';
export const NOW = new Date('2026-11-23T10:20:30.456Z');

type Options = Partial<BucketSettings> & {
  directory?: string;
  clock?: () => Date;
  notify?: (queueArn: string, body: string) => Promise<void>;
};

export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'local-s3-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A running S3 with one bucket and a client; all gone when the test is. */
export async function startS3(options: Options = {}) {
  const { directory = temporaryDirectory(), clock = () => NOW, notify = async () => {} } = options;
  const s3 = createS3({ directory, clock, notify });
  s3.createBucket(BUCKET, { versioned: options.versioned ?? false, notifications: options.notifications ?? [] });
  const server = await serve(s3.handle, 0);
  const client = new S3Client({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  let isOpen = true;
  async function stop() {
    if (!isOpen) return;
    isOpen = false;
    client.destroy();
    await server.stop();
    await s3.close();
  }
  onTestFinished(stop);
  return { s3, client, url: server.url, directory, stop };
}

/** What a person sees in the bucket's folder. */
export function filesOf(directory: string, bucket = BUCKET): string[] {
  const entries = readdirSync(join(directory, bucket), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.parentPath, entry.name).slice(join(directory, bucket).length + 1)).sort();
}

/** The error that a call must end with. */
export async function failure(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => new Error('the call succeeded'),
    (error) => error,
  );
}

/** Resolves once `isTrue` answers true. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5));
}
