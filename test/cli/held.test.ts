// What is held about one person: all of it is shown, all of it is erased, and nothing of anybody else.
import { describe, expect, test } from 'vitest';
import { held, whoIs } from '../../cli/held.ts';
import { erase } from '../../cli/subscribers-erase.ts';
import { exportOf } from '../../cli/subscribers-export.ts';
import type { Consent } from '../../functions/core/consent.ts';
import type { SignUp } from '../../functions/core/sign-up.ts';
import type { Found } from '../../functions/io/copies.ts';
import { signUpId } from '../../functions/subscriptions/ask.ts';
import { idFor, keys, newReaders, reader } from './readers.ts';

const at = '2026-11-25T12:00:00.000Z';
const now = new Date('2026-11-26T12:00:00.000Z');
const [ana, ben, eve] = ['ana@list.example', 'ben@list.example', 'eve@list.example'];
const silent = () => undefined;

const no = (subscriberId: string): Consent => ({ said: 'no', subscriberId, at, way: 'page' });
const moved = (subscriberId: string, address: string, former: string): Consent => ({
  ...{ said: 'moved', subscriberId, at, address, former: idFor(former), askedAt: at, merged: null },
});

const copy = (id: string): Found & { id: string } => ({
  ...{ id, key: { pk: 'r1#publication#07', sk: id }, release: 'r1', occasion: 'publication' },
  copy: { subscriberId: id, state: 'SENT', language: 'en', version: 2, delivery: 'delivered', at },
});
const call = (id: string): Found & { id: string } => ({
  ...{ id, key: { pk: 'ATTEMPTS#r1#publication', sk: 't1' }, release: 'r1', occasion: 'publication' },
  call: { attempt: 't1', at, language: 'en', subscriberIds: [id, idFor(eve)] },
});

function signUpOf(address: string): SignUp {
  const { id: _, address: __, state: ___, formerRhythm: ____, ...wishes } = reader(address);
  const wording = { language: 'en', text: 'Sign up', version: '1', page: 'https://news.example/en/' };
  return {
    ...{ id: signUpId(keys, address), address, wishes, wording, askedAt: at, asked: 1, notBefore: at },
    ...{ expires: 2_000_000_000, moves: null },
  };
}

/** Ana, of whom everything is held, and Eve, who is to be left alone. */
function everything() {
  const readers = newReaders([reader(ana), reader(eve)]);
  for (const address of [ana, eve]) {
    readers.asked.set(signUpId(keys, address), signUpOf(address));
    readers.said.push(no(idFor(address)));
    readers.found.push(copy(idFor(address)));
  }
  readers.found.push(call(idFor(ana)));
  return readers;
}

const everythingOf = async (address: string, { ports }: ReturnType<typeof newReaders>) =>
  held(await whoIs(address, ports), ports, silent);

const nothing = { subscriber: null, signUp: null, moves: [], consents: [], found: [] };

describe('export', () => {
  test('shows all that is held, and nothing of those who were written to by the same call', async () => {
    const exported = await exportOf('Ana@list.example ', everything().ports, silent, silent);

    expect(exported).toEqual({
      ...{ address: ana, subscriberId: idFor(ana), subscriber: reader(ana), signUp: signUpOf(ana), moves: [] },
      ...{ consents: [no(idFor(ana))], suppression: null },
      copies: [
        {
          ...{ release: 'r1', occasion: 'publication', language: 'en', version: 2 },
          ...{ state: 'SENT', delivery: 'delivered', at },
        },
      ],
      calls: [{ release: 'r1', occasion: 'publication', attempt: 't1', at, language: 'en' }],
    });
    expect(JSON.stringify(exported)).not.toContain(idFor(eve));
  });

  test('says that nothing is held', async () => {
    const notes: string[] = [];

    const exported = await exportOf(ben, everything().ports, silent, (note) => notes.push(note));

    expect(notes).toEqual(['Nothing is held about this address.']);
    expect(exported).toMatchObject({ subscriber: null, signUp: null, consents: [], suppression: null, copies: [] });
  });

  test('goes by the id of who has changed their address', async () => {
    const readers = newReaders([reader(ben, { id: idFor(ana) })]);
    readers.aliases.set(idFor(ben), idFor(ana)).set(idFor(ana), 'left--000001');
    readers.said.push(moved(idFor(ana), ben, ana));
    readers.found.push(copy(idFor(ana)));

    expect(await exportOf(ben, readers.ports, silent, silent)).toMatchObject({
      ...{ subscriberId: idFor(ana), subscriber: { address: ben }, consents: [{ said: 'moved' }] },
      copies: [{ release: 'r1' }],
    });
  });

  test('shows who has an address that another gave up nothing of that other', async () => {
    const readers = newReaders([reader(ben, { id: idFor(ana) }), reader(ana, { id: 'left--000001' })]);
    readers.aliases.set(idFor(ben), idFor(ana)).set(idFor(ana), 'left--000001');
    readers.said.push(moved(idFor(ana), ben, ana), no('left--000001'));
    const notes: string[] = [];

    const exported = await exportOf(ana, readers.ports, silent, (note) => notes.push(note));

    expect(exported).toMatchObject({ subscriberId: 'left--000001', consents: [{ said: 'no' }] });
    expect(JSON.stringify(exported)).not.toContain(ben);
    expect(notes).toEqual([expect.stringContaining('Somebody else had this address before')]);
  });

  test.each(['ana', 'möwe@list.example'])('knows that "%s" is no address', async (text) => {
    await expect(whoIs(text, newReaders().ports)).rejects.toThrow(`"${text}" is no mail address.`);
  });
});

