import { describe, expect, test } from 'vitest';
import { withdrawalMail } from '../../../functions/bulletins/withdrawal-mail.ts';
import { anEdition, aPublication, highlands, hostile, setting } from '../../templates/samples.ts';
import { rendered } from './rendered.ts';

const mail = (language: string, headline: string, note: string | null = null, newsroom = highlands) =>
  rendered(
    withdrawalMail({
      ...{ note, instant: '2026-03-11T23:30:00Z', newsroom, site: setting.site },
      edition: anEdition({ language, headline, subheadline: 'Under it', summary: 'The short of it.' }),
      publication: aPublication([language, 'fr']),
    }),
  );

describe('a withdrawal', () => {
  test.each([
    ['en', 'Reservoir opens', 'Withdrawn: Reservoir opens', 'withdrawn on March 12, 2026'],
    ['fr', 'Le réservoir ouvre', 'Communiqué retiré : Le réservoir ouvre', 'retiré le 12 mars 2026'],
    ['ar', 'WHO: الخزان يفتح', 'بيان مسحوب: \u2067WHO: الخزان يفتح\u2069', 'سُحب في 12 مارس 2026'],
    ['he', 'המאגר נפתח', 'הודעה שבוטלה: המאגר נפתח', 'בוטלה ב־12 במרץ 2026'],
    ['zh-Hans', '水库启用', '已撤回：水库启用', '于2026年3月12日撤回'],
  ])('in %s says so in the subject, and asks not to use it any more', (language, headline, subject, request) => {
    const { html, text, ...rest } = mail(language, headline);

    expect(rest.subject.replaceAll('\u00A0', ' ')).toBe(subject);
    expect(html).toContain(request);
    expect(text).toContain(request);
    expect(text).toContain(`\nhttps://news.example/${language}/2026/03/reservoir\n`);
  });

  test('repeats nothing of the release but its headline', () => {
    const { html, text } = mail('en', 'Reservoir opens');

    expect(html).toMatch(/<h1[^>]*><span>Reservoir opens<\/span><\/h1>/);
    for (const part of [html, text]) expect(part).not.toMatch(/Under it|The short of it|opened today|9 March/);
  });

  test('tells the press office’s note, escaped', () => {
    const { html, text } = mail('en', hostile, hostile);

    expect(html).not.toContain('<script');
    expect(text.split(hostile)).toHaveLength(3);
  });

  test('offers no translations, which may be withdrawn too', () => {
    expect(mail('en', 'Reservoir opens').html).not.toContain('Français');
  });
});
