// The mail that takes a release back, for those who had it. Its headline says which; nothing else of it is repeated.
import { isolatedAs, marked } from '../../templates/bidi.ts';
import { dayIn } from '../../templates/named.ts';
import { texts } from '../../templates/texts.ts';
import { permalink } from '../core/address.ts';
import { longDate } from '../core/language.ts';
import type { Newsroom } from '../core/newsroom.ts';
import type { Publication } from '../core/publication.ts';
import type { Edition } from '../core/release.ts';
import { type MailData, mailData } from './mail-data.ts';
import { noted, paragraph } from './paragraph.ts';

export type WithdrawalMail = {
  /** The one that readers had. */
  edition: Pick<Edition, 'language' | 'headline'>;
  publication: Publication;
  note: string | null;
  /** Since when it is withdrawn. */
  instant: string;
  newsroom: Newsroom;
  site: string;
};

export function withdrawalMail({
  edition: { language, headline },
  publication,
  note,
  instant,
  newsroom,
  site,
}: WithdrawalMail): MailData {
  const { t, marks, language: own } = texts(language, newsroom);
  const request = t('release.withdrawn.text', { date: longDate(own, dayIn(newsroom.zone, instant)) });
  return mailData(
    {
      ...{ language, headline, read: 'mail.read.notice', why: 'mail.why' },
      subject: marked(t('mail.subject.withdrawn', { headline: isolatedAs(language, headline, own) }), own),
      preheader: marked(request, own),
      notice: [
        paragraph(t('release.withdrawn.title'), { language, marks, look: 'kicker' }),
        paragraph(request, { language, marks }),
        ...noted(note, language),
      ],
      intro: [],
      body: () => [],
      url: permalink(site, language, publication),
      translations: [],
    },
    newsroom,
  );
}
