// Mails as SES fills them in.
import handlebars from 'handlebars';
import type { MailData } from '../../../functions/bulletins/mail-data.ts';
import { direction } from '../../../functions/core/language.ts';
import { type MailTemplate, mailTemplates } from '../../../templates/compile.ts';

export const templates = (await mailTemplates()).filter(({ name }) => name.startsWith('bulletin'));
export const unsubscribe = 'https://news.example/api/unsubscribe?t=1abcdefghijklMNOPQRSTUVWXYZ012';

export const preferences = 'https://news.example/api/preferences?t=1abcdefghijklMNOPQRSTUVWXYZ012';

/** As SES does: no escaping. Strict, since SES silently drops a mail with a missing variable. */
export function filled(data: MailData, template: MailTemplate) {
  const fill = (source: string) =>
    handlebars.compile(source, { noEscape: true, strict: true })({ ...data, unsubscribe, preferences });
  return { subject: fill(template.subject), html: fill(template.html), text: fill(template.text) };
}

export function rendered(data: MailData) {
  const template = templates.find(({ name }) => name === `bulletin-${direction(data.language)}`);
  if (!template) throw new Error(`There is no template for ${data.language}.`);
  return filled(data, template);
}
