// All of one subscriber, whatever the bulletin; nothing of the others.
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { newTable, startCloud } from './cloud.ts';

const cloud = await startCloud();
const { ledger } = await import('../../../functions/io/ledger.ts');
const { copies } = await import('../../../functions/io/copies.ts');
const { documents } = await import('../../../functions/io/table.ts');

const [ana, former, eve] = ['ana-12345678', 'former-12345', 'eve-12345678'];
const at = '2026-03-09T08:00:00.000Z';
const made = { language: 'ar', version: 2 };

async function open() {
  const table = await newTable(cloud);
  const [rows, own] = [ledger(table), copies(table)];
  const digest = { releaseId: 'digest', occasion: 'daily-20260309T07' } as const;
  await rows.claim({ releaseId: 'r1', occasion: 'publication', subscriberId: ana }, made, 'one', at);
  await rows.forgo({ ...digest, subscriberId: former }, 'UNSUBSCRIBED', at);
  await rows.claim({ releaseId: 'r1', occasion: 'publication', subscriberId: eve }, made, 'two', at);
  await rows.begin(digest, { attempt: 'three', at, language: 'ar', subscriberIds: [eve, ana] });
  await rows.begin(digest, { attempt: 'four', at, language: 'ar', subscriberIds: [eve] });
  const pages = async (...ids: string[]) => {
    const all = [];
    for await (const page of own.of(ids)) all.push(page);
    return all;
  };
  const of = async (...ids: string[]) => (await pages(...ids)).flatMap(({ found }) => found);
  return { table, rows, digest, pages, of, remove: own.remove };
}

const name = ({ release, occasion }: { release: string; occasion: string }) => `${release} ${occasion}`;

test('copies and open calls are found under each of the ids, and told by release and occasion', async () => {
  const { of } = await open();

  const found = await of(ana, former);

  expect(found.map(name).toSorted()).toEqual([
    'digest daily-20260309T07',
    'digest daily-20260309T07',
    'r1 publication',
  ]);
  expect(found.find(({ release }) => release === 'r1')).toMatchObject({
    copy: { subscriberId: ana, state: 'CLAIMED', ...made, attempt: 'one', at },
  });
  expect(found.find((one) => 'call' in one)).toMatchObject({ call: { attempt: 'three', subscriberIds: [eve, ana] } });
  expect(await of('nobody-12345')).toEqual([]);
});

test('a ledger of several pages is read to its end', async () => {
  const { table, pages } = await open();
  const filler = 'x'.repeat(300_000);
  for (let at = 0; at < 5; at++) {
    await documents.send(new PutCommand({ TableName: table, Item: { pk: 'r2#publication#00', sk: `${at}`, filler } }));
  }

  const all = await pages(ana);

  expect(all.length).toBeGreaterThan(1);
  expect(all.at(-1)?.looked).toBe(10);
  expect(all.flatMap(({ found }) => found)).toHaveLength(2);
});

test('removing takes the copy away, and leaves the others of a call in it', async () => {
  const { of, remove, rows, digest } = await open();

  for (const one of await of(ana)) await remove(one, [ana]);

  expect(await of(ana)).toEqual([]);
  expect(await of(eve)).toHaveLength(3);
  expect(await rows.attempts(digest)).toMatchObject([{ subscriberIds: [eve] }, { subscriberIds: [eve] }]);
});

test('a call that has ended since is not brought back', async () => {
  const { of, remove, rows, digest } = await open();
  const found = await of(ana);
  await rows.end(digest, 'three');

  for (const one of found) await remove(one, [ana]);

  expect((await rows.attempts(digest)).map(({ attempt }) => attempt)).toEqual(['four']);
});
