import type { Content, Objects } from '../../../functions/io/objects.ts';
import { etagOf, replaceIn } from '../../../functions/io/replace.ts';
import type { Wire } from './wire.ts';

export type StoredObject = { content: Content; etag: string; modified: Date };
export type ObjectStore = Map<string, StoredObject>;

/** Hears of each put as it happens. */
export type OnPut = (key: string, content: Content) => void;

/** 412: somebody was faster. 409: somebody is at it. */
export class LostRace extends Error {
  readonly $metadata = { httpStatusCode: 412 };
}

export const bytesOf = ({ body }: Content): Uint8Array =>
  typeof body === 'string' ? new TextEncoder().encode(body) : body;

export function objects(store: ObjectStore, { read, write }: Wire, now: () => Date, onPut?: OnPut): Objects {
  const put = (key: string, content: Content, condition: (there: StoredObject | undefined) => boolean) => {
    if (!condition(store.get(key))) throw new LostRace(`The object ${key} is another by now.`);
    store.set(key, { content, etag: etagOf(content), modified: now() });
    onPut?.(key, content);
  };
  const found = (key: string) => read('objects.get', () => store.get(key));
  const isLostRace = (error: unknown): boolean => error instanceof LostRace;

  return {
    exists: (key) => read('objects.exists', () => store.has(key)),

    etag: (key) => read('objects.etag', () => store.get(key)?.etag),

    async get(key) {
      const there = await found(key);
      return there && bytesOf(there.content);
    },

    async read(key) {
      const there = await found(key);
      if (!there) return undefined;
      const { content, etag } = there;
      return { bytes: bytesOf(content), etag, contentType: content.contentType, metadata: content.metadata ?? {} };
    },

    all: (prefix = '') =>
      read('objects.all', () =>
        [...store.entries()]
          .filter(([key]) => key.startsWith(prefix))
          .sort(([one], [other]) => (one < other ? -1 : 1))
          .map(([key, { content, etag, modified }]) => ({
            ...{ key, modified, size: bytesOf(content).length, etag: etag.replaceAll('"', '') },
          })),
      ),

    delete: (key) => write('objects.delete', () => void store.delete(key)),

    async putOnce(key, content) {
      try {
        await write('objects.putOnce', () => put(key, content, (there) => there === undefined));
      } catch (error) {
        if (!isLostRace(error)) throw error;
      }
    },

    replace: (keys, build) =>
      replaceIn(
        {
          etag: (key) => read('objects.etag', () => store.get(key)?.etag),
          put: (key, content, etag) => write('objects.put', () => put(key, content, (there) => there?.etag === etag)),
          isLostRace,
        },
        keys,
        build,
      ),
  };
}
