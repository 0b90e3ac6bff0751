import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Buckets, createBuckets } from './buckets.ts';
import { type Bytes, createBytes } from './bytes.ts';
import { type Database, openDatabase } from './database.ts';
import { createOutbox, type Notify, type Outbox } from './outbox.ts';
import { createUploads, type Uploads } from './uploads.ts';
import { createVersions, type Version, type Versions } from './versions.ts';
import { createView, type View } from './view.ts';

/** Everything an operation may touch. All of it is synchronous, so no two requests ever interleave. */
export type State = {
  clock: () => Date;
  database: Database;
  buckets: Buckets;
  versions: Versions;
  uploads: Uploads;
  bytes: Bytes;
  view: View;
  outbox: Outbox;
};

export type Settings = { directory: string; clock: () => Date; notify: Notify };

export function openState({ directory, clock, notify }: Settings): State {
  const own = join(directory, '.s3');
  const temporary = join(own, 'temporary');
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  const database = openDatabase(join(own, 'index.sqlite'));
  const state = {
    clock,
    database,
    buckets: createBuckets(database),
    versions: createVersions(database),
    uploads: createUploads(database),
    bytes: createBytes(join(own, 'bytes'), temporary),
    view: createView(directory, temporary),
    outbox: createOutbox(database, notify),
  };
  // A crash can have come between the last change and its view, and nowhere else.
  const { bucket, key } = database.lastTouched();
  if (bucket !== '') refreshView(state, bucket, key);
  state.outbox.deliver();
  return state;
}

/** Where the bytes of a version lie. */
export function bytesName({ bucket, seq }: Pick<Version, 'bucket' | 'seq'>): string {
  return join(bucket, seq.toString(16).padStart(12, '0'));
}

export function refreshView({ versions, view, bytes }: State, bucket: string, key: string): void {
  const newest = versions.newest(bucket, key);
  if (newest === undefined || newest.marker) view.hide(bucket, key);
  else view.show(bucket, key, bytes.file(bytesName(newest)));
}
