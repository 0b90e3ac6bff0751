import { describe, expect, test } from 'vitest';
import { type Bulletin, noMails, type Plan } from '../../../functions/core/bulletin.ts';
import type { HeadEdition, ReleaseHead } from '../../../functions/core/release-head.ts';
import { SHARDS } from '../../../functions/core/subscriber.ts';
import type { Planned } from '../../../functions/receipts/mail-counts.ts';
import { currentReceipts, progress, type Standing } from '../../../functions/receipts/progress.ts';
import { aHead, anUpload, aPublication, highlands, published } from '../../templates/samples.ts';

const [before, hour, after] = ['2026-12-01T07:59:59.000Z', '2026-12-01T08:00:00.000Z', '2026-12-01T08:00:00.001Z'];

const edition = (changes: Partial<HeadEdition> = {}): HeadEdition => ({
  ...{ version: 1, contentHash: '0', hash: '0', embargo: null, withdrawn: null },
  ...changes,
});
const head = (editions: ReleaseHead['editions'], changes: Partial<ReleaseHead> = {}) => aHead({ editions, ...changes });
const aBulletin = (changes: Partial<Bulletin> = {}): Bulletin => ({
  ...{ releaseId: 'r1', occasion: 'publication', revision: 1, round: 2, roundAt: before, openedAt: before },
  shards: Array.from({ length: SHARDS }, (_, shard) => shard),
  ...{ closedAt: after, pause: null, quota: null, quotaRound: 2, accepted: 14, failed: 0, spared: 2, reconciled: 0 },
  ...changes,
});

/** What was found in the first shard; the others are empty. */
const plans = (changes: Partial<Plan> = {}): Plan[] =>
  Array.from({ length: SHARDS }, (_, shard) => ({
    ...{ shard, round: 2, copies: 0, waiting: 0, later: 0, tally: noMails, part: 1 },
    ...(shard === 0 ? changes : {}),
  }));
const settled = { ...noMails, accepted: 14, delivered: 13, bounced: 1, spared: 2 };
const done: Planned = { bulletin: aBulletin(), plans: plans({ tally: settled }) };
const open = (changes: Partial<Bulletin>, found: Plan[]): Planned => ({
  bulletin: aBulletin({ closedAt: null, accepted: 0, spared: 0, ...changes }),
  plans: found,
});
const taken = { version: 2, contentHash: '1', receivedAt: before };

const out: Standing = {
  head: head({ en: edition(), ar: edition() }),
  publication: aPublication(['ar', 'en']),
  bulletins: [done],
  pushed: [],
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
      bulletins: [],
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
    const unpublished = { head: lacking, publication: undefined, bulletins: [] };

    expect(told(unpublished)).toMatchObject({ missing: ['fr'], done: false });
    expect(told({ head: lacking, publication: aPublication(['en']) })).toMatchObject({ missing: [], done: true });
  });

  test.each<[string, Partial<Standing>]>([
    ['a bulletin is open', { bulletins: [open({}, done.plans)] }],
    ['no bulletin was opened', { bulletins: [] }],
    ['its audience was planned for an older revision', { publication: aPublication(['en', 'ar'], { revision: 2 }) }],
    ['readers have an older text', { head: head({ en: edition({ hash: '1' }), ar: edition() }) }],
    ['its newest version was not looked at', { head: head({ en: edition(), ar: edition() }, { version: 2 }) }],
    ['a language is not out', { head: head({ en: edition(), ar: edition(), fr: edition() }) }],
    ['its withdrawal is not out', { head: head({ en: edition(), ar: edition({ withdrawn: taken }) }) }],
  ])('isn’t over while %s', (_, changes) => {
    expect(told(changes).done).toBe(false);
  });

  test('is over as soon as it is out where nobody is to be written to', () => {
    const silent = { head: head({ en: edition(), ar: edition() }, { notify: false }), bulletins: [] };
    const unread = { bulletins: [{ bulletin: aBulletin({ spared: 0, accepted: 0 }), plans: plans() }] };

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

    const bulletins = [done, { ...done, bulletin: aBulletin({ occasion: 'withdrawal-2' }) }];

    expect(told({ ...standing, bulletins })).toMatchObject({ published: [{ withdrawn: after }], done: true });
    expect(told(standing).done).toBe(false);
    expect(told({ ...standing, publication: aPublication(['en']) }).done).toBe(false);
  });

  test('that was taken back before its hour, or before all its languages were there, is over without a notice', () => {
    const nothing = { publication: undefined, bulletins: [] };

    expect(told({ ...nothing, head: head({ en: edition({ embargo: hour, withdrawn: taken }) }) }).done).toBe(true);
    const gated = head({ en: edition({ withdrawn: taken }) }, { require: ['fr'] });
    expect(told({ ...nothing, head: gated })).toMatchObject({ missing: [], done: true });
    expect(told({ ...nothing, head: head({ en: edition({ withdrawn: taken }) }) }).done).toBe(false);
  });
});

