// What the pages of subscriptions have in common. None shows a subscriber's address: links get forwarded.
import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import { document, type Setting } from '../../templates/document.ts';
import { organisationIn, topicIn } from '../../templates/named.ts';
import { marksWithin, type TextKey, type Texts, texts } from '../../templates/texts.ts';
import { publicKey, publicUrl } from '../core/address.ts';
import { direction, ownName } from '../core/language.ts';
import type { Wishes } from '../core/subscriber.ts';

export type Place = Setting & { language: string };

export type Answer = { statusCode: number; body: string };

type Said = {
  title: TextKey;
  text?: TextKey;
  values?: Record<string, string | number>;
  rest?: (words: Texts) => ElementContent[];
};

/** A page with a title, a text, and what follows. The organisation's name is there for all texts. */
export function said(place: Place, { title, text, values = {}, rest }: Said): string {
  const { language, newsroom } = place;
  const words = texts(language, newsroom);
  const { t, marks } = words;
  const known = { organisation: organisationIn(language, newsroom).name, ...values };
  return document({
    ...place,
    home: home(place),
    title: t(title, known),
    body: [
      h('h1', { ...marks }, t(title, known)),
      ...(text ? [h('p', { ...marks }, t(text, known))] : []),
      ...(rest?.(words) ?? []),
    ],
  });
}

// Not every language has a newsroom yet; the choice of all is always there.
export const home = ({ site }: Place): string => publicUrl(site, publicKey.chooser);

export const homeLink = (place: Place, { t, marks }: Texts): ElementContent =>
  h('p', { ...marks }, h('a', { href: home(place) }, t('leave.home')));

/** The form to sign up is there for every language, as an answer of the API. */
export const subscribeLink = ({ language }: Place, { t, marks }: Texts): ElementContent =>
  h('a', { ...marks, href: `/api/subscribe?in=${language}` }, t('subscribe.title'));

/** A form with nothing but a button, which posts to `action`. */
export const button = (action: string, label: TextKey, { t, marks }: Texts, hidden: Record<string, string> = {}) =>
  h('form', { method: 'post', action }, [
    ...Object.entries(hidden).map(([name, value]) => h('input', { type: 'hidden', name, value })),
    h('button', { ...marks, type: 'submit' }, t(label)),
  ]);

/** Where the newsroom is reached by who gets no further. */
export const help = ({ newsroom }: Place, label: TextKey, { t, marks }: Texts): ElementContent =>
  h('p', { ...marks }, [t(label), ' ', h('a', { href: `mailto:${newsroom.sender}` }, h('bdi', newsroom.sender))]);

/** What somebody chose, in words. Languages stand in their order, which is no "and". */
export function choices(
  { language, newsroom }: Place,
  wishes: Wishes,
  { t, marks, language: own }: Texts,
): ElementContent {
  const languages = wishes.languages.map((one) => h('bdi', { lang: one, dir: direction(one) }, ownName(one)));
  const topics = wishes.topics.map((topic) => {
    const { name, language: written } = topicIn(topic, language, newsroom);
    return h('bdi', marksWithin(language, written), name);
  });
  const ordered = languages.flatMap((one, index) => [
    ...(index > 0 ? [{ type: 'text' as const, value: ' · ' }] : []),
    one,
  ]);
  return h('ul', { ...marks, className: 'choices' }, [
    h('li', spliced(t('choices.languages', { languages: MARK }), ordered)),
    h(
      'li',
      topics.length === 0
        ? t('choices.topics.all')
        : spliced(t('choices.topics', { topics: MARK }), listed(topics, own)),
    ),
    h('li', t(`subscribe.frequency.${wishes.frequency}`)),
  ]);
}

/** As the language lists things. */
const listed = (parts: ElementContent[], language: string): ElementContent[] =>
  new Intl.ListFormat(language)
    .formatToParts(parts.map((_, index) => String(index)))
    .map(({ type, value }) =>
      type === 'element' ? (parts[Number(value)] ?? h('bdi')) : { type: 'text' as const, value },
    );

/** Stands for elements in a text. */
const MARK = '\uE000';

function spliced(text: string, parts: ElementContent[]): ElementContent[] {
  const [before = '', after = ''] = text.split(MARK);
  return [{ type: 'text', value: before }, ...parts, { type: 'text', value: after }];
}
