// The pages as somebody meets them: what they say, what they change, and what they don't tell.
import { describe, expect, test } from 'vitest';
import { signDated, signToken } from '../../../functions/core/token.ts';
import { LARGEST_FORM } from '../../../functions/subscriptions/form.ts';
import { answer } from '../../../functions/subscriptions/handler.ts';
import { setting } from '../../templates/samples.ts';
import { desk, keys, read, signUpForm } from './desk.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const address = 'rania@readers.example';

describe('signing up', () => {
  test('keeps what was asked for, and has the mailbox asked', async () => {
    const { post, stores, letters } = desk();

    const answered = await post('subscribe', {
      form: { ...signUpForm('Rania+News@Readers.example'), topic: ['water'], frequency: 'daily', standIn: 'yes' },
    });

    expect(answered.statusCode).toBe(200);
    expect(read(answered)).toContain('Look into your mailbox');
    const [{ signUp } = { signUp: undefined }] = [...stores.signUps.rows.values()];
    expect(signUp).toMatchObject({
      address: 'rania+news@readers.example',
      wishes: {
        languages: ['en', 'fr'],
        standIn: true,
        topics: ['water'],
        frequency: 'daily',
        hour: 8,
        timezone: 'Europe/Paris',
      },
      wording: {
        language: 'en',
        page: 'https://news.example/en/',
        text: expect.stringContaining('Highland Water Council'),
      },
    });
    expect(letters).toEqual([{ signUp: signUp?.id, askedAt: signUp?.askedAt, letter: 'confirm' }]);
    expect(stores.subscribers.members.size).toBe(0);
  });

  test.each([
    ['no address', { address: '' }, 'address', 'such as name@example.org'],
    ['an address without a host', { address: 'rania' }, 'address', 'such as name@example.org'],
    ['letters that SES can’t write to', { address: 'möwe@readers.example' }, 'address', 'Latin letters before the @'],
    ['no language', { language: '' }, 'language', 'at least one language'],
    ['a language that is not offered', { language: ['en', 'tlh'] }, 'language', 'one of the values offered'],
    ['a topic that is not offered', { topic: 'sports' }, 'topic', 'one of the values offered'],
    ['another frequency', { frequency: 'hourly' }, 'frequency', 'one of the values offered'],
  ])('with %s is answered beside the field, and keeps nothing', async (_, changes, field, words) => {
    const { post, stores, letters } = desk();

    const answered = await post('subscribe', { form: { ...signUpForm(address), ...changes } });

    expect(answered.statusCode).toBe(422);
    expect(answered.body).toMatch(new RegExp(`id="${field}-fault"[^>]*>[^<]*${words}`));
    expect(answered.body).toContain(`<a href="#${field}">`);
    expect(answered.body).toMatch(new RegExp(`id="${field}"[^>]*aria-describedby="[^"]*${field}-fault`));
    expect([stores.signUps.rows.size, letters.length]).toEqual([0, 0]);
  });

  test('shows again what was written, as text, in the language of the page', async () => {
    const { post } = desk();

    const { body } = await post('subscribe', {
      form: { ...signUpForm('"><script>@x'), in: 'ar', topic: ['<script>', 'health'], language: ['fr', '<script>'] },
    });

    expect(body).toContain('<html lang="ar" dir="rtl">');
    expect(body).not.toContain('<script');
    expect(body).toContain('value="health" checked');
    expect(body).toMatch(/<option[^>]*value="fr" selected>/);
  });

  test('larger than any form is, keeps nothing', async () => {
    const { ports, stores } = desk();
    const request = {
      method: 'POST',
      token: '',
      form: undefined,
      query: new URLSearchParams(),
      client: '',
      accepts: '',
    };

    expect((await answer('/api/subscribe', request, ports)).statusCode).toBe(422);
    expect(stores.signUps.rows.size).toBe(0);
    expect(LARGEST_FORM).toBeLessThan(10_000);
  });

  test('by a program that fills in every field is answered as any other, and keeps nothing', async () => {
    const { post, stores, letters } = desk();
    const one = await post('subscribe', { form: signUpForm(address) });

    const other = await post('subscribe', {
      form: { ...signUpForm('b@readers.example'), website: 'https://spam.example' },
    });

    expect(other).toEqual(one);
    expect([stores.signUps.rows.size, letters.length]).toEqual([1, 1]);
  });

  test('of one mailbox, however it is written, is kept once in an hour, then seldom and more seldom', async () => {
    const { post, stores, letters, later } = desk();
    const asked = async (written: string) => {
      await post('subscribe', { form: signUpForm(written), client: written });
      return new Set(letters.map(({ askedAt }) => askedAt)).size;
    };

    expect(await asked('r.ania@gmail.com')).toBe(1);
    later(HOUR / 2);
    expect(await asked('RANIA+x@googlemail.com')).toBe(1);
    later(HOUR);
    expect(await asked('rania@gmail.com')).toBe(2);
    later(2 * HOUR);
    expect(await asked('rania@gmail.com')).toBe(2);
    later(5 * HOUR);
    expect(await asked('rania@gmail.com')).toBe(3);
    later(23 * HOUR);
    expect(await asked('rania@gmail.com')).toBe(3);
    expect(stores.signUps.rows.size).toBe(1);
  });

  test('again before the letter was sent asks for the same letter, not for another', async () => {
    const { post, letters, later } = desk();
    await post('subscribe', { form: signUpForm(address) });
    later(60_000);
    await post('subscribe', { form: signUpForm(address) });

    expect(letters[1]).toEqual(letters[0]);
  });

  test('is refused to a client that asks too often, in words, for an hour', async () => {
    const { post, later, letters } = desk();
    const answers = [];
    for (let times = 0; times < 32; times++) {
      answers.push(await post('subscribe', { form: signUpForm(`r${times}@readers.example`) }));
    }
    const other = await post('subscribe', { form: signUpForm('z@readers.example'), client: '192.0.2.2' });
    later(HOUR);
    const afterwards = await post('subscribe', { form: signUpForm('y@readers.example') });

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([...Array(30).fill(200), 429, 429]);
    expect(answers.at(-1)?.body).toContain('Too many requests');
    expect([other.statusCode, afterwards.statusCode]).toEqual([200, 200]);
    expect(letters).toHaveLength(32);
  });

  test('is answered in the same way, by the same steps, whatever is known of the address', async () => {
    const { join, post, ports, calls, id, later, time } = desk();
    await join('known@readers.example');
    const left = await join('left@readers.example');
    await ports.subscribers.unsubscribe(left, time.now.toISOString());
    await ports.subscribers.suppress(id('bounced@readers.example'), 'bounce', time.now.toISOString());
    await ports.subscribers.suppress(id('erased@readers.example'), 'erased', time.now.toISOString());
    later(2 * HOUR);
    await post('subscribe', { form: signUpForm('waiting@readers.example'), client: 'other' });
    const names = ['unknown', 'known', 'left', 'bounced', 'erased', 'waiting', 'known', 'postmaster', 'no-reply'];

    const seen = [];
    for (const name of names) {
      calls.length = 0;
      const answered = await post('subscribe', { form: signUpForm(`${name}@readers.example`), client: name });
      seen.push(JSON.stringify([answered, calls]));
    }

    expect(new Set(seen).size).toBe(1);
    expect(seen[0]).toContain('letters.send');
  });
});

