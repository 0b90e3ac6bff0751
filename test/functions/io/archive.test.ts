// Releases as they were understood.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { understand } from '../../../functions/ingest/understand.ts';
import * as memory from '../../simulation/ports/archive.ts';
import { direct } from '../../simulation/ports/wire.ts';
import { highlands } from '../../templates/samples.ts';
import { newBucket, startCloud } from './cloud.ts';

const cloud = await startCloud();
const { archive } = await import('../../../functions/io/archive.ts');

const { release } = await understand(
  { key: 'spring-flood-warning.md', bytes: readFileSync('samples/spring-flood-warning.md') },
  highlands,
);
if (!release) throw new Error('The sample is not understood.');

describe.each([
  ['on the local S3', () => archive(newBucket(cloud))],
  ['in memory', () => memory.archive(new Map(), direct, () => new Date())],
] as const)('%s', (_, open) => {
  test('a release comes back as it went in, tree and all', async () => {
    const { putRelease, release: read } = open();

    await putRelease(release, 'content');
    await putRelease(release, 'content');

    expect(await read(release.id, 'content')).toEqual(release);
  });

  test('a release that is not there (yet) is an error, which a retry may mend', async () => {
    await expect(open().release('r1', 'content')).rejects.toThrow('The archive lacks release r1 with content content.');
  });
});
