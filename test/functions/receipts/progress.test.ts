import { describe, expect, test } from 'vitest';
import type { HeadEdition, ReleaseHead } from '../../../functions/core/release-head.ts';
import { PARTS } from '../../../functions/core/subscriber.ts';
import {
  counted,
  currentReceipts,
  noMails,
  progress,
  type Standing,
  type Tally,
} from '../../../functions/receipts/progress.ts';
import { aHead, anUpload, aPublication, highlands, published } from '../../templates/samples.ts';

const [before, hour, after] = ['2026-12-01T07:59:59.000Z', '2026-12-01T08:00:00.000Z', '2026-12-01T08:00:00.001Z'];

const edition = (changes: Partial<HeadEdition> = {}): HeadEdition => ({
  ...{ version: 1, contentHash: '0', hash: '0', embargo: null, withdrawn: null },
  ...changes,
});
const head = (editions: ReleaseHead['editions'], changes: Partial<ReleaseHead> = {}) => aHead({ editions, ...changes });
const plans = (revision: number) => PARTS.map(([firstShard = 0]) => ({ firstShard, copies: 2, revision }));
const tally = (changes: Partial<Tally>): Tally => ({ ...noMails, ...changes });
const taken = { version: 2, contentHash: '1', receivedAt: before };

const out: Standing = {
  head: head({ en: edition(), ar: edition() }),
  publication: aPublication(['ar', 'en']),
  plans: plans(1),
  tally: tally({ all: 16, accepted: 14, delivered: 13, bounced: 1, spared: 2 }),
  isOpen: false,
};

const told = (changes: Partial<Standing>, now = before) =>
  progress({ ...out, ...changes }, { newsroom: highlands, site: 'https://news.example', now });

