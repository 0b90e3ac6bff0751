import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { polywire, rows, sample, startPolywire, until } from './polywire.ts';

const scratch = mkdtempSync(join(tmpdir(), 'polywire-start-'));
// Below the ports that Linux gives to whoever asks for any.
const port = 20_000 + (process.pid % 12_000);

const folders = (name: string) => ['--state', join(scratch, name), '--inbox', join(scratch, `${name}-inbox`)];

test('start publishes the sample, then what is put into the inbox folder or the bucket, and a second start keeps it all', async () => {
  const text = async (path: string, at = port) => (await fetch(`http://127.0.0.1:${at}${path}`)).text();
  const first = startPolywire('start', '--port', String(port), ...folders('whole'));
  const output = await first.until(/Ctrl-C ends/);

  expect(output).toContain(`http://127.0.0.1:${port}/`);
  expect(await text('/en/')).toContain('Tamber reservoir');
  expect(await text('/ar/rss.xml')).toContain('<language>ar</language>');
  expect(await text('/mailbox/', port + 1)).toContain('rania.haddad@almarsad.example');
  expect(await text('/', port + 1)).toContain('reservoir-agreement.txt');

  copyFileSync(sample('doctors-appeal.txt'), join(scratch, 'whole-inbox', 'doctors-appeal.txt'));
  await until(async () => (await fetch(`http://127.0.0.1:${port}/he/rss.xml`)).ok);

  const s3 = new S3Client({
    endpoint: `http://127.0.0.1:${port + 2}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'LOCALOPERATOR', secretAccessKey: 'local' },
  });
  await s3.send(
    new PutObjectCommand({
      Bucket: 'polywire-inbox',
      Key: 'gauge.txt',
      Body: 'Ein Pegel\n\n3. Mai 2026, Oberglenmoor\n\nDer Rat hat heute den neuen Pegel an der Brücke eröffnet und alle Daten offengelegt.',
    }),
  );
  await until(async () => (await text('/de/rss.xml')).includes('Ein Pegel'));

  const mails = async () => (await rows(port + 1)).map((row) => /href="\/mailbox\/([0-9a-f-]{36})"/.exec(row)?.[1]);
  await until(async () => (await mails()).length === 14);
  const mailbox = await mails();
  first.interrupt();
  expect((await first.ended).code).toBe(0);

  const second = startPolywire('start', ...folders('whole'));
  await second.until(/Ctrl-C ends/);
  expect(await text('/de/rss.xml')).toContain('Ein Pegel');
  expect(await mails()).toEqual(mailbox);
  second.interrupt();
  expect((await second.ended).code).toBe(0);
}, 300_000);

test('a port that is taken is told before any work is done', async () => {
  const taken = createServer().listen(port + 100, '127.0.0.1');
  const { code, stderr } = await polywire('start', '--port', String(port + 100), ...folders('taken'));
  taken.close();

  expect(code).toBe(1);
  expect(stderr).toContain(`Port ${port + 100} is taken`);
});

test('a state folder of another version is refused and left as it is', async () => {
  const folder = join(scratch, 'old');
  mkdirSync(folder);
  writeFileSync(join(folder, 'state.json'), '{"format":0,"port":4080}');

  const { code, stderr } = await polywire('start', '--state', folder, '--inbox', join(scratch, 'old-inbox'));

  expect(code).toBe(1);
  expect(stderr).toContain('made by another version of Polywire (format 0; this one reads 3)');
  expect(readdirSync(folder)).toEqual(['state.json']);
});

test('a folder that is none of Polywire’s is not taken as state', async () => {
  const folder = join(scratch, 'foreign');
  mkdirSync(folder);
  writeFileSync(join(folder, 'thesis.txt'), 'mine');

  const { code, stderr } = await polywire('start', '--state', folder);

  expect(code).toBe(1);
  expect(stderr).toContain('holds no state of this version');
  expect(existsSync(join(folder, 'thesis.txt'))).toBe(true);
});