describe('confirming', () => {
  test('is asked by a page that says what is confirmed, with one button, and changes nothing', async () => {
    const { post, get, linkTo, stores } = desk();
    await post('subscribe', { form: { ...signUpForm(address), language: ['ar', 'en'], topic: 'water' } });
    const before = JSON.stringify([...stores.signUps.rows, ...stores.subscribers.members]);

    const asked = await get('confirm', { token: linkTo('confirm') });

    expect(asked.body).toContain('<html lang="ar" dir="rtl">');
    expect(asked.body.match(/<button/g)).toHaveLength(1);
    expect(asked.body).not.toMatch(/<script|http-equiv|<img|<iframe|readers\.example/);
    expect(read(asked)).toContain('English');
    expect(JSON.stringify([...stores.signUps.rows, ...stores.subscribers.members])).toBe(before);
  });

  test('makes a subscriber of what was chosen, with a record of what was agreed to', async () => {
    const { post, linkTo, ports, id, consentsOf, later } = desk();
    await post('subscribe', { form: { ...signUpForm(address), frequency: 'weekly' } });
    later(DAY);

    const done = await post('confirm', { token: linkTo('confirm') });

    expect(read(done)).toMatch(/^You are subscribed .*Once a week/);
    expect(await ports.subscribers.get(id(address))).toMatchObject({
      ...{
        address,
        languages: ['en', 'fr'],
        frequency: 'weekly',
        state: 'active',
        confirmed: '2026-03-09T08:00:00.000Z',
      },
    });
    expect(await consentsOf(id(address))).toEqual([
      expect.objectContaining({
        ...{ said: 'yes', address, askedAt: '2026-03-09T08:00:00.000Z', at: '2026-03-10T08:00:00.000Z' },
        wording: {
          ...{ language: 'en', page: 'https://news.example/en/', version: expect.stringMatching(/^[\da-f]{12}$/) },
          text: expect.stringContaining('you agree'),
        },
      }),
    ]);
  });

  test('twice is confirming once', async () => {
    const { join, post, linkTo, consentsOf } = desk();
    const id = await join(address);

    const again = await post('confirm', { token: linkTo('confirm') });

    expect(read(again)).toContain('You are subscribed');
    expect(await consentsOf(id)).toHaveLength(1);
  });

  test('is over after a week, with words that help', async () => {
    const { post, get, linkTo, stores, later } = desk();
    await post('subscribe', { form: signUpForm(address) });
    later(7 * DAY + 1);

    for (const page of [
      await get('confirm', { token: linkTo('confirm') }),
      await post('confirm', { token: linkTo('confirm') }),
    ]) {
      expect(page.statusCode).toBe(400);
      expect(read(page)).toMatch(/This link does not work .* 7 days.* newsroom@highlandwater\.example/);
      expect(page.body).toContain('href="/api/subscribe?in=en"');
    }
    expect(stores.subscribers.members.size).toBe(0);
  });

  test('with an old link doesn’t undo that somebody left since', async () => {
    const { join, post, get, linkTo, unsubscribeOf, ports } = desk();
    const id = await join(address);
    await post('unsubscribe', { token: unsubscribeOf(id) });

    expect((await post('confirm', { token: linkTo('confirm') })).statusCode).toBe(400);
    expect((await get('confirm', { token: linkTo('confirm') })).statusCode).toBe(400);
    expect((await ports.subscribers.get(id))?.state).toBe('unsubscribed');
  });

  test('anew brings somebody back who left, with what they chose then', async () => {
    const { join, post, unsubscribeOf, ports, later } = desk();
    const id = await join(address);
    await post('unsubscribe', { token: unsubscribeOf(id) });
    later(2 * HOUR);

    await join(address, { language: ['ar'] });

    expect(await ports.subscribers.get(id)).toMatchObject({ state: 'active', languages: ['ar'] });
    expect(await ports.subscribers.get(id)).not.toHaveProperty('unsubscribedAt');
  });

  test('ends a suppression that is older than what was asked for, at SES too; and no newer one', async () => {
    const { post, ports, id, time, later, linkTo, unsuppressed } = desk();
    const who = id(address);
    await ports.subscribers.suppress(who, 'complaint', time.now.toISOString());
    later(1000);
    await post('subscribe', { form: signUpForm(address) });
    await post('confirm', { token: linkTo('confirm') });
    expect([await ports.subscribers.suppression(who), unsuppressed]).toEqual([undefined, [address]]);

    later(2 * HOUR);
    await post('subscribe', { form: signUpForm(address) });
    later(1000);
    await ports.subscribers.suppress(who, 'bounce', time.now.toISOString());
    await post('confirm', { token: linkTo('confirm') });

    expect(await ports.subscribers.suppression(who)).toMatchObject({ reason: 'bounce' });
  });

  test('of who was erased since makes nobody', async () => {
    const { post, ports, id, time, later, linkTo, stores } = desk();
    await post('subscribe', { form: signUpForm(address) });
    later(1000);
    await ports.subscribers.suppress(id(address), 'erased', time.now.toISOString());

    expect((await post('confirm', { token: linkTo('confirm') })).statusCode).toBe(400);
    expect(stores.subscribers.members.size).toBe(0);
  });
});

