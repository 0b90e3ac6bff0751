import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plan } from '../../../functions/bulletins/plan.ts';
import { BULK } from '../../../functions/core/bulletin.ts';
import { CopiesDue } from '../../../functions/core/messages.ts';
import type { Subscriber } from '../../../functions/core/subscriber.ts';
import { aPublication } from '../../templates/samples.ts';

const subscriber = (id: string, changes: Partial<Subscriber> = {}): Subscriber => ({
  ...{ id, address: `${id}@example.org`, languages: ['en'], topics: [], frequency: 'immediate' as const },
  ...{ timezone: 'UTC', consent: 'form', state: 'active' as const },
  ...changes,
});

/** All messages, those that have room left at the end. */
const messages = (...args: Parameters<typeof plan>): CopiesDue[] => {
  const { full, open } = plan(...args);
  return [...full, ...open];
};

const copies = (audience: Subscriber[], publication = aPublication(['en', 'fr', 'ar'])) =>
  messages(audience, publication, 'publication').map(
    ({ language, subscriberIds }) => [language, subscriberIds] as const,
  );

const many = (count: number, from = 0) => Array.from({ length: count }, (_, index) => subscriber(`s${from + index}`));

describe('a plan', () => {
  test('gives each the first of their languages that the release has', () => {
    const audience = [
      subscriber('a', { languages: ['ar', 'en'] }),
      subscriber('b', { languages: ['de', 'fr', 'en'] }),
      subscriber('c'),
    ];

    expect(copies(audience)).toEqual([
      ['en', ['c']],
      ['fr', ['b']],
      ['ar', ['a']],
    ]);
  });

  test('leaves out who reads none of the languages, who has left, and who wants other topics', () => {
    const audience = [
      subscriber('a', { languages: ['de', 'he'] }),
      subscriber('b', { state: 'unsubscribed' }),
      subscriber('c', { topics: ['health'] }),
      subscriber('d', { topics: ['health', 'water'] }),
    ];

    expect(copies(audience)).toEqual([['en', ['d']]]);
  });

  test('of a release without topics is for who chose topics too', () => {
    expect(copies([subscriber('a', { topics: ['health'] })], aPublication(['en'], { topics: [] }))).toEqual([
      ['en', ['a']],
    ]);
  });

  test('for nobody is no message', () => {
    expect(copies([])).toEqual([]);
  });

  test.each([
    [49, [], [49]],
    [50, [50], []],
    [51, [50], [1]],
    [120, [50, 50], [20]],
  ])('for %i readers has full messages of %j and open ones of %j', (count, full, open) => {
    const planned = plan(many(count), aPublication(), 'publication');

    expect(planned.full.map(({ subscriberIds }) => subscriberIds.length)).toEqual(full);
    expect(planned.open.map(({ subscriberIds }) => subscriberIds.length)).toEqual(open);
  });

  test('fills up the messages that an earlier part of the audience left open', () => {
    const publication = aPublication(['en', 'fr']);
    const french = subscriber('f', { languages: ['fr'] });
    const before = plan([...many(30), french], publication, 'publication');

    const { full, open } = plan(many(30, 30), publication, 'publication', before.open);

    expect(full.flatMap(({ subscriberIds }) => subscriberIds)).toEqual(many(50).map(({ id }) => id));
    expect(open.map(({ language, subscriberIds }) => [language, subscriberIds.length])).toEqual([
      ['en', 10],
      ['fr', 1],
    ]);
  });

  test('names everyone who is eligible once, and nobody else, in messages that the queue takes', () => {
    const languages = fc.uniqueArray(fc.constantFrom<string[]>('en', 'fr', 'ar', 'de'), { minLength: 1 });
    const topics = fc.uniqueArray(fc.constantFrom<string[]>('water', 'health'));
    const state = fc.constantFrom('active' as const, 'unsubscribed' as const);
    const audiences = fc
      .array(fc.record({ languages, topics, state }), { maxLength: 200 })
      .map((all) => all.map((one, index) => subscriber(`s${index}`, one)));

    fc.assert(
      fc.property(audiences, fc.nat(200), languages, topics, (audience, cut, offered, about) => {
        const publication = aPublication(offered, { topics: about });
        const first = plan(audience.slice(0, cut), publication, 'publication');
        const due = [...first.full, ...messages(audience.slice(cut), publication, 'publication', first.open)];
        const ids = due.flatMap(({ subscriberIds }) => subscriberIds);
        const eligible = audience.filter(
          (one) =>
            one.state === 'active' &&
            one.languages.some((language) => offered.includes(language)) &&
            (about.length === 0 || one.topics.length === 0 || one.topics.some((topic) => about.includes(topic))),
        );

        expect(ids.toSorted()).toEqual(eligible.map(({ id }) => id).toSorted());
        expect(due.every((message) => CopiesDue.safeParse(message).success)).toBe(true);
        expect(due.every(({ subscriberIds }) => subscriberIds.length <= BULK)).toBe(true);
      }),
    );
  });
});
