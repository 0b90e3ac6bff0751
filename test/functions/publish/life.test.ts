// Whatever order a release's uploads are told in, however often, and whenever it is published in between: it ends the same.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Publication } from '../../../functions/core/publication.ts';
import type { ReleaseHead, Upload } from '../../../functions/core/release-head.ts';
import { accept } from '../../../functions/ingest/accept.ts';
import { editionsNow, revise } from '../../../functions/publish/revise.ts';
import { anUpload } from '../../templates/samples.ts';

const upload = (at: number, content: string, languages: string[], changes: Partial<Upload> = {}): Upload =>
  anUpload({
    ...{ contentHash: content, sequencer: String(at), receivedAt: `2026-03-09T08:00:${at}.000Z` },
    editions: Object.fromEntries(languages.map((one) => [one, { hash: `${content} ${one}`, embargo: null }])),
    ...changes,
  });

const life = [
  upload(10, 'new', ['en'], { topics: ['water'] }),
  upload(11, 'new', ['en'], { topics: ['water'] }),
  upload(12, 'correction', ['en'], { topics: ['climate'] }),
  upload(13, 'translation', ['ar', 'fr']),
  upload(14, 'withdrawal of one', [], { withdrawal: { languages: ['fr'] } }),
  upload(15, 'mistake', ['fr']),
  upload(16, 'put back', ['fr'], { reinstates: true }),
  upload(17, 'withdrawal', [], { withdrawal: { languages: null } }),
];

const address = { year: '2026', month: '03', slug: 'accord', positions: {} };

function published(head: ReleaseHead, before: Publication | undefined, at: number): Publication | undefined {
  const now = new Date(Date.UTC(2026, 2, 10) + at * 1000);
  return revise(head, editionsNow(head, before, now), before, address, now) ?? before;
}

/** What readers have in the end; when they got it depends on when it was told. */
const shown = (publication: Publication | undefined) => ({
  version: publication?.version,
  topics: publication?.topics,
  editions: Object.fromEntries(
    Object.entries(publication?.editions ?? {}).map(([language, { hash, withdrawn }]) => [
      language,
      withdrawn ? { notice: withdrawn.version, note: withdrawn.contentHash } : { text: hash },
    ]),
  ),
});

function told(order: { event: Upload; isPublished: boolean }[]) {
  let head: ReleaseHead | undefined;
  let publication: Publication | undefined;
  for (const [at, { event, isPublished }] of order.entries()) {
    head = accept(head, 'r1', event).head;
    if (isPublished) publication = published(head, publication, at);
  }
  return shown(head && published(head, publication, order.length));
}

const inOrder = (events: Upload[]) => told(events.map((event) => ({ event, isPublished: true })));

test.each([...life.keys()].map((count) => count + 1))('after the first %s uploads', (count) => {
  const events = life.slice(0, count);
  const orders = fc
    .array(fc.constantFrom(...events), { maxLength: 5 })
    .chain((again) => fc.shuffledSubarray([...events, ...again], { minLength: events.length + again.length }))
    .chain((order) => fc.tuple(...order.map((event) => fc.boolean().map((isPublished) => ({ event, isPublished })))));

  fc.assert(
    fc.property(orders, (order) => {
      expect(told(order)).toEqual(inOrder(events));
    }),
  );
});

test('the end is a notice in every language', () => {
  expect(inOrder(life)).toEqual({
    version: 7,
    topics: ['climate'],
    editions: Object.fromEntries(['ar', 'en', 'fr'].map((one) => [one, { notice: 7, note: 'withdrawal' }])),
  });
});
