// One mail as its reader sees it: on a phone, on a desktop, and as plain text.
import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import PostalMime, { decodeWords, type Email } from 'postal-mime';
import type { SentMail } from '../ses/ses.ts';
import { SANDBOX } from './mail-files.ts';
import { eventBadges, languageOf, pathOf, subjectOf } from './mail-state.ts';
import type { Page } from './page.ts';
import { foreign, linked } from './shown.ts';

/** What a mailbox provider and a reader look at first. */
const firstHeaders = [
  ...['From', 'To', 'Subject', 'Date'],
  ...['List-Unsubscribe', 'List-Unsubscribe-Post', 'List-Id', 'Content-Language'],
];

export async function mailPage(mail: SentMail, bytes: Buffer): Promise<Page> {
  const email = await PostalMime.parse(bytes);
  const title = subjectOf(mail);
  const language = languageOf(mail);
  const body = [
    h('p', { className: 'back' }, [h('a', { href: '/mailbox/' }, '← Mailbox')]),
    h('h1', { ...foreign(language), className: 'subject' }, title),
    h('p', { className: 'states' }, eventBadges(mail)),
    headerTable(email),
    links(mail, email),
    h('section', { ariaLabelledBy: 'html' }, [h('h2', { id: 'html' }, 'As HTML'), ...frames(mail, email)]),
    h('section', { ariaLabelledBy: 'text' }, [h('h2', { id: 'text' }, 'As plain text'), plainText(email, language)]),
    otherHeaders(email),
  ];
  return { title, body };
}

const valuesOf = ({ headers }: Email, name: string): string[] =>
  headers.filter(({ key }) => key === name.toLowerCase()).map(({ value }) => decodeWords(value));

const headerTable = (email: Email): Element =>
  h('table', { className: 'headers' }, [
    h('caption', { className: 'hidden' }, 'Headers'),
    h(
      'tbody',
      firstHeaders.map((name) => {
        const values = valuesOf(email, name);
        return values.length === 0
          ? headerRow(name, [h('span', { className: 'none' }, 'none')])
          : headerRow(name, values.flatMap(headerValue));
      }),
    ),
  ]);

const headerRow = (name: string, value: ElementContent[]): Element =>
  h('tr', [h('th', { scope: 'row' }, name), h('td', value)]);

const headerValue = (value: string): ElementContent[] => [h('bdi', linked(value))];

function links(mail: SentMail, email: Email): Element {
  const path = pathOf(mail);
  // RFC 2369 §3.2
  const unsubscribe = /<(https?:\/\/[^>\s]+)>/i.exec(valuesOf(email, 'List-Unsubscribe').join(' '))?.[1];
  const entries = [
    ...(unsubscribe === undefined
      ? []
      : [h('a', { href: unsubscribe, target: '_blank', rel: 'noopener' }, 'Unsubscribe, as this reader')]),
    h('a', { href: `${path}.eml` }, 'Source'),
    ...(email.html === undefined ? [] : [h('a', { href: `${path}.html` }, 'HTML alone')]),
  ];
  return h(
    'ul',
    { className: 'links' },
    entries.map((entry) => h('li', entry)),
  );
}

function frames(mail: SentMail, { html }: Email): ElementContent[] {
  if (html === undefined) return [h('p', { className: 'none' }, 'This mail has no HTML part.')];
  const frame = (className: string, caption: string) =>
    h('figure', { className }, [
      h('figcaption', caption),
      h('iframe', { src: `${pathOf(mail)}.html`, sandbox: SANDBOX, title: `The mail: ${caption}` }),
    ]);
  return [
    h('div', { className: 'frames' }, [frame('phone', 'On a phone, 360 px'), frame('desktop', 'On a wide screen')]),
  ];
}

function plainText({ text }: Email, language: string | undefined): Element {
  if (text === undefined) return h('p', { className: 'none' }, 'This mail has no plain text part.');
  const lines = text.trimEnd().split(/\r\n|\r|\n/);
  return h(
    'div',
    { className: 'plain' },
    lines.map((line) => h('p', foreign(language), line === '' ? [h('br')] : linked(line))),
  );
}

function otherHeaders(email: Email): Element {
  const shown = new Set(firstHeaders.map((name) => name.toLowerCase()));
  const rest = email.headers.filter(({ key }) => !shown.has(key));
  return h('details', [
    h('summary', `${rest.length} other headers`),
    h('table', { className: 'headers' }, [
      h('caption', { className: 'hidden' }, 'Other headers'),
      h(
        'tbody',
        rest.map(({ originalKey, value }) => headerRow(originalKey, headerValue(decodeWords(value)))),
      ),
    ]),
  ]);
}
