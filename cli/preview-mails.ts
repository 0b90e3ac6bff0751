// The mails of a previewed release, one for each language, rendered and composed as the local SES does.

import { bulletinHeaders, recipientHeaders } from '../functions/bulletins/headers.ts';
import type { MailData } from '../functions/bulletins/mail-data.ts';
import { releaseMail } from '../functions/bulletins/release-mail.ts';
import { apiUrl } from '../functions/core/address.ts';
import { direction } from '../functions/core/language.ts';
import { type Newsroom, nameIn } from '../functions/core/newsroom.ts';
import { compose } from '../infra/local/ses/compose.ts';
import { render } from '../infra/local/ses/template.ts';
import { type MailTemplate, mailTemplates } from '../templates/compile.ts';
import type { Preview } from './preview-publication.ts';

type Place = { newsroom: Newsroom; site: string };
type Posting = Place & { releaseId: string; occasion: string; templates: MailTemplate[]; now: Date };

export type PreviewedMail = { language: string; subject: string; html: string; text: string; eml: Uint8Array };

/** RFC 2606 §3: nobody has an address there. */
const READER = 'reader@example.org';

export async function mailsOf({ publication, editions }: Preview, place: Place, now: Date): Promise<PreviewedMail[]> {
  const { releaseId } = publication;
  const posting = { ...place, releaseId, occasion: 'publication', templates: await mailTemplates(), now };
  return Promise.all(
    editions.map((edition) =>
      posted(releaseMail({ kind: 'publication', edition, publication, note: null, ...place }), posting),
    ),
  );
}

/** The mail as one reader gets it. */
export async function posted(data: MailData, posting: Posting): Promise<PreviewedMail> {
  const { language } = data;
  const token = 'preview';
  const unsubscribe = apiUrl(posting.site, 'unsubscribe', token);
  const preferences = apiUrl(posting.site, 'preferences', token);
  const template = posting.templates.find(({ name }) => name === `bulletin-${direction(language)}`);
  if (!template) throw new Error(`There is no mail template for ${language}.`);
  const { subject, html = '', text = '' } = render(template, { ...data, unsubscribe, preferences });
  const { newsroom, releaseId, occasion, now } = posting;
  const headers = {
    ...bulletinHeaders({ language, newsroom, releaseId, occasion }),
    ...recipientHeaders(unsubscribe, token, newsroom.sender),
  };
  const from = { name: nameIn(newsroom.organisation, language, newsroom), address: newsroom.sender, text: '' };
  const draft = {
    ...{ operation: 'SendBulkEmail' as const, configurationSet: undefined, tags: [] },
    ...{ from, to: [{ name: '', address: READER, text: READER }], cc: [], bcc: [], replyTo: [] },
    headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
    content: { kind: 'templated' as const, body: { subject, html, text } },
  };
  return { language, subject, html, text, eml: await compose(draft, `preview-${language}`, now) };
}
