// Conditional writes of one bucket.
import { ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { clientSettings } from '../../../infra/local/emulators.ts';
import * as memory from '../../simulation/ports/objects.ts';
import { direct } from '../../simulation/ports/wire.ts';
import { atOnce, newBucket, startCloud } from './cloud.ts';

const cloud = await startCloud();
const operator = new S3Client({ ...clientSettings(cloud.gateway.url), forcePathStyle: true });
const { objects } = await import('../../../functions/io/objects.ts');

const onS3 = () => {
  const bucket = newBucket(cloud);
  const text = (key: string) => new TextDecoder().decode(cloud.s3.read(bucket, key)?.body);
  const listed = async () => (await operator.send(new ListObjectVersionsCommand({ Bucket: bucket }))).Versions ?? [];
  return { ...objects(bucket), text, puts: async () => (await listed()).length };
};

const inMemory = () => {
  const store: memory.ObjectStore = new Map();
  const text = (key: string) => String(store.get(key)?.content.body);
  let puts = 0;
  const counted = memory.objects(
    store,
    direct,
    () => new Date(),
    () => void puts++,
  );
  return { ...counted, text, puts: async () => puts };
};

const content = (body: string) => ({ body, contentType: 'text/plain' });

describe.each([
  ['on the local S3', onS3],
  ['in memory', inMemory],
] as const)('%s', (_, open) => {
  describe('an object', () => {
    test('that is not there is undefined, and no error', async () => {
      expect(await open().get('nothing')).toBeUndefined();
    });

    test('comes back with its bytes', async () => {
      const { get, putOnce } = open();
      const body = new Uint8Array([0, 255, 10, 13]);

      await putOnce('a', { body, contentType: 'application/octet-stream' });

      expect(await get('a')).toEqual(body);
    });

    test('that is named by its content is put once, whoever comes second', async () => {
      const { putOnce, text } = open();

      await atOnce(5, (index) => putOnce('a', content(`first ${index}`)));
      const winner = text('a');
      await putOnce('a', content('later'));

      expect(winner).toMatch(/^first \d$/);
      expect(text('a')).toBe(winner);
    });
  });

  test('objects are listed by their keys, below a prefix where one is named; a deleted one no more', async () => {
    const { putOnce, delete: remove, all, exists } = open();
    for (const key of ['media/b', 'media/a', 'other']) await putOnce(key, content('text'));
    await remove('media/b');
    await remove('nothing');

    const listed = await all('media/');

    expect(listed).toMatchObject([{ key: 'media/a', size: 4, etag: '1cb251ec0d568de6a929b520c4aed8d1' }]);
    expect((await all()).map(({ key }) => key)).toEqual(['media/a', 'other']);
    expect([await exists('other'), await exists('media/b')]).toEqual([true, false]);
  });

  describe('a replacement', () => {
    test('puts all that was built, with types and caching', async () => {
      const { replace, text } = open();

      await replace(['a', 'b'], async () => ({ a: { ...content('1'), cacheControl: 'max-age=60' }, b: content('2') }));

      expect([text('a'), text('b')]).toEqual(['1', '2']);
    });

    test('of the same content makes no new version', async () => {
      const { replace, puts } = open();

      await replace(['a'], async () => ({ a: content('same') }));
      await replace(['a'], async () => ({ a: content('same') }));

      expect(await puts()).toBe(1);
    });

    test('is built again where somebody came between: 412', async () => {
      const { replace, text } = open();
      let builds = 0;

      await replace(['a'], async () => {
        builds++;
        if (builds === 1) await replace(['a'], async () => ({ a: content('theirs') }));
        return { a: content(`${text('a')} and mine`) };
      });

      expect(builds).toBe(2);
      expect(text('a')).toBe('theirs and mine');
    });

    test('of several objects starts over for all of them where one was changed', async () => {
      const { replace, text } = open();
      let builds = 0;

      await replace(['a', 'b'], async () => {
        builds++;
        if (builds === 1) await replace(['b'], async () => ({ b: content('theirs') }));
        return { a: content(`a of build ${builds}`), b: content(`b of build ${builds}`) };
      });

      expect([text('a'), text('b')]).toEqual(['a of build 2', 'b of build 2']);
    });

    test('loses nothing, whoever races with whom: the last object shows every row', async () => {
      const { replace, text } = open();
      const rows = new Set<number>();
      const build = async () => ({ feed: content([...rows].sort().join(',')) });

      await atOnce(8, async (index) => {
        rows.add(index);
        await replace(['feed'], build);
      });

      expect(text('feed')).toBe('0,1,2,3,4,5,6,7');
    });

    test('that never wins gives its message back after ten attempts', async () => {
      const { replace } = open();
      let builds = 0;
      const spoiled = replace(['a'], async () => {
        builds++;
        await replace(['a'], async () => ({ a: content(`theirs ${builds}`) }));
        return { a: content('mine') };
      });

      await expect(spoiled).rejects.toMatchObject({ $metadata: { httpStatusCode: 412 } });
      expect(builds).toBe(10);
    });

    test('passes on what goes wrong while it builds, and writes nothing', async () => {
      const { replace, get } = open();

      await expect(replace(['a'], () => Promise.reject(new Error('no rows')))).rejects.toThrow('no rows');
      expect(await get('a')).toBeUndefined();
    });
  });
});