describe('leaving', () => {
  test('is one POST with or without a body, no redirect, no cookie; and again the same', async () => {
    const { join, post, unsubscribeOf, ports, later } = desk();
    const id = await join(address);

    const left = await post('unsubscribe', { token: unsubscribeOf(id), form: { 'List-Unsubscribe': 'One-Click' } });
    const at = (await ports.subscribers.get(id))?.unsubscribedAt;
    later(5 * 365 * DAY);
    const again = await post('unsubscribe', { token: unsubscribeOf(id) });

    expect([left.statusCode, again.statusCode]).toEqual([200, 200]);
    expect(read(left)).toMatch(/You have been unsubscribed .*English.*Français.*All topics/);
    expect(await ports.subscribers.get(id)).toMatchObject({ state: 'unsubscribed', unsubscribedAt: at });
  });

  test('is asked by a page that changes nothing, with one button', async () => {
    const { join, get, unsubscribeOf, ports } = desk();
    const id = await join(address);

    const asked = await get('unsubscribe', { token: unsubscribeOf(id) });

    expect(asked.body.match(/<button/g)).toHaveLength(1);
    expect(asked.body).toContain('name="List-Unsubscribe" value="One-Click"');
    expect((await ports.subscribers.get(id))?.state).toBe('active');
  });

  test('is recorded once, with the way', async () => {
    const { join, post, unsubscribeOf, consentsOf } = desk();
    const id = await join(address);
    await post('unsubscribe', { token: unsubscribeOf(id), form: { 'List-Unsubscribe': 'One-Click', way: 'page' } });
    await post('unsubscribe', { token: unsubscribeOf(id), form: { 'List-Unsubscribe': 'One-Click' } });

    expect((await consentsOf(id)).map((one) => [one.said, 'way' in one && one.way])).toEqual([
      ['yes', false],
      ['no', 'page'],
    ]);
  });

  const backOf = ({ body }: { body: string }) => /confirm\?t=([\w-]+)/.exec(body)?.[1] ?? '';

  test('can be taken back at once by who did it, and by nobody later', async () => {
    const { join, post, get, unsubscribeOf, ports, consentsOf, later } = desk();
    const id = await join(address);
    const left = await post('unsubscribe', { token: unsubscribeOf(id) });
    later(1000);
    const again = await post('unsubscribe', { token: unsubscribeOf(id) });

    expect(backOf(again)).toBe('');
    expect((await get('confirm', { token: backOf(left) })).statusCode).toBe(400);
    const back = await post('confirm', { token: backOf(left) });
    expect(read(back)).toContain('You are subscribed again');
    expect((await ports.subscribers.get(id))?.state).toBe('active');
    expect((await post('confirm', { token: backOf(left) })).statusCode).toBe(200);
    expect((await consentsOf(id)).map(({ said }) => said)).toEqual(['yes', 'no', 'yes again']);

    later(1000);
    const once = await post('unsubscribe', { token: unsubscribeOf(id) });
    expect((await post('confirm', { token: backOf(left) })).statusCode).toBe(400);
    later(DAY + 1);
    expect((await post('confirm', { token: backOf(once) })).statusCode).toBe(400);
    expect((await ports.subscribers.get(id))?.state).toBe('unsubscribed');
  });

  test('by who was erased is no broken link', async () => {
    const { get, post, unsubscribeOf } = desk();

    expect((await post('unsubscribe', { token: unsubscribeOf('abcdefghijkl') })).statusCode).toBe(200);
    expect((await get('unsubscribe', { token: unsubscribeOf('abcdefghijkl') })).statusCode).toBe(200);
  });
});

