import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { given } from '../../cli/where.ts';
import { root } from './polywire.ts';

const npm = { INIT_CWD: '/checkout/samples', npm_lifecycle_event: 'polywire' };

test.each([
  ['is read from where npm was called', given('a.md', npm, '/checkout'), '/checkout/samples/a.md'],
  ['may lead upwards', given('../a.md', npm, '/checkout'), '/checkout/a.md'],
  ['that is absolute stays', given('/tmp/a.md', npm, '/checkout'), '/tmp/a.md'],
  ['at the checkout itself stays', given('a.md', { ...npm, INIT_CWD: '/checkout' }, '/checkout'), 'a.md'],
  ['without npm stays', given('a.md', {}, '/checkout'), 'a.md'],
  ['in another script of npm stays', given('a.md', { ...npm, npm_lifecycle_event: 'test' }, '/checkout'), 'a.md'],
])('a path %s', (_, path, expected) => {
  expect(path).toBe(expected);
});

test('the command line finds a file beside its caller, and the folder of keys too', async () => {
  const env = { ...process.env, INIT_CWD: `${root}/samples`, npm_lifecycle_event: 'polywire' };
  const run = (...args: string[]) => promisify(execFile)(`${root}/cli/polywire`, args, { cwd: root, env });

  expect((await run('check', 'doctors-appeal.txt')).stdout).toContain('doctors-appeal.txt: can be published');
  await expect(run('publish', 'none.md')).rejects.toMatchObject({
    stderr: expect.stringContaining('samples/none.md" doesn\'t exist'),
  });
});

test('a reader who takes the first line only, as head does, is no fault', async () => {
  const { stdout, stderr } = await promisify(execFile)('sh', ['-c', `"${root}/cli/polywire" --help | head -1`], {});

  expect(stdout).toContain('Polywire publishes');
  expect(stderr).toBe('');
});
