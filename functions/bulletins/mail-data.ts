// What SES fills into the mail templates. It escapes nothing and silently drops a mail with a missing variable: every
// value is a string, always there, and escaped for where it goes.
import { h } from 'hastscript';
import { isolated, marked } from '../../templates/bidi.ts';
import { escaped, serialised } from '../../templates/html.ts';
import { noticeStyle } from '../../templates/mail-style.ts';
import { organisationIn } from '../../templates/named.ts';
import { marksWithin, type TextKey, type Texts, texts } from '../../templates/texts.ts';
import { direction } from '../core/language.ts';
import type { Newsroom } from '../core/newsroom.ts';
import { safeLine } from '../core/safe-text.ts';
import type { Block } from './body.ts';
import { shortened } from './shorten.ts';

/** All variables of the templates but `unsubscribe` and `preferences`, which are each recipient's own. */
export type MailData = Record<
  | ('language' | 'subject' | 'title' | 'preheader' | 'browser' | 'url' | 'organisation' | 'notice' | 'headline')
  | ('intro' | 'body' | 'read' | 'translations' | 'why' | 'postalAddress' | 'choose' | 'leave')
  | ('text' | 'preferencesText' | 'leaveText'),
  string
>;

/** A mail as its kind has it: the four kinds differ in nothing else. */
export type Letter = {
  language: string;
  subject: string;
  /** What a mailbox shows beside the subject. */
  preheader: string;
  /** What became of the release since readers had it; empty where nothing did. */
  notice: Block[];
  headline: string;
  /** For a headline in borrowed words. */
  headlineMarks?: Texts['marks'];
  intro: Block[];
  /** As much as goes into so many bytes of HTML. */
  body: (room: number) => Block[];
  /** The same on the site: where the button leads, and the words to see the mail in a browser. */
  url: string;
  read: TextKey;
  translations: Block[];
  why: TextKey;
};

// Gmail clips a mail at 102 kB of HTML. The frame is the compiled template with its links; a test measures it.
const LIMIT_BYTES = 90_000;
const FRAME_BYTES = 14_000;
/** In the head, and as the name that screen readers say. */
const TITLES = 2;
/** The link in a browser and the button, for Outlook too. */
const URLS = 2;

const LINE_CHARACTERS = 1000;
const PREHEADER_CHARACTERS = 300;

export const bytes = (text: string): number => Buffer.byteLength(text);

const line = (text: string): string => shortened(safeLine(text), LINE_CHARACTERS);

/** The templates' data, the same for all who get this mail in this language. */
export function mailData(letter: Letter, newsroom: Newsroom): MailData {
  const { language, url, notice, intro, translations } = letter;
  const { t, marks } = texts(language, newsroom);
  const organisation = organisationIn(language, newsroom);
  const subject = line(letter.subject);
  const label = (words: string) => serialised(h('span', { ...marks }, words));
  const shown = {
    language,
    subject,
    title: escaped(subject),
    preheader: escaped(shortened(safeLine(letter.preheader), PREHEADER_CHARACTERS)),
    browser: label(t('mail.browser')),
    url: escaped(url),
    organisation: serialised(h('span', marksWithin(language, organisation.language), organisation.name)),
    notice: notice.length === 0 ? '' : boxed(html(notice), language),
    headline: serialised(h('span', { ...letter.headlineMarks }, line(letter.headline))),
    intro: html(intro),
    read: label(t(letter.read)),
    translations: html(translations),
    why: label(t(letter.why, { organisation: organisation.name })),
    postalAddress: escaped(isolated(newsroom.postalAddress, language)),
    choose: label(t('mail.preferences')),
    leave: label(t('mail.unsubscribe')),
  };
  const around =
    Object.values(shown).reduce((sum, value) => sum + bytes(value), 0) +
    (TITLES - 1) * bytes(shown.title) +
    (URLS - 1) * bytes(shown.url);
  const body = letter.body(LIMIT_BYTES - FRAME_BYTES - around);
  return {
    ...shown,
    body: html(body),
    text: plainText(letter, body, newsroom),
    preferencesText: marked(t('mail.preferences'), language),
    leaveText: marked(t('mail.unsubscribe'), language),
  };
}

const html = (blocks: Block[]): string => blocks.map((block) => block.html).join('\n');

const boxed = (inner: string, language: string): string =>
  `<table role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%" style="margin:0 0 22px"><tr>` +
  `<td class="notice" style="${noticeStyle(direction(language))}">${inner}</td></tr></table>`;

function plainText(letter: Letter, body: Block[], newsroom: Newsroom): string {
  const { language, notice, headline, intro, url, read, translations, why } = letter;
  const { t } = texts(language, newsroom);
  const organisation = organisationIn(language, newsroom).name;
  const paragraph = (words: string) => marked(line(words), language);
  const parts = [
    paragraph(organisation),
    ...notice.map(({ text }) => text),
    paragraph(headline),
    ...[...intro, ...body].map(({ text }) => text),
    '* * *',
    `${paragraph(t(read))}\n${url}`,
    ...translations.map(({ text }) => text),
    `${paragraph(t(why, { organisation }))}\n${newsroom.postalAddress}`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}