describe('preferences', () => {
  const wishes = {
    ...{ act: 'save', 'language-1': 'ar', 'language-2': 'en', topic: 'health', frequency: 'daily' },
    ...{ hour: '18', timezone: 'Asia/Beirut', pausedUntil: '2026-03-20' },
  };

  test('are shown by a link without a password, and without the address', async () => {
    const { join, get, preferencesOf } = desk();
    const id = await join(address, { topic: 'water' });

    const page = await get('preferences', { token: preferencesOf(id) });

    expect(page.statusCode).toBe(200);
    expect(page.body).not.toContain('readers.example');
    expect(page.body).toContain('value="water" checked');
    expect(page.body).toContain('<option value="Europe/Paris" selected>');
  });

  test('are saved, recorded, and shown in the first language that was chosen', async () => {
    const { join, post, preferencesOf, ports, consentsOf } = desk();
    const id = await join(address);

    const saved = await post('preferences', { token: preferencesOf(id), form: wishes });

    expect(saved.body).toContain('<html lang="ar" dir="rtl">');
    expect(saved.body).toContain('role="status"');
    expect(await ports.subscribers.get(id)).toMatchObject({
      ...{ languages: ['ar', 'en'], standIn: false, topics: ['health'], frequency: 'daily', hour: 18 },
      ...{ timezone: 'Asia/Beirut', pausedUntil: '2026-03-20' },
      formerRhythm: { at: '2026-03-09T08:00:02.000Z', had: '2026-03-09T08:00:02.000Z' },
    });
    expect(await ports.subscribers.rhythms()).toEqual([{ frequency: 'daily', hour: 18, timezone: 'Asia/Beirut' }]);
    expect((await consentsOf(id)).map(({ said }) => said)).toEqual(['yes', 'changed']);
  });

  test.each([
    ['an hour that is none', { hour: '24' }, 'hour'],
    ['a zone that is none', { timezone: 'Moon/Base' }, 'timezone'],
    ['a day that is over', { pausedUntil: '2026-03-09' }, 'pausedUntil'],
    ['a day in years', { pausedUntil: '2030-01-01' }, 'pausedUntil'],
    ['a day that is none', { pausedUntil: 'soon' }, 'pausedUntil'],
    ['no language', { 'language-1': '', 'language-2': '' }, 'language'],
  ])('with %s are answered beside the field, and not saved', async (_, changes, field) => {
    const { join, post, preferencesOf, ports } = desk();
    const id = await join(address);
    const before = await ports.subscribers.get(id);

    const answered = await post('preferences', { token: preferencesOf(id), form: { ...wishes, ...changes } });

    expect(answered.statusCode).toBe(422);
    expect(answered.body).toContain(`id="${field}-fault"`);
    expect(await ports.subscribers.get(id)).toEqual(before);
  });

  test('keep what the newsroom offers no more', async () => {
    const { ports, post, preferencesOf, join } = desk();
    const id = await join(address);
    const there = await ports.subscribers.get(id);
    await ports.subscribers.change(id, { ...there, ...{ languages: ['la'], topics: ['dams'] } } as never, null);
    const form = { ...wishes, 'language-1': 'la', topic: ['dams', 'water'] };

    expect((await post('preferences', { token: preferencesOf(id), form })).statusCode).toBe(200);
    expect(await ports.subscribers.get(id)).toMatchObject({ languages: ['la', 'en'], topics: ['dams', 'water'] });
  });

  test('can end everything', async () => {
    const { join, get, post, preferencesOf, ports } = desk();
    const id = await join(address);

    const left = await post('preferences', { token: preferencesOf(id), form: { act: 'leave' } });

    expect(read(left)).toContain('You have been unsubscribed');
    expect((await ports.subscribers.get(id))?.state).toBe('unsubscribed');
    expect(read(await get('preferences', { token: preferencesOf(id) }))).toContain('You are not subscribed');
    await post('preferences', { token: preferencesOf(id), form: wishes });
    expect((await ports.subscribers.get(id))?.frequency).toBe('immediate');
  });
});

