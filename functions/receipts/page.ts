// The receipt as a page of its own, in the newsroom's language: opened from the archive, it finds no style sheet there.
import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import { serialised } from '../../templates/html.ts';
import { organisationIn } from '../../templates/named.ts';
import { style } from '../../templates/style.css.ts';
import { marksWithin } from '../../templates/texts.ts';
import { direction } from '../core/language.ts';
import type { Newsroom } from '../core/newsroom.ts';
import type { Described, Progress, Receipt } from '../core/receipt.ts';
import type { Problem } from '../core/release.ts';
import { safeLine } from '../core/safe-text.ts';
import {
  counts,
  outletCounts,
  outlook,
  reasons,
  sentenceKey,
  stateKey,
  stateOf,
  type Wording,
  wording,
} from './wording.ts';

const ownStyle = `.state { display: inline-block; margin: 0 0 1rem; padding: 0.15rem 0.75rem; border: 1px solid currentcolor; border-radius: 1rem; font: 600 0.9rem/1.6 var(--sans); }
.state.published { color: var(--came); background: var(--came-paper); }
.state:is(.refused, .withdrawn) { color: var(--went); background: var(--went-paper); }
.state:is(.held, .embargoed) { background: var(--notice); }
main ul { margin: 0; padding: 0; list-style: none; }
main li { padding-block: 0.75rem; border-block-start: 1px solid var(--rule); }
main li p { margin: 0.2rem 0 0; }
.about { font-family: var(--sans); font-size: 0.9rem; color: var(--quiet); }
.headline { font-size: 1.15rem; font-weight: 700; line-height: 1.4; }
.mails { display: grid; grid-template-columns: 1fr auto; gap: 0.3rem 2rem; margin: 0; font-family: var(--sans); }
.mails dd { margin: 0; text-align: end; font-variant-numeric: tabular-nums; }`;

export type ReceiptPage = { receipt: Receipt; newsroom: Newsroom };

export function receiptPage({ receipt, newsroom }: ReceiptPage): string {
  const say = wording(newsroom);
  const { t, language } = say;
  const file = safeLine(receipt.file);
  const { name, language: nameLanguage } = organisationIn(language, newsroom);
  return serialised(
    h(null, [
      { type: 'doctype' },
      h('html', { lang: language, dir: direction(language) }, [
        h('head', [
          h('meta', { charset: 'utf-8' }),
          h('title', t('receipt.title', { file })),
          h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
          h('meta', { name: 'color-scheme', content: 'light dark' }),
          h('meta', { name: 'robots', content: 'noindex' }),
          h('style', `${style}${ownStyle}`),
        ]),
        h('body', [
          h('header', { className: 'masthead' }, [
            h('span', { className: 'home', ...marksWithin(language, nameLanguage) }, name),
          ]),
          h('main', [
            ...summary(receipt, file, say),
            ...held(receipt.progress, say),
            ...problems(receipt.problems, say),
            ...published(receipt.progress, say),
            ...mails(receipt.progress, say),
            ...outlets(receipt.progress, say),
            ...understood(receipt.release, say),
          ]),
        ]),
      ]),
    ]),
  );
}

function summary(receipt: Receipt, file: string, { t, language, hour }: Wording): ElementContent[] {
  const state = stateOf(receipt);
  const { receivedAt, summary } = receipt;
  // Of a refusal it repeats the problems.
  const isNew = !receipt.problems.some(({ level }) => level === 'error');
  return [
    h('h1', t('receipt.title', { file })),
    h('p', { className: ['state', state] }, t(stateKey[state])),
    h('p', t(sentenceKey[state])),
    ...(isNew ? [h('p', { className: 'about', ...english(language) }, safeLine(summary))] : []),
    h(
      'p',
      { className: 'about' },
      h('time', { datetime: receivedAt }, t('receipt.received', { time: hour(receivedAt) })),
    ),
  ];
}

/** What the stages write themselves is English. */
const english = (language: string) => marksWithin(language, 'en');

const section = (title: string, items: ElementContent[]): ElementContent[] =>
  items.length === 0 ? [] : [h('section', [h('h2', title), ...items])];

const list = (items: Element[]): Element[] => (items.length === 0 ? [] : [h('ul', items)]);

const held = (progress: Progress | null, say: Wording): ElementContent[] =>
  section(say.t('receipt.held'), list((progress ? reasons(progress, say) : []).map((reason) => h('li', reason))));

const problems = (all: Problem[], { t, language }: Wording): ElementContent[] =>
  section(
    t('receipt.problems'),
    list(
      all.map(({ level, line, message }) =>
        h('li', [
          h('p', { className: 'about' }, [
            t(level === 'error' ? 'receipt.problem.error' : 'receipt.problem.warning'),
            ...(line === null ? [] : [` · ${t('receipt.line', { line })}`]),
          ]),
          h('p', english(language), message),
        ]),
      ),
    ),
  );

const published = (progress: Progress | null, { t, nameOf, hour }: Wording): ElementContent[] =>
  section(
    t('receipt.out'),
    list(
      (progress?.published ?? []).map(({ language, url, firstPublished, withdrawn }) =>
        h('li', [
          h('p', { className: 'about' }, [
            withdrawn === null
              ? t('receipt.out.since', { language: nameOf(language), time: hour(firstPublished) })
              : t('receipt.out.withdrawn', { language: nameOf(language), time: hour(withdrawn) }),
          ]),
          h('p', h('a', { href: url, dir: 'ltr' }, url)),
        ]),
      ),
    ),
  );

function mails(progress: Progress | null, say: Wording): ElementContent[] {
  const isOut = progress !== null && progress.published.length > 0;
  const all = isOut ? counts(progress, say) : [];
  const sentences = isOut ? outlook(progress, say).map((sentence) => h('p', sentence)) : [];
  const rows = all.flatMap(([name, count]) => [h('dt', name), h('dd', count)]);
  return section(
    say.t('receipt.mails'),
    rows.length === 0 ? [] : [h('dl', { className: 'mails' }, rows), ...sentences],
  );
}

function outlets(progress: Progress | null, say: Wording): ElementContent[] {
  const told = outletCounts(progress, say);
  if (!told) return [];
  const { name, count, waiting } = told;
  return section(say.t('receipt.outlets'), [
    h('dl', { className: 'mails' }, [h('dt', name), h('dd', count)]),
    ...waiting.map((sentence) => h('p', sentence)),
  ]);
}

const understood = (release: Described | null, { t, nameOf }: Wording): ElementContent[] =>
  section(
    t('receipt.understood'),
    list(
      (release?.editions ?? []).map(({ language, headline, subheadline, dateline, paragraphs }) => {
        const own = { lang: language, dir: direction(language) };
        return h('li', [
          h('p', { className: 'about' }, `${nameOf(language)} · ${t('receipt.paragraphs', { count: paragraphs })}`),
          h('p', { className: 'headline', ...own }, headline),
          ...(subheadline === null ? [] : [h('p', own, subheadline)]),
          ...(dateline === null ? [] : [h('p', { className: 'about', ...own }, dateline.text)]),
        ]);
      }),
    ),
  );
