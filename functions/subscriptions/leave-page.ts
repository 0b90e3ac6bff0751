// The pages of leaving the list. None shows the subscriber's address: links get forwarded.
import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import { document, type Setting } from '../../templates/document.ts';
import { organisationIn } from '../../templates/named.ts';
import { type TextKey, texts } from '../../templates/texts.ts';
import { publicKey, publicUrl } from '../core/address.ts';

export type LeavePage = Setting & { language: string };

/** Answers a GET, which changes nothing: mail scanners open every link. `action` is its own address, token included. */
export function askPage({ action, ...page }: LeavePage & { action: string }): string {
  const { t, marks } = texts(page.language, page.newsroom);
  // The same form field as in a one-click POST (RFC 8058 §3.1), so that both are one request to the handler.
  const oneClick = h('input', { type: 'hidden', name: 'List-Unsubscribe', value: 'One-Click' });
  const button = h('button', { ...marks, type: 'submit' }, t('leave.ask.button'));
  return leavePage(page, 'leave.ask', [h('form', { method: 'post', action }, [oneClick, button])]);
}

/** Answers the POST. */
export const leftPage = (page: LeavePage): string => leavePage(page, 'leave.left', [homeLink(page)]);

/** Answers a link that names no subscription. */
export function unknownLinkPage(page: LeavePage): string {
  const { t, marks } = texts(page.language, page.newsroom);
  const { sender } = page.newsroom;
  return leavePage(page, 'leave.unknown', [
    h('p', { ...marks }, [t('leave.unknown.help'), ' ', h('a', { href: `mailto:${sender}` }, h('bdi', sender))]),
    homeLink(page),
  ]);
}

function leavePage(page: LeavePage, name: 'leave.ask' | 'leave.left' | 'leave.unknown', rest: ElementContent[]) {
  const { t, marks } = texts(page.language, page.newsroom);
  const titleKey: TextKey = `${name}.title`;
  const textKey: TextKey = `${name}.text`;
  const organisation = organisationIn(page.language, page.newsroom).name;
  return document({
    ...page,
    home: home(page),
    title: t(titleKey),
    body: [h('h1', { ...marks }, t(titleKey)), h('p', { ...marks }, t(textKey, { organisation })), ...rest],
  });
}

// Not every language has a newsroom yet; the choice of all is always there.
const home = ({ site }: LeavePage): string => publicUrl(site, publicKey.chooser);

function homeLink(page: LeavePage): ElementContent {
  const { t, marks } = texts(page.language, page.newsroom);
  return h('p', { ...marks }, h('a', { href: home(page) }, t('leave.home')));
}
