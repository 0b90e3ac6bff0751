// A receipt, and what may have become of it.
import type { Described, Progress, Receipt } from '../../../functions/core/receipt.ts';

const instant = '2026-03-09T08:00:00.000Z';

const understood = (language: string, direction: 'ltr' | 'rtl', headline: string): Described['editions'][number] => ({
  ...{ language, direction, headline, subheadline: null, summary: '', paragraphs: 3 },
  dateline: { text: `${headline.slice(0, 3)} 2026`, date: '2026-03-09', place: null },
});

export const aReceipt = (changes: Partial<Receipt> = {}): Receipt => ({
  ...{ file: 'gauge.md', receivedAt: instant, sha256: '0'.repeat(64), outcome: 'accepted', version: 1 },
  summary: '"gauge.md" (en, ar) was accepted.',
  release: {
    ...{ id: 'r1', date: '2026-03-09', embargo: null, topics: [] },
    editions: [understood('en', 'ltr', 'The gauge opens'), understood('ar', 'rtl', 'افتتاح محطة القياس')],
  },
  problems: [],
  progress: null,
  ...changes,
});

export const aProgress = (changes: Partial<Progress> = {}): Progress => ({
  published: ['en', 'ar'].map((language) => ({
    ...{ language, firstPublished: instant, withdrawn: null },
    url: `https://news.example/${language}/2026/03/gauge`,
  })),
  ...{ held: [], missing: [], outlets: null, done: true },
  mails: { planned: 9, accepted: 7, delivered: 6, bounced: 1, failed: 0, spared: 2, open: 0 },
  bulletins: [],
  ...changes,
});

const until = '2026-12-01T08:00:00.000Z';

/** Nothing is out yet. */
export const allHeld = aProgress({
  ...{ published: [], done: false },
  held: ['en', 'ar'].map((language) => ({ language, until })),
  mails: { planned: null, accepted: 0, delivered: 0, bounced: 0, failed: 0, spared: 0, open: 0 },
});

export const aProblem = (changes: Partial<Receipt['problems'][number]> = {}): Receipt['problems'][number] => ({
  ...{ level: 'warning', code: 'dates-differ', message: '"The gauge opens" has two dates.', line: 4 },
  ...changes,
});

export const refused = aReceipt({
  ...{ outcome: 'refused', release: null, version: null },
  problems: [aProblem({ level: 'error', code: 'embargo', message: 'The embargo "9:00" has no zone.', line: 2 })],
  summary: '"gauge.md" was not published. The embargo "9:00" has no zone.',
});
