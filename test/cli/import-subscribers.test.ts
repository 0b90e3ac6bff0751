import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type ImportOptions, importSample, importSubscribers, type Refused } from '../../cli/import-subscribers.ts';
import { nameKey } from '../../functions/core/token.ts';
import { idFor, keys, newReaders, reader } from './readers.ts';

const folder = mkdtempSync(join(tmpdir(), 'polywire-import-'));
const at = '2026-11-25T12:00:00.000Z';
const header = 'email,languages,topics,frequency,timezone,consent';

function fileOf(...rows: string[]): string {
  const file = join(folder, 'rows.csv');
  writeFileSync(file, [header, ...rows].join('\n'));
  return file;
}

const row = (address: string, proof = 'form of 2 March') => `${address},fr;en,water,daily,Europe/Paris,${proof}`;

async function imported(file: string, { ports }: ReturnType<typeof newReaders>, changes: Partial<ImportOptions> = {}) {
  const refused: Refused[] = [];
  const counts = await importSubscribers(
    file,
    { ...ports, key: nameKey(keys) },
    {
      ...{ at, needsProof: true, isDryRun: false, onProgress: () => undefined },
      onRefused: (one) => void refused.push(one),
      ...changes,
    },
  );
  return { counts, refused };
}

test('who is new is a subscriber with their proof on record', async () => {
  const readers = newReaders();

  const { counts } = await imported(fileOf(row('Ana@List.example', '"3 May, at the fair"')), readers);

  const wishes = {
    ...{ languages: ['fr', 'en'], standIn: false, topics: ['water'], frequency: 'daily', timezone: 'Europe/Paris' },
    ...{ hour: 8, pausedUntil: null },
  };
  const [id, address] = [idFor('ana@list.example'), 'ana@list.example'];
  expect(counts).toEqual({ rows: 1, added: 1, known: 0, optedOut: 0, refused: 0 });
  expect(readers.rows.get(id)).toEqual({ id, address, ...wishes, state: 'active', formerRhythm: null });
  expect(readers.said).toEqual([
    { said: 'imported', subscriberId: id, at, address, wishes, proof: '3 May, at the fair' },
  ]);
});

test('a proof whose comma stands without quotes is on record whole', async () => {
  const readers = newReaders();

  await imported(fileOf(row('ana@list.example', '3 May, at the fair,,')), readers);

  expect(readers.said).toMatchObject([{ proof: '3 May, at the fair' }]);
});

const mixed = () => {
  const readers = newReaders([
    reader('known@list.example'),
    reader('left@list.example', { state: 'unsubscribed', unsubscribedAt: at }),
    reader('bounced@list.example'),
    reader('new@list.example', { id: idFor('old@list.example') }),
  ]);
  readers.suppressed.set(idFor('bounced@list.example'), { reason: 'bounce', at });
  readers.suppressed.set(idFor('erased@list.example'), { reason: 'erased', at });
  readers.aliases.set(idFor('new@list.example'), idFor('old@list.example'));
  return readers;
};
const people = ['known', 'left', 'bounced', 'erased', 'new', 'ana', 'ben', 'ANA'].map((name) => `${name}@list.example`);

test.each([false, true])(
  'the choices of who is known stand, and who opted out stays out (dry run: %s)',
  async (isDryRun) => {
    const readers = mixed();
    const before = structuredClone(readers.rows);

    const { counts, refused } = await imported(
      fileOf(...people.map((address) => row(address)), row('cleo@list.example', ''), 'no address,en,,,,form'),
      readers,
      { isDryRun },
    );

    expect(counts).toEqual({ rows: 10, added: 2, known: 3, optedOut: 3, refused: 2 });
    expect(refused).toEqual([
      { line: 10, reason: 'the row has no proof of consent; say how and when they agreed' },
      { line: 11, reason: '"no address" is no mail address that can be written to' },
    ]);
    const added = ['ana@list.example', 'ben@list.example'].map(idFor);
    expect(readers.said.map(({ subscriberId }) => subscriberId).toSorted()).toEqual(isDryRun ? [] : added.toSorted());
    expect([...readers.rows.keys()].toSorted()).toEqual([...before.keys(), ...(isDryRun ? [] : added)].toSorted());
    for (const [id, one] of before) expect(readers.rows.get(id)).toEqual(one);
  },
);

test('of a row that comes again the first stands, however far apart the two are', async () => {
  const readers = newReaders();
  const others = Array.from({ length: 950 }, (_, index) => row(`reader${index}@list.example`));

  const { counts } = await imported(
    fileOf('ana@list.example,ar,,,,form', ...others, row('ana@list.example'), row('ana@list.example')),
    readers,
  );

  expect(counts).toEqual({ rows: 953, added: 951, known: 2, optedOut: 0, refused: 0 });
  expect(readers.rows.get(idFor('ana@list.example'))?.languages).toEqual(['ar']);
  expect(readers.said).toHaveLength(951);
});

test('once more changes nothing', async () => {
  const readers = mixed();
  const file = fileOf(...people.map((address) => row(address)));
  await imported(file, readers);
  const [rows, said] = [structuredClone(readers.rows), structuredClone(readers.said)];

  const { counts } = await imported(file, readers, { at: '2026-11-26T12:00:00.000Z' });

  expect(counts).toEqual({ rows: 8, added: 0, known: 5, optedOut: 3, refused: 0 });
  expect([readers.rows, readers.said]).toEqual([rows, said]);
});

test('who is erased while the file is read stays erased', async () => {
  const readers = newReaders();
  const { add } = readers.ports.subscribers;
  const erased = idFor('ana@list.example');
  readers.ports.subscribers.add = async (subscriber) => {
    if (subscriber.id === erased) await readers.ports.subscribers.suppress(erased, 'erased', at);
    return add(subscriber);
  };

  const { counts } = await imported(fileOf(row('ana@list.example'), row('ben@list.example')), readers);

  expect(counts).toEqual({ rows: 2, added: 1, known: 0, optedOut: 1, refused: 0 });
  expect([...readers.rows.values()].map(({ address }) => address)).toEqual(['ben@list.example']);
  expect(readers.said).toHaveLength(1);
});

test('what the table refuses ends the import, and what is read no more is not waited for', async () => {
  const readers = newReaders();
  readers.ports.subscribers.many = () => Promise.reject(new Error('throttled'));
  const rows = Array.from({ length: 5000 }, (_, index) => row(`reader${index}@list.example`));
  let last = 0;

  const work = imported(fileOf(...rows, 'no address,en,,,,form'), readers, { onRefused: ({ line }) => (last = line) });

  await expect(work).rejects.toThrow('throttled');
  expect([readers.rows.size, last]).toEqual([0, 0]);
});

test('a newsroom to look at needs no proof, and tells who is not let in among those it knows', async () => {
  const readers = mixed();

  const report = await importSample(fileOf(...people.map((address) => row(address, '')), 'x,en'), {
    ...readers.ports,
    key: nameKey(keys),
  });

  expect(report).toEqual({
    added: 2,
    known: 6,
    refused: [{ line: 10, reason: '"x" is no mail address that can be written to' }],
  });
  expect(readers.said).toEqual([]);
});
