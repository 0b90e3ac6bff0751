// Ctrl-C while there is much to do: the newsroom ends soon and without a stack, and goes on at the next start.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startPolywire, until } from './polywire.ts';

const scratch = mkdtempSync(join(tmpdir(), 'polywire-interrupted-'));
const port = 16_000 + (process.pid % 2000);
const FILES = 30;

const text = (at: number) =>
  `Gauge ${at} opens\n\n3 May 2026, Upper Glenmore\n\nThe Highland Water Council has opened gauge ${at} to the public.`;

test('Ctrl-C while files are published ends within five seconds, and the next start publishes the rest', async () => {
  const folders = ['--state', join(scratch, 'state'), '--inbox', join(scratch, 'inbox')];
  const first = startPolywire('start', '--port', String(port), ...folders);
  await first.until(/Ctrl-C ends/);
  for (let at = 0; at < FILES; at++) writeFileSync(join(scratch, 'inbox', `gauge-${at}.txt`), text(at));
  await first.until(/(?:published.*\n[\s\S]*){3}/);

  const begun = performance.now();
  first.interrupt();
  const { code, stderr, stdout } = await first.ended;

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.trimEnd()).toMatch(/Ending; state is kept in the state folder\.$/);
  expect(performance.now() - begun).toBeLessThan(5000);

  const second = startPolywire('start', ...folders);
  await second.until(/Ctrl-C ends/);
  const isOut = async (at: number) => (await fetch(`http://127.0.0.1:${port}/en/2026/05/gauge-${at}-opens`)).ok;
  await until(async () => (await Promise.all(Array.from({ length: FILES }, (_, at) => isOut(at)))).every(Boolean));
  const room = await (await fetch(`http://127.0.0.1:${port + 1}/`)).text();
  expect(room).not.toContain('needs attention');
  second.interrupt();
  expect((await second.ended).code).toBe(0);
}, 240_000);
