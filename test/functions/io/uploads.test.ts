// What the hourly sweep compares: the inbox as S3 lists it, and the uploads that were read to the end.
import { describe, expect, test } from 'vitest';
import * as memory from '../../simulation/ports/uploads.ts';
import { direct } from '../../simulation/ports/wire.ts';
import { newBucket, newTable, startCloud } from './cloud.ts';

const cloud = await startCloud();
const { objects } = await import('../../../functions/io/objects.ts');
const { uploads } = await import('../../../functions/io/uploads.ts');

test('a bucket lists every object with its size, hour and ETag without quotes', async () => {
  const inbox = objects(newBucket(cloud));
  for (const key of ['b.txt', 'été & mai/a.txt']) await inbox.putOnce(key, { body: 'text', contentType: 'text/plain' });

  const listed = await inbox.all();

  expect(listed.map(({ key, size, etag }) => [key, size, etag])).toEqual([
    ['b.txt', 4, '1cb251ec0d568de6a929b520c4aed8d1'],
    ['été & mai/a.txt', 4, '1cb251ec0d568de6a929b520c4aed8d1'],
  ]);
  expect(listed.every(({ modified }) => Math.abs(Date.now() - modified.getTime()) < 60_000)).toBe(true);
});

describe.each([
  ['on the local DynamoDB', async () => uploads(await newTable(cloud))],
  ['in memory', async () => memory.uploads(new Map(), direct)],
] as const)('%s', (_, open) => {
  test('the last content of a key that was read is noted, once for each key', async () => {
    const read = await open();

    await read.note({ key: 'b.txt', etag: 'one' });
    await read.note({ key: 'a.txt', etag: 'one' });
    await read.note({ key: 'b.txt', etag: 'two' });

    expect(await read.all()).toEqual([
      { key: 'a.txt', etag: 'one' },
      { key: 'b.txt', etag: 'two' },
    ]);
  });

  test('an older event that comes late changes nothing; one that S3 gave no place is the newest', async () => {
    const read = await open();
    const noted = async () => (await read.all()).map(({ etag }) => etag);

    await read.note({ key: 'a.txt', etag: 'new' }, '00B');
    await read.note({ key: 'a.txt', etag: 'old' }, '00A1');
    expect(await noted()).toEqual(['new']);

    await read.note({ key: 'a.txt', etag: 'newer' }, '00B1');
    expect(await noted()).toEqual(['newer']);

    await read.note({ key: 'a.txt', etag: 'found' });
    expect(await noted()).toEqual(['found']);
  });
});
