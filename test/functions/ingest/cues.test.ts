import { describe, expect, test } from 'vitest';
import { plainBlocks } from '../../../functions/ingest/blocks.ts';
import { cueOf } from '../../../functions/ingest/cues.ts';
import { runs } from '../../../functions/ingest/runs.ts';
import { highlands } from '../../templates/samples.ts';

describe('a line is known by its words', () => {
  test.each([
    ['release', 'FOR IMMEDIATE RELEASE'],
    ['release', 'For release: 9 March 2026'],
    ['release', '** Pour diffusion immédiate **'],
    ['release', 'للنشر الفوري'],
    ['release', '即时发布'],
    ['release', 'BASIN BÜLTENİ'],
    ['release', 'तत्काल प्रकाशन हेतु'],
    ['end', '###'],
    ['end', '# # #'],
    ['end', '* * *'],
    ['end', '-30-'],
    ['end', '– 30 –'],
    ['end', '-ENDS-'],
    ['end', '– Ende –'],
    ['end', '（完）'],
    ['end', '_____'],
    ['embargo', 'EMBARGO'],
    ['embargo', 'EMBARGOED UNTIL 9 March 2026, 09:00 GMT'],
    ['embargo', 'Under embargo until 09.00 CET on 9 March 2026'],
    ['embargo', 'Embargo: 9 mars 2026, 9 h'],
    ['embargo', 'Sous embargo jusqu’au 9 mars 2026 à 9 h'],
    ['embargo', 'Sperrfrist: Montag, 9. März 2026, 9 Uhr'],
    ['embargo', 'محظور النشر حتى 9 مارس 2026'],
    ['embargo', 'ЭМБАРГО ДО 9 марта 2026 года, 10:00'],
    ['embargo', '解禁日時：2026年3月9日10時'],
    ['embargo', '2026年3月9日10時解禁'],
    ['embargo', '엠바고: 2026년 3월 9일 10시'],
    ['embargo', '9 Mart 2026 saat 10.00’a kadar ambargoludur'],
    ['embargo', 'אמברגו עד 9 במרץ 2026'],
    ['closing', 'Media contacts:'],
    ['closing', 'Notes to editors'],
    ['closing', 'Über'],
    ['closing', 'ملاحظات للمحررين'],
  ])('%s: "%s"', (cue, text) => {
    expect(cueOf(text)).toBe(cue);
  });

  test.each([
    'Embargo on grain exports lifted',
    'Embargo sur les céréales : le conseil tranche',
    'Sperrfrist für Klagen endet',
    'Эмбарго на зерно снято',
    '30',
    'The end of the road',
    'A press release is not enough',
    'For release of the hostages the council pays',
    '9 March 2026 – Glenmore',
    '',
  ])('a headline is none: "%s"', (text) => {
    expect(cueOf(text)).toBeUndefined();
  });
});

describe('an embargo that only people can read', () => {
  const text = ['Reservoir opens', 'EMBARGOED UNTIL 9 March 2026, 09:00 GMT', 'The council opened the new reservoir.'];
  const blocks = plainBlocks(text.join('\n\n'), 1);

  test.each([[highlands.languages], [['en']]])('is an error that names its line', (languages) => {
    expect(runs(blocks, languages).problems).toMatchObject([{ level: 'error', code: 'embargo-line', line: 3 }]);
  });

  test('is left out where the front matter keeps it', () => {
    const { runs: found, problems } = runs(blocks, ['en'], { embargoed: true });

    expect(problems).toEqual([]);
    expect(found[0]?.blocks.map((block) => block.text)).toEqual([text[0], text[2]]);
  });

  test('takes no text with it that ran into its line', () => {
    const runOn = plainBlocks(`${text[1]}\n${'The council opened the new reservoir. '.repeat(9)}`, 1);
    const { runs: found, problems } = runs(runOn, ['en']);

    expect(problems).toMatchObject([{ code: 'embargo-line' }]);
    expect(found[0]?.blocks).toHaveLength(1);
  });
});
