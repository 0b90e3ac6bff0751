import { z } from 'zod';
import type { Database } from './database.ts';

const Info = z.object({
  size: z.number(),
  etag: z.string(),
  /** Milliseconds since 1970. */
  modified: z.number(),
  /** Content-Type and its like, and x-amz-meta-*: whatever a GET gives back. */
  headers: z.record(z.string(), z.string()),
  checksums: z.record(z.string(), z.string()),
  checksumType: z.enum(['FULL_OBJECT', 'COMPOSITE']),
});

const Row = z
  .object({
    seq: z.number(),
    bucket: z.string(),
    key: z.string(),
    version_id: z.string(),
    latest: z.number(),
    marker: z.number(),
    info: z.string(),
  })
  .transform(({ version_id, latest, marker, info, ...row }) => ({
    ...row,
    versionId: version_id,
    latest: latest === 1,
    marker: marker === 1,
    ...Info.parse(JSON.parse(info)),
  }));

export type Info = z.infer<typeof Info>;
/** A version of an object, or a delete marker. */
export type Version = z.infer<typeof Row>;

/** Where a listing goes on: at `key` with the versions older than `below`, then all later keys. */
export type Cursor = { key: string; below: number };

export type Versions = {
  /** The newest version, which may be a delete marker. */
  newest(bucket: string, key: string): Version | undefined;
  byId(bucket: string, key: string, versionId: string): Version | undefined;
  add(version: Omit<Version, 'latest'>): Version;
  /** The version before it becomes the newest one. */
  remove(version: Version): void;
  /** Newest versions that are no delete markers, by key. */
  currentFrom(bucket: string, from: Cursor): Iterable<Version>;
  /** Everything, by key, the newest first. */
  allFrom(bucket: string, from: Cursor): Iterable<Version>;
};

export function createVersions({ sql }: Database): Versions {
  const columns = 'SELECT seq, bucket, key, version_id, latest, marker, info FROM versions';
  const newest = sql.prepare(`${columns} WHERE bucket = ? AND key = ? AND latest = 1`);
  const byId = sql.prepare(`${columns} WHERE bucket = ? AND key = ? AND version_id = ?`);
  const insert = sql.prepare('INSERT INTO versions VALUES (?, ?, ?, ?, 1, ?, ?)');
  const outdate = sql.prepare('UPDATE versions SET latest = 0 WHERE bucket = ? AND key = ? AND latest = 1');
  const remove = sql.prepare('DELETE FROM versions WHERE seq = ?');
  const promote = sql.prepare(
    'UPDATE versions SET latest = 1 WHERE seq = (SELECT max(seq) FROM versions WHERE bucket = ? AND key = ?)',
  );
  const current = sql.prepare(`${columns} WHERE bucket = ? AND key >= ? AND latest = 1 AND marker = 0 ORDER BY key`);
  const ofKey = sql.prepare(`${columns} WHERE bucket = ? AND key = ? AND seq < ? ORDER BY seq DESC`);
  const afterKey = sql.prepare(`${columns} WHERE bucket = ? AND key > ? ORDER BY key, seq DESC`);

  return {
    newest: (bucket, key) => Row.optional().parse(newest.get(bucket, key)),
    byId: (bucket, key, versionId) => Row.optional().parse(byId.get(bucket, key, versionId)),
    add(version) {
      const { seq, bucket, key, versionId, marker, ...info } = version;
      outdate.run(bucket, key);
      insert.run(seq, bucket, key, versionId, marker ? 1 : 0, JSON.stringify(Info.parse(info)));
      return { ...version, latest: true };
    },
    remove({ seq, bucket, key, latest }) {
      remove.run(seq);
      if (latest) promote.run(bucket, key);
    },
    *currentFrom(bucket, from) {
      for (const row of current.iterate(bucket, from.key)) yield Row.parse(row);
    },
    *allFrom(bucket, from) {
      for (const row of ofKey.iterate(bucket, from.key, from.below)) yield Row.parse(row);
      for (const row of afterKey.iterate(bucket, from.key)) yield Row.parse(row);
    },
  };
}
