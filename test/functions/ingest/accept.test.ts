import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReleaseHead } from '../../../functions/core/release-head.ts';
import { accept, isOlder, type Upload } from '../../../functions/ingest/accept.ts';

const upload = (contentHash: string, sequencer: string): Upload => ({
  releaseId: 'r1',
  key: 'accord.txt',
  contentHash,
  sequencer,
  receivedAt: `2026-03-09T08:00:${sequencer.slice(0, 2).padEnd(2, '0')}.000Z`,
  embargo: null,
});

/** The head after these events came in this order, as the handler writes it. */
const headAfter = (events: Upload[]): ReleaseHead | undefined =>
  events.reduce<ReleaseHead | undefined>((head, event) => {
    const acceptance = accept(head, event);
    return acceptance.kind === 'stale' ? head : acceptance.head;
  }, undefined);

describe('an upload', () => {
  test('is the first version where its key is new', () => {
    const { contentHash, receivedAt, ...rest } = upload('A', '10');

    expect(accept(undefined, upload('A', '10'))).toEqual({
      kind: 'new',
      head: { ...rest, contentHash, receivedAt, version: 1, versions: [{ version: 1, contentHash, receivedAt }] },
    });
  });

  test('of other content is the next version, and the earlier ones are remembered', () => {
    expect(accept(headAfter([upload('A', '10')]), upload('B', '20'))).toMatchObject({
      kind: 'new',
      head: { version: 2, contentHash: 'B', versions: [{ contentHash: 'A' }, { contentHash: 'B' }] },
    });
  });

  test('of the same content makes no version, but is the newest event from then on', () => {
    const head = headAfter([upload('A', '10')]);

    expect(accept(head, upload('A', '20'))).toEqual({ kind: 'same', head: { ...head, sequencer: '20' } });
  });

  test('that is delivered twice is the same', () => {
    expect(accept(headAfter([upload('A', '10')]), upload('A', '10'))).toMatchObject({
      kind: 'same',
      head: { version: 1, sequencer: '10' },
    });
  });

  test('that comes after a newer one is stale; with the content of the head it is the same, and leaves the newer event', () => {
    expect(accept(headAfter([upload('B', '20')]), upload('A', '10')).kind).toBe('stale');
    expect(accept(headAfter([upload('A', '20')]), upload('A', '10'))).toMatchObject({
      kind: 'same',
      head: { sequencer: '20' },
    });
  });

  test('of the first content again undoes what came between: A, B, A', () => {
    const head = headAfter([upload('A', '10'), upload('B', '20'), upload('A', '30')]);

    expect(head).toMatchObject({ version: 3, contentHash: 'A' });
  });

  test('between two of the same content that comes last changes nothing: A(1), A(3), late B(2)', () => {
    expect(headAfter([upload('A', '10'), upload('A', '30'), upload('B', '20')])).toMatchObject({
      version: 1,
      contentHash: 'A',
      sequencer: '30',
    });
  });
});

// S3 User Guide, "Event message structure": of different length, the shorter is padded with zeros on the right.
test.each([
  ['0055AED6DCD90281E5', '0055AED6DCD90281E6', true],
  ['0055AED6DCD90281E6', '0055AED6DCD90281E5', false],
  ['0055', '00550001', true],
  ['0056', '00550001', false],
  ['0055', '00550000', false],
])('the sequencer %s is older than %s: %s', (one, other, expected) => {
  expect(isOlder(one, other)).toBe(expected);
});

describe('an upload that no event told of', () => {
  const swept = (content: string, receivedAt: string): Upload => ({
    ...upload(content, ''),
    sequencer: undefined,
    receivedAt,
  });

  test('is judged by its hour', () => {
    const head = headAfter([upload('A', '05')]);
    if (!head) throw new Error('There is no head.');

    expect(accept(head, swept('B', '2020-01-01T00:00:00.000Z')).kind).toBe('stale');
    expect(accept(head, swept('B', '2999-01-01T00:00:00.000Z'))).toMatchObject({
      kind: 'new',
      head: { sequencer: '05' },
    });
    expect(accept(head, swept('A', '2020-01-01T00:00:00.000Z'))).toMatchObject({
      kind: 'same',
      head: { sequencer: '05' },
    });
  });
});

describe('whatever the order of delivery, and however often an event comes', () => {
  const hex = fc.stringMatching(/^[0-9A-F]{2,6}$/);
  const events = fc
    .uniqueArray(hex, { selector: (one) => one.padEnd(6, '0'), minLength: 1, maxLength: 6 })
    .chain((sequencers) =>
      fc.tuple(...sequencers.map((sequencer) => fc.constantFrom('A', 'B', 'C').map((one) => upload(one, sequencer)))),
    );
  const delivered = events.chain((all) =>
    fc.record({
      all: fc.constant(all),
      order: fc
        .array(fc.constantFrom(...all), { maxLength: 6 })
        .chain((repeated) => fc.shuffledSubarray([...all, ...repeated], { minLength: all.length + repeated.length })),
    }),
  );

  test('the head is the newest event, and versions only grow', () => {
    fc.assert(
      fc.property(delivered, ({ all, order }) => {
        const newest = all.reduce((one, other) => (isOlder(one.sequencer ?? '', other.sequencer ?? '') ? other : one));
        const heads = order.map((_, count) => headAfter(order.slice(0, count + 1)));
        const versions = heads.map((head) => head?.version ?? 0);

        expect(heads.at(-1)).toMatchObject({ contentHash: newest.contentHash, sequencer: newest.sequencer });
        expect(versions).toEqual(versions.toSorted((one, other) => one - other));
        expect(heads.at(-1)?.versions.map(({ version }) => version)).toEqual(
          Array.from({ length: versions.at(-1) ?? 0 }, (_, index) => index + 1),
        );
      }),
    );
  });

  test('no content makes two versions in a row', () => {
    fc.assert(
      fc.property(delivered, ({ order }) => {
        const contents = headAfter(order)?.versions.map(({ contentHash }) => contentHash) ?? [];

        expect(contents.filter((content, index) => content === contents[index - 1])).toEqual([]);
      }),
    );
  });
});
