import { z } from 'zod';
import type { Database } from './database.ts';
import { S3Error } from './errors.ts';

const Notification = z.object({
  queueArn: z.string(),
  /** 's3:ObjectCreated:*', 's3:ObjectRemoved:DeleteMarkerCreated' and so on. */
  events: z.array(z.string()),
  prefix: z.string().optional(),
  suffix: z.string().optional(),
});

const Row = z.object({
  name: z.string(),
  /** Empty: never versioned. */
  versioning: z.enum(['', 'Enabled', 'Suspended']),
  created: z.number(),
  notifications: z.string().transform((text) => z.array(Notification).parse(JSON.parse(text))),
});

export type Notification = z.infer<typeof Notification>;
export type BucketSettings = { versioned: boolean; notifications: Notification[] };
export type Bucket = z.infer<typeof Row>;

export type Buckets = {
  /** Makes it, or gives an existing one these settings. */
  put(name: string, settings: BucketSettings, now: Date): void;
  /** Throws NoSuchBucket. */
  get(name: string): Bucket;
  has(name: string): boolean;
  all(): Bucket[];
};

export function createBuckets({ sql }: Database): Buckets {
  const known = new Map<string, Bucket>();
  for (const row of sql.prepare('SELECT * FROM buckets').all()) {
    const bucket = Row.parse(row);
    known.set(bucket.name, bucket);
  }
  const upsert = sql.prepare('INSERT OR REPLACE INTO buckets VALUES (?, ?, ?, ?)');

  function put(name: string, { versioned, notifications }: BucketSettings, now: Date): void {
    checkName(name);
    const before = known.get(name);
    // A bucket that was versioned once can only be suspended (userguide/Versioning.html).
    const unversioned = before === undefined || before.versioning === '' ? '' : 'Suspended';
    const versioning = versioned ? 'Enabled' : unversioned;
    const row = {
      name,
      versioning,
      created: before?.created ?? now.getTime(),
      notifications: JSON.stringify(notifications),
    };
    const bucket = Row.parse(row);
    upsert.run(row.name, row.versioning, row.created, row.notifications);
    known.set(name, bucket);
  }

  function get(name: string): Bucket {
    const bucket = known.get(name);
    if (bucket === undefined) {
      throw new S3Error('NoSuchBucket', 'The specified bucket does not exist', { detail: { BucketName: name } });
    }
    return bucket;
  }

  const all = () => [...known.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { put, get, has: (name) => known.has(name), all };
}

/** userguide/bucketnamingrules.html; the name is also a folder's, so nothing else may pass. */
function checkName(name: string): void {
  if (/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes('..')) return;
  throw new Error(`"${name}" is no bucket name: 3 to 63 lower-case letters, digits, dots and hyphens`);
}
