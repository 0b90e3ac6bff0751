// The mail for those who want all of a day or a week at once. Its frame is in the reader's language, each item in its
// own: a reader of several gets what a release has.
import { h } from 'hastscript';
import { isolatedAs, marked } from '../../templates/bidi.ts';
import { serialised } from '../../templates/html.ts';
import { itemHeadlineStyle, itemStyle, mailStyle } from '../../templates/mail-style.ts';
import { dayIn } from '../../templates/named.ts';
import { texts } from '../../templates/texts.ts';
import { permalink, publicKey, publicUrl } from '../core/address.ts';
import { direction, longDate } from '../core/language.ts';
import type { Newsroom } from '../core/newsroom.ts';
import type { Publication } from '../core/publication.ts';
import type { Edition } from '../core/release.ts';
import { safeLine } from '../core/safe-text.ts';
import type { Block } from './body.ts';
import { bytes, type MailData, mailData } from './mail-data.ts';
import { linked, noted, paragraph } from './paragraph.ts';
import { shortened } from './shorten.ts';

export type DigestItem = {
  status: 'new' | 'corrected' | 'withdrawn';
  edition: Edition;
  publication: Publication;
  /** What the press office says of a correction or a withdrawal. */
  note: string | null;
};

export type DigestMail = {
  frequency: 'daily' | 'weekly';
  /** That of the mail around the items. */
  language: string;
  items: DigestItem[];
  newsroom: Newsroom;
  site: string;
  /** The reader's, YYYY-MM-DD. */
  day: string;
};

type Place = Pick<DigestMail, 'language' | 'newsroom' | 'site'>;

/** Longer than any press office writes; it keeps thirty of them within a mail. */
const HEADLINE_CHARACTERS = 250;

export function digestMail(input: DigestMail): MailData {
  const { frequency, language, items, newsroom, site, day } = input;
  const { t, marks, language: own } = texts(language, newsroom);
  const title = t(`mail.digest.${frequency}`, { date: longDate(own, day) });
  const url = publicUrl(site, publicKey.newsroom(language));
  const rest = linked(t('mail.digest.rest'), url, { language, marks });
  return mailData(
    {
      ...{ language, url, headline: title, headlineMarks: marks, read: 'mail.read.newsroom' },
      why: `mail.why.${frequency}`,
      subject: subject(input) ?? marked(title, own),
      preheader: preheader(input),
      ...{ notice: [], intro: [], translations: [] },
      body: (room) => fitting(items, rest, input, room),
    },
    newsroom,
  );
}

function subject({ language, items, newsroom }: DigestMail): string | undefined {
  const [first] = items;
  if (!first) return undefined;
  const { words, language: written } = headed(first, newsroom);
  if (items.length === 1) return marked(words, written);
  const { t, language: own } = texts(language, newsroom);
  return marked(t('mail.digest.subject', { count: items.length, headline: isolatedAs(written, words, own) }), own);
}

/** With one item what it says; with more, what comes after the first. */
function preheader({ language, items, newsroom }: DigestMail): string {
  const [first, ...others] = items;
  if (first && others.length === 0) {
    const { edition, status, note } = first;
    return marked((status === 'new' ? edition.summary : note) ?? edition.headline, edition.language);
  }
  const headlines = others.map((item) => headed(item, newsroom));
  return marked(headlines.map(({ words, language: own }) => isolatedAs(own, words, language)).join(' · '), language);
}

const headlineOf = ({ edition }: DigestItem): string => shortened(safeLine(edition.headline), HEADLINE_CHARACTERS);

/** The headline, after a word on what became of it. */
function headed(item: DigestItem, newsroom: Newsroom): { words: string; language: string } {
  const { language } = item.edition;
  if (item.status === 'new') return { words: headlineOf(item), language };
  const { t, language: own } = texts(language, newsroom);
  const headline = isolatedAs(language, headlineOf(item), own);
  return { words: t(`mail.subject.${item.status}`, { headline }), language: own };
}

/** All items in full, or the last ones in brief, or only as many of these as a mail can hold. */
function fitting(items: DigestItem[], rest: Block, place: Place, room: number): Block[] {
  const full = items.map((item) => block(item, detailed(item, place), place));
  const brief = items.map((item) => block(item, [], place));
  const size = (blocks: Block[]) => blocks.reduce((sum, { html }) => sum + bytes(html) + 1, 0);
  for (let whole = items.length; whole >= 0; whole -= 1) {
    const blocks = [...full.slice(0, whole), ...brief.slice(whole)];
    if (size(blocks) <= room) return blocks;
  }
  const count = brief.findIndex((_, index) => size([...brief.slice(0, index + 1), rest]) > room);
  return [...brief.slice(0, count), rest];
}

/** An item in its own language and direction, whatever is around it. */
function block(item: DigestItem, details: Block[], { language, newsroom, site }: Place): Block {
  const { edition, publication } = item;
  const url = permalink(site, edition.language, publication);
  const parts = [...status(item, newsroom), heading(item, url), ...details];
  const inner = parts.map(({ html }) => html).join('');
  return { html: within(language, edition.language, inner), text: [...parts.map(({ text }) => text), url].join('\n') };
}

function within(outer: string, own: string, inner: string): string {
  const written = own === outer ? '' : ` lang="${own}" dir="${direction(own)}"`;
  return `<div class="item"${written} style="${itemStyle(direction(own))}">${inner}</div>`;
}

/** What became of it since it came out. */
function status({ status, edition: { language }, publication }: DigestItem, newsroom: Newsroom): Block[] {
  if (status === 'new') return [];
  const { t, marks, language: own } = texts(language, newsroom);
  const modified = publication.editions[language]?.modified ?? publication.firstPublished;
  const words =
    status === 'withdrawn'
      ? t('release.withdrawn.title')
      : t('release.corrected', { date: longDate(own, dayIn(newsroom.zone, modified)) });
  return [paragraph(words, { language, marks, look: 'kicker' })];
}

function heading(item: DigestItem, href: string): Block {
  const { language } = item.edition;
  const [words, side] = [headlineOf(item), direction(language)];
  const link = h('a', { href, style: mailStyle(side, 'a') }, words);
  return { html: serialised(h('h2', { style: itemHeadlineStyle(side) }, link)), text: marked(words, language) };
}

function detailed(item: DigestItem, { newsroom }: Place): Block[] {
  const { edition, publication, note } = item;
  const { language, dateline, summary } = edition;
  const said = noted(note, language);
  if (item.status === 'withdrawn') return [...request(item, newsroom), ...said];
  const first = publication.editions[language]?.firstPublished ?? publication.firstPublished;
  const date = dateline?.text ?? longDate(language, dayIn(newsroom.zone, first));
  return [paragraph(date, { language, look: 'quiet' }), ...said, paragraph(summary, { language })];
}

function request({ edition: { language }, publication }: DigestItem, newsroom: Newsroom): Block[] {
  const { t, marks, language: own } = texts(language, newsroom);
  const withdrawn = publication.editions[language]?.withdrawn;
  if (!withdrawn) return [];
  const date = longDate(own, dayIn(newsroom.zone, withdrawn.instant));
  return [paragraph(t('release.withdrawn.text', { date }), { language, marks })];
}
