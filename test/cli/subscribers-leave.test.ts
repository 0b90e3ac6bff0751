import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { leaveAll } from '../../cli/subscribers-leave.ts';
import { signToken } from '../../functions/core/token.ts';
import { idFor, keys, newReaders, reader } from './readers.ts';

const folder = mkdtempSync(join(tmpdir(), 'polywire-leave-'));
const ana = 'ana@list.example';
const token = signToken(keys, 'unsubscribe', idFor(ana));
const now = new Date('2026-11-25T12:00:00.000Z');
const at = now.toISOString();

function mail(name: string, subject: string, rest = 'Hello'): string {
  const file = join(folder, name);
  writeFileSync(file, `From: Ana <${ana}>\r\nTo: news@list.example\r\nSubject: ${subject}\r\n\r\n${rest}\r\n`);
  return file;
}

test('a token ends its subscription, once, and how is on record', async () => {
  const readers = newReaders([reader(ana)]);

  const first = await leaveAll([token], readers.ports, now);
  const again = await leaveAll([token], readers.ports, new Date('2026-11-26T12:00:00.000Z'));

  expect([first, again]).toEqual([[{ item: token, outcome: 'left', at }], [{ item: token, outcome: 'had left', at }]]);
  expect(readers.rows.get(idFor(ana))).toMatchObject({ state: 'unsubscribed', unsubscribedAt: at });
  expect(readers.said).toEqual([{ said: 'no', subscriberId: idFor(ana), at, way: 'mail' }]);
});

test.each([
  ['as the header has it', `unsubscribe ${token}`],
  ['folded', `unsubscribe\r\n ${token}`],
  ['in capital letters, with what a mail program puts before it', `Re: UNSUBSCRIBE ${token}`],
  ['in encoded words', `=?UTF-8?B?${Buffer.from(`unsubscribe ${token}`).toString('base64')}?=`],
])('the subject of a mail, %s', async (_, subject) => {
  const readers = newReaders([reader(ana)]);

  expect(await leaveAll([mail('leave.eml', subject)], readers.ports, now)).toMatchObject([{ outcome: 'left' }]);
});

test('a mail of many megabytes is read by its beginning', async () => {
  const readers = newReaders([reader(ana)]);
  const file = mail('large.eml', `unsubscribe ${token}`, 'x'.repeat(20_000_000));

  expect(await leaveAll([file], readers.ports, now)).toMatchObject([{ outcome: 'left' }]);
});

test('what cannot be read keeps none of the others, and is told without a word of the mail', async () => {
  const readers = newReaders([reader(ana)]);
  const forged = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
  const foreign = signToken(keys, 'preferences', idFor(ana));
  const [bare, wrong, none] = [
    mail('bare.eml', 'Please stop'),
    mail('wrong.eml', `unsubscribe ${foreign}`),
    'none.eml',
  ];

  const left = await leaveAll([forged, bare, wrong, none, folder, token], readers.ports, now);

  expect(left).toEqual([
    { item: forged, outcome: 'unreadable', fault: `"${forged}" is no token of this newsroom.` },
    { item: bare, outcome: 'unreadable', fault: `"${bare}" has no subject "unsubscribe TOKEN".` },
    { item: wrong, outcome: 'unreadable', fault: `"${wrong}" has a token that is not of this newsroom.` },
    { item: none, outcome: 'unreadable', fault: '"none.eml" doesn\'t exist.' },
    { item: folder, outcome: 'unreadable', fault: `"${folder}" is a folder, not a file.` },
    { item: token, outcome: 'left', at },
  ]);
});

test('who was erased has nothing left to leave', async () => {
  const readers = newReaders();

  expect(await leaveAll([token], readers.ports, now)).toEqual([{ item: token, outcome: 'nobody' }]);
  expect(readers.said).toEqual([]);
});
