// The example of docs/formats.md, as it stands there, in a process of its own.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { announcement } from '../../../functions/outlets/announcement.ts';
import { ninjs } from '../../../functions/outlets/ninjs.ts';
import { jwks, jws } from '../../../functions/outlets/signature.ts';
import { aNotice, anEdition, anItem, aPublication } from '../../templates/samples.ts';
import { place } from './announcements.ts';

const [, example = ''] = /^```js\n(.*?)^```$/ms.exec(readFileSync('docs/formats.md', 'utf8')) ?? [];
const path = '/en/2026/05/budget.jws';

const secret = { current: 'a', keys: { a: 'a secret' } };
const usable = jws(ninjs(announcement(anItem(anEdition(), aPublication()), place)), secret);
const gone = jws(ninjs(announcement(aNotice('en'), place)), secret);

let served = '';
const site = createServer(({ url }, response) => response.writeHead(url === path ? 200 : 404).end(served));
const folder = mkdtempSync(join(tmpdir(), 'polywire-example-'));

beforeAll(async () => {
  // Where an outlet has installed jose, and keeps the keys.
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'jwks.json'), jwks(secret));
  await new Promise<void>((listening) => site.listen(0, '127.0.0.1', listening));
});
afterAll(() => {
  site.close();
  rmSync(folder, { recursive: true });
});

/** Its code and what it says, where the site has `text`. */
function run(text: string): Promise<{ failed: boolean; stdout: string; stderr: string }> {
  served = text;
  const { port } = site.address() as AddressInfo;
  writeFileSync(join(folder, 'verify.mjs'), example.replace('https://news.example', `http://127.0.0.1:${port}`));
  return new Promise((ended) => {
    execFile(process.execPath, ['verify.mjs'], { cwd: folder }, (error, stdout, stderr) =>
      ended({ failed: error !== null, stdout, stderr }),
    );
  });
}

test('the documented example asks one site, in ten lines', () => {
  expect(example.trim().split('\n').length).toBeLessThanOrEqual(10);
  expect(example.match(/https?:\/\/[^'"]*/g)).toEqual([`https://news.example${path}`]);
});

test('it takes an item of the newsroom', async () => {
  expect(await run(usable)).toEqual({ failed: false, stdout: '', stderr: '' });
});

test('it tells of a withdrawal', async () => {
  expect(await run(`${gone}\n`)).toEqual({ failed: false, stdout: 'Do not use it any more.\n', stderr: '' });
});

test.each([
  ['was changed', usable.replace(/\.e/, '.f'), 'JWSSignatureVerificationFailed'],
  ['is signed by somebody else', jws({ uri: 'x' }, { current: 'a', keys: { a: 'another' } }), 'JWKSNoMatchingKey'],
])('it throws where the item %s', async (_, text, fault) => {
  expect(await run(text)).toMatchObject({ failed: true, stdout: '', stderr: expect.stringContaining(fault) });
});
