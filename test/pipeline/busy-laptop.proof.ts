// A busy laptop: two hundred files put into the inbox folder at once, beside two processes that do nothing but compute.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { startPolywire } from '../cli/polywire.ts';

const FILES = 200;
const SPINNERS = 2;
/** Seconds until this gives up, and until a spinner ends by itself, whatever becomes of this. */
const LIMIT = 1500;
/** Milliseconds in which the control room answers, but for one time in a hundred. */
const ROOM = 1000;

const folder = mkdtempSync(join(tmpdir(), 'polywire-busy-'));
const port = 14_000 + (process.pid % 2000);
const spinners: ChildProcess[] = [];
let newsroom: ReturnType<typeof startPolywire> | undefined;
afterAll(async () => {
  for (const one of spinners) one.kill('SIGKILL');
  newsroom?.interrupt();
  await newsroom?.ended;
  rmSync(folder, { recursive: true, force: true });
});

const spin = () =>
  spinners.push(spawn(process.execPath, ['-e', `const end = Date.now() + ${LIMIT}000; while (Date.now() < end);`]));

const all = Array.from({ length: FILES }, (_, at) => at);

const release = (at: number): string =>
  [
    `Gauge ${at} opens`,
    '3 May 2026, Upper Glenmore',
    `The Highland Water Council has opened gauge number ${at} at the river to the public, together with its records.`,
  ].join('\n\n');

const address = (at: number): string => `/en/2026/05/gauge-${at}-opens`;

type Look = { milliseconds: number; status: number; html: string };

/** As a browser does: the answer, whole. */
async function look(path: string, at = port): Promise<Look> {
  const begun = performance.now();
  const answer = await fetch(`http://127.0.0.1:${at}${path}`);
  const html = await answer.text();
  return { milliseconds: performance.now() - begun, status: answer.status, html };
}

/** Every two seconds, as long as `goes` says so. */
async function watchRoom(goes: () => boolean): Promise<Look[]> {
  const looks: Look[] = [];
  while (goes()) {
    looks.push(await look('/', port + 1));
    await pause(2000);
  }
  return looks;
}

/** Those whose pages are there, asked a few at a time: to ask for all of them would be a load of its own. */
async function allOut(deadline: number): Promise<Set<number>> {
  const out = new Set<number>();
  while (out.size < FILES && performance.now() < deadline) {
    for (const at of all.filter((one) => !out.has(one)).slice(0, 5)) {
      if ((await look(address(at))).status === 200) out.add(at);
    }
    await pause(200);
  }
  return out;
}

/** Which of them a reader of the feed finds, with its past (RFC 5005). */
async function inFeed(): Promise<number[]> {
  const pages = [1, 2, 3, 4].map((page) => `/en/archive/${page}.atom.xml`);
  const texts = await Promise.all(['/en/atom.xml', ...pages].map((path) => look(path)));
  const found = texts.map(({ html }) => html).join('');
  return all.filter((at) => found.includes(`${address(at)}"`));
}

test('a busy laptop publishes two hundred files at once, loses none, and shows what it does', async () => {
  const folders = ['--state', join(folder, 'state'), '--inbox', join(folder, 'inbox')];
  newsroom = startPolywire('start', '--port', String(port), ...folders);
  await newsroom.until(/Ctrl-C ends/);
  for (let spinner = 0; spinner < SPINNERS; spinner++) spin();
  const begun = performance.now();
  const deadline = begun + LIMIT * 1000;

  for (const at of all) writeFileSync(join(folder, 'inbox', `gauge-${at}.txt`), release(at));
  let isBusy = true;
  const watching = watchRoom(() => isBusy);
  const out = await allOut(deadline);
  const pages = Math.round((performance.now() - begun) / 1000);
  while ((await inFeed()).length < FILES && performance.now() < deadline) await pause(1000);
  const feeds = Math.round((performance.now() - begun) / 1000);
  isBusy = false;
  const looks = await watching;

  const times = looks.map(({ milliseconds }) => Math.round(milliseconds)).toSorted((one, other) => one - other);
  const quantile = (part: number): number => times[Math.floor((times.length - 1) * part)] ?? 0;
  const room = { looks: times.length, median: quantile(0.5), p99: quantile(0.99), slowest: times.at(-1) };
  process.stdout.write(`${JSON.stringify({ out: out.size, pages, feeds, room })}\n`);
  expect(out.size).toBe(FILES);
  expect(await inFeed()).toHaveLength(FILES);
  expect(looks.filter(({ html }) => /needs attention/.test(html))).toEqual([]);
  expect(looks.some(({ html }) => /working<\/span> \d+ messages? on the way/.test(html))).toBe(true);
  expect(quantile(0.99)).toBeLessThan(ROOM);
}, 1_800_000);
