// The pages of subscriptions as the judges are shown them, each as its function answers.

import { publicKey } from '../../functions/core/address.ts';
import type { Answer } from '../../functions/subscriptions/page.ts';
import type { Setting } from '../../templates/document.ts';
import { firstValues } from '../../templates/subscribe-form.ts';
import { subscribePage } from '../../templates/subscribe-page.ts';
import { desk, signUpForm } from '../functions/subscriptions/desk.ts';
import { hostile } from '../templates/samples.ts';

type Named = [name: string, html: string];

/** In the other languages these stand for all: they hold every element that there is. */
const few = /(?:subscribe|faults|confirm|preferences|left|unknown)\.html$/;

const whole = ['en', 'ar', 'he', 'ja'];

/** All of them in some languages; `setting` says where they look for their style. */
export async function subscriptionPages(language: string, { newsroom, ...setting }: Setting): Promise<Named[]> {
  const { languages } = newsroom;
  const { get, post, join, later, linkTo, preferencesOf, unsubscribeOf } = desk(newsroom);
  const address = 'reader@readers.example';
  const form = {
    ...signUpForm(address),
    in: language,
    language: [language, ...languages.filter((one) => one !== language).slice(0, 1)],
  };
  const pages: Named[] = [
    [
      publicKey.subscribePage(language),
      subscribePage({ ...setting, newsroom, language, languages, values: firstValues(language, newsroom), faults: [] }),
    ],
  ];
  const keep = (name: string, { body }: Answer) => pages.push([`${language}/${name}.html`, body]);
  keep('form', await get('subscribe', { query: `in=${language}` }));
  keep(
    'faults',
    await post('subscribe', { form: { ...form, address: hostile, language: 'x', topic: hostile, frequency: '' } }),
  );
  keep('asked', await post('subscribe', { form }));
  keep('confirm', await get('confirm', { token: linkTo('confirm') }));
  keep('confirmed', await post('confirm', { token: linkTo('confirm') }));
  later(7_200_000);
  const id = await join(address, { ...form, topic: ['water', 'health'] });
  const token = preferencesOf(id);
  keep('preferences', await get('preferences', { token }));
  const wishes = { ...form, act: 'save', hour: '9', timezone: 'Asia/Tokyo', pausedUntil: '' };
  keep('saved', await post('preferences', { token, form: wishes }));
  keep(
    'unsaved',
    await post('preferences', { token, form: { ...wishes, language: [], hour: 'x', pausedUntil: '2020-01-01' } }),
  );
  keep('unmoved', await post('preferences', { token, form: { act: 'address', address: 'nobody' } }));
  keep('moving', await post('preferences', { token, form: { act: 'address', address: 'other@readers.example' } }));
  keep('move', await get('confirm', { token: linkTo('arrive') }));
  keep('half', await post('confirm', { token: linkTo('arrive') }));
  keep('moved', await post('confirm', { token: linkTo('depart') }));
  keep('leave', await get('unsubscribe', { token: unsubscribeOf(id) }));
  const left = await post('unsubscribe', { token: unsubscribeOf(id) });
  keep('left', left);
  keep('returned', await post('confirm', { token: /confirm\?t=([\w-]+)/.exec(left.body)?.[1] ?? '' }));
  await post('unsubscribe', { token: unsubscribeOf(id) });
  keep('away', await get('preferences', { token }));
  keep('unknown', await get('confirm', { token: 'x', accepts: language }));
  for (let times = 0; times < 30; times++) await post('subscribe', { form });
  keep('busy', await post('subscribe', { form }));
  return pages.filter(([name]) => whole.includes(language) || few.test(name));
}
