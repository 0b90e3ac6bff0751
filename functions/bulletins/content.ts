// What SES fills into the mail templates for one release and language. SES escapes nothing and silently drops a mail
// with a missing variable: every value is a string, always there, and escaped for where it goes.

import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import { isolated, marked } from '../../templates/bidi.ts';
import { serialised } from '../../templates/html.ts';
import { mailStyle } from '../../templates/mail-style.ts';
import { inNewsroomOrder, organisationIn } from '../../templates/named.ts';
import { marksWithin, texts } from '../../templates/texts.ts';
import { permalink } from '../core/address.ts';
import { direction, ownName } from '../core/language.ts';
import type { Newsroom } from '../core/newsroom.ts';
import { type Publication, usableLanguages } from '../core/publication.ts';
import type { Edition } from '../core/release.ts';
import { safeLine } from '../core/safe-text.ts';
import { type Block, bodyBlocks } from './body.ts';

export type BulletinInput = { edition: Edition; publication: Publication; newsroom: Newsroom; site: string };

// Gmail clips a mail at 102 kB of HTML. The frame is the compiled template with its links; a test measures it.
const LIMIT_BYTES = 90_000;
const FRAME_BYTES = 14_000;
/** In the title, in the heading, and as the name that screen readers say. */
const HEADLINES = 3;

const bytes = (text: string): number => Buffer.byteLength(text);

// Quotes too: MJML puts the headline into an attribute as well.
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** The template's data, for all who get this release in this language. `text` is the whole plain-text part. */
export function bulletinContent(input: BulletinInput) {
  const { edition, newsroom } = input;
  const { language } = edition;
  const { t, marks } = texts(language, newsroom);
  const url = permalink(input.site, language, input.publication);
  const organisation = organisationIn(language, newsroom);
  const label = (words: string) => serialised(h('span', { ...marks }, words));
  const shown = {
    language,
    subject: safeLine(edition.headline),
    headline: escaped(edition.headline),
    preheader: escaped(edition.subheadline ?? edition.summary),
    organisation: serialised(h('span', marksWithin(language, organisation.language), organisation.name)),
    intro: intro(edition),
    url: escaped(url),
    read: label(t('mail.read')),
    translations: serialised(h(null, translations(input))),
    why: label(t('mail.why', { organisation: organisation.name })),
    postalAddress: escaped(isolated(newsroom.postalAddress, language)),
    leave: label(t('mail.unsubscribe')),
  };
  const around =
    Object.values(shown).reduce((sum, value) => sum + bytes(value), 0) + (HEADLINES - 1) * bytes(shown.headline);
  const blocks = fitting(input, url, LIMIT_BYTES - FRAME_BYTES - around);
  return {
    ...shown,
    body: blocks.map(({ html }) => html).join('\n'),
    text: plainText(input, blocks, url),
    leaveText: marked(t('mail.unsubscribe'), language),
  };
}

function intro({ language, subheadline, dateline }: Edition): string {
  const style = mailStyle(direction(language), 'p');
  return serialised(
    h(null, [
      ...(subheadline ? [h('p', { style: `${style};font-size:19px` }, subheadline)] : []),
      ...(dateline
        ? [h('p', { style: `${style};font-size:15px;color:#575f64`, className: 'quiet' }, dateline.text)]
        : []),
    ]),
  );
}

/** The body, or as many of its blocks as a mail can hold and where to read the rest. */
function fitting({ edition, newsroom }: BulletinInput, url: string, limit: number): Block[] {
  const blocks = bodyBlocks(edition, url);
  const size = (some: Block[]) => some.reduce((sum, { html }) => sum + bytes(html) + 1, 0);
  if (size(blocks) <= limit) return blocks;
  const rest = restOf(edition.language, newsroom, url);
  const count = blocks.findIndex((_, index) => size([...blocks.slice(0, index + 1), rest]) > limit);
  return [...(count === 0 ? [summaryOf(edition)] : blocks.slice(0, count)), rest];
}

function restOf(language: string, newsroom: Newsroom, url: string): Block {
  const { t, marks } = texts(language, newsroom);
  const link = h('a', { ...marks, href: url, style: mailStyle(direction(language), 'a') }, t('mail.rest'));
  return { html: paragraph(language, [link]), text: `${marked(t('mail.rest'), language)}\n${url}` };
}

const summaryOf = ({ language, summary }: Edition): Block => ({
  html: paragraph(language, [{ type: 'text', value: summary }]),
  text: marked(summary, language),
});

const paragraph = (language: string, children: ElementContent[]): string =>
  serialised(h('p', { style: mailStyle(direction(language), 'p') }, children));

/** The release's other languages, each with its address. */
const others = ({ edition, publication, newsroom, site }: BulletinInput) =>
  inNewsroomOrder(usableLanguages(publication), newsroom)
    .filter((language) => language !== edition.language)
    .map((language) => ({ language, href: permalink(site, language, publication) }));

function translations(input: BulletinInput): ElementContent[] {
  const { language } = input.edition;
  const { t, marks } = texts(language, input.newsroom);
  const links = others(input).flatMap((other) => {
    const written = { lang: other.language, dir: direction(other.language) };
    const style = mailStyle(direction(language), 'a');
    return [
      ' ',
      h('span', written, h('a', { href: other.href, hreflang: other.language, style }, ownName(other.language))),
    ];
  });
  return links.length === 0 ? [] : [h('span', [h('span', { ...marks }, t('mail.languages')), ' ', ...links.slice(1)])];
}

function plainText(input: BulletinInput, blocks: Block[], url: string): string {
  const { edition, newsroom } = input;
  const { language, subheadline, dateline } = edition;
  const { t } = texts(language, newsroom);
  const organisation = organisationIn(language, newsroom).name;
  const elsewhere = others(input);
  const line = (text: string) => marked(safeLine(text), language);
  const parts = [
    line(organisation),
    [edition.headline, ...(subheadline ? [subheadline] : [])].map(line).join('\n'),
    ...(dateline ? [line(dateline.text)] : []),
    ...blocks.map(({ text }) => text),
    '* * *',
    `${line(t('mail.read'))}\n${url}`,
    ...(elsewhere.length > 0 ? [line(t('mail.languages'))] : []),
    ...elsewhere.map((other) => `${ownName(other.language)}\n${other.href}`),
    `${line(t('mail.why', { organisation }))}\n${newsroom.postalAddress}`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}
