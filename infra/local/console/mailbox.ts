// Every mail that was sent, newest first; of one recipient on request.
import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import { addressParser, decodeWords } from 'postal-mime';
import type { SentMail } from '../ses/ses.ts';
import { dropHere } from './drop-here.ts';
import { eventBadges, languageOf, pathOf, recipientsOf, subjectOf } from './mail-state.ts';
import type { Page } from './page.ts';
import { counted, foreign, languageName, time } from './shown.ts';
import type { ConsoleSource } from './source.ts';

const MAILS_PER_PAGE = 100;
/** Offered while typing. More only make the page heavy. */
const SUGGESTIONS = 200;

export function mailbox(source: ConsoleSource, query: URLSearchParams): Page {
  const all = source.mails().toReversed();
  const wanted = query.get('to')?.trim() ?? '';
  const found = all.filter((mail) => isTo(mail, wanted));
  const pages = Math.max(1, Math.ceil(found.length / MAILS_PER_PAGE));
  const number = Math.min(Math.max(1, Math.trunc(Number(query.get('page'))) || 1), pages);
  const shown = found.slice((number - 1) * MAILS_PER_PAGE, number * MAILS_PER_PAGE);
  const body = [
    h('h1', 'Mailbox'),
    ...(all.length === 0 ? nothingYet(source) : [filter(all, wanted), count(found.length, wanted)]),
    ...(shown.length === 0 ? [] : [h('ol', { className: 'mails' }, shown.map(row))]),
    ...(pages === 1 ? [] : [turn(number, pages, wanted)]),
  ];
  return { title: 'Mailbox', here: '/mailbox/', body };
}

const isTo = (mail: SentMail, wanted: string): boolean =>
  recipientsOf(mail).some((recipient) => recipient.toLowerCase().includes(wanted.toLowerCase()));

const nothingYet = (source: ConsoleSource): ElementContent[] => [
  h('p', { className: 'empty' }, [
    h('strong', 'No mail was sent yet.'),
    ' Publish a release: each subscriber who reads one of its languages gets a copy, and every copy is shown here. Nothing leaves this machine.',
  ]),
  ...dropHere(source),
];

function filter(mails: SentMail[], wanted: string): Element {
  const recipients = [...new Set(mails.flatMap(recipientsOf))].sort().slice(0, SUGGESTIONS);
  return h('form', { className: 'filter', method: 'get', action: '/mailbox/', role: 'search' }, [
    h('label', { htmlFor: 'to' }, 'Recipient'),
    h('input', { id: 'to', name: 'to', type: 'search', value: wanted, list: 'recipients', autocomplete: 'off' }),
    h(
      'datalist',
      { id: 'recipients' },
      recipients.map((value) => h('option', { value })),
    ),
    h('button', { type: 'submit' }, 'Show'),
    ...(wanted === '' ? [] : [h('a', { href: '/mailbox/' }, 'Show all')]),
  ]);
}

function count(found: number, wanted: string): Element {
  if (wanted === '') return h('p', { className: 'count' }, `${counted(found, 'mail')}, newest first.`);
  const amount = found === 0 ? 'No mail' : counted(found, 'mail');
  return h('p', { className: 'count' }, [`${amount} to “`, h('bdi', wanted), found === 0 ? '”.' : '”, newest first.']);
}

function row(mail: SentMail): Element {
  const language = languageOf(mail);
  return h('li', [
    h('p', { className: 'states' }, eventBadges(mail)),
    h('p', { ...foreign(language), className: 'subject' }, [h('a', { href: pathOf(mail) }, subjectOf(mail))]),
    h('p', { className: 'facts' }, [
      ...recipientsOf(mail).map((recipient) => h('span', ['to ', recipientLink(recipient)])),
      h('span', ['from ', ...sender(mail)]),
      ...(language === undefined ? [] : [h('span', [languageName(language)])]),
      h('span', [time(mail.sentAt)]),
    ]),
  ]);
}

/** The name apart from the address: one may be written the other way. */
function sender({ from }: SentMail): (Element | string)[] {
  const [mailbox] = addressParser(from, { flatten: true });
  if (!mailbox?.address) return [h('bdi', from)];
  const name = decodeWords(mailbox.name);
  return name === '' ? [h('bdi', mailbox.address)] : [h('bdi', name), ' ', h('bdi', `<${mailbox.address}>`)];
}

const recipientLink = (recipient: string): Element =>
  h('a', { href: `/mailbox/?${new URLSearchParams({ to: recipient })}` }, [h('bdi', recipient)]);

function turn(number: number, pages: number, wanted: string): Element {
  const link = (page: number, rel: 'prev' | 'next', text: string) => {
    const query = new URLSearchParams({ ...(wanted === '' ? {} : { to: wanted }), page: String(page) });
    return h('a', { href: `/mailbox/?${query}`, rel }, text);
  };
  return h('nav', { className: 'turn', ariaLabel: 'Pages' }, [
    ...(number > 1 ? [link(number - 1, 'prev', 'Newer')] : []),
    h('span', `Page ${number} of ${pages}`),
    ...(number < pages ? [link(number + 1, 'next', 'Older')] : []),
  ]);
}