describe('another address', () => {
  const [from, to] = ['from@readers.example', 'to@readers.example'];

  const moving = async () => {
    const place = desk();
    const id = await place.join(from);
    place.later(2 * HOUR);
    const form = { act: 'address', address: to };
    const asked = await place.post('preferences', { token: place.preferencesOf(id), form });
    return { ...place, subscriber: id, asked };
  };

  test('needs both mailboxes, in any order', async () => {
    const { post, linkTo, ports, subscriber, asked, letters } = await moving();

    expect(read(asked)).toContain('Look into both mailboxes');
    expect(letters.slice(-2).map(({ letter }) => letter)).toEqual(['arrive', 'depart']);
    expect(read(await post('confirm', { token: linkTo('depart') }))).toContain('One more confirmation');
    expect((await ports.subscribers.get(subscriber))?.address).toBe(from);
    expect(read(await post('confirm', { token: linkTo('arrive') }))).toContain('Your address has been changed');
    expect((await ports.subscribers.get(subscriber))?.address).toBe(to);
  });

  test('leaves the subscriber who they are, and the old address free for somebody else', async () => {
    const { post, linkTo, ports, subscriber, id, join, consentsOf, later } = await moving();
    for (const end of ['arrive', 'depart', 'depart'] as const) await post('confirm', { token: linkTo(end) });

    expect(await ports.subscribers.idOf(id(to))).toBe(subscriber);
    later(2 * HOUR);
    await join(from, { language: 'fr' });
    const other = await ports.subscribers.idOf(id(from));
    expect(other).not.toBe(subscriber);
    expect(await ports.subscribers.get(other)).toMatchObject({ address: from, languages: ['fr'] });
    expect(await ports.subscribers.get(subscriber)).toMatchObject({ address: to, languages: ['en', 'fr'] });
    expect((await consentsOf(subscriber)).map(({ said }) => said)).toEqual(['yes', 'moved']);
  });

  test('is noted as agreed to when the owner of the old one agreed', async () => {
    const { post, linkTo, subscriber, consentsOf, later, time } = await moving();
    await post('confirm', { token: linkTo('arrive') });
    later(1000);
    const agreed = time.now.toISOString();
    await post('confirm', { token: linkTo('depart') });
    later(1000);
    await post('confirm', { token: linkTo('depart') });

    expect(await consentsOf(subscriber)).toContainEqual(expect.objectContaining({ said: 'moved', at: agreed }));
  });

  test('and back again is no other subscriber', async () => {
    const { post, linkTo, ports, subscriber, id, preferencesOf, later } = await moving();
    for (const end of ['arrive', 'depart'] as const) await post('confirm', { token: linkTo(end) });
    later(2 * HOUR);
    await post('preferences', { token: preferencesOf(subscriber), form: { act: 'address', address: from } });
    for (const end of ['arrive', 'depart'] as const) await post('confirm', { token: linkTo(end) });

    expect(await ports.subscribers.get(subscriber)).toMatchObject({ address: from });
    expect(await ports.subscribers.idOf(id(from))).toBe(subscriber);
    expect(await ports.subscribers.idOf(id(to))).not.toBe(subscriber);
  });

  test('that has a subscription of its own becomes one with it: the mailbox has everything once', async () => {
    const { join, later, post, preferencesOf, linkTo, ports, id } = desk();
    const [subscriber, other] = [await join(from), await join(to)];
    later(2 * HOUR);
    await post('preferences', { token: preferencesOf(subscriber), form: { act: 'address', address: to } });
    for (const end of ['arrive', 'depart'] as const) await post('confirm', { token: linkTo(end) });

    expect(await ports.subscribers.get(subscriber)).toMatchObject({ address: to, state: 'active' });
    expect(await ports.subscribers.get(other)).toBeUndefined();
    expect(await ports.subscribers.idOf(id(to))).toBe(subscriber);
  });

  test('that complained since it was asked for is not written to', async () => {
    const { post, linkTo, ports, subscriber, id, time, later } = await moving();
    later(1000);
    await ports.subscribers.suppress(id(to), 'complaint', time.now.toISOString());
    await post('confirm', { token: linkTo('arrive') });

    expect((await post('confirm', { token: linkTo('depart') })).statusCode).toBe(400);
    expect((await ports.subscribers.get(subscriber))?.address).toBe(from);
    expect(await ports.subscribers.suppression(id(to))).toMatchObject({ reason: 'complaint' });
  });

  test('is answered by the same steps, whatever is known of it; and asked for three times in an hour at most', async () => {
    const { calls, post, preferencesOf, subscriber, join, later } = await moving();
    await join('known@readers.example');
    later(2 * HOUR);
    const ask = async (name: string) => {
      calls.length = 0;
      const form = { act: 'address', address: `${name}@readers.example` };
      const answered = await post('preferences', { token: preferencesOf(subscriber), form });
      return JSON.stringify([answered, calls]);
    };

    const [one, other, third] = [await ask('known'), await ask('unknown'), await ask('third')];

    expect([other, third]).toEqual([one, one]);
    expect(await ask('fourth')).toContain('Too many requests');
  });
});