describe('what became of a release', () => {
  test('that is out: its addresses in the newsroom’s order, its mails, and that nothing more is to come', () => {
    expect(told({})).toMatchObject({
      published: [
        { language: 'en', url: 'https://news.example/en/2026/03/reservoir', withdrawn: null },
        { language: 'ar', url: 'https://news.example/ar/2026/03/reservoir' },
      ],
      ...{ held: [], missing: [], done: true },
      mails: { planned: 16, accepted: 14, delivered: 13, bounced: 1, spared: 2, open: 0 },
    });
  });

  test('that waits for its hour: which languages, until when; a moment later nothing is held, but it is not out yet', () => {
    const waiting = {
      head: head({ en: edition({ embargo: hour }) }),
      publication: undefined,
      plans: [],
      tally: noMails,
    };

    expect(told(waiting)).toMatchObject({ published: [], held: [{ language: 'en', until: hour }], done: false });
    expect(told(waiting, after)).toMatchObject({ held: [], done: false });
  });

  test('that is out in one language and waits in another', () => {
    const half = head({ en: edition(), ar: edition({ embargo: hour }) });

    expect(told({ head: half, publication: aPublication(['en']) })).toMatchObject({
      published: [{ language: 'en' }],
      held: [{ language: 'ar' }],
      done: false,
    });
  });

  test('that was corrected, the correction under embargo: held, while readers have what they had', () => {
    const corrected = head({ en: edition({ hash: '1', embargo: hour }), ar: edition() });

    expect(told({ head: corrected })).toMatchObject({ published: [{}, {}], held: [{ language: 'en' }], done: false });
  });

  test('that lacks a required language: which; once it is out nothing is missing any more', () => {
    const lacking = head({ en: edition() }, { require: ['en', 'fr'] });
    const unpublished = { head: lacking, publication: undefined, plans: [], tally: noMails };

    expect(told(unpublished)).toMatchObject({ missing: ['fr'], done: false });
    expect(told({ head: lacking, publication: aPublication(['en']) })).toMatchObject({ missing: [], done: true });
  });

  test.each<[string, Partial<Standing>]>([
    ['a bulletin is open', { isOpen: true }],
    ['a part of the audience was not planned', { plans: plans(1).slice(1) }],
    ['its audience was planned for an older revision', { publication: aPublication(['en', 'ar'], { revision: 2 }) }],
    ['a mail is under way', { tally: tally({ all: 16, open: 1 }) }],
    ['readers have an older text', { head: head({ en: edition({ hash: '1' }), ar: edition() }) }],
    ['its newest version was not looked at', { head: head({ en: edition(), ar: edition() }, { version: 2 }) }],
    ['a language is not out', { head: head({ en: edition(), ar: edition(), fr: edition() }) }],
    ['its withdrawal is not out', { head: head({ en: edition(), ar: edition({ withdrawn: taken }) }) }],
  ])('isn’t over while %s', (_, changes) => {
    expect(told(changes).done).toBe(false);
  });

  test('counts as under way what is planned and not yet claimed', () => {
    expect(told({ isOpen: true, tally: tally({ all: 3, accepted: 2, open: 1 }) }).mails).toMatchObject({ open: 14 });
  });

  test('is over as soon as it is out where nobody is to be written to', () => {
    const silent = { head: head({ en: edition(), ar: edition() }, { notify: false }), plans: [], tally: noMails };
    const unread = { plans: plans(1).map((plan) => ({ ...plan, copies: 0 })), tally: noMails };

    expect(told(silent)).toMatchObject({ mails: { planned: 0 }, done: true });
    expect(told(unread)).toMatchObject({ mails: { planned: 0 }, done: true });
  });

  test('that is withdrawn is over when the notice is out', () => {
    const withdrawn = { version: 2, contentHash: '1', instant: after };
    const notice = { ...published('2026-03-09T08:00:00Z'), version: 2, withdrawn };
    const standing = {
      head: head({ en: edition({ withdrawn: taken }) }, { version: 2 }),
      publication: aPublication([], { version: 2, editions: { en: notice } }),
    };

    expect(told({ ...standing, plans: [] })).toMatchObject({ published: [{ withdrawn: after }], done: true });
    expect(told({ ...standing, publication: aPublication(['en']) }).done).toBe(false);
  });

  test('that was taken back before its hour, or before all its languages were there, is over without a notice', () => {
    const nothing = { publication: undefined, plans: [], tally: noMails };

    expect(told({ ...nothing, head: head({ en: edition({ embargo: hour, withdrawn: taken }) }) }).done).toBe(true);
    const gated = head({ en: edition({ withdrawn: taken }) }, { require: ['fr'] });
    expect(told({ ...nothing, head: gated })).toMatchObject({ missing: [], done: true });
    expect(told({ ...nothing, head: head({ en: edition({ withdrawn: taken }) }) }).done).toBe(false);
  });
});

test('mails are counted by what became of them', () => {
  const rows = [
    { state: 'SENT' as const, delivery: 'delivered' as const },
    { state: 'SENT' as const, delivery: 'complained' as const },
    { state: 'SENT' as const, delivery: 'bounced' as const },
    { state: 'SENT' as const },
    { state: 'FAILED' as const },
    { state: 'SUPPRESSED' as const },
    { state: 'UNSUBSCRIBED' as const },
    { state: 'CLAIMED' as const },
    { state: 'UNKNOWN' as const },
    { state: 'FREE' as const },
  ];

  expect(counted(counted(noMails, rows.slice(0, 4)), rows.slice(4))).toEqual({
    ...{ all: 10, accepted: 4, delivered: 2, bounced: 1, failed: 1, spared: 2, open: 3 },
  });
});

test('the newest upload’s receipt is kept up to date, and those before it of the same content', () => {
  const uploads = ['A', 'B', 'A', 'A'].map((contentHash, at) => anUpload({ contentHash, receipt: `receipts/${at}` }));

  expect(currentReceipts(aHead({ uploads }))).toEqual(['receipts/2', 'receipts/3']);
  expect(currentReceipts(aHead({ uploads: uploads.slice(0, 2) }))).toEqual(['receipts/1']);
  expect(currentReceipts(undefined)).toEqual([]);
});
