import { copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rows, sample, startPolywire, until } from './polywire.ts';

const scratch = mkdtempSync(join(tmpdir(), 'polywire-killed-'));
// Below the ports that Linux gives to whoever asks for any.
const port = 20_000 + (process.pid % 12_000);

const folders = (name: string) => ['--state', join(scratch, name), '--inbox', join(scratch, `${name}-inbox`)];

test('a newsroom that is killed while it publishes goes on at the next start, and nobody gets a second mail', async () => {
  const at = port;
  const first = startPolywire('start', '--port', String(at), ...folders('killed'));
  await first.until(/Ctrl-C ends/);
  copyFileSync(sample('spring-flood-warning.md'), join(scratch, 'killed-inbox', 'flood.md'));
  await first.until(/mailbox.*published "flood.md"/s);
  first.kill();
  await first.ended;

  const second = startPolywire('start', ...folders('killed'));
  await second.until(/Ctrl-C ends/);
  const recipients = () => rows(at + 1);
  await until(async () => (await recipients()).length >= 18);
  await until(async () => (await (await fetch(`http://127.0.0.1:${at + 1}/?paused`)).text()).includes('all quiet'));

  // Ten mails of the sample, eight of the second release: one for each reader of it who gets releases at once.
  expect(await recipients()).toHaveLength(18);
  expect((await fetch(`http://127.0.0.1:${at}/es/2026/03/spring-flood-warning`)).status).toBe(200);
  second.interrupt();
  expect((await second.ended).code).toBe(0);
}, 120_000);
