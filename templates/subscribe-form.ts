// The form by which one signs up: on the newsroom's page, on a page of its own, and with what was wrong beside its field.
import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import { direction, ownName } from '../functions/core/language.ts';
import type { Newsroom } from '../functions/core/newsroom.ts';
import { choice, type Fault, faultList, group, input, options, type Words } from './fields.ts';
import { organisationIn, topicIn } from './named.ts';
import { marksWithin, texts } from './texts.ts';

export type SubscribeValues = {
  address: string;
  languages: string[];
  standIn: boolean;
  topics: string[];
  frequency: string;
};

export type SubscribeForm = {
  language: string;
  newsroom: Newsroom;
  values: SubscribeValues;
  faults: Fault[];
  /** The address of the page that it stands on, for the consent record. */
  page: string;
  /** Whether the choices fold away until they are asked for. */
  isBrief: boolean;
};

/** Languages that one can name without any script. */
const MOST_LANGUAGES = 4;

/** Nobody sees it: what fills it in is a program. */
export const TRAP = 'website';

/** For who begins: the page's own language, each release at once. */
export const firstValues = (language: string, { languages }: Pick<Newsroom, 'languages'>): SubscribeValues => ({
  ...{ address: '', languages: [languages.includes(language) ? language : (languages[0] ?? language)] },
  ...{ standIn: false, topics: [], frequency: 'immediate' },
});

/** What whoever presses the button agrees to: the consent record keeps it as it is here. */
export function consentText(language: string, newsroom: Newsroom): { text: string; language: string } {
  const { t, language: written } = texts(language, newsroom);
  return { text: t('subscribe.consent', { organisation: organisationIn(language, newsroom).name }), language: written };
}

export function subscribeForm(form: SubscribeForm): Element {
  const { language, newsroom, values, faults, page, isBrief } = form;
  const { t, marks } = texts(language, newsroom);
  const words = { t, marks, faults };
  const choices = wishesFields(form, words);
  const isOpen = !isBrief || faults.some(({ field }) => field !== 'address');
  return h('form', { className: 'sheet', method: 'post', action: '/api/subscribe', noValidate: true }, [
    ...faultList(words, labels(language, newsroom)),
    h('input', { type: 'hidden', name: 'in', value: language }),
    h('input', { type: 'hidden', name: 'page', value: page }),
    addressField(values.address, 'subscribe.address', words),
    h('div', { className: 'trap' }, [
      h('label', { ...marks, for: TRAP }, t('subscribe.trap')),
      h('input', { type: 'text', id: TRAP, name: TRAP, tabIndex: -1, autoComplete: 'off' }),
    ]),
    ...(isBrief
      ? [
          h('details', { ...(isOpen ? { open: true } : {}) }, [
            h('summary', { ...marks }, t('subscribe.more')),
            ...choices,
          ]),
        ]
      : choices),
    h('p', { ...marks, className: 'hint' }, consentText(language, newsroom).text),
    h('button', { ...marks, type: 'submit' }, t('subscribe.button')),
  ]);
}

/** What the list of faults calls the fields. */
export function labels(language: string, newsroom: Newsroom): Record<string, string> {
  const { t } = texts(language, newsroom);
  return {
    address: t('subscribe.address'),
    language: t('subscribe.languages'),
    topic: t('subscribe.topics'),
    frequency: t('subscribe.frequency'),
    hour: t('preferences.hour'),
    timezone: t('preferences.zone'),
    pausedUntil: t('preferences.pause'),
  };
}

// Addresses are written from left to right in every language.
export const addressField = (value: string, label: 'subscribe.address' | 'preferences.address.label', words: Words) =>
  input(
    {
      ...{ field: 'address', label },
      attributes: { type: 'email', value, dir: 'ltr', autoComplete: 'email', maxLength: 320, spellCheck: 'false' },
    },
    words,
  );

/** Languages, topics, how often. */
export function wishesFields(
  { language, newsroom, values }: Pick<SubscribeForm, 'language' | 'newsroom' | 'values'>,
  words: Words,
): ElementContent[] {
  return [
    languagesField(newsroom, values, words),
    ...topicsField(language, newsroom, values, words),
    rhythm(values, words),
  ];
}

function languagesField(newsroom: Newsroom, { languages, standIn }: SubscribeValues, words: Words): Element {
  const { t, marks } = words;
  const offered = [...new Set([...newsroom.languages, ...languages])];
  const count = Math.max(Math.min(offered.length, MOST_LANGUAGES), languages.length);
  const lists = Array.from({ length: count }, (_, index) => {
    const id = `language-${index + 1}`;
    const list = offered.map((one) => ({ value: one, text: ownName(one), lang: one, dir: direction(one) }));
    const none = { value: '', text: t('subscribe.language.none') };
    return h('div', { className: 'field' }, [
      h('label', { ...marks, for: id }, t('subscribe.language', { number: index + 1 })),
      h('select', { id, name: id }, options(index === 0 ? list : [none, ...list], languages[index] ?? '')),
    ]);
  });
  const content = [
    h('div', { className: 'row' }, lists),
    ...(offered.length < 2
      ? []
      : [
          choice({
            type: 'checkbox',
            name: 'standIn',
            value: 'yes',
            isChosen: standIn,
            content: t('subscribe.standIn'),
          }),
        ]),
  ];
  return group({ field: 'language', legend: 'subscribe.languages', content }, words);
}

function topicsField(language: string, newsroom: Newsroom, { topics }: SubscribeValues, words: Words): Element[] {
  const offered = [...new Set([...Object.keys(newsroom.topics), ...topics])];
  if (offered.length === 0) return [];
  const content = offered.map((topic) => {
    const { name, language: written } = topicIn(topic, language, newsroom);
    const isChosen = topics.includes(topic);
    return choice({
      ...{ type: 'checkbox', name: 'topic', value: topic, isChosen },
      content: h('bdi', marksWithin(language, written), name),
    });
  });
  return [group({ field: 'topic', legend: 'subscribe.topics', hint: 'subscribe.topics.hint', content }, words)];
}

function rhythm({ frequency }: SubscribeValues, words: Words): Element {
  const content = (['immediate', 'daily', 'weekly'] as const).map((one) =>
    choice({
      ...{ type: 'radio', name: 'frequency', value: one, isChosen: one === frequency },
      content: h('span', words.marks, words.t(`subscribe.frequency.${one}`)),
    }),
  );
  return group({ field: 'frequency', legend: 'subscribe.frequency', content }, words);
}
