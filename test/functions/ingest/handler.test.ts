import { expect, test } from 'vitest';
import { ReceiptDue, ReleaseAccepted, type Uploaded } from '../../../functions/core/messages.ts';
import { type IngestEdges, ingest } from '../../../functions/ingest/handler.ts';
import { archive } from '../../simulation/ports/archive.ts';
import { objects } from '../../simulation/ports/objects.ts';
import { queue } from '../../simulation/ports/queue.ts';
import { receipts } from '../../simulation/ports/receipts.ts';
import { releases } from '../../simulation/ports/releases.ts';
import { newStores } from '../../simulation/ports/stores.ts';
import { uploads } from '../../simulation/ports/uploads.ts';
import { direct, type Wire } from '../../simulation/ports/wire.ts';
import { setting } from '../../templates/samples.ts';

const text =
  'Reservoir opens\n\nThe council of the valley opened the new reservoir on Monday after nine years of work.\n';
const now = () => new Date('2026-03-09T08:00:00.000Z');

const uploaded = (key: string, size = text.length): Uploaded => ({
  eventTime: now().toISOString(),
  s3: { object: { key, size, eTag: '"etag"', sequencer: '01' } },
});

/** An inbox with one file; `failing` is the call that AWS refuses. */
async function newsroom(key: string, failing?: string) {
  const stores = newStores();
  await objects(stores.inbox, direct, now).putOnce(key, { body: text, contentType: 'text/plain' });
  const done: string[] = [];
  const write: Wire['write'] = async (name, effect) => {
    // Later than whatever is not waited for.
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (name === failing) throw new Error(`${name} is refused.`);
    done.push(name);
    return effect();
  };
  const wire: Wire = { ...direct, write };
  const edges: IngestEdges = {
    inbox: objects(stores.inbox, wire, now),
    archive: archive(stores.archive, wire, now),
    releases: releases(stores.releases, wire),
    uploads: uploads(stores.uploads, wire),
    receipts: receipts(stores.receipts, wire),
    publish: queue('publish', () => undefined, ReleaseAccepted, wire),
    receiptsDue: queue('receiptsDue', () => undefined, ReceiptDue, wire),
    newsroom: setting.newsroom,
  };
  return { stores, edges, done };
}

test('an upload is noted as read when all else of it stands', async () => {
  const { edges, done } = await newsroom('weir.txt');

  await ingest(uploaded('weir.txt'), edges);

  expect(done.at(-1)).toBe('uploads.note');
  expect(done).toEqual(expect.arrayContaining(['publish.send', 'receiptsDue.send', 'releases.commit']));
});

test.each(['releases.commit', 'publish.send', 'receipts.note', 'receiptsDue.send'])(
  'an upload comes again where %s is refused, and is not noted',
  async (call) => {
    const { edges, stores, done } = await newsroom('weir.txt', call);

    await expect(ingest(uploaded('weir.txt'), edges)).rejects.toThrow(call);

    expect(done).not.toContain('uploads.note');
    expect(stores.uploads.size).toBe(0);
  },
);

test('a name comes with its blanks, and a folder is noted and not read', async () => {
  const named = await newsroom('the weir+1.txt');
  await ingest(uploaded('the+weir%2B1.txt'), named.edges);
  expect([...named.stores.uploads.values()]).toMatchObject([{ key: 'the weir+1.txt', etag: 'etag' }]);
  expect(named.done).toContain('publish.send');

  const folder = await newsroom('weir.txt');
  await ingest(uploaded('weir/', 0), folder.edges);
  expect(folder.done).toEqual(['uploads.note']);
});
