// Uploads that no event told of, or whose event was lost on the way. (S3 delivers events at least once, most of the time.)
import type { InboxObject, ReadUpload } from '../core/inbox.ts';
import { isFolder } from '../core/inbox.ts';
import type { InboxEvent } from '../core/messages.ts';

/** Milliseconds. An upload may be on its way through its queue for as long as ingest takes, retries included. */
const PATIENCE = 60 * 60_000;

/** The inbox is compared with the table once an hour: listing it each minute would cost more than all the rest. */
export const isHour = (now: Date): boolean => now.getUTCMinutes() === 0;

export function lostUploads(inbox: InboxObject[], read: ReadUpload[], now: Date): InboxObject[] {
  const known = new Set(read.map(({ key, etag }) => `${etag} ${key}`));
  const isOld = ({ modified }: InboxObject) => now.getTime() - modified.getTime() >= PATIENCE;
  return inbox.filter((object) => isOld(object) && !isFolder(object) && !known.has(`${object.etag} ${object.key}`));
}

/** What S3 would have told, but for the version and its place among the events: the newest version is meant. */
export const eventFor = ({ key, size, etag, modified }: InboxObject): InboxEvent => ({
  Records: [
    {
      eventTime: modified.toISOString(),
      s3: { object: { key: encodeURIComponent(key).replaceAll('%20', '+'), size, eTag: etag } },
    },
  ],
});
