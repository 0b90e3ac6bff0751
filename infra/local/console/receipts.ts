// What the press office was told of its latest uploads.
import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import { archiveKey } from '../../../functions/core/archive.ts';
import type { Receipt } from '../../../functions/core/receipt.ts';
import type { Problem } from '../../../functions/core/release.ts';
import { aboutFile, badge, counted, type Tone, time } from './shown.ts';

const RECEIPTS = 5;

const tones: Record<Receipt['outcome'], Tone> = {
  accepted: 'good',
  held: 'waiting',
  refused: 'bad',
  unchanged: 'quiet',
  superseded: 'quiet',
};

export function receiptList(receipts: Receipt[]): ElementContent[] {
  if (receipts.length === 0) return [h('p', { className: 'empty' }, 'No file came in yet.')];
  const older = receipts.length - RECEIPTS;
  return [
    h('ul', { className: 'cards' }, receipts.slice(0, RECEIPTS).map(card)),
    ...(older > 0 ? [h('p', { className: 'hint' }, `${counted(older, 'older receipt')} not shown.`)] : []),
  ];
}

const card = (receipt: Receipt): Element =>
  h('li', { className: tones[receipt.outcome] }, [
    h('p', { className: 'states' }, [
      badge(tones[receipt.outcome], receipt.outcome),
      ' ',
      h('a', { href: pagePath(receipt) }, [time(receipt.receivedAt)]),
    ]),
    h('p', aboutFile(sentence(receipt), receipt.file)),
    ...(receipt.problems.length === 0 ? [] : [h('ul', { className: 'problems' }, receipt.problems.map(problem))]),
  ]);

/** The key of a receipt's page in the archive. */
export const pageKey = ({ file, receivedAt, sha256 }: Receipt): string =>
  archiveKey.receiptPage(archiveKey.receipt(file, receivedAt, sha256));

/** Where the console serves it. */
export const pagePath = (receipt: Receipt): string =>
  `/${pageKey(receipt).split('/').map(encodeURIComponent).join('/')}`;

/** The receipt's, without the reasons that are listed below it with their lines. */
const sentence = ({ summary, problems }: Receipt): string =>
  problems.reduce((text, { message }) => text.replace(message, ''), summary).trim();

const problem = ({ level, message, line }: Problem): Element =>
  h('li', [
    badge(level === 'error' ? 'bad' : 'waiting', level),
    ' ',
    ...(line === null ? [] : [h('strong', `Line ${line}:`), ' ']),
    h('span', { className: 'message' }, message),
  ]);
