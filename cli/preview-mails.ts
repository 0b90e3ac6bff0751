// The mails of a previewed release, one for each language, rendered and composed as the local SES does.
import { bulletinContent } from '../functions/bulletins/content.ts';
import { bulletinHeaders, recipientHeaders } from '../functions/bulletins/headers.ts';
import { direction } from '../functions/core/language.ts';
import { type Newsroom, nameIn } from '../functions/core/newsroom.ts';
import type { Edition } from '../functions/core/release.ts';
import { compose } from '../infra/local/ses/compose.ts';
import { type Rendered, render } from '../infra/local/ses/template.ts';
import { mailTemplates } from '../templates/compile.ts';
import type { Preview } from './preview-publication.ts';

type Place = { newsroom: Newsroom; site: string };

export type PreviewedMail = { language: string; subject: string; html: string; text: string; eml: Uint8Array };

/** RFC 2606 §3: nobody has an address there. */
const READER = 'reader@example.org';

export async function mailsOf({ publication, editions }: Preview, place: Place, now: Date): Promise<PreviewedMail[]> {
  const templates = await mailTemplates();
  const unsubscribe = `${place.site}/api/unsubscribe?t=preview`;
  return Promise.all(
    editions.map(async (edition) => {
      const { language } = edition;
      const template = templates.find(({ name }) => name === `bulletin-${direction(language)}`);
      if (!template) throw new Error(`There is no mail template for ${language}.`);
      const data = { ...bulletinContent({ edition, publication, ...place }), unsubscribe };
      const { subject, html = '', text = '' } = render(template, data);
      const eml = await composed(edition, { subject, html, text }, { ...place, unsubscribe, now });
      return { language, subject, html, text, eml };
    }),
  );
}

function composed(
  { language }: Edition,
  body: Rendered,
  { newsroom, unsubscribe, now }: Place & { unsubscribe: string; now: Date },
): Promise<Uint8Array> {
  const headers = { ...bulletinHeaders({ language, newsroom }), ...recipientHeaders(unsubscribe) };
  const from = { name: nameIn(newsroom.organisation, language, newsroom), address: newsroom.sender, text: '' };
  const draft = {
    ...{ operation: 'SendBulkEmail' as const, configurationSet: undefined, tags: [] },
    ...{ from, to: [{ name: '', address: READER, text: READER }], cc: [], bcc: [], replyTo: [] },
    headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
    content: { kind: 'templated' as const, body },
  };
  return compose(draft, `preview-${language}`, now);
}
