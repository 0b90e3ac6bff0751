// userguide/notification-content-structure.html
import type { Bucket, Notification } from './buckets.ts';

/** Without the leading `s3:`, as in the message itself. */
export type EventName =
  | 'ObjectCreated:Put'
  | 'ObjectCreated:Copy'
  | 'ObjectCreated:CompleteMultipartUpload'
  | 'ObjectRemoved:Delete'
  | 'ObjectRemoved:DeleteMarkerCreated';

export type Happening = {
  name: EventName;
  time: Date;
  key: string;
  seq: number;
  size?: number;
  /** Without quotes. */
  etag?: string;
  versionId: string;
};

const OWNER = 'LOCAL';

/** Who is to be told, and what. */
export function notices(bucket: Bucket, happening: Happening): { queueArn: string; body: string }[] {
  const wanted = bucket.notifications.filter((one) => isWanted(one, happening));
  return wanted.map(({ queueArn }) => ({ queueArn, body: message(bucket, happening, queueArn) }));
}

/** userguide/notification-how-to-filtering.html */
function isWanted({ events, prefix = '', suffix = '' }: Notification, { name, key }: Happening): boolean {
  const [group] = name.split(':');
  const listed = events.includes(`s3:${name}`) || events.includes(`s3:${group}:*`);
  return listed && key.startsWith(prefix) && key.endsWith(suffix);
}

function message(bucket: Bucket, happening: Happening, queueArn: string): string {
  const { name, time, key, seq, size, etag, versionId } = happening;
  const request = requestId(seq);
  const record = {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    // A bucket and the queue it notifies are always in the same region.
    awsRegion: queueArn.split(':')[3],
    eventTime: time.toISOString(),
    eventName: name,
    userIdentity: { principalId: OWNER },
    requestParameters: { sourceIPAddress: '127.0.0.1' },
    responseElements: { 'x-amz-request-id': request, 'x-amz-id-2': request },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: queueArn,
      bucket: { name: bucket.name, ownerIdentity: { principalId: OWNER }, arn: `arn:aws:s3:::${bucket.name}` },
      object: {
        key: urlEncode(key),
        size,
        eTag: etag,
        versionId: bucket.versioning === '' ? undefined : versionId,
        sequencer: seq.toString(16).toUpperCase().padStart(18, '0'),
      },
    },
  };
  return JSON.stringify({ Records: [record] });
}

/** As in a form (a space is `+`), but slashes stay: also what a listing with encoding-type=url holds. */
export function urlEncode(key: string): string {
  return new URLSearchParams([['', key]]).toString().slice(1).replaceAll('%2F', '/');
}

export function requestId(seq: number): string {
  return seq.toString(36).toUpperCase().padStart(16, '0');
}
