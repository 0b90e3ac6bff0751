// Whom the letters go to, and how often.
import { beforeEach, describe, expect, test } from 'vitest';
import type { LetterDue } from '../../../functions/core/messages.ts';
import type { Templated } from '../../../functions/io/mail.ts';
import { type LetterEdges, sendLetter } from '../../../functions/subscriptions/letters-handler.ts';
import { signUps } from '../../simulation/ports/sign-ups.ts';
import { subscribers } from '../../simulation/ports/subscribers.ts';
import { direct } from '../../simulation/ports/wire.ts';
import { setting } from '../../templates/samples.ts';
import { desk, keys, signUpForm } from './desk.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const address = 'rania@readers.example';

type Taken = { status: string; definite: boolean };

function post() {
  const place = desk();
  const sent: Templated[] = [];
  const again: [due: LetterDue, seconds: number][] = [];
  const answers: Taken[] = [];
  let attempts = 0;
  const edges: LetterEdges = {
    subscribers: subscribers(place.stores.subscribers, direct),
    signUps: signUps(place.stores.signUps, direct),
    letters: { send: async (due, seconds = 0) => void again.push([due, seconds]), sendAll: async () => undefined },
    rate: { reserve: async (_, now) => now },
    quota: async () => ({ perSecond: 14, perDay: null, sentLastDay: 0 }),
    async sendTemplated(mail) {
      const answer = answers.shift() ?? { status: 'SUCCESS', definite: true };
      if (answer.status === 'SUCCESS' || !answer.definite) sent.push(mail);
      return answer;
    },
    ...{ keys: async () => keys, newsroom: setting.newsroom, site: setting.site, configurationSet: 'letters' },
    templates: { ltr: 'ltr', rtl: 'rtl' },
    now: () => place.time.now,
    pause: async () => undefined,
    newAttempt: () => `attempt-${++attempts}`,
  };
  /** Hands out every message that waits, as often as is said. */
  const deliver = async (times = 1) => {
    for (const due of place.letters) for (let time = 0; time < times; time++) await sendLetter(due, edges);
  };
  const signUp = (written: string, form = {}) => place.post('subscribe', { form: { ...signUpForm(written), ...form } });
  return { ...place, sent, again, answers, edges, deliver, signUp };
}

let office: ReturnType<typeof post>;
beforeEach(() => {
  office = post();
});

test('a letter goes to the address as it was written, in its first language and direction, with its link', async () => {
  const { signUp, deliver, sent, linkTo, id } = office;
  await signUp('Rania+News@readers.example', { language: ['ar', 'en'] });
  await deliver();

  expect(sent).toEqual([
    {
      ...{
        from: expect.stringContaining(` <${setting.newsroom.sender}>`),
        to: 'rania+news@readers.example',
        configurationSet: 'letters',
        template: 'rtl',
      },
      data: expect.objectContaining({ language: 'ar', url: `https://news.example/api/confirm?t=${linkTo('confirm')}` }),
      headers: { 'Content-Language': 'ar', 'Auto-Submitted': 'auto-generated' },
      tags: { letter: 'confirm', subscriber: id('rania+news@readers.example') },
    },
  ]);
});

test('a letter goes out once, however often its message comes, and whoever asks again meanwhile', async () => {
  const { signUp, deliver, sent, later } = office;
  await signUp(address);
  await deliver(3);
  later(60_000);
  await signUp(address);
  await deliver(2);

  expect(sent).toHaveLength(1);
});

test('asked for anew after an hour, only the newest has a letter', async () => {
  const { signUp, deliver, sent, later, linkTo } = office;
  await signUp(address);
  later(2 * HOUR);
  await signUp(address);
  await deliver(2);

  expect(sent.map(({ data }) => data.url)).toEqual([`https://news.example/api/confirm?t=${linkTo('confirm')}`]);
});

describe('no letter goes', () => {
  test.each(['postmaster@readers.example', 'abuse+x@readers.example', 'no-reply@readers.example'])(
    'to %s',
    async (role) => {
      const { signUp, deliver, sent } = office;
      await signUp(role);
      await deliver();

      expect(sent).toEqual([]);
    },
  );

  test('for what was confirmed, forgotten or erased', async () => {
    const { signUp, deliver, sent, linkTo, later, stores, letters } = office;
    await signUp('one@readers.example');
    await office.post('confirm', { token: linkTo('confirm') });
    await signUp('two@readers.example');
    later(8 * DAY);
    await signUp('three@readers.example');
    stores.signUps.rows.delete(letters.at(-1)?.signUp ?? '');
    await deliver();

    expect(sent).toEqual([]);
  });
});

describe('whoever is suppressed', () => {
  test('is asked once in a month whether they want to come back', async () => {
    const { signUp, deliver, sent, later, ports, id, time } = office;
    await ports.subscribers.suppress(id(address), 'complaint', time.now.toISOString());
    const asked = async (after: number) => {
      later(after);
      await signUp(address);
      await deliver(2);
      return sent.length;
    };

    expect(await asked(DAY)).toBe(1);
    expect(await asked(10 * DAY)).toBe(1);
    expect(await asked(21 * DAY)).toBe(2);
  });

  test('since they asked is not', async () => {
    const { signUp, deliver, sent, later, ports, id, time } = office;
    await signUp(address);
    later(1000);
    await ports.subscribers.suppress(id(address), 'bounce', time.now.toISOString());
    await deliver();

    expect(sent).toEqual([]);
  });
});

describe('where SES', () => {
  const throttled = { status: 'TooManyRequestsException', definite: true };

  test('takes none for now, the letter is tried again by a message of its own', async () => {
    const { signUp, deliver, sent, again, answers, edges } = office;
    answers.push(throttled, { status: 'SendingPausedException', definite: true });
    await signUp(address);
    await deliver();
    for (const [due] of again) await sendLetter(due, edges);

    expect(again.map(([, seconds]) => seconds)).toEqual([5, 900]);
    expect(sent).toHaveLength(1);
  });

  test('has taken all that it takes in a day, the letter waits, and isn’t asked for', async () => {
    const { signUp, deliver, sent, again, edges } = office;
    edges.quota = async () => ({ perSecond: 14, perDay: 200, sentLastDay: 200 });
    await signUp(address);
    await deliver();

    expect([sent.length, again.map(([, seconds]) => seconds)]).toEqual([0, [900]]);
  });

  test.each([
    ['refuses it for good', { status: 'MessageRejected', definite: true }, 0],
    ['may have taken it', { status: 'TimeoutError', definite: false }, 1],
  ])('%s, it is not tried again', async (_, answer, taken) => {
    const { signUp, deliver, sent, again, answers } = office;
    answers.push(answer);
    await signUp(address);
    await deliver(2);

    expect([sent.length, again.length]).toEqual([taken, 0]);
  });
});

test('a change of address has a letter for each mailbox, and none for anybody else', async () => {
  const { join, later, deliver, sent, preferencesOf, letters } = office;
  const id = await join('from@readers.example');
  letters.length = 0;
  later(2 * HOUR);
  await office.post('preferences', {
    token: preferencesOf(id),
    form: { act: 'address', address: 'to@readers.example' },
  });
  const [due] = letters;
  if (due) letters.push({ ...due, letter: 'confirm' });
  await deliver(2);

  expect(sent.map(({ to, tags }) => [to, tags.letter])).toEqual([
    ['to@readers.example', 'arrive'],
    ['from@readers.example', 'depart'],
  ]);
  expect(JSON.stringify(sent[1])).not.toContain('to@readers');
});