describe('erase', () => {
  test('leaves only the keyed hash in the suppression list, and all that is of others', async () => {
    const readers = everything();
    const others = await everythingOf(eve, readers);

    const erased = await erase(await whoIs(ana, readers.ports), readers.ports, now, silent);

    expect(erased).toEqual({ subscriber: 1, signUp: 1, consents: 1, aliases: 0, copies: 1, calls: 1 });
    const suppression = { reason: 'erased', at: now.toISOString() };
    expect(await everythingOf(ana, readers)).toEqual({ ...nothing, suppression });
    expect([...readers.suppressed]).toEqual([[idFor(ana), suppression]]);
    expect(readers.unsuppressed).toEqual([ana]);
    expect(await everythingOf(eve, readers)).toEqual(others);
  });

  test('takes a change of address that waits along, and the records of who had the new address before', async () => {
    const readers = newReaders([reader(ana)]);
    readers.asked.set('waiting', { ...signUpOf(ben), id: 'waiting', moves: idFor(ana) });
    const change = moved(idFor(ana), ana, eve);
    readers.said.push(change.said === 'moved' ? { ...change, merged: idFor(ben) } : change, no(idFor(ben)));

    const erased = await erase(await whoIs(ana, readers.ports), readers.ports, now, silent);

    expect(erased).toMatchObject({ signUp: 1, consents: 2 });
    expect([readers.asked.size, readers.said]).toEqual([0, []]);
  });

  test('may be done twice, and of who is not known notes that they are to stay so', async () => {
    const readers = everything();
    await erase(await whoIs(ana, readers.ports), readers.ports, new Date(at), silent);

    const again = await erase(await whoIs(ana, readers.ports), readers.ports, now, silent);

    expect(again).toEqual({ subscriber: 0, signUp: 0, consents: 0, aliases: 0, copies: 0, calls: 0 });
    expect(readers.suppressed.get(idFor(ana))).toEqual({ reason: 'erased', at: now.toISOString() });
  });

  test('suppresses before it takes anything away, and looks again for what came in between', async () => {
    const readers = everything();
    const { remove } = readers.ports.subscribers;
    let removals = 0;
    readers.ports.subscribers.remove = async (id) => {
      expect(readers.suppressed.has(id)).toBe(true);
      await remove(id);
      // A step that had begun before the erasure ends after it.
      if (removals++ === 0) readers.rows.set(id, reader(ana));
    };

    const erased = await erase(await whoIs(ana, readers.ports), readers.ports, now, silent);

    expect(erased.subscriber).toBe(2);
    expect(await everythingOf(ana, readers)).toMatchObject(nothing);
  });

  test('of who moved erases the former address too, from whichever step it was cut off', async () => {
    const moving = () => {
      const readers = newReaders([reader(ben, { id: idFor(ana) })]);
      readers.aliases.set(idFor(ben), idFor(ana)).set(idFor(ana), 'left--000001');
      readers.said.push(moved(idFor(ana), ben, ana));
      readers.found.push(copy(idFor(ana)));
      return readers;
    };
    for (let step = 0; step < 12; step++) {
      const readers = moving();
      await erase(await whoIs(ben, readers.ports), cutOff(readers.ports, step), now, silent).catch(silent);

      await erase(await whoIs(ben, readers.ports), readers.ports, now, silent);

      expect([readers.rows.size, readers.aliases.size, readers.said, readers.found], `after ${step} steps`).toEqual([
        ...[0, 0, []],
        [],
      ]);
      expect([...readers.suppressed.keys()].toSorted()).toEqual([ana, ben].map(idFor).toSorted());
    }
  });

  test('of who has an address that another gave up leaves that other alone', async () => {
    const readers = newReaders([reader(ben, { id: idFor(ana) }), reader(ana, { id: 'left--000001' })]);
    readers.aliases.set(idFor(ben), idFor(ana)).set(idFor(ana), 'left--000001');
    readers.said.push(moved(idFor(ana), ben, ana));

    await erase(await whoIs(ana, readers.ports), readers.ports, now, silent);

    expect([...readers.rows.values()].map(({ address }) => address)).toEqual([ben]);
    expect([...readers.suppressed.keys()]).toEqual(['left--000001']);
    expect(await readers.ports.subscribers.idOf(idFor(ana))).toBe('left--000001');
    expect(readers.said).toHaveLength(1);
  });

  test('of who moved leaves alone who has the former address now', async () => {
    const readers = newReaders([reader(ben, { id: idFor(ana) }), reader(ana, { id: 'left--000001' })]);
    readers.aliases.set(idFor(ben), idFor(ana)).set(idFor(ana), 'left--000001');
    readers.said.push(moved(idFor(ana), ben, ana));

    await erase(await whoIs(ben, readers.ports), readers.ports, now, silent);

    expect([...readers.rows.values()].map(({ address }) => address)).toEqual([ana]);
    expect(await whoIs(ana, readers.ports)).toMatchObject({ id: 'left--000001' });
    expect(readers.suppressed.has('left--000001')).toBe(false);
  });
});

/** Ports that end after so many writes. */
function cutOff(ports: ReturnType<typeof newReaders>['ports'], steps: number): typeof ports {
  let left = steps;
  const writes = new Set(['suppress', 'alias', 'remove', 'erase', 'unsuppress']);
  const cut = <Group extends object>(group: Group): Group =>
    Object.fromEntries(
      Object.entries(group).map(([name, does]) => [
        name,
        (...args: unknown[]) => {
          if (writes.has(name) && left-- <= 0) throw new Error('cut off');
          return does(...args);
        },
      ]),
    ) as Group;
  return {
    ...{ ...ports, subscribers: cut(ports.subscribers), consents: cut(ports.consents) },
    ...{ signUps: cut(ports.signUps), copies: cut(ports.copies) },
  };
}
