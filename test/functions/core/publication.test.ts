import { expect, test } from 'vitest';
import { PublishedEdition, pubStatus } from '../../../functions/core/publication.ts';
import { published } from '../../templates/samples.ts';

const [before, hour, after] = ['2026-03-09T07:59:59.999Z', '2026-03-09T08:00:00.000Z', '2026-03-09T08:00:00.001Z'];
const taken = { version: 2, contentHash: '1', instant: after };

test.each([
  ['without an embargo is usable', { embargo: null }, 'usable'],
  ['that comes out at the hour of its embargo is usable', { embargo: hour }, 'usable'],
  ['that comes out after it is usable', { embargo: before }, 'usable'],
  ['that comes out a thousandth of a second too early is withheld', { embargo: after }, 'withheld'],
  ['that was taken back is canceled', { embargo: null, withdrawn: taken }, 'canceled'],
  ['that was taken back under embargo is canceled', { embargo: after, withdrawn: taken }, 'canceled'],
])('an edition %s', (_, changes, status) => {
  expect(pubStatus({ ...published(hour), ...changes })).toBe(status);
});

test('a row that was stored before embargoes were kept has none', () => {
  const { embargo: _, ...row } = published(hour);

  expect(PublishedEdition.parse(row)).toEqual({ ...row, embargo: null });
});
