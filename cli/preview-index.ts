// The overview of a preview: one page that needs nothing beside it and links all there is to look at.
import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import { permalink, publicKey } from '../functions/core/address.ts';
import { direction, ownName } from '../functions/core/language.ts';
import type { Newsroom } from '../functions/core/newsroom.ts';
import type { Edition, Problem } from '../functions/core/release.ts';
import { serialised } from '../templates/html.ts';
import { pathTo } from './on-disk.ts';
import type { Preview } from './preview-publication.ts';

export type Overview = {
  file: string;
  /** Sentences about the whole. */
  notices: string[];
  problems: Problem[];
  preview: Preview | undefined;
  /** Whether subscribers get a mail. */
  mails: boolean;
  newsroom: Newsroom;
  site: string;
};

export function overviewPage(overview: Overview): string {
  const { file, notices, problems, preview } = overview;
  const isRefused = problems.some(({ level }) => level === 'error');
  return serialised(
    h(null, [
      { type: 'doctype' },
      h('html', { lang: 'en' }, [
        h('head', [
          h('meta', { charset: 'utf-8' }),
          h('title', `Preview of ${file}`),
          h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
          h('style', STYLE),
        ]),
        h('body', [
          h('p', { className: 'kind' }, 'Polywire preview: nothing was published'),
          h('h1', h('bdi', file)),
          h('p', { className: isRefused ? 'bad' : 'good' }, isRefused ? "Can't be published." : 'Can be published.'),
          ...notices.map((notice) => h('p', { className: 'notice' }, notice)),
          ...(problems.length === 0 ? [] : [h('h2', 'Problems'), h('ul', problems.map(problemItem))]),
          ...(preview ? editions(preview, overview) : []),
        ]),
      ]),
    ]),
  );
}

const problemItem = ({ level, message, line }: Problem): ElementContent =>
  h('li', { className: level === 'error' ? 'bad' : 'notice' }, [
    h('strong', `${level}${line === null ? '' : `, line ${line}`}`),
    ': ',
    h('bdi', message),
  ]);

const editions = (preview: Preview, overview: Overview): ElementContent[] => [
  h('h2', preview.editions.length === 1 ? 'One language' : `${preview.editions.length} languages`),
  ...preview.editions.map((edition) => card(edition, preview, overview)),
  h('p', ['The site: ', link('choose a language', publicPath(publicKey.chooser))]),
  h('p', { className: 'quiet' }, topics(preview)),
];

const topics = ({ publication: { topics: named } }: Preview): string =>
  named.length === 0 ? 'No topics.' : `Topics: ${named.join(', ')}.`;

function card(edition: Edition, { publication }: Preview, { mails, site }: Overview): ElementContent {
  const { language, headline, subheadline, dateline } = edition;
  const written = { lang: language, dir: direction(language) };
  const channel = { language, topic: null };
  return h('section', [
    h('p', { className: 'quiet' }, [h('bdi', ownName(language)), ` (${language}, ${direction(language)})`]),
    h('h3', written, link(headline, publicPath(publicKey.release(language, publication)))),
    ...(subheadline ? [h('p', written, subheadline)] : []),
    h('p', { ...(dateline ? written : {}), className: 'quiet' }, dateline?.text ?? 'No dateline was found.'),
    row('Pages', [
      link('release', publicPath(publicKey.release(language, publication))),
      link('newsroom', publicPath(publicKey.newsroom(language))),
    ]),
    row('Mail', mails ? mailLinks(language) : ['none']),
    row('Feeds', [
      link('RSS', publicPath(publicKey.rss(channel))),
      link('Atom', publicPath(publicKey.atom(channel))),
      link('JSON Feed', publicPath(publicKey.jsonFeed(channel))),
    ]),
    row('Address', [h('code', permalink(site, language, publication))]),
  ]);
}

const mailLinks = (language: string): ElementContent[] => [
  link('HTML', `mails/${language}.html`),
  link('text', `mails/${language}.txt`),
  link('whole (.eml)', `mails/${language}.eml`),
];

const row = (name: string, links: (ElementContent | string)[]): ElementContent =>
  h('p', [h('strong', `${name}: `), ...links.flatMap((one, at) => (at === 0 ? [one] : [' · ', one]))]);

const publicPath = (key: string): string => pathTo(`public/${key}`, 'index.html');
const link = (text: string, href: string): ElementContent => h('a', { href }, text);

const STYLE = `:root { color-scheme: light dark; font: 17px/1.5 system-ui, "Segoe UI", Arial, sans-serif; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1, h2, h3, p { margin: 0 0 0.5rem; }
h2 { margin-top: 1.5rem; font-size: 1.1rem; }
h3 { font-size: 1.25rem; line-height: 1.35; }
section { margin: 0 0 1rem; padding: 1rem 1.25rem; border: 1px solid #8886; border-radius: 6px; }
.kind, .quiet { opacity: 0.75; }
.good { color: light-dark(#14592c, #9edcae); font-weight: bold; }
.bad { color: light-dark(#9b1c1c, #ffb3a7); font-weight: bold; }
.notice { color: light-dark(#7a4b00, #f0c674); }
li { margin-bottom: 0.25rem; }
li.bad { font-weight: normal; }`;
