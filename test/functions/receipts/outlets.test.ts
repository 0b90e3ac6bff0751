import { describe, expect, test } from 'vitest';
import type { Outlet } from '../../../functions/core/outlet.ts';
import { outletsOf } from '../../../functions/receipts/outlets.ts';
import { receiptPage } from '../../../functions/receipts/page.ts';
import { highlands } from '../../templates/samples.ts';
import { aProgress, aReceipt } from './samples.ts';

const now = '2026-11-25T12:00:00.000Z';
const before = '2026-11-25T09:00:00.000Z';
const pushedAt = '2026-11-25T10:00:00.000Z';
const after = '2026-11-25T10:00:01.000Z';

const anOutlet = (name: string, changes: Partial<Outlet> = {}): Outlet => ({
  ...{ feed: 'en/ninjs.json', id: name, callback: `https://${name}.example/wire?token=secret`, secret: null },
  ...{ since: before, askedAt: before, leaseUntil: '2026-12-01T00:00:00.000Z', failures: 0 },
  ...changes,
});
const push = { feed: 'en/ninjs.json', etag: '"new"', at: pushedAt };
const told = (...outlets: Outlet[]) => outletsOf([{ push, outlets }], now);

describe('outlets that asked to be told', () => {
  test('are none where nobody asked, or all asked after it was there, or their lease is over', () => {
    expect(outletsOf([], now)).toBeNull();
    expect(told()).toBeNull();
    expect(told(anOutlet('late', { since: after }))).toBeNull();
    expect(told(anOutlet('over', { leaseUntil: now }))).toBeNull();
  });

  test('have it when they took the feed as it is since, or this very version of it before', () => {
    const all = told(
      anOutlet('since', { etag: '"newer"', takenAt: after }),
      anOutlet('same', { etag: '"new"', takenAt: before }),
      anOutlet('older', { etag: '"old"', takenAt: before }),
      anOutlet('never'),
    );

    expect(all).toEqual({ asked: 4, taken: 2, waiting: ['never.example', 'older.example'] });
  });

  test('have it when they took each feed of it that they asked for', () => {
    const atom = { feed: 'en/atom.xml', etag: '"a"', at: pushedAt };
    const half = [
      { push, outlets: [anOutlet('both', { takenAt: after })] },
      { push: atom, outlets: [anOutlet('both', { feed: 'en/atom.xml' })] },
    ];

    expect(outletsOf(half, now)).toEqual({ asked: 1, taken: 0, waiting: ['both.example'] });
    expect(outletsOf(half.toReversed(), now)).toEqual({ asked: 1, taken: 0, waiting: ['both.example'] });
  });

  test('are named by their host alone, each once, twenty at most: what else the callback says is their secret', () => {
    const many = Array.from({ length: 30 }, (_, index) => anOutlet(`o${String(index).padStart(2, '0')}`));
    const twice = anOutlet('o00', { id: 'another', callback: 'https://o00.example/other' });
    const found = told(...many, twice);

    expect([found?.asked, found?.waiting.length, found?.waiting[0]]).toEqual([31, 20, 'o00.example']);
    expect(JSON.stringify(found)).not.toContain('secret');
  });
});

test('the receipt’s page says how many have it, and who doesn’t; nothing where nobody asked', () => {
  const outlets = { asked: 3, taken: 2, waiting: ['daily.example'] };
  const page = (progress: ReturnType<typeof aProgress>) =>
    receiptPage({ receipt: aReceipt({ progress }), newsroom: highlands });

  expect(page(aProgress({ outlets }))).toContain('<dt>Have the newest version</dt><dd>2 / 3</dd>');
  expect(page(aProgress({ outlets }))).toContain('Not taken yet by: daily.example.');
  expect(page(aProgress())).not.toContain('Media outlets');

  const languages = ['ar', ...highlands.languages.filter((language) => language !== 'ar')];
  const two = { ...outlets, waiting: ['daily.example', 'wire.example:8443'] };
  // Each reads from the left, and they from the right.
  expect(
    receiptPage({
      receipt: aReceipt({ progress: aProgress({ outlets: two }) }),
      newsroom: { ...highlands, languages },
    }),
  ).toContain('\u2068daily.example\u2069 و\u2068wire.example:8443\u2069');
});
