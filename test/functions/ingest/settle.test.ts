import { expect, test } from 'vitest';
import { type Judged, settle } from '../../../functions/ingest/settle.ts';

const block = (text: string, language?: string): Judged => ({ text, isHeading: false, verdict: null, language });

test('a stacked headline that reads like a language that has one goes to the language that has none', () => {
  const blocks = [
    block('Council raises the flood alert', 'en'),
    block('The council of the valley'),
    block('المجلس يرفع مستوى الإنذار'),
    block('The council raised the flood alert after nine days of rain.', 'en'),
    block('Le conseil a relevé l’alerte aux crues après neuf jours de pluie.', 'fr'),
    block('رفع المجلس مستوى الإنذار بعد تسعة أيام من الأمطار.', 'ar'),
  ];

  settle(blocks);

  expect(blocks.map(({ language }) => language)).toEqual(['en', 'fr', 'ar', 'en', 'fr', 'ar']);
});
