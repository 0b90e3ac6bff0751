// The mail of a release that came out, or was corrected.
import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import { isolatedAs, marked } from '../../templates/bidi.ts';
import { serialised } from '../../templates/html.ts';
import { mailStyle, paragraphStyle } from '../../templates/mail-style.ts';
import { dayIn, inNewsroomOrder } from '../../templates/named.ts';
import { texts } from '../../templates/texts.ts';
import { permalink } from '../core/address.ts';
import { direction, longDate, ownName } from '../core/language.ts';
import type { Newsroom } from '../core/newsroom.ts';
import { type Publication, usableLanguages } from '../core/publication.ts';
import type { Edition } from '../core/release.ts';
import { safeLine } from '../core/safe-text.ts';
import { type Block, bodyBlocks } from './body.ts';
import { bytes, type MailData, mailData } from './mail-data.ts';
import { linked, noted, paragraph } from './paragraph.ts';
import { shortened } from './shorten.ts';

export type ReleaseMail = {
  kind: 'publication' | 'correction';
  edition: Edition;
  publication: Publication;
  /** What a correction tells its readers. */
  note: string | null;
  newsroom: Newsroom;
  site: string;
};

const SUBHEADLINE_CHARACTERS = 1000;

export function releaseMail(input: ReleaseMail): MailData {
  const { edition, publication, note, newsroom, site } = input;
  const { language, headline, subheadline, summary } = edition;
  const url = permalink(site, language, publication);
  const isCorrected = input.kind === 'correction';
  return mailData(
    {
      ...{ language, url, headline, read: 'mail.read', why: 'mail.why' },
      subject: isCorrected ? correctedSubject(edition, newsroom) : marked(headline, language),
      preheader: marked((isCorrected ? note : null) ?? subheadline ?? summary, language),
      notice: isCorrected ? [correctedOn(input), ...noted(note, language)] : [],
      intro: intro(edition),
      body: (room) => fitting(edition, newsroom, url, room),
      translations: translations(input),
    },
    newsroom,
  );
}

function correctedSubject({ language, headline }: Edition, newsroom: Newsroom): string {
  const { t, language: own } = texts(language, newsroom);
  return marked(t('mail.subject.corrected', { headline: isolatedAs(language, headline, own) }), own);
}

function correctedOn({ edition: { language }, publication, newsroom }: ReleaseMail): Block {
  const { t, marks, language: own } = texts(language, newsroom);
  const modified = publication.editions[language]?.modified ?? publication.firstPublished;
  const date = longDate(own, dayIn(newsroom.zone, modified));
  return paragraph(t('release.corrected', { date }), { language, marks, look: 'kicker' });
}

const intro = ({ language, subheadline, dateline }: Edition): Block[] => [
  ...(subheadline ? [paragraph(shortened(subheadline, SUBHEADLINE_CHARACTERS), { language, look: 'lead' })] : []),
  ...(dateline ? [paragraph(dateline.text, { language, look: 'quiet' })] : []),
];

/** The body, or as many of its blocks as a mail can hold and where to read the rest. */
function fitting(edition: Edition, newsroom: Newsroom, url: string, room: number): Block[] {
  const { language, summary } = edition;
  const blocks = bodyBlocks(edition, url);
  const size = (some: Block[]) => some.reduce((sum, { html }) => sum + bytes(html) + 1, 0);
  if (size(blocks) <= room) return blocks;
  const { t, marks } = texts(language, newsroom);
  const rest = linked(t('mail.rest'), url, { language, marks });
  const count = blocks.findIndex((_, index) => size([...blocks.slice(0, index + 1), rest]) > room);
  return [...(count === 0 ? [paragraph(summary, { language })] : blocks.slice(0, count)), rest];
}

/** The release's other languages, each with its address. */
function translations({ edition: { language }, publication, newsroom, site }: ReleaseMail): Block[] {
  const { t, marks } = texts(language, newsroom);
  const others = inNewsroomOrder(usableLanguages(publication), newsroom)
    .filter((other) => other !== language)
    .map((other) => ({ language: other, name: ownName(other), href: permalink(site, other, publication) }));
  if (others.length === 0) return [];
  const side = direction(language);
  const links = others.flatMap((other, index): ElementContent[] => [
    { type: 'text', value: index === 0 ? ' ' : ' · ' },
    h(
      'span',
      { lang: other.language, dir: direction(other.language) },
      h('a', { href: other.href, hreflang: other.language, style: mailStyle(side, 'a') }, other.name),
    ),
  ]);
  const words = t('mail.languages');
  const style = paragraphStyle(side, 'plain');
  return [
    {
      html: serialised(h('p', { style }, [h('span', { ...marks }, words), ...links])),
      text: [marked(safeLine(words), language), ...others.map(({ name, href }) => `${name}\n${href}`)].join('\n\n'),
    },
  ];
}
