// What waits to be confirmed; whose letter is sent, and once.
import { describe, expect, test } from 'vitest';
import type { SignUp } from '../../../functions/core/sign-up.ts';
import * as memory from '../../simulation/ports/sign-ups.ts';
import { direct } from '../../simulation/ports/wire.ts';
import { atOnce, newTable, startCloud } from './cloud.ts';

const cloud = await startCloud();
const io = await import('../../../functions/io/sign-ups.ts');

const [at, soon, later] = ['2026-03-09T08:00:00.000Z', '2026-03-09T08:01:00.000Z', '2026-03-09T09:00:00.000Z'];

const signUp: SignUp = {
  ...{ id: 'abcdefghijkl', address: 'rania@example.org', askedAt: at, asked: 1, notBefore: later, moves: null },
  wishes: {
    ...{ languages: ['ar', 'en'], standIn: false, topics: [], frequency: 'immediate' },
    ...{ timezone: 'UTC', hour: 8, pausedUntil: null },
  },
  wording: { language: 'en', text: 'Send me news.', version: '1', page: 'https://news.example/en/subscribe' },
  expires: 1_773_648_000,
};
const asked = { id: signUp.id, askedAt: at };
const letter = { ...asked, letter: 'confirm' as const, attempt: 'one' };

const places = [
  ['on the local DynamoDB', async () => io.signUps(await newTable(cloud))],
  ['in memory', async () => memory.signUps(memory.newSignUps(), direct)],
] as const;

describe.each(places)('%s', (_, open) => {
  describe('asking', () => {
    test('keeps what was asked for', async () => {
      const { ask, get } = await open();
      expect(await get(signUp.id)).toBeUndefined();

      expect(await ask(signUp)).toBe(true);

      expect(await get(signUp.id)).toEqual(signUp);
    });

    test('again too soon changes nothing; in time it replaces what was there', async () => {
      const { ask, claimLetter, confirm, get } = await open();
      await ask(signUp);
      await confirm(asked, soon);
      await claimLetter(letter);

      expect(await ask({ ...signUp, askedAt: soon, address: 'other@example.org' })).toBe(false);
      expect(await get(signUp.id)).toEqual({ ...signUp, confirmedAt: soon });

      const again = { ...signUp, askedAt: later, asked: 2 };
      expect(await ask(again)).toBe(true);
      expect(await get(signUp.id)).toEqual(again);
      expect(await claimLetter({ ...letter, askedAt: later, attempt: 'two' })).toBe(true);
    });

    test('where one is known to wait changes nothing of it, nor of what was asked since, and keeps nothing', async () => {
      const { ask, confirm, get } = await open();
      await ask(signUp);
      await confirm(asked, soon);

      const again = { ...signUp, askedAt: later, address: 'other@example.org' };
      expect(await ask(again, asked)).toBe(false);
      expect(await ask(again, { ...asked, askedAt: later })).toBe(false);
      expect(await ask({ ...again, id: 'nobody' }, { ...asked, id: 'nobody' })).toBe(false);

      expect(await get(signUp.id)).toEqual({ ...signUp, confirmedAt: soon });
      expect(await get('nobody')).toBeUndefined();
    });

    test('the same once more is kept again: the SDK repeats a call whose answer was lost', async () => {
      const { ask, get } = await open();
      await ask(signUp);

      expect(await ask(signUp)).toBe(true);
      expect(await ask({ ...signUp, address: 'other@example.org' })).toBe(false);

      expect(await get(signUp.id)).toEqual(signUp);
    });

    test('by twenty at once is won by one', async () => {
      const { ask } = await open();

      const won = await atOnce(20, (index) => ask({ ...signUp, askedAt: at.replace('.000', `.0${index + 10}`) }));

      expect(won.filter(Boolean)).toHaveLength(1);
    });
  });

  describe('confirming', () => {
    test('hands out what was asked for, with when it was first confirmed', async () => {
      const { ask, confirm, get } = await open();
      await ask(signUp);

      expect(await confirm(asked, soon)).toEqual({ ...signUp, confirmedAt: soon });
      expect(await confirm(asked, later)).toEqual({ ...signUp, confirmedAt: soon });

      expect(await get(signUp.id)).toEqual({ ...signUp, confirmedAt: soon });
    });

    test('what is there no more makes nothing', async () => {
      const { agree, ask, confirm, get, remove } = await open();
      expect(await confirm(asked, soon)).toBeUndefined();
      expect(await agree(asked, 'arrive', soon)).toBeUndefined();
      expect(await get(signUp.id)).toBeUndefined();

      await ask({ ...signUp, askedAt: later });
      expect(await confirm(asked, later)).toBeUndefined();
      expect(await agree(asked, 'depart', later)).toBeUndefined();

      await remove(signUp.id);
      await remove(signUp.id);
      expect(await get(signUp.id)).toBeUndefined();
    });
  });

  test('both ends of a change of address agree, each when it first did', async () => {
    const { agree, ask } = await open();
    await ask({ ...signUp, moves: 'mnopqrstuvwx' });

    expect(await agree(asked, 'depart', soon)).toMatchObject({ departedAt: soon });
    expect(await agree(asked, 'arrive', later)).toMatchObject({ departedAt: soon, arrivedAt: later });
    expect(await agree(asked, 'depart', later)).toMatchObject({ departedAt: soon, arrivedAt: later });
  });

  describe('a letter', () => {
    test('is claimed once by twenty that come at once, and each kind by itself', async () => {
      const { ask, claimLetter } = await open();
      await ask(signUp);

      const won = await atOnce(20, (index) => claimLetter({ ...letter, attempt: `attempt ${index}` }));

      expect(won.filter(Boolean)).toHaveLength(1);
      expect(await claimLetter({ ...letter, letter: 'depart' })).toBe(true);
    });

    test('is won again by the attempt that has it: the SDK repeats a call whose answer was lost', async () => {
      const { ask, claimLetter, get } = await open();
      await ask(signUp);

      expect(await claimLetter(letter)).toBe(true);
      expect(await claimLetter(letter)).toBe(true);
      expect(await claimLetter({ ...letter, attempt: 'two' })).toBe(false);
      expect(await get(signUp.id)).toEqual(signUp);
    });

    test('of what was asked for before is claimed no more', async () => {
      const { ask, claimLetter } = await open();
      expect(await claimLetter(letter)).toBe(false);

      await ask({ ...signUp, askedAt: later });

      expect(await claimLetter(letter)).toBe(false);
    });

    test('is free again where who has it says so', async () => {
      const { ask, claimLetter, freeLetter } = await open();
      await ask(signUp);
      await claimLetter(letter);

      expect(await freeLetter({ ...letter, attempt: 'two' })).toBe(false);
      expect(await claimLetter({ ...letter, attempt: 'two' })).toBe(false);

      expect(await freeLetter(letter)).toBe(true);
      expect(await freeLetter(letter)).toBe(false);
      expect(await claimLetter({ ...letter, attempt: 'two' })).toBe(true);
    });
  });

  test('the requests of a client are counted by the hour', async () => {
    const { countClient } = await open();
    const count = (client: string, hour: string) => countClient(client, hour, 1_773_648_000);

    expect(await count('one', '2026-03-09T08')).toBe(1);
    expect(await count('one', '2026-03-09T08')).toBe(2);
    expect(await count('one', '2026-03-09T09')).toBe(1);
    expect(await count('two', '2026-03-09T08')).toBe(1);
  });
});
