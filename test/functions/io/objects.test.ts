// Conditional writes of one bucket, against the local S3.
import { ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { clientSettings } from '../../../infra/local/emulators.ts';
import { atOnce, newBucket, startCloud } from './cloud.ts';

const cloud = await startCloud();
const operator = new S3Client({ ...clientSettings(cloud.gateway.url), forcePathStyle: true });
const { objects } = await import('../../../functions/io/objects.ts');

const open = () => {
  const bucket = newBucket(cloud);
  const text = (key: string) => new TextDecoder().decode(cloud.s3.read(bucket, key)?.body);
  return { ...objects(bucket), text };
};

const content = (body: string) => ({ body, contentType: 'text/plain' });

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

describe('a replacement', () => {
  test('puts all that was built, with types and caching', async () => {
    const { replace, text } = open();

    await replace(['a', 'b'], async () => ({ a: { ...content('1'), cacheControl: 'max-age=60' }, b: content('2') }));

    expect([text('a'), text('b')]).toEqual(['1', '2']);
  });

  test('of the same content makes no new version', async () => {
    const bucket = newBucket(cloud);
    const { replace } = objects(bucket);
    const versions = async () => (await operator.send(new ListObjectVersionsCommand({ Bucket: bucket }))).Versions;

    await replace(['a'], async () => ({ a: content('same') }));
    await replace(['a'], async () => ({ a: content('same') }));

    expect(await versions()).toHaveLength(1);
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
