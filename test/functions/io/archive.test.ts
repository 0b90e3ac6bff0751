// Releases as they were understood, against the local S3.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { understand } from '../../../functions/ingest/understand.ts';
import { highlands } from '../../templates/samples.ts';
import { newBucket, startCloud } from './cloud.ts';

const cloud = await startCloud();
const { archive } = await import('../../../functions/io/archive.ts');

const { release } = await understand(
  { key: 'spring-flood-warning.md', bytes: readFileSync('samples/spring-flood-warning.md') },
  highlands,
);
if (!release) throw new Error('The sample is not understood.');

test('a release comes back as it went in, tree and all', async () => {
  const { putRelease, release: read } = archive(newBucket(cloud));

  await putRelease(release, 'content');
  await putRelease(release, 'content');

  expect(await read(release.id, 'content')).toEqual(release);
});

test('a release that is not there (yet) is an error, which a retry may mend', async () => {
  await expect(archive(newBucket(cloud)).release('r1', 'content')).rejects.toThrow(
    'The archive lacks release r1 with content content.',
  );
});
