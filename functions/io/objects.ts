// S3: one bucket, as the stages need it.
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { InboxObject } from '../core/inbox.ts';
import { replaceIn } from './replace.ts';

const client = new S3Client({});

export type Content = {
  body: string | Uint8Array;
  contentType: string;
  cacheControl?: string;
  contentEncoding?: string;
  metadata?: Record<string, string>;
};

// 412: somebody was faster. 409: somebody is at it. (S3 User Guide, "Conditional writes")
const isLostRace = (error: unknown): boolean =>
  error instanceof S3ServiceException && [409, 412].includes(error.$metadata.httpStatusCode ?? 0);

const put = (bucket: string, key: string, { body, contentType, cacheControl, contentEncoding, metadata }: Content) => ({
  Bucket: bucket,
  Key: key,
  Body: body,
  ContentType: contentType,
  ...(cacheControl === undefined ? {} : { CacheControl: cacheControl }),
  ...(contentEncoding === undefined ? {} : { ContentEncoding: contentEncoding }),
  ...(metadata === undefined ? {} : { Metadata: metadata }),
});

export function objects(bucket: string) {
  const etag = async (key: string): Promise<string | undefined> => {
    try {
      return (await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }))).ETag;
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  };

  /** Beside the bytes what S3 keeps with them; names in `metadata` in lower case: its users' own, and "content-language". */
  const read = async (key: string, versionId?: string) => {
    try {
      const version = versionId === undefined ? {} : { VersionId: versionId };
      const found = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, ...version }));
      const own = Object.entries(found.Metadata ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
      const language = found.ContentLanguage === undefined ? {} : { 'content-language': found.ContentLanguage };
      const bytes = (await found.Body?.transformToByteArray()) ?? new Uint8Array();
      const { ETag: tag = '', ContentType: contentType = '' } = found;
      return { bytes, etag: tag, contentType, metadata: { ...Object.fromEntries(own), ...language } };
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  };

  const putWhere = async (key: string, content: Content, found: string | undefined): Promise<void> => {
    const condition = found === undefined ? { IfNoneMatch: '*' } : { IfMatch: found };
    await client.send(new PutObjectCommand({ ...put(bucket, key, content), ...condition }));
  };

  return {
    /** Undefined where there is no such object. */
    etag,

    exists: async (key: string): Promise<boolean> => (await etag(key)) !== undefined,

    /** The object's bytes, of that version where one is named; undefined where there is none. */
    async get(key: string, versionId?: string): Promise<Uint8Array | undefined> {
      return (await read(key, versionId))?.bytes;
    },

    read,

    /** Every object there is, or whose key begins so. */
    async all(prefix = ''): Promise<InboxObject[]> {
      const found: InboxObject[] = [];
      for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
        for (const { Key, Size, ETag, LastModified } of Contents) {
          if (Key === undefined || LastModified === undefined) continue;
          found.push({ key: Key, size: Size ?? 0, etag: (ETag ?? '').replaceAll('"', ''), modified: LastModified });
        }
      }
      return found;
    },

    /** What isn't there is deleted as well. */
    async delete(key: string): Promise<void> {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },

    /** Puts what is named by its content: whoever comes second finds the same bytes there, and is done. */
    async putOnce(key: string, content: Content): Promise<void> {
      try {
        await client.send(new PutObjectCommand({ ...put(bucket, key, content), IfNoneMatch: '*' }));
      } catch (error) {
        if (!isLostRace(error)) throw error;
      }
    },

    /** Replaces objects that several may rebuild at once (replace.ts). */
    replace: (keys: string[], build: () => Promise<Record<string, Content>>): Promise<void> =>
      replaceIn({ etag, put: putWhere, isLostRace }, keys, build),
  };
}
export type Objects = ReturnType<typeof objects>;
