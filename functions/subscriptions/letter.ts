// The mails that ask the owner of a mailbox whether they want what was asked for: what SES fills into their template. It
// escapes nothing and silently drops a mail with a missing variable.
import { h } from 'hastscript';
import { isolated, marked } from '../../templates/bidi.ts';
import { escaped, serialised } from '../../templates/html.ts';
import { organisationIn } from '../../templates/named.ts';
import { marksWithin, texts } from '../../templates/texts.ts';
import type { Newsroom } from '../core/newsroom.ts';
import { CONFIRMATION_DAYS, type LetterKind } from '../core/sign-up.ts';

/** The variables of templates/letter.mjml. */
export type LetterData = Record<
  | ('language' | 'subject' | 'title' | 'organisation' | 'headline' | 'request' | 'url' | 'button')
  | ('ignore' | 'why' | 'postalAddress' | 'text'),
  string
>;

export type Letter = { kind: LetterKind; language: string; url: string; newsroom: Newsroom };

const keys = {
  confirm: { button: 'letter.confirm.button', ignore: 'letter.ignore' },
  arrive: { button: 'letter.move.button', ignore: 'letter.ignore' },
  depart: { button: 'letter.move.button', ignore: 'letter.depart.ignore' },
} as const satisfies Record<LetterKind, object>;

/** Nothing in it comes from whoever filled in the form: it is no way to send one's own words to somebody. */
export function letterData({ kind, language, url, newsroom }: Letter): LetterData {
  const { t, marks, language: own } = texts(language, newsroom);
  const organisation = organisationIn(language, newsroom);
  const values = { organisation: organisation.name };
  const says = {
    title: t(`letter.${kind}.title`),
    request: t(`letter.${kind}.text`, values),
    button: t(keys[kind].button),
    ignore: t(keys[kind].ignore, { days: CONFIRMATION_DAYS }),
    why: t('letter.why', values),
  };
  const subject = marked(t(`letter.${kind}.subject`, values), own);
  const label = (words: string) => serialised(h('span', { ...marks }, words));
  return {
    ...{ language, subject, title: escaped(subject), url: escaped(url) },
    organisation: serialised(h('span', marksWithin(language, organisation.language), organisation.name)),
    headline: label(says.title),
    request: label(says.request),
    button: label(says.button),
    ignore: label(says.ignore),
    why: label(says.why),
    postalAddress: escaped(isolated(newsroom.postalAddress, language)),
    text: [
      ...[organisation.name, says.title, says.request].map((words) => marked(words, own)),
      `${marked(says.button, own)}\n${url}`,
      marked(says.ignore, own),
      '* * *',
      `${marked(says.why, own)}\n${newsroom.postalAddress}`,
    ].join('\n\n'),
  };
}

/** RFC 3834 §5: no program answers it. */
export const letterHeaders = (language: string) => ({
  'Content-Language': language,
  'Auto-Submitted': 'auto-generated',
});
