// The three ways in which a bucket changes. Each is one transaction: the row is the truth, the bytes are there before
// it, the view and the deliveries follow it.
import { createHash } from 'node:crypto';
import type { Bucket } from './buckets.ts';
import { type EventName, type Happening, notices } from './events.ts';
import { bytesName, refreshView, type State } from './state.ts';
import type { Info, Version } from './versions.ts';

export type Draft = Pick<Info, 'etag' | 'headers' | 'checksums' | 'checksumType'> & {
  bucket: string;
  key: string;
  body: Buffer;
  event: EventName;
};

const EMPTY = { size: 0, headers: {}, checksums: {}, checksumType: 'FULL_OBJECT' } as const;

export function add(state: State, { body, event, ...draft }: Draft): Version {
  const bucket = state.buckets.get(draft.bucket);
  const time = state.clock();
  return change(state, draft, (seq, gone) => {
    const versionId = makeRoom(state, bucket, draft.key, seq, gone);
    state.bytes.write(bytesName({ bucket: bucket.name, seq }), body);
    const stored = { ...draft, seq, versionId, marker: false, size: body.length, modified: time.getTime() };
    announce(state, bucket, { ...stored, name: event, time, etag: stored.etag.replaceAll('"', '') });
    return state.versions.add(stored);
  });
}

/** A DELETE without a version: a delete marker where versions are kept. Answers that marker. */
export function remove(state: State, name: string, key: string): Version | undefined {
  const bucket = state.buckets.get(name);
  if (bucket.versioning === '') {
    const newest = state.versions.newest(name, key);
    if (newest !== undefined) removeVersion(state, newest);
    return undefined;
  }
  const time = state.clock();
  return change(state, { bucket: name, key }, (seq, gone) => {
    const versionId = makeRoom(state, bucket, key, seq, gone);
    const marker = { ...EMPTY, bucket: name, key, seq, versionId, marker: true, etag: '', modified: time.getTime() };
    const etag = createHash('md5').digest('hex');
    announce(state, bucket, { name: 'ObjectRemoved:DeleteMarkerCreated', time, key, seq, versionId, etag });
    return state.versions.add(marker);
  });
}

export function removeVersion(state: State, version: Version): void {
  const bucket = state.buckets.get(version.bucket);
  change(state, version, (seq, gone) => {
    state.versions.remove(version);
    gone.push(version);
    const { key, versionId } = version;
    announce(state, bucket, { name: 'ObjectRemoved:Delete', time: state.clock(), key, seq, versionId });
  });
}

type Place = { bucket: string; key: string };

function change<T>(state: State, { bucket, key }: Place, work: (seq: number, gone: Version[]) => T): T {
  const gone: Version[] = [];
  const result = state.database.atomically(() => work(state.database.next(bucket, key), gone));
  refreshView(state, bucket, key);
  for (const version of gone) if (!version.marker) state.bytes.remove(bytesName(version));
  state.outbox.deliver();
  return result;
}

/** The id of the version to come. Where ids aren't given, it is "null" and takes the place of the one before. */
function makeRoom(state: State, bucket: Bucket, key: string, seq: number, gone: Version[]): string {
  if (bucket.versioning === 'Enabled') return versionId(bucket.name, key, seq);
  const before = state.versions.byId(bucket.name, key, 'null');
  if (before !== undefined) {
    state.versions.remove(before);
    gone.push(before);
  }
  return 'null';
}

/** 32 characters, as AWS's. The sequence leads, so that a listing can go on after a version that is gone. */
function versionId(bucket: string, key: string, seq: number): string {
  const noise = createHash('sha256').update(`${bucket}/${key}/${seq}`).digest('base64url');
  return seq.toString(36).padStart(10, '0') + noise.slice(0, 22);
}

export function sequenceOf(versionId: string): number | undefined {
  const sequence = /^([0-9a-z]{10})[\w-]{22}$/.exec(versionId)?.[1];
  return sequence === undefined ? undefined : Number.parseInt(sequence, 36);
}

function announce(state: State, bucket: Bucket, happening: Happening): void {
  for (const { queueArn, body } of notices(bucket, happening)) state.outbox.add(queueArn, body);
}
