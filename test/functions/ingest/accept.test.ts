import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { missingLanguages, type ReleaseHead, type Upload } from '../../../functions/core/release-head.ts';
import { accept, isOlder, staysWithdrawn } from '../../../functions/ingest/accept.ts';
import { anUpload } from '../../templates/samples.ts';

/** An upload of one English text, which is its content. */
const upload = (content: string, sequencer: string, changes: Partial<Upload> = {}): Upload =>
  anUpload({
    ...{ key: 'accord.txt', contentHash: content, sequencer, editions: { en: { hash: content, embargo: null } } },
    receivedAt: `2026-03-09T08:00:${sequencer.slice(0, 2).padEnd(2, '0')}.000Z`,
    ...changes,
  });

const inLanguages = (content: string, sequencer: string, ...languages: string[]): Upload =>
  upload(content, sequencer, {
    editions: Object.fromEntries(languages.map((one) => [one, { hash: `${content} ${one}`, embargo: null }])),
  });

const withdrawal = (sequencer: string, languages: string[] | null = null): Upload =>
  upload(`W${languages}`, sequencer, { editions: {}, withdrawal: { languages } });

/** The head after these events came in this order, as the handler writes it. */
const headAfter = (...events: Upload[]): ReleaseHead => {
  const head = events.reduce<ReleaseHead | undefined>((before, event) => accept(before, 'r1', event).head, undefined);
  if (!head) throw new Error('There is no event.');
  return head;
};

const outcome = (event: Upload, ...before: Upload[]) =>
  accept(before.length > 0 ? headAfter(...before) : undefined, 'r1', event).outcome;

describe('an upload', () => {
  test('is the first version where its key is new', () => {
    expect(accept(undefined, 'r1', upload('A', '10'))).toMatchObject({
      outcome: 'accepted',
      head: {
        releaseId: 'r1',
        revision: 1,
        version: 1,
        uploads: [{ contentHash: 'A' }],
        editions: { en: { version: 1 } },
      },
    });
  });

  test('of other content is the next version', () => {
    const head = headAfter(upload('A', '10'), upload('B', '20'));

    expect(outcome(upload('B', '20'), upload('A', '10'))).toBe('accepted');
    expect(head).toMatchObject({ revision: 2, version: 2, editions: { en: { version: 2, contentHash: 'B' } } });
  });

  test('of the same content is nothing', () => {
    expect(outcome(upload('A', '20'), upload('A', '10'))).toBe('unchanged');
    expect(headAfter(upload('A', '10'), upload('A', '20'))).toMatchObject({
      version: 1,
      editions: { en: { version: 1 } },
    });
  });

  test('that is delivered twice is told the same', () => {
    expect(outcome(upload('A', '10'), upload('A', '10'))).toBe('accepted');
    expect(headAfter(upload('A', '10'), upload('A', '10'))).toMatchObject({ version: 1, uploads: [{}] });
  });

  test('that comes after a newer one is superseded, and readers get the newer', () => {
    expect(outcome(upload('A', '10'), upload('B', '20'))).toBe('superseded');
    expect(headAfter(upload('B', '20'), upload('A', '10')).editions.en).toMatchObject({ version: 2, contentHash: 'B' });
  });

  test('of the first content again undoes what came between: A, B, A', () => {
    expect(headAfter(upload('A', '10'), upload('B', '20'), upload('A', '30'))).toMatchObject({
      version: 3,
      editions: { en: { version: 3, contentHash: 'A' } },
    });
  });

  test('changes the languages it holds, and leaves the others as they are', () => {
    const { editions } = headAfter(inLanguages('A', '10', 'en', 'fr'), {
      ...inLanguages('B', '20', 'fr', 'ar'),
    });

    expect(editions).toMatchObject({
      en: { version: 1, contentHash: 'A' },
      fr: { version: 2, contentHash: 'B' },
      ar: { version: 2, contentHash: 'B' },
    });
  });

  test('says anew only what it says: topics, notices and required languages stay', () => {
    const first = upload('A', '10', { topics: ['water'], notify: false, require: ['en', 'fr'] });

    expect(headAfter(first, upload('B', '20'))).toMatchObject({
      topics: ['water'],
      notify: false,
      require: ['en', 'fr'],
    });
    expect(headAfter(first, upload('B', '20', { topics: [], require: [] }))).toMatchObject({ topics: [], require: [] });
  });

  test('lifts an embargo for the languages it holds, and for no other', () => {
    const until = '2026-12-01T08:00:00.000Z';
    const first = upload('A', '10', {
      editions: { en: { hash: 'e', embargo: until }, fr: { hash: 'f', embargo: until } },
    });
    const { editions } = headAfter(first, upload('B', '20', { editions: { en: { hash: 'e', embargo: null } } }));

    expect(editions).toMatchObject({ en: { version: 1, embargo: null }, fr: { embargo: until } });
  });

  test('completes what an earlier one required', () => {
    const first = upload('A', '10', { require: ['en', 'fr'] });

    expect(missingLanguages(headAfter(first))).toEqual(['fr']);
    expect(missingLanguages(headAfter(first, inLanguages('B', '20', 'fr')))).toEqual([]);
  });
});