describe('the mails of a bulletin', () => {
  const quota = { perSecond: 10, perDay: 1000, sentLastDay: 900 };
  const counts = (planned: Planned) => told({ bulletins: [planned] }).bulletins[0];

  test('that is closed are counted as the last planning of the audience found them', () => {
    expect(counts({ ...done, bulletin: aBulletin({ accepted: 13 }) })).toMatchObject({
      ...{ planned: 16, accepted: 14, delivered: 13, bounced: 1, spared: 2, open: 0, secondsLeft: null },
    });
  });

  test('are reckoned from the shards that were planned, before the first is sent', () => {
    const few = [0, 1].map((shard) => ({ ...plans()[0], shard, copies: 10, later: 1 }) as Plan);

    expect(counts(open({ quota: { ...quota, perDay: null } }, few))).toMatchObject({
      ...{ planned: 640, isEstimate: true, accepted: 0, open: 640, secondsLeft: 64, isDayTooShort: false },
    });
    expect(counts(open({}, []))).toMatchObject({ planned: null, open: 0, secondsLeft: null });
    expect(counts(open({ shards: [] }, []))).toMatchObject({ planned: 0, open: 0 });
  });

  test('under way are what was planned and is not settled, as far as it was counted', () => {
    const planned = open({ quota, accepted: 30, failed: 2, spared: 1 }, plans({ copies: 100, later: 4 }));

    expect(counts(planned)).toMatchObject({ planned: 100, isEstimate: false, open: 67, secondsLeft: 7, later: 4 });
  });

  test('that the day’s quota doesn’t hold take as many days as there are to come', () => {
    const many = open({ quota }, plans({ copies: 2500 }));

    expect(counts(many)).toMatchObject({ open: 2500, isDayTooShort: true, secondsLeft: 3 * 86_400 });
  });

  test('that SES takes none of say since when, and why', () => {
    const pause = { reason: 'ACCOUNT_SENDING_PAUSED', since: before };

    expect(counts(open({ pause }, plans({ copies: 1 })))).toMatchObject({ paused: pause });
  });

  test('of all occasions are told one by one and together, in the order in which they came', () => {
    const correction = { ...done, bulletin: aBulletin({ occasion: 'correction-2', openedAt: after }) };
    const both = told({ bulletins: [correction, done] });

    expect(both.bulletins.map(({ occasion }) => occasion)).toEqual(['publication', 'correction-2']);
    expect(both.mails).toMatchObject({ planned: 32, accepted: 28 });
  });
});

test('the newest upload’s receipt is kept up to date, and those before it of the same content', () => {
  const uploads = ['A', 'B', 'A', 'A'].map((contentHash, at) => anUpload({ contentHash, receipt: `receipts/${at}` }));

  expect(currentReceipts(aHead({ uploads }))).toEqual(['receipts/2', 'receipts/3']);
  expect(currentReceipts(aHead({ uploads: uploads.slice(0, 2) }))).toEqual(['receipts/1']);
  expect(currentReceipts(undefined)).toEqual([]);
});
