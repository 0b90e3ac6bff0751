// The frame of every page, and the headers of every answer. No page has a script; the policy allows none.
import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import { serialised } from '../../../templates/html.ts';
import type { AwsResponse } from '../emulator.ts';
import type { ConsoleSource } from './source.ts';

export type Page = {
  status?: number;
  title: string;
  /** Which of the links above leads here. */
  here?: '/' | '/mailbox/';
  refreshSeconds?: number;
  body: ElementContent[];
};

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** `headers` in lower case. Links in mails hold their reader's key: no other site is told where one was clicked. */
export const answer = (
  status: number,
  type: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
): AwsResponse => ({
  status,
  headers: {
    'content-type': type,
    'content-security-policy': policy,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    ...headers,
  },
  body,
});

export const page = ({ site }: Pick<ConsoleSource, 'site'>, content: Page): AwsResponse =>
  answer(
    content.status ?? 200,
    'text/html; charset=utf-8',
    serialised(
      h(null, [
        { type: 'doctype' },
        h('html', { lang: 'en', dir: 'ltr' }, [h('head', head(content)), h('body', [...around(site, content)])]),
      ]),
    ),
  );

export const plainPage = (
  source: Pick<ConsoleSource, 'site'>,
  status: number,
  title: string,
  sentence: string,
  options: Pick<Page, 'refreshSeconds'> = {},
): AwsResponse => page(source, { ...options, status, title, body: [h('h1', title), h('p', sentence)] });

const head = ({ title, refreshSeconds }: Page): ElementContent[] => [
  h('meta', { charSet: 'utf-8' }),
  h('title', `${title} – Polywire`),
  h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
  h('meta', { name: 'color-scheme', content: 'light dark' }),
  ...(refreshSeconds === undefined ? [] : [h('meta', { httpEquiv: 'refresh', content: String(refreshSeconds) })]),
  h('link', { rel: 'stylesheet', href: '/console.css' }),
];

function around(site: string, { here, body }: Page): ElementContent[] {
  const link = (href: string, text: string) =>
    h('li', h('a', { href, ...(href === here ? { ariaCurrent: 'page' } : {}) }, text));
  return [
    h('a', { className: 'skip', href: '#content' }, 'Skip to the content'),
    h('header', { className: 'masthead' }, [
      h('p', { className: 'name' }, 'Polywire on this machine'),
      h('nav', { ariaLabel: 'Console' }, [
        h('ul', [link('/', 'Control room'), link('/mailbox/', 'Mailbox'), link(`${site}/`, 'Newsroom')]),
      ]),
    ]),
    h('main', { id: 'content' }, body),
  ];
}
