// npm run bench:archive: what the next publication costs a newsroom with 10 releases, and one with 100,000: requests of
// feeds and pages, and the bytes they put. Writes bench/archive.md.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { freshAssembly } from '../cli/assembly.ts';
import { openNewsroom } from '../cli/local-newsroom.ts';
import { pageOf } from '../functions/core/archive-page.ts';
import type { Publication } from '../functions/core/publication.ts';
import type { Interference } from '../infra/local/gateway.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const ROWS = 25;
/** Releases whose texts are needed: those of the newest feed and page. */
const TEXTS = 120;

type Counts = { reads: number; writes: number; bytes: number };

async function report(): Promise<void> {
  const { execFileSync } = await import('node:child_process');
  const sizes = [10, 1000, 100_000];
  const rows = sizes.map((releases) => {
    process.stderr.write(`${releases} releases …\n`);
    const out = execFileSync(process.execPath, [fileURLToPath(import.meta.url), String(releases)], {
      encoding: 'utf8',
    });
    const { reads, writes, bytes }: Counts = JSON.parse(out);
    return `| ${releases.toLocaleString('en')} | ${reads} | ${writes} | ${(bytes / 1024).toFixed(0)} |`;
  });
  const text = [
    '# What the next publication costs',
    '',
    'Made by `npm run bench:archive`: one release in English in a newsroom that has so many already, through the local cloud.',
    'Requests of publish, feeds and pages to S3 and DynamoDB. Below 51 releases a feed and a newsroom page have fewer items to',
    'read. Each fiftieth release writes a page of the past too: its feed, its page, its sitemap, and the index of sitemaps.',
    '',
    '| releases before | reads | writes | kB put |',
    '|---:|---:|---:|---:|',
    ...rows,
  ].join('\n');
  writeFileSync(`${root}bench/archive.md`, `${text}\n`);
  process.stdout.write(`${text}\n`);
}

async function measured(releases: number): Promise<Counts> {
  const directory = mkdtempSync(join(tmpdir(), 'polywire-bench-'));
  const counts: Counts = { reads: 0, writes: 0, bytes: 0 };
  let isCounting = false;
  const interfere: Interference = (accessKeyId, request) => {
    if (isCounting && /publish|feeds|pages/.test(accessKeyId)) count(counts, request);
    return undefined;
  };
  const { directory: assembly } = await freshAssembly();
  const newsroom = await openNewsroom({
    ...{ assembly, directory, persistent: false, ports: { site: 0, aws: 0 }, interfere },
    onLog: () => undefined,
  });
  try {
    await seed(releases, newsroom.cloud);
    const publish = async (name: string) => {
      const file = join(directory, `${name}.txt`);
      writeFileSync(
        file,
        `The ${name} release\n\n3 May 2026, Upper Glenmore\n\n${'A sentence of the release. '.repeat(40)}\n`,
      );
      await newsroom.upload(file, `${name}.txt`);
      await newsroom.cloud.quiet();
    };
    // The first one writes what a past that was only noted in the table lacks.
    await publish('warming');
    isCounting = true;
    await publish('next');
    return counts;
  } finally {
    await newsroom.cloud.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

function count(counts: Counts, { method, headers, body }: Parameters<Interference>[1]): void {
  const operation = headers['x-amz-target']?.split('.')[1];
  const isRead = operation ? /^(?:Get|Query|BatchGet)/.test(operation) : method === 'GET' || method === 'HEAD';
  const isWrite = operation ? /^(?:Put|Update|Delete)/.test(operation) : method === 'PUT';
  if (isRead) counts.reads++;
  if (isWrite) counts.writes++;
  if (isWrite && !operation) counts.bytes += body.length;
}

type Cloud = Awaited<ReturnType<typeof openNewsroom>>['cloud'];

async function seed(releases: number, { emulators, outputs }: Cloud): Promise<void> {
  const { ReleasesTable = '', ArchiveBucket = '' } = outputs;
  const documents = DynamoDBDocumentClient.from(emulators.dynamodb);
  const texts = (await import('../functions/io/archive.ts')).archive(ArchiveBucket);
  let rows: object[] = [];
  const flush = async () => {
    if (rows.length === 0) return;
    const requests = rows.map((Item) => ({ PutRequest: { Item } }));
    rows = [];
    await documents.send(new BatchWriteCommand({ RequestItems: { [ReleasesTable]: requests } }));
  };
  for (let position = 1; position <= releases; position++) {
    const publication = pastPublication(position);
    const { releaseId, revision, firstPublished } = publication;
    for (const row of [
      { pk: 'CHANNEL#en', sk: `${firstPublished}#${releaseId}`, revision, publication },
      { pk: `PAGE#en#${pageOf(position)}`, sk: releaseId, revision, publication },
      { pk: 'POSITIONS#en', sk: releaseId, position },
    ]) {
      rows.push(row);
      if (rows.length === ROWS) await flush();
    }
    if (position > releases - TEXTS) await texts.putRelease(pastRelease(releaseId), 'past');
  }
  rows.push({ pk: 'POSITIONS#en', sk: '#', releases }, { pk: 'LANGUAGES', sk: 'en', releaseId: 'past-1' });
  await flush();
}

function pastPublication(position: number): Publication {
  const releaseId = `past-${position}`;
  const published = new Date(Date.UTC(2015, 0, 1) + position * 3_000_000).toISOString();
  const edition = { version: 1, contentHash: 'past', hash: '0', firstPublished: published, modified: published };
  return {
    ...{ releaseId, revision: 1, version: 1, year: '2020', month: '01', slug: releaseId, topics: [], formerTopics: [] },
    ...{ firstPublished: published, positions: { en: position } },
    editions: {
      en: { ...edition, history: [{ version: 1, contentHash: 'past', published }], embargo: null, withdrawn: null },
    },
  };
}

const pastRelease = (id: string) => ({
  ...{ id, key: `${id}.txt`, date: null, embargoes: {}, topics: null, slug: null, notify: null, require: null },
  ...{ correction: null, withdrawal: null, reinstates: false, contact: null },
  editions: [
    {
      ...{ language: 'en', headline: `The release ${id}`, subheadline: null, dateline: null, summary: 'A sentence.' },
      body: {
        type: 'root' as const,
        children: [
          {
            ...{ type: 'element' as const, tagName: 'p', properties: {} },
            children: [{ type: 'text' as const, value: 'A sentence of the release. '.repeat(40) }],
          },
        ],
      },
    },
  ],
});

const [size] = process.argv.slice(2);
if (size !== undefined) process.stdout.write(JSON.stringify(await measured(Number(size))));
else await report();