describe('a link that can’t be followed', () => {
  const place = desk();
  const tokens: [string, string][] = [
    ['empty', ''],
    ['forged', `a${'A'.repeat(28)}`],
    ['forged and dated', `a${'A'.repeat(12)}0mm0mm0mm${'A'.repeat(16)}`],
    ['of another key', signToken({ current: 'b', keys: { b: 'other' } }, 'preferences', 'abcdefghijkl')],
    ['to preferences of nobody', signToken(keys, 'preferences', 'abcdefghijkl')],
    [
      'to confirm what nobody asked',
      signDated(keys, 'confirm', { id: 'abcdefghijkl', at: '2026-03-09T07:00:00.000Z' }),
    ],
    ['hostile', '"><script>alert(1)</script>'],
  ];

  test.each(tokens)('(%s) leads to one plain page that helps, on every route, by either method', async (_, token) => {
    const pages = [];
    for (const route of ['confirm', 'preferences', 'unsubscribe']) {
      if (route === 'unsubscribe' && token === signToken(keys, 'unsubscribe', 'abcdefghijkl')) continue;
      pages.push(await place.get(route, { token }), await place.post(route, { token }));
    }

    expect(new Set(pages.map(({ body }) => body)).size).toBe(1);
    expect(pages.every(({ statusCode }) => statusCode === 400)).toBe(true);
    expect(pages[0]?.body).not.toContain('<script');
  });

  test.each([
    ['confirm', 'unsubscribe'],
    ['preferences', 'unsubscribe'],
    ['unsubscribe', 'preferences'],
  ] as const)('on %s includes a token to %s', async (route, purpose) => {
    const id = await place.join(`${route}@readers.example`);

    expect((await place.post(route, { token: signToken(keys, purpose, id) })).statusCode).toBe(400);
    expect((await place.ports.subscribers.get(id))?.state).toBe('active');
  });

  test('speaks the language of the browser, where the newsroom does', async () => {
    const page = await place.get('confirm', { token: 'x', accepts: 'tlh, he;q=0.8, en;q=0.5' });

    expect(page.body).toContain('<html lang="he" dir="rtl">');
    expect(page.body).toContain(`mailto:${setting.newsroom.sender}`);
  });
});
