import { z } from 'zod';
import type { Database } from './database.ts';

const Info = z.object({
  headers: z.record(z.string(), z.string()),
  algorithm: z.string(),
  checksumType: z.enum(['FULL_OBJECT', 'COMPOSITE']),
});
const Upload = z
  .object({ id: z.string(), bucket: z.string(), key: z.string(), info: z.string() })
  .transform(({ info, ...row }) => ({ ...row, ...Info.parse(JSON.parse(info)) }));

const PartInfo = z.object({ size: z.number(), etag: z.string(), checksum: z.string() });
const Part = z
  .object({ number: z.number(), info: z.string() })
  .transform(({ number, info }) => ({ number, ...PartInfo.parse(JSON.parse(info)) }));

/** A multipart upload that is under way. */
export type Upload = z.infer<typeof Upload>;
/** `checksum` is in the upload's algorithm. */
export type Part = z.infer<typeof Part>;

export type Uploads = {
  start(upload: Upload): void;
  get(id: string): Upload | undefined;
  putPart(id: string, part: Part): void;
  parts(id: string): Part[];
  forget(id: string): void;
};

export function createUploads({ sql }: Database): Uploads {
  const insert = sql.prepare('INSERT INTO uploads VALUES (?, ?, ?, ?)');
  const select = sql.prepare('SELECT * FROM uploads WHERE id = ?');
  const upsertPart = sql.prepare('INSERT OR REPLACE INTO parts VALUES (?, ?, ?)');
  const selectParts = sql.prepare('SELECT number, info FROM parts WHERE upload = ? ORDER BY number');
  const removeParts = sql.prepare('DELETE FROM parts WHERE upload = ?');
  const remove = sql.prepare('DELETE FROM uploads WHERE id = ?');

  return {
    start: ({ id, bucket, key, ...info }) => void insert.run(id, bucket, key, JSON.stringify(info)),
    get: (id) => Upload.optional().parse(select.get(id)),
    putPart: (id, { number, ...info }) => void upsertPart.run(id, number, JSON.stringify(info)),
    parts: (id) => selectParts.all(id).map((row) => Part.parse(row)),
    forget(id) {
      removeParts.run(id);
      remove.run(id);
    },
  };
}
