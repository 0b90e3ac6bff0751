import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

// Keys are TEXT in BINARY collation: SQLite then orders them by their UTF-8 bytes, as S3 does.
const SCHEMA = `
CREATE TABLE IF NOT EXISTS sequence (n INTEGER NOT NULL, bucket TEXT NOT NULL, key TEXT NOT NULL);
INSERT INTO sequence SELECT 0, '', '' WHERE NOT EXISTS (SELECT 1 FROM sequence);
CREATE TABLE IF NOT EXISTS buckets (
  name TEXT PRIMARY KEY, versioning TEXT NOT NULL, created INTEGER NOT NULL, notifications TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS versions (
  seq INTEGER PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL, version_id TEXT NOT NULL,
  latest INTEGER NOT NULL, marker INTEGER NOT NULL, info TEXT NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS versions_by_id ON versions (bucket, key, version_id);
CREATE INDEX IF NOT EXISTS versions_by_age ON versions (bucket, key, seq DESC);
CREATE UNIQUE INDEX IF NOT EXISTS versions_current ON versions (bucket, key) WHERE latest = 1;
CREATE TABLE IF NOT EXISTS outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, queue_arn TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS uploads (id TEXT PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL, info TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS parts (
  upload TEXT NOT NULL, number INTEGER NOT NULL, info TEXT NOT NULL, PRIMARY KEY (upload, number)) WITHOUT ROWID;
`;

const Touched = z.object({ n: z.number(), bucket: z.string(), key: z.string() });

export type Database = {
  sql: DatabaseSync;
  /** All of it or nothing. Not to be nested. */
  atomically<T>(work: () => T): T;
  /** The next number of the sequence, which never goes back, and notes which key it is for. */
  next(bucket: string, key: string): number;
  /** The key that the last change was about. */
  lastTouched(): { bucket: string; key: string };
};

export function openDatabase(file: string): Database {
  const sql = new DatabaseSync(file);
  // A crash of the process loses nothing; a power cut may lose the last moments, never the consistency.
  sql.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
  sql.exec(SCHEMA);
  const next = sql.prepare('UPDATE sequence SET n = n + 1, bucket = ?, key = ? RETURNING *');
  const last = sql.prepare('SELECT * FROM sequence');

  function atomically<T>(work: () => T): T {
    sql.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      sql.exec('COMMIT');
      return result;
    } catch (error) {
      sql.exec('ROLLBACK');
      throw error;
    }
  }

  return {
    sql,
    atomically,
    next: (bucket, key) => Touched.parse(next.get(bucket, key)).n,
    lastTouched: () => Touched.parse(last.get()),
  };
}
