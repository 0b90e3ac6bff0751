// Stage 1: an object in the inbox → a release in the archive and its head in the table, or a refusal; a receipt either way.
import { extname } from 'node:path/posix';
import { archiveKey } from '../core/archive.ts';
import { sha256 } from '../core/digest.ts';
import { PermanentError } from '../core/errors.ts';
import { isFolder } from '../core/inbox.ts';
import { InboxEvent, ReleaseAccepted, type Uploaded } from '../core/messages.ts';
import type { Newsroom } from '../core/newsroom.ts';
import { releaseId } from '../core/release.ts';
import { type Archive, archive } from '../io/archive.ts';
import { env } from '../io/env.ts';
import { log } from '../io/log.ts';
import { bundledNewsroom } from '../io/newsroom.ts';
import { type Objects, objects } from '../io/objects.ts';
import { onMessage } from '../io/on-message.ts';
import { type Queue, queue } from '../io/queue.ts';
import { type Releases, releases } from '../io/releases.ts';
import { type Uploads, uploads } from '../io/uploads.ts';
import { accept, type Upload } from './accept.ts';
import { checkSize } from './file.ts';
import { type Receipt, receipt, refusal } from './receipt.ts';
import { type Understanding, understand } from './understand.ts';

type Edges = {
  inbox: Objects;
  archive: Archive;
  releases: Releases;
  uploads: Uploads;
  publish: Queue<ReleaseAccepted>;
  newsroom: Newsroom;
};

const edges = (): Edges => {
  const { INBOX_BUCKET, ARCHIVE_BUCKET, RELEASES_TABLE, PUBLISH_QUEUE_URL } = env(
    'INBOX_BUCKET',
    'ARCHIVE_BUCKET',
    'RELEASES_TABLE',
    'PUBLISH_QUEUE_URL',
  );
  return {
    inbox: objects(INBOX_BUCKET),
    archive: archive(ARCHIVE_BUCKET),
    releases: releases(RELEASES_TABLE),
    uploads: uploads(RELEASES_TABLE),
    publish: queue(PUBLISH_QUEUE_URL, ReleaseAccepted),
    newsroom: bundledNewsroom(),
  };
};

async function ingest({ eventTime, s3: { object } }: Uploaded, edges: Edges): Promise<void> {
  const key = decodeURIComponent(object.key.replaceAll('+', ' '));
  // A folder that somebody made in the console is no release.
  if (!isFolder({ key, size: object.size })) await read(key, new Date(eventTime).toISOString(), object, edges);
  // Last of all: the clock sends again what has no such note.
  await edges.uploads.note({ key, etag: object.eTag.replaceAll('"', '') });
}

async function read(key: string, receivedAt: string, object: StoredUpload, edges: Edges): Promise<void> {
  const { content, understanding } = await fetchAndRead(key, object, edges);
  const { release, problems } = understanding;
  const known = { file: key, receivedAt, sha256: content, problems };
  if (!release) return tell(refusal(known), edges);
  const contentHash = sha256(JSON.stringify(release));
  await edges.archive.putRelease(release, contentHash);
  const { id, embargo } = release;
  const upload = { releaseId: id, key, contentHash, sequencer: object.sequencer, receivedAt, embargo };
  const { outcome, version } = await commit(upload, edges);
  if (outcome !== 'superseded') await edges.publish.send({ releaseId: id });
  await tell(receipt(known, outcome, release, version), edges);
  log({ stage: 'ingest', outcome, releaseId: id, version });
}

type StoredUpload = Uploaded['s3']['object'];

type Fetched = { content: string; understanding: Understanding };

async function fetchAndRead(key: string, object: StoredUpload, edges: Edges): Promise<Fetched> {
  try {
    checkSize(key, object.size);
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    const problem = { level: 'error' as const, code: error.code, message: error.message, line: null };
    return { content: sha256(object.eTag), understanding: { release: null, problems: [problem] } };
  }
  const bytes = await edges.inbox.get(key, object.versionId);
  if (!bytes) throw new Error(`Version ${object.versionId ?? 'newest'} of an upload is not in the inbox (yet).`);
  const content = sha256(bytes);
  const original = archiveKey.original(releaseId(key), content, extname(key).toLowerCase());
  await edges.archive.putOnce(original, { body: bytes, contentType: 'application/octet-stream' });
  return { content, understanding: await understand({ key, bytes }, edges.newsroom) };
}

type Committed = { outcome: 'accepted' | 'unchanged' | 'superseded'; version: number };

/** Writes the head, anew as often as somebody comes between. */
async function commit(upload: Upload, { releases }: Edges): Promise<Committed> {
  for (;;) {
    const before = await releases.head(upload.releaseId);
    const acceptance = accept(before, upload);
    if (acceptance.kind === 'stale') return { outcome: 'superseded', version: before?.version ?? 0 };
    const { head, kind } = acceptance;
    if (await releases.commit(head, before)) {
      // The event that made this version may come a second time: it is told the same then.
      const made = head.versions.at(-1)?.receivedAt === upload.receivedAt;
      return { outcome: kind === 'new' || made ? 'accepted' : 'unchanged', version: head.version };
    }
  }
}

async function tell(told: Receipt, { archive }: Edges): Promise<void> {
  const key = archiveKey.receipt(told.file, told.receivedAt, told.sha256);
  const body = `${JSON.stringify(told, null, 2)}\n`;
  await archive.replace([key], async () => ({ [key]: { body, contentType: 'application/json' } }));
  if (told.outcome === 'refused') log({ stage: 'ingest', outcome: 'refused', reason: told.problems[0]?.code });
}

// One notification holds one upload; the loop is for what S3 may send.
export const handler = onMessage(
  'ingest',
  InboxEvent,
  async ({ Records }, made) => {
    for (const uploaded of Records) await ingest(uploaded, made);
  },
  edges,
);
