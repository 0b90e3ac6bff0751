import handlebars from 'handlebars';
import { describe, expect, test } from 'vitest';
import { letters } from '../../../functions/core/sign-up.ts';
import { letterData } from '../../../functions/subscriptions/letter.ts';
import { mailTemplates } from '../../../templates/compile.ts';
import { locales } from '../../../templates/locales.ts';
import { highlands } from '../../templates/samples.ts';

const templates = await mailTemplates();
const url = 'https://news.example/api/confirm?t=a&b="<';

const letter = (kind: (typeof letters)[number], language: string, newsroom = highlands) => {
  const data = letterData({ kind, language, url, newsroom });
  const direction = ['ar', 'fa', 'he', 'ur'].includes(language) ? 'rtl' : 'ltr';
  const template = templates.find(({ name }) => name === `letter-${direction}`);
  // As SES does: strict, since it silently drops a mail with a missing variable.
  const fill = (source = '') => handlebars.compile(source, { noEscape: true, strict: true })(data);
  return { data, subject: fill(template?.subject), html: fill(template?.html), text: fill(template?.text) };
};

describe.each(letters)('a letter to %s', (kind) => {
  test.each(Object.keys(locales))(
    'in %s fills every variable, in the language, with its link in both parts',
    (language) => {
      const { data, subject, html, text } = letter(kind, language);

      expect(`${subject}${html}${text}`).not.toMatch(/{{|}}|undefined|\bnull\b|\[object/);
      expect(Object.values(data).every((value) => value !== '')).toBe(true);
      expect(html).toContain(`lang="${language}"`);
      expect(html).toContain('href="https://news.example/api/confirm?t=a&#38;b=&#34;&#60;"');
      expect(text).toContain(`\n${url}\n`);
      expect(text).toContain(highlands.postalAddress);
      expect(text.split('\n').every((line) => line.length < 998)).toBe(true);
    },
  );
});

test('a letter holds nothing that SES or a reader could take for anything but text', () => {
  const newsroom = { ...highlands, organisation: { en: '<b>{{url}}</b> & "Sons"' }, postalAddress: '<i>1 High St' };
  const { html } = letter('confirm', 'en', newsroom);

  expect(html).not.toMatch(/<b>|<i>/);
});

test('a change of address tells the old mailbox that nothing changes without it', () => {
  expect(letter('depart', 'en').text).toContain('everything stays as it is');
  expect(letter('arrive', 'en').text).toContain('forgotten after 7 days');
});
