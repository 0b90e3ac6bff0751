import { expect, test } from 'vitest';
import { claim } from '../../../functions/bulletins/claim.ts';
import type { CopiesDue } from '../../../functions/core/messages.ts';
import type { Subscriber } from '../../../functions/core/subscriber.ts';
import { reader } from './readers.ts';

const at = '2026-03-09T08:00:00.000Z';
const due = (...subscriberIds: string[]): CopiesDue => ({
  ...{ releaseId: 'r1', occasion: 'publication', language: 'en', subscriberIds },
});
const dispatch = {
  part: { from: '', template: '', data: {} as never, headers: {} },
  made: { version: 3 },
  languageNow: ({ languages }: Subscriber) => languages[0],
};

/** `taken` are claimed or noted by somebody else. */
function ports(known: Subscriber[], { suppressed = [] as string[], taken = [] as string[] } = {}) {
  const counted: unknown[] = [];
  const sent: CopiesDue[] = [];
  const noted: unknown[] = [];
  return {
    ...{ counted, sent, noted },
    subscribers: { many: async () => known, suppressed: async () => new Set(suppressed) },
    ledger: {
      claim: async ({ subscriberId }: { subscriberId: string }, made: object) => {
        noted.push([subscriberId, made]);
        return !taken.includes(subscriberId);
      },
      forgo: async ({ subscriberId }: { subscriberId: string }, state: string) => {
        noted.push([subscriberId, state]);
        return !taken.includes(subscriberId);
      },
    },
    bulletins: { count: async (_: unknown, counts: object) => void counted.push(counts) },
    copies: { send: async (copies: CopiesDue) => void sent.push(copies) },
    now: () => new Date(at),
  };
}

test('whoever may be written to is claimed, and nobody is counted as spared', async () => {
  const all = ports([reader('a'), reader('b'), reader('c')], { taken: ['b'] });

  const claimed = await claim(due('a', 'b', 'c', 'erased'), 'one', dispatch, all);

  expect(claimed.map(({ id }) => id)).toEqual(['a', 'c']);
  expect(all.noted).toEqual(['a', 'b', 'c'].map((id) => [id, { language: 'en', version: 3 }]));
  expect(all.counted).toEqual([{ spared: 0 }]);
});

test('as many are counted as spared as the ledger notes', async () => {
  const left = [reader('left', { state: 'unsubscribed' }), reader('gone', { state: 'unsubscribed' }), reader('a')];
  const all = ports(left, { suppressed: ['bounced'], taken: ['gone'] });

  expect(await claim(due('left', 'gone', 'bounced', 'a'), 'one', dispatch, all)).toMatchObject([{ id: 'a' }]);
  expect(all.counted).toEqual([{ spared: 2 }]);
  expect(all.noted).toContainEqual(['left', 'UNSUBSCRIBED']);
  expect(all.noted).toContainEqual(['bounced', 'SUPPRESSED']);
});

test('whose copy is due in another language is handed on, and who gets none is not', async () => {
  const all = ports([
    reader('f', { languages: ['fr'] }),
    reader('g', { languages: ['fr'] }),
    reader('n', { languages: [] }),
  ]);

  expect(await claim(due('f', 'g', 'n'), 'one', dispatch, all)).toEqual([]);
  expect(all.sent).toEqual([{ ...due('f', 'g'), language: 'fr' }]);
  expect(all.noted).toEqual([]);
});
