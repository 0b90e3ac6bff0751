// Fields of a form, each with its label, its hint and what is wrong with it, for eyes and for screen readers.

import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import type { TextKey, Texts } from './texts.ts';

/** What is wrong with a field. */
export type Fault = { field: string; text: TextKey };

export type Words = Pick<Texts, 't' | 'marks'> & { faults: Fault[] };

type Option = { value: string; text: string; lang?: string; dir?: string };

const faultId = (field: string): string => `${field}-fault`;
const hintId = (field: string): string => `${field}-hint`;

/** Attributes that join a field to what is said of it. */
function said(field: string, hint: TextKey | undefined, { faults }: Words) {
  const isFaulty = faults.some((fault) => fault.field === field);
  const about = [...(hint ? [hintId(field)] : []), ...(isFaulty ? [faultId(field)] : [])];
  return {
    ...(isFaulty ? { ariaInvalid: 'true' } : {}),
    ...(about.length > 0 ? { ariaDescribedBy: about } : {}),
  };
}

/** The hint and the fault of a field. */
function remarks(field: string, hint: TextKey | undefined, { t, marks, faults }: Words): ElementContent[] {
  const found = faults.find((fault) => fault.field === field);
  return [
    ...(hint ? [h('p', { ...marks, className: 'hint', id: hintId(field) }, t(hint))] : []),
    ...(found ? [h('p', { ...marks, className: 'fault', id: faultId(field) }, t(found.text))] : []),
  ];
}

type Input = { field: string; label: TextKey; hint?: TextKey; attributes: Record<string, string | number | boolean> };

/** A label with its input. */
export const input = ({ field, label, hint, attributes }: Input, words: Words): Element =>
  h('div', { className: 'field' }, [
    h('label', { ...words.marks, for: field }, words.t(label)),
    h('input', { ...attributes, id: field, name: field, ...said(field, hint, words) }),
    ...remarks(field, hint, words),
  ]);

type Select = { field: string; label: TextKey; hint?: TextKey; value: string; groups: [name: string, Option[]][] };

/** A label with its list; a group without a name is none. */
export const select = ({ field, label, hint, value, groups }: Select, words: Words): Element =>
  h('div', { className: 'field' }, [
    h('label', { ...words.marks, for: field }, words.t(label)),
    h(
      'select',
      { id: field, name: field, ...said(field, hint, words) },
      groups.flatMap(([name, list]) => {
        const made = options(list, value);
        return name === '' ? made : [h('optgroup', { label: name }, made)];
      }),
    ),
    ...remarks(field, hint, words),
  ]);

/** What there is to choose of a list; what is chosen is marked. */
export const options = (list: Option[], chosen: string): Element[] =>
  list.map(({ text, value, ...written }) =>
    h('option', { ...written, value, ...(value === chosen ? { selected: true } : {}) }, text),
  );

type Group = { field: string; legend: TextKey; hint?: TextKey; content: ElementContent[] };

/** Several fields under one heading. Its id is what a fault leads to. */
export const group = ({ field, legend, hint, content }: Group, words: Words): Element =>
  h('fieldset', { id: field, ...said(field, hint, words) }, [
    h('legend', { ...words.marks }, words.t(legend)),
    ...remarks(field, hint, words),
    ...content,
  ]);

type Choice = { type: 'radio' | 'checkbox'; name: string; value: string; isChosen: boolean; content: string | Element };

/** A box to tick, or one of several to choose, with its label around it. */
export const choice = ({ type, name, value, isChosen, content }: Choice): Element =>
  h('label', { className: 'choice' }, [
    h('input', { type, name, value, ...(isChosen ? { checked: true } : {}) }),
    ' ',
    h('span', content),
  ]);

/** All that is wrong, on top of the form, each leading to its field. */
export const faultList = ({ t, marks, faults }: Words, labels: Record<string, string>): ElementContent[] =>
  faults.length === 0
    ? []
    : [
        h('div', { ...marks, className: 'faults', role: 'alert' }, [
          h('p', t('form.faults')),
          h(
            'ul',
            [...new Set(faults.map(({ field }) => field))].map((field) =>
              h('li', h('a', { href: `#${field}` }, labels[field] ?? field)),
            ),
          ),
        ]),
      ];
