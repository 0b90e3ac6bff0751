// In a process of its own: a whole audience, written into the files of the local DynamoDB by its own store. Through its
// API, 25 rows at a time, a million of them would take minutes.
import { promisify } from 'node:util';
import { marshall } from '@aws-sdk/util-dynamodb';
import store from 'dynalite/db/index.js';
import { z } from 'zod';
import { answer, asked } from './apart.ts';
import { openBulletin, reader, rowOf, shardRows } from './audience.ts';
import { publicationOf, sample } from './mails.ts';

const BATCH = 5000;

const { path, tables, subscribers, releaseId } = z
  .object({
    ...{ path: z.string(), subscribers: z.number(), releaseId: z.string() },
    tables: z.object({ releases: z.string(), subscribers: z.string() }),
  })
  .parse(asked());

const schema = {
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
  ],
};

const begun = performance.now();
const opened = store.create({ path });
const puts = (rows: object[]) =>
  rows.map((row) => {
    const value = marshall(row, { removeUndefinedValues: true });
    return { type: 'put' as const, key: store.createKey(value, schema), value };
  });
const into = (table: string) => {
  const items = opened.getItemDb(table);
  return promisify(items.batch.bind(items));
};

const writeReaders = into(tables.subscribers);
for (let from = 0; from < subscribers; from += BATCH) {
  const numbers = Array.from({ length: Math.min(BATCH, subscribers - from) }, (_, index) => from + index);
  await writeReaders(puts(numbers.map((number) => rowOf(reader(number)))));
}
await writeReaders(puts(shardRows));
const bulletin = openBulletin(releaseId, new Date());
const publication = publicationOf(await sample(), releaseId);
await into(tables.releases)(
  puts([
    { pk: `BULLETIN#${releaseId}`, sk: bulletin.occasion, ...bulletin },
    { pk: `RELEASE#${releaseId}`, sk: 'PUBLICATION', revision: 1, publication },
  ]),
);
await opened.db.close();
answer({ seconds: (performance.now() - begun) / 1000 });
