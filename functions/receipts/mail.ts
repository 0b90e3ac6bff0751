// A receipt by mail, to the newsroom's own address. While an embargo lasts nothing of the texts is in it.
import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import { marked } from '../../templates/bidi.ts';
import { serialised } from '../../templates/html.ts';
import { marksWithin } from '../../templates/texts.ts';
import { direction } from '../core/language.ts';
import type { Newsroom } from '../core/newsroom.ts';
import type { Moment, Progress, Receipt } from '../core/receipt.ts';
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

/** Of which moments the newsroom is told by mail, as the receipt stands. */
export function momentsOf({ outcome, progress }: Pick<Receipt, 'outcome' | 'progress'>): Moment[] {
  const isLate = outcome === 'accepted' && progress !== null && progress.held.length > 0;
  const isHeldUp = outcome === 'refused' || outcome === 'held' || outcome === 'superseded' || isLate;
  const isDelayed = progress?.bulletins.some(({ isDayTooShort, paused }) => isDayTooShort || paused !== null);
  const isDone = outcome === 'accepted' && progress?.done;
  return [
    ...(isHeldUp ? (['received'] as const) : []),
    ...(outcome === 'accepted' && isDelayed ? (['delayed'] as const) : []),
    ...(isDone ? (['done'] as const) : []),
  ];
}

type Mail = {
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
};

/** `page` is its key in the archive. */
export type ReceiptMail = { receipt: Receipt; page: string; newsroom: Newsroom };

export function receiptMail({ receipt, page, newsroom }: ReceiptMail): Mail {
  const say = wording(newsroom);
  const { t, language } = say;
  const blocks = [
    [line(t(sentenceKey[stateOf(receipt)]))],
    ...details(receipt, say),
    [line(t('receipt.whole', { key: safeLine(page) }))],
  ].filter((block) => block.length > 0);
  const subject = t('receipt.subject', { outcome: t(stateKey[stateOf(receipt)]), file: safeLine(receipt.file) });
  return {
    from: newsroom.sender,
    to: newsroom.sender,
    subject,
    text: blocks.map((block) => block.map((one) => plain(one, language)).join('\n')).join('\n\n'),
    html: html(subject, blocks, language),
    // RFC 3834 §5: no program answers it.
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
  };
}

/** `language` is that of the text, where it isn't the mail's. */
type Line = { text: string; language?: string; isTitle?: boolean; href?: string };

const line = (text: string): Line => ({ text });
const title = (text: string): Line => ({ text, isTitle: true });
const under = (name: string, lines: Line[]): Line[] => (lines.length === 0 ? [] : [title(name), ...lines]);

function details(receipt: Receipt, say: Wording): Line[][] {
  const { outcome, progress, problems, summary } = receipt;
  const { t } = say;
  const isRefusal = outcome === 'refused';
  // A message may quote the text. Of a superseded upload nobody knows the hour any more.
  const isPrivate = !isRefusal && (progress === null || progress.held.length > 0);
  const hasReasons = problems.some(({ level }) => level === 'error');
  // Nothing below would say why: withdrawn is what stays so, or what was never there.
  const isOnlySummed = isRefusal ? !hasReasons : progress?.done && progress.published.length === 0;
  return [
    isOnlySummed ? [{ text: safeLine(summary), language: 'en' }] : [],
    progress ? under(t('receipt.held'), reasons(progress, say).map(line)) : [],
    under(
      t('receipt.problems'),
      problems.flatMap((problem) => problemLines(problem, isPrivate, say)),
    ),
    progress ? under(t('receipt.out'), published(receipt, progress, say)) : [],
    progress && progress.published.length > 0
      ? under(
          t('receipt.mails'),
          [...counts(progress, say).map(([name, count]) => `${name}: ${count}`), ...outlook(progress, say)].map(line),
        )
      : [],
    under(t('receipt.outlets'), outletLines(progress, say)),
    isPrivate ? [line(t('receipt.private'))] : [],
  ];
}

function outletLines(progress: Progress | null, say: Wording): Line[] {
  const told = outletCounts(progress, say);
  if (!told) return [];
  const { name, count, waiting } = told;
  return [`${name}: ${count}`, ...waiting].map(line);
}

function problemLines(
  { level, line: number, message }: Receipt['problems'][number],
  isPrivate: boolean,
  { t }: Wording,
) {
  const name = t(level === 'error' ? 'receipt.problem.error' : 'receipt.problem.warning');
  const where = number === null ? name : `${name} · ${t('receipt.line', { line: number })}`;
  return isPrivate ? [line(where)] : [line(where), { text: safeLine(message), language: 'en' }];
}

/** Headlines of what readers have: one that is held may be another than theirs. */
function published({ release }: Receipt, { published, held }: Progress, { t, nameOf, hour }: Wording): Line[] {
  return published.flatMap(({ language, url, firstPublished, withdrawn }): Line[] => {
    if (withdrawn !== null)
      return [line(t('receipt.out.withdrawn', { language: nameOf(language), time: hour(withdrawn) }))];
    const isHeld = held.some((one) => one.language === language);
    const headline = isHeld ? undefined : release?.editions.find((one) => one.language === language)?.headline;
    return [
      line(t('receipt.out.since', { language: nameOf(language), time: hour(firstPublished) })),
      ...(headline === undefined ? [] : [{ text: safeLine(headline), language }]),
      { text: url, href: url, language: 'en' },
    ];
  });
}

const plain = ({ text, language }: Line, mail: string): string => marked(text, language ?? mail);

/** Mail programs drop the html element, so language and direction stand in the body too. */
function html(subject: string, blocks: Line[][], language: string): string {
  const own = { lang: language, dir: direction(language) };
  const lines = ({ text, isTitle, href, language: inner }: Line): ElementContent =>
    h(
      'p',
      {
        style: isTitle ? 'margin:0 0 4px;font-weight:bold' : 'margin:0 0 4px',
        ...marksWithin(language, inner ?? language),
      },
      [href === undefined ? { type: 'text', value: text } : h('a', { href }, text)],
    );
  return serialised(
    h(null, [
      { type: 'doctype' },
      h('html', own, [
        h('head', [h('meta', { charset: 'utf-8' }), h('title', subject)]),
        h('body', own, [
          h('div', { ...own, style: 'max-width:600px;font:16px/1.5 Tahoma,Arial,sans-serif' }, [
            ...blocks.map((block) => h('div', { style: 'margin:0 0 20px' }, block.map(lines))),
          ]),
        ]),
      ]),
    ]),
  );
}
