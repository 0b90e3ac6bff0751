// A first start; what a newsroom keeps for the next one is in start.whole.ts.
import { copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rows, sample, startPolywire, until } from './polywire.ts';

const scratch = mkdtempSync(join(tmpdir(), 'polywire-start-'));
// Below the ports that Linux gives to whoever asks for any.
const port = 20_000 + (process.pid % 12_000);

test('start publishes the sample, mails it, and publishes what is put into the inbox', async () => {
  const inbox = join(scratch, 'inbox');
  const text = async (path: string, at = port) => (await fetch(`http://127.0.0.1:${at}${path}`)).text();
  const newsroom = startPolywire('start', '--port', String(port), '--state', join(scratch, 'state'), '--inbox', inbox);
  const output = await newsroom.until(/Ctrl-C ends/);

  expect(output).toContain(`http://127.0.0.1:${port}/`);
  expect(await text('/en/')).toContain('Tamber reservoir');
  expect(await text('/', port + 1)).toContain('reservoir-agreement.txt');
  await until(async () => (await rows(port + 1)).some((row) => row.includes('rania.haddad')));

  copyFileSync(sample('doctors-appeal.txt'), join(inbox, 'doctors-appeal.txt'));
  await until(async () => (await fetch(`http://127.0.0.1:${port}/he/rss.xml`)).ok);
  newsroom.interrupt();
  expect((await newsroom.ended).code).toBe(0);
}, 300_000);
