import { expect, test } from 'vitest';
import { digestMail } from '../../../functions/bulletins/digest-mail.ts';
import { releaseMail } from '../../../functions/bulletins/release-mail.ts';
import { withdrawalMail } from '../../../functions/bulletins/withdrawal-mail.ts';
import { locales } from '../../../templates/locales.ts';
import { anEdition, aPublication, highlands, setting } from '../../templates/samples.ts';
import { preferences, rendered, templates, unsubscribe } from './rendered.ts';

/** Every kind, with all that may be missing missing. */
const kinds = (language: string) => {
  const edition = anEdition({ language, headline: '{{headline}} 水', summary: '', dateline: null });
  const publication = aPublication([language]);
  const place = { newsroom: highlands, site: setting.site };
  const bare = { edition: { ...edition, body: { type: 'root' as const, children: [] } }, publication, note: null };
  const items = [{ ...bare, status: 'new' as const }];
  return {
    publication: releaseMail({ kind: 'publication', ...bare, ...place }),
    correction: releaseMail({ kind: 'correction', ...bare, ...place }),
    withdrawal: withdrawalMail({ ...bare, instant: '2026-03-12T08:00:00Z', ...place }),
    digest: digestMail({ frequency: 'daily', language, items, day: '2026-03-12', ...place }),
  };
};

test.each(Object.keys(locales))('every kind in %s fills all variables, with texts of the language', (language) => {
  const variables = templates.flatMap(({ subject, html, text }) => `${subject}${html}${text}`.match(/(?<={)\w+(?=})/g));
  const needed = new Set(variables.filter((name) => name !== 'unsubscribe' && name !== 'preferences'));

  for (const data of Object.values(kinds(language))) {
    const { subject, html, text } = rendered(data);

    expect(new Set(Object.keys(data))).toEqual(needed);
    expect(Object.values(data).every((value) => typeof value === 'string')).toBe(true);
    expect(`${subject}${html}${text}`.replaceAll('{{headline}}', '')).not.toMatch(/{{|}}|undefined|\bnull\b|\[object/);
    expect(html).toContain(`lang="${language}"`);
    for (const part of [html, text]) {
      expect(part).toContain(unsubscribe);
      expect(part).toContain(preferences);
    }
    expect(text).toContain(locales[language]?.['mail.unsubscribe']);
    expect(text).not.toMatch(/\n{3}|^\s|undefined/);
  }
});

test('a headline is text in the subject and the title, whatever it holds', () => {
  const { subject, html } = rendered(kinds('en').correction);

  expect(subject).toBe('Correction: {{headline}} 水');
  expect(html).toContain('<title>Correction: {{headline}} 水</title>');
});
