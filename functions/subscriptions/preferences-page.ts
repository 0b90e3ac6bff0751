import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import { document } from '../../templates/document.ts';
import { type Fault, faultList, input, select, type Words } from '../../templates/fields.ts';
import { organisationIn } from '../../templates/named.ts';
import { addressField, labels, wishesFields } from '../../templates/subscribe-form.ts';
import { type Texts, texts } from '../../templates/texts.ts';
import type { Subscriber } from '../core/subscriber.ts';
import { type Answer, button, help, home, type Place, said, subscribeLink } from './page.ts';

export type PreferencesPage = {
  place: Place;
  token: string;
  subscriber: Subscriber;
  /** In the subscriber's zone, YYYY-MM-DD. */
  tomorrow: string;
  faults: Fault[];
  isSaved: boolean;
  /** The new address as it was written, where something is wrong with it. */
  address?: string;
};

/** Three forms: what comes and when, another address, and the way out. */
export function preferencesPage(page: PreferencesPage): Answer {
  const { place, faults, isSaved, token } = page;
  const { language, newsroom } = place;
  const words = texts(language, newsroom);
  const { t, marks } = words;
  const organisation = organisationIn(language, newsroom).name;
  const action = `/api/preferences?t=${encodeURIComponent(token)}`;
  const status = isSaved ? [h('p', { ...marks, className: 'status', role: 'status' }, t('preferences.saved'))] : [];
  return {
    statusCode: faults.length > 0 ? 422 : 200,
    body: document({
      ...place,
      home: home(place),
      title: t('preferences.title', { organisation }),
      body: [
        h('h1', { ...marks }, t('preferences.title', { organisation })),
        ...status,
        wishesForm(action, page, words),
        h('h2', { ...marks }, t('preferences.address.title')),
        h('p', { ...marks }, t('preferences.address.text')),
        addressForm(action, page, words),
        h('h2', { ...marks }, t('preferences.off.title')),
        h('p', { ...marks }, t('preferences.off.text')),
        button(action, 'leave.ask.button', words, { act: 'leave' }),
        help(place, 'preferences.rights', words),
      ],
    }),
  };
}

const form = (action: string, act: string, content: ElementContent[]): Element =>
  h('form', { className: 'sheet', method: 'post', action, noValidate: true }, [
    h('input', { type: 'hidden', name: 'act', value: act }),
    ...content,
  ]);

function wishesForm(
  action: string,
  { place, subscriber, faults, tomorrow }: PreferencesPage,
  { t, marks }: Texts,
): Element {
  const { language, newsroom } = place;
  const own: Words = { t, marks, faults: faults.filter(({ field }) => field !== 'address') };
  const values = { ...subscriber, address: '' };
  return form(action, 'save', [
    ...faultList(own, labels(language, newsroom)),
    ...wishesFields({ language, newsroom, values }, own),
    hourField(language, subscriber.hour, own),
    zoneField(subscriber.timezone, own),
    input(
      {
        ...{ field: 'pausedUntil', label: 'preferences.pause', hint: 'preferences.pause.hint' },
        attributes: { type: 'date', value: subscriber.pausedUntil ?? '', min: tomorrow },
      },
      own,
    ),
    h('button', { ...marks, type: 'submit' }, t('preferences.button')),
  ]);
}

function addressForm(action: string, { faults, address = '' }: PreferencesPage, { t, marks }: Texts): Element {
  const words: Words = { t, marks, faults: faults.filter(({ field }) => field === 'address') };
  return form(action, 'address', [
    ...faultList(words, { address: t('preferences.address.label') }),
    addressField(address, 'preferences.address.label', words),
    h('button', { ...marks, type: 'submit' }, t('preferences.address.button')),
  ]);
}

/** Hours as the language writes them: "8 AM", "08:00". */
function hourField(language: string, hour: number, words: Words): Element {
  const format = new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, { timeStyle: 'short', timeZone: 'UTC' });
  const list = Array.from({ length: 24 }, (_, one) => ({ value: String(one), text: format.format(one * 3_600_000) }));
  return select(
    {
      ...{ field: 'hour', label: 'preferences.hour', hint: 'preferences.hour.hint' },
      ...{ value: String(hour), groups: [['', list]] },
    },
    words,
  );
}

/** The IANA database's own names, by its first part. */
function zoneField(timezone: string, words: Words): Element {
  const zones = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), timezone])];
  const groups = Map.groupBy(zones, (zone) => (zone.includes('/') ? zone.slice(0, zone.indexOf('/')) : ''));
  const list = [...groups].map(([name, some]): [string, { value: string; text: string }[]] => [
    name,
    some.map((zone) => ({ value: zone, text: zone.replaceAll('_', ' ') })),
  ]);
  return select({ field: 'timezone', label: 'preferences.zone', value: timezone, groups: list }, words);
}

/** For who has left: nothing to choose, and the way back. */
export const notSubscribedPage = (place: Place): Answer => ({
  statusCode: 200,
  body: said(place, {
    ...{ title: 'preferences.left.title', text: 'preferences.left.text' },
    rest: (words) => [h('p', { ...words.marks }, [words.t('leave.back.later'), ' ', subscribeLink(place, words)])],
  }),
});
