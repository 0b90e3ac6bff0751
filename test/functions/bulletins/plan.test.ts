import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { audienceOf } from '../../../functions/bulletins/audience.ts';
import {
  messagesOf,
  nothingPlanned,
  type Planned,
  plan,
  takeFull,
  tallied,
} from '../../../functions/bulletins/plan.ts';
import { BULK } from '../../../functions/core/bulletin.ts';
import { type LedgerRow, LedgerState } from '../../../functions/core/ledger.ts';
import { CopiesDue } from '../../../functions/core/messages.ts';
import type { Subscriber } from '../../../functions/core/subscriber.ts';
import { aPublication } from '../../templates/samples.ts';
import { now, reader, row, rows } from './readers.ts';

const bulletin = { releaseId: 'r1', occasion: 'publication' } as const;
const publication = aPublication(['en', 'fr', 'ar']);

const page = (planned: Planned, members: Subscriber[], own: LedgerRow[] = [], about = publication): Planned =>
  plan(
    planned,
    { members, own: rows(...own), earlier: rows() },
    bulletin,
    audienceOf({ kind: 'publication' }, about, now),
  );

const copies = (planned: Planned) =>
  messagesOf(planned).map(({ language, subscriberIds }) => [language, subscriberIds] as const);

const many = (count: number, from = 0) => Array.from({ length: count }, (_, index) => reader(`s${from + index}`));

describe('a plan', () => {
  test('has a message for each language, with the ids of its readers', () => {
    const members = [
      reader('a', { languages: ['ar', 'en'] }),
      reader('b', { languages: ['de', 'fr', 'en'] }),
      reader('c'),
      reader('d'),
    ];

    expect(copies(page(nothingPlanned(), members))).toEqual([
      ['ar', ['a']],
      ['fr', ['b']],
      ['en', ['c', 'd']],
    ]);
  });

  test.each([
    [0, []],
    [49, [49]],
    [50, [50]],
    [51, [50, 1]],
    [120, [50, 50, 20]],
  ])('for %i readers has messages of %j', (count, sizes) => {
    expect(copies(page(nothingPlanned(), many(count))).map(([, ids]) => ids.length)).toEqual(sizes);
  });

  test('fills up the messages that an earlier page left open', () => {
    const first = page(nothingPlanned(), [...many(30), reader('f', { languages: ['fr'] })]);

    const both = page(first, many(30, 30));

    expect(copies(both).map(([language, ids]) => [language, ids.length])).toEqual([
      ['en', 50],
      ['en', 10],
      ['fr', 1],
    ]);
  });

  test('gives away the messages that are full, in lots, and keeps the others to fill them up', () => {
    const planned = page(nothingPlanned(), [...many(170), reader('f', { languages: ['fr'] })]);

    const { full, rest } = takeFull(planned, 2);

    expect(full.map(({ subscriberIds }) => subscriberIds.length)).toEqual([50, 50]);
    expect(copies(page(rest, many(40, 170))).map(([language, ids]) => [language, ids.length])).toEqual([
      ['en', 50],
      ['en', 50],
      ['en', 10],
      ['fr', 1],
    ]);
    expect(takeFull(planned, 10)).toMatchObject({ full: [], rest: { copies: 171 } });
  });

  test('leaves out who has a row, whatever it says, unless it is FREE: nobody is planned twice', () => {
    const ids = LedgerState.options;
    const planned = page(
      nothingPlanned(),
      ids.map((id) => reader(id)),
      ids.map((state) => row(state, { state })),
    );

    expect(copies(planned)).toEqual([['en', ['FREE']]]);
    expect(planned.tally).toEqual({ accepted: 1, delivered: 0, bounced: 0, failed: 1, spared: 2, open: 2 });
  });

  test('counts a refused copy whose reader has left as spared, and rows of who is no subscriber any more', () => {
    const planned = page(
      nothingPlanned(),
      [reader('left', { state: 'unsubscribed' })],
      [row('left', { state: 'FREE' }), row('erased', { delivery: 'delivered' })],
    );

    expect(copies(planned)).toEqual([]);
    expect(planned.tally).toMatchObject({ spared: 1, accepted: 1, delivered: 1 });
  });

  test('counts who gets it in a digest, and sends them nothing', () => {
    const planned = page(nothingPlanned(), [reader('d', { frequency: 'daily' }), reader('w', { frequency: 'weekly' })]);

    expect(planned).toMatchObject({ later: 2 });
    expect(copies(planned)).toEqual([]);
  });

  test('names everyone who is eligible once, and nobody else, in messages that the queue takes', () => {
    const languages = fc.uniqueArray(fc.constantFrom<string[]>('en', 'fr', 'ar', 'de'), { minLength: 1 });
    const topics = fc.uniqueArray(fc.constantFrom<string[]>('water', 'health'));
    const state = fc.constantFrom('active' as const, 'unsubscribed' as const);
    const audiences = fc
      .array(fc.record({ languages, topics, state }), { maxLength: 200 })
      .map((all) => all.map((one, index) => reader(`s${index}`, one)));

    fc.assert(
      fc.property(audiences, fc.nat(200), languages, topics, (audience, cut, offered, about) => {
        const release = aPublication(offered, { topics: about });
        const first = page(nothingPlanned(), audience.slice(0, cut), [], release);
        const due = messagesOf(page(first, audience.slice(cut), [], release));
        const eligible = audience.filter(
          (one) =>
            one.state === 'active' &&
            one.languages.some((language) => offered.includes(language)) &&
            (about.length === 0 || one.topics.length === 0 || one.topics.some((topic) => about.includes(topic))),
        );

        expect(due.flatMap(({ subscriberIds }) => subscriberIds).toSorted()).toEqual(
          eligible.map(({ id }) => id).toSorted(),
        );
        expect(due.every((message) => CopiesDue.safeParse(message).success)).toBe(true);
        expect(due.every(({ subscriberIds }) => subscriberIds.length <= BULK)).toBe(true);
      }),
    );
  });
});

test('mails are counted by what became of them', () => {
  const all: Partial<LedgerRow>[] = [
    ...(['delivered', 'complained', 'bounced', 'delayed', undefined] as const).map((delivery) =>
      delivery === undefined ? {} : { delivery },
    ),
    ...(['FAILED', 'SUPPRESSED', 'UNSUBSCRIBED', 'CLAIMED', 'UNKNOWN'] as const).map((state) => ({ state })),
  ];

  expect(tallied(all.map((changes, index) => row(String(index), changes)))).toEqual({
    ...{ accepted: 5, delivered: 2, bounced: 1, failed: 1, spared: 2, open: 2 },
  });
});
