// Stage 1: an object in the inbox → a release in the archive and its head in the table, or a refusal; a receipt either way.
import { extname } from 'node:path/posix';
import { archiveKey } from '../core/archive.ts';
import { sha256 } from '../core/digest.ts';
import { PermanentError } from '../core/errors.ts';
import { isFolder } from '../core/inbox.ts';
import { InboxEvent, ReceiptDue, ReleaseAccepted, type Uploaded } from '../core/messages.ts';
import type { Newsroom } from '../core/newsroom.ts';
import type { Receipt } from '../core/receipt.ts';
import { type Release, releaseId } from '../core/release.ts';
import type { Upload } from '../core/release-head.ts';
import { type Archive, archive } from '../io/archive.ts';
import { env } from '../io/env.ts';
import { log } from '../io/log.ts';
import { bundledNewsroom } from '../io/newsroom.ts';
import { type Objects, objects } from '../io/objects.ts';
import { onMessage } from '../io/on-message.ts';
import { type Queue, queue } from '../io/queue.ts';
import { type Receipts, receipts } from '../io/receipts.ts';
import { type Releases, releases } from '../io/releases.ts';
import { type Uploads, uploads } from '../io/uploads.ts';
import { type Acceptance, accept } from './accept.ts';
import type { Part } from './bundle-entries.ts';
import type { ReleaseFile } from './file.ts';
import { sought } from './inbox-file.ts';
import { receipt, refusal, waiting } from './receipt.ts';
import { type Understanding, understand } from './understand.ts';

export type IngestEdges = {
  inbox: Objects;
  archive: Archive;
  releases: Releases;
  uploads: Uploads;
  publish: Queue<ReleaseAccepted>;
  receipts: Receipts;
  receiptsDue: Queue<ReceiptDue>;
  newsroom: Newsroom;
};

const edges = (): IngestEdges => {
  const { INBOX_BUCKET, ARCHIVE_BUCKET, RELEASES_TABLE, PUBLISH_QUEUE_URL, RECEIPTS_QUEUE_URL } = env(
    'INBOX_BUCKET',
    'ARCHIVE_BUCKET',
    'RELEASES_TABLE',
    'PUBLISH_QUEUE_URL',
    'RECEIPTS_QUEUE_URL',
  );
  return {
    inbox: objects(INBOX_BUCKET),
    archive: archive(ARCHIVE_BUCKET),
    releases: releases(RELEASES_TABLE),
    uploads: uploads(RELEASES_TABLE),
    publish: queue(PUBLISH_QUEUE_URL, ReleaseAccepted),
    receipts: receipts(RELEASES_TABLE),
    receiptsDue: queue(RECEIPTS_QUEUE_URL, ReceiptDue),
    newsroom: bundledNewsroom(),
  };
};

export async function ingest({ eventTime, s3: { object } }: Uploaded, edges: IngestEdges): Promise<void> {
  const key = decodeURIComponent(object.key.replaceAll('+', ' '));
  // A folder that somebody made in the console is no release.
  if (!isFolder({ key, size: object.size })) await read(key, new Date(eventTime).toISOString(), object, edges);
  // Last of all: the clock sends again what has no such note.
  await edges.uploads.note({ key, etag: object.eTag.replaceAll('"', '') }, object.sequencer);
}

async function read(key: string, receivedAt: string, object: StoredUpload, edges: IngestEdges): Promise<void> {
  const found = await fetchAndRead(key, object, edges);
  const known = { file: key, receivedAt, sha256: found.content, problems: [] };
  if ('waitsFor' in found) return tell(waiting(known, found.waitsFor), edges);
  await store({ ...known, problems: found.understanding.problems }, found.understanding, object, edges);
}

type Known = Pick<Receipt, 'file' | 'receivedAt' | 'sha256' | 'problems'>;

export async function store(
  known: Known,
  { release, images }: Understanding,
  object: StoredUpload,
  edges: IngestEdges,
) {
  if (!release) return tell(refusal(known), edges);
  const { file: key, receivedAt, sha256: content } = known;
  for (const { name, type, bytes } of images) {
    await edges.archive.putOnce(archiveKey.media(release.id, name), { body: bytes, contentType: type });
  }
  const contentHash = sha256(JSON.stringify(release));
  await edges.archive.putRelease(release, contentHash);
  const upload: Upload = {
    ...{ key, receivedAt, contentHash, sequencer: object.sequencer ?? null },
    receipt: archiveKey.receipt(key, receivedAt, content),
    ...said(release),
  };
  const acceptance = await commit(release.id, upload, edges);
  await edges.publish.send({ releaseId: release.id });
  const told = receipt(known, { ...acceptance, release, upload });
  await tell(told, edges);
  log({ stage: 'ingest', outcome: told.outcome, releaseId: release.id, version: acceptance.head.version });
}

/** What of a release the head needs to know. */
const said = ({ editions, embargoes, topics, notify, require, withdrawal, reinstates }: Release) => ({
  ...{ topics, notify, require, reinstates },
  editions: Object.fromEntries(
    editions.map((edition) => [
      edition.language,
      { hash: sha256(JSON.stringify(edition)), embargo: embargoes[edition.language] ?? null },
    ]),
  ),
  withdrawal: withdrawal && { languages: withdrawal.languages },
});

type StoredUpload = Uploaded['s3']['object'];

type Fetched = { content: string; understanding: Understanding } | { content: string; waitsFor: string };

async function fetchAndRead(key: string, object: StoredUpload, edges: IngestEdges): Promise<Fetched> {
  try {
    const found = await sought({ ...object, key }, edges.inbox, edges.newsroom.languages);
    if ('waitsFor' in found) return { ...found, content: sha256(object.eTag) };
    const { file, content } = found;
    for (const original of [file, ...(file.parts ?? [])]) await keep(original, releaseId(file.key), edges);
    return { content, understanding: await understand(file, edges.newsroom) };
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    const problem = { level: 'error' as const, code: error.code, message: error.message, line: null };
    return { content: sha256(object.eTag), understanding: { release: null, problems: [problem], images: [] } };
  }
}

async function keep(original: ReleaseFile | Part, id: string, { archive }: IngestEdges): Promise<void> {
  const { bytes } = original;
  if (!bytes) return;
  const type = extname('key' in original ? original.key : original.name).toLowerCase();
  const key = archiveKey.original(id, sha256(bytes), type);
  await archive.putOnce(key, { body: bytes, contentType: 'application/octet-stream' });
}

/** Writes the head, anew as often as somebody comes between. */
async function commit(id: string, upload: Upload, { releases }: IngestEdges): Promise<Acceptance> {
  for (;;) {
    const before = await releases.head(id);
    const acceptance = accept(before, id, upload);
    if (await releases.commit(acceptance.head)) return acceptance;
  }
}

async function tell(told: Receipt, { archive, receipts, receiptsDue }: IngestEdges): Promise<void> {
  const key = archiveKey.receipt(told.file, told.receivedAt, told.sha256);
  const body = `${JSON.stringify(told, null, 2)}\n`;
  await archive.replace([key], async () => ({ [key]: { body, contentType: 'application/json' } }));
  const id = releaseId(told.file);
  await receipts.note(id, key);
  await receiptsDue.send({ releaseId: id });
  if (told.outcome === 'refused')
    log({ stage: 'ingest', outcome: 'refused', releaseId: id, reason: told.problems[0]?.code });
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
