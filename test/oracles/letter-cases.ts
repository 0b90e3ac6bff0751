// The mails that ask for a confirmation, as the judges are shown them.

import { direction } from '../../functions/core/language.ts';
import { nameIn } from '../../functions/core/newsroom.ts';
import { letters } from '../../functions/core/sign-up.ts';
import { letterData, letterHeaders } from '../../functions/subscriptions/letter.ts';
import { compose } from '../../infra/local/ses/compose.ts';
import { render } from '../../infra/local/ses/template.ts';
import type { MailTemplate } from '../../templates/compile.ts';
import { highlands } from '../templates/samples.ts';
import type { MailCase } from './mail-cases.ts';

const READER = 'reader@example.org';

/** Each kind in a language, composed as the local SES does. */
export const lettersIn = (language: string, site: string, templates: MailTemplate[], now: Date): Promise<MailCase[]> =>
  Promise.all(
    letters.map(async (kind) => {
      const url = `${site}/api/confirm?t=a${'b'.repeat(37)}`;
      const template = templates.find(({ name }) => name === `letter-${direction(language)}`);
      if (!template) throw new Error(`There is no letter for ${language}.`);
      const data = letterData({ kind, language, url, newsroom: highlands });
      const { subject, html = '', text = '' } = render(template, data);
      const from = { name: nameIn(highlands.organisation, language, highlands), address: highlands.sender, text: '' };
      const draft = {
        ...{ operation: 'SendEmail' as const, configurationSet: undefined, tags: [] },
        ...{ from, to: [{ name: '', address: READER, text: READER }], cc: [], bcc: [], replyTo: [] },
        headers: Object.entries(letterHeaders(language)).map(([name, value]) => ({ name, value })),
        content: { kind: 'templated' as const, body: { subject, html, text } },
      };
      const eml = await compose(draft, `letter-${kind}-${language}`, now);
      return { name: `${kind}-${language}`, kind: 'letter', language, subject, html, text, eml: Buffer.from(eml) };
    }),
  );