describe('a withdrawal', () => {
  const first = inLanguages('A', '10', 'en', 'fr');

  test('takes back every language, or those that it names', () => {
    const taken = { version: 2, contentHash: 'W', receivedAt: withdrawal('20').receivedAt };

    expect(headAfter(first, { ...withdrawal('20'), contentHash: 'W' }).editions).toMatchObject({
      en: { withdrawn: taken },
      fr: { withdrawn: taken },
    });
    expect(headAfter(first, withdrawal('20', ['fr'])).editions).toMatchObject({
      en: { withdrawn: null },
      fr: { withdrawn: { version: 2 } },
    });
  });

  test('is not undone by a text that comes again', () => {
    const again = upload('B', '30');
    const head = headAfter(first, withdrawal('20'), again);

    expect(head.editions.en).toMatchObject({ contentHash: 'A', withdrawn: { version: 2 } });
    expect(staysWithdrawn(again, head)).toEqual(['en']);
  });

  test('is undone by a text that says it may be used', () => {
    const head = headAfter(first, withdrawal('20'), upload('B', '30', { reinstates: true }));

    expect(head.editions).toMatchObject({
      en: { contentHash: 'B', withdrawn: null },
      fr: { withdrawn: { version: 2 } },
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

test('an upload that no event told of, or under another key, is judged by its hour', () => {
  const old = { sequencer: null, receivedAt: '2020-01-01T00:00:00.000Z' };
  const late = { receivedAt: '2999-01-01T00:00:00.000Z' };

  expect(outcome(upload('B', '', old), upload('A', '05'))).toBe('superseded');
  expect(outcome(upload('B', '', { ...late, sequencer: null }), upload('A', '05'))).toBe('accepted');
  expect(outcome(upload('B', '01', { ...late, key: 'accord.md' }), upload('A', '05'))).toBe('accepted');
});

test('an upload that no event told of comes after all others of its second: S3 says no more of its time', () => {
  const told = upload('A', '05', { receivedAt: '2026-03-09T08:00:05.900Z' });
  const lost = (receivedAt: string) => upload('B', '', { sequencer: null, receivedAt });

  expect(outcome(lost('2026-03-09T08:00:05.000Z'), told)).toBe('accepted');
  expect(outcome(told, lost('2026-03-09T08:00:05.000Z'))).toBe('superseded');
  expect(outcome(lost('2026-03-09T08:00:04.000Z'), told)).toBe('superseded');
  expect(
    outcome(upload('C', '06', { receivedAt: '2026-03-09T08:00:06.000Z' }), told, lost('2026-03-09T08:00:05.000Z')),
  ).toBe('accepted');
});

describe('whatever the order of delivery, and however often an event comes', () => {
  const hex = fc.stringMatching(/^[0-9A-F]{2,6}$/);
  const kinds = fc.constantFrom<(sequencer: string) => Upload>(
    (at) => inLanguages('A', at, 'en'),
    (at) => inLanguages('B', at, 'en', 'fr'),
    (at) => inLanguages('C', at, 'fr', 'ar'),
    (at) => ({ ...inLanguages('D', at, 'en'), reinstates: true, topics: ['water'], require: ['ar'] }),
    (at) => withdrawal(at),
    (at) => withdrawal(at, ['fr']),
  );
  const events = fc
    .uniqueArray(hex, { selector: (one) => one.padEnd(6, '0'), minLength: 1, maxLength: 7 })
    .chain((sequencers) => fc.tuple(...sequencers.map((sequencer) => kinds.map((make) => make(sequencer)))));
  const delivered = events.chain((all) =>
    fc.record({
      all: fc.constant(all),
      order: fc
        .array(fc.constantFrom(...all), { maxLength: 6 })
        .chain((repeated) => fc.shuffledSubarray([...all, ...repeated], { minLength: all.length + repeated.length })),
    }),
  );
  const bySequence = (one: Upload, other: Upload) => (isOlder(one.sequencer ?? '', other.sequencer ?? '') ? -1 : 1);

  test('the head is the same as in the order of the uploads, but for the writes it took', () => {
    fc.assert(
      fc.property(delivered, ({ all, order }) => {
        const { revision: _, ...ended } = headAfter(...order);
        const { revision: __, ...expected } = headAfter(...all.toSorted(bySequence));

        expect(ended).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  test('versions only grow, and no content makes two in a row', () => {
    fc.assert(
      fc.property(delivered, ({ all, order }) => {
        const versions = order.map((_, count) => headAfter(...order.slice(0, count + 1)).version);
        const contents = all.toSorted(bySequence).map(({ contentHash }) => contentHash);

        expect(versions).toEqual(versions.toSorted((one, other) => one - other));
        expect(versions.at(-1)).toBe(contents.filter((content, at) => content !== contents[at - 1]).length);
      }),
    );
  });

  test('a release keeps two events of a version where it is uploaded without end', () => {
    const head = headAfter(
      ...Array.from({ length: 200 }, (_, at) => upload('A', String(at + 100))),
      upload('B', 'A00'),
    );

    expect(head.uploads).toHaveLength(3);
  });
});
