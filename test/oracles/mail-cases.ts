// The mails that the judges are shown: every kind in every language that has texts, and some made to break a mail.
import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import { posted } from '../../cli/preview-mails.ts';
import { type DigestItem, digestMail } from '../../functions/bulletins/digest-mail.ts';
import type { MailData } from '../../functions/bulletins/mail-data.ts';
import { releaseMail } from '../../functions/bulletins/release-mail.ts';
import { withdrawalMail } from '../../functions/bulletins/withdrawal-mail.ts';
import { ownName } from '../../functions/core/language.ts';
import { withMediaAt } from '../../functions/core/media.ts';
import type { Publication } from '../../functions/core/publication.ts';
import type { Edition } from '../../functions/core/release.ts';
import { mailTemplates } from '../../templates/compile.ts';
import { locales } from '../../templates/locales.ts';
import { anEdition, aPublication, highlands, hostile, published, samples } from '../templates/samples.ts';
import { lettersIn } from './letter-cases.ts';

export type MailCase = {
  name: string;
  /** An occasion's, or a letter. */
  kind: string;
  language: string;
  /** As it was given to SES, and as it goes out. */
  subject: string;
  html: string;
  text: string;
  eml: Buffer;
};

export const SITE = 'https://news.example';
/** Where the newsroom's own pictures are. */
export const PICTURES = `${SITE}/media/`;

export const RELEASE = '0123456789abcdef';

const now = new Date('2026-03-12T08:00:00Z');
const place = { newsroom: highlands, site: SITE };
const corrected = published('2026-03-09T08:00:00Z', '2026-03-11T08:00:00Z');
const withdrawn = { version: 3, contentHash: '3', instant: '2026-03-12T08:00:00Z' };

const bodyOf = (...children: ElementContent[]): Edition['body'] => ({ type: 'root', children });

/** In languages that have no sample, the sample's text is borrowed: the judges read its markup. */
function editionIn(language: string): Edition {
  const found = samples.find(({ edition }) => edition.language === language)?.edition;
  return found ?? anEdition({ language, headline: highlands.organisation[language] ?? ownName(language) });
}

const publicationOf = ({ language }: Edition): Publication =>
  aPublication(highlands.languages, { editions: { [language]: corrected, fr: corrected, ar: corrected } });

const item = (edition: Edition, status: DigestItem['status'], note: string | null = null): DigestItem => {
  const row = status === 'withdrawn' ? { ...corrected, withdrawn } : corrected;
  return { status, edition, note, publication: aPublication([], { editions: { [edition.language]: row } }) };
};

const mixed = 'WHO: المياه ترتفع، says the Council';

/** The four kinds, with all that each may hold. */
function kindsOf(edition: Edition): Record<string, MailData> {
  const { language } = edition;
  const publication = publicationOf(edition);
  const foreign = editionIn(language === 'ar' ? 'en' : 'ar');
  const items = [
    item(edition, 'new'),
    item(foreign, 'corrected', 'Wrong: 12:00. الأرقام خاطئة.'),
    item({ ...editionIn('he'), headline: 'UNESCO: המים עולים' }, 'new'),
    item({ ...edition, headline: `${edition.headline} 2025` }, 'withdrawn'),
  ];
  const note = 'Peter 14:00, not 12:00 (UTC+1).';
  return {
    publication: releaseMail({ kind: 'publication', edition, publication, note: null, ...place }),
    correction: releaseMail({ kind: 'correction', edition, publication, note, ...place }),
    withdrawal: withdrawalMail({ edition, publication, note, instant: withdrawn.instant, ...place }),
    digest: digestMail({ frequency: 'daily', language, items, day: '2026-03-12', ...place }),
  };
}

const rich = bodyOf(
  h('p', h('img', { src: 'media/r1/gauge.png', alt: 'A gauge: مقياس', width: 1600, height: 900 })),
  ...Array.from({ length: 6 }, () =>
    h('p', 'The council measures the level of the reservoir each morning. '.repeat(5)),
  ),
  h('h2', 'Figures'),
  h('table', [h('tr', [h('th', 'Year'), h('th', 'Level')]), h('tr', [h('td', '2026'), h('td', '14 m')])]),
  h('ul', [h('li', 'One'), h('li', h('p', ['Two, ', h('bdi', 'مجلس'), ' and ', h('a', { href: '/x?a=1&b=2' }, 'x')]))]),
  h('ol', { start: 3 }, [h('li', 'Three')]),
  h('blockquote', h('p', 'Water is life.')),
  h('p', h('a', { href: `${SITE}/${'long'.repeat(60)}` }, `${SITE}/${'long'.repeat(60)}`)),
);

const hostileEdition = (language: string, headline: string): Edition =>
  anEdition({
    ...{ language, headline, subheadline: hostile, summary: `${hostile} {{headline}}` },
    dateline: { text: mixed, date: null, place: null },
    body: bodyOf(h('p', hostile), h('p', '.\n.\nFrom here. =20 =?utf-8?q?x?=')),
  });

const long = (language: string, words: string): Edition =>
  anEdition({
    language,
    headline: words.repeat(12),
    body: bodyOf(...Array.from({ length: 120 }, () => h('p', words.repeat(60)))),
  });

function extremes(): Record<string, MailData> {
  const of = (edition: Edition) =>
    releaseMail({ kind: 'publication', edition, publication: publicationOf(edition), note: null, ...place });
  const wide = anEdition({ headline: `${hostile} `.repeat(20), summary: 'Water rises & rises. '.repeat(14) });
  const items = Array.from({ length: 30 }, () => item(wide, 'corrected', hostile.repeat(20)));
  return {
    pictures: of(anEdition({ body: withMediaAt(SITE, rich) })),
    'pictures in Arabic': of(anEdition({ language: 'ar', headline: mixed, body: withMediaAt(SITE, rich) })),
    hostile: of(hostileEdition('en', `${hostile}\r\nBcc: all@example.org`)),
    'hostile in Hebrew': of(hostileEdition('he', mixed)),
    long: of(long('en', 'water and its level ')),
    'long in Arabic': of(long('ar', 'منسوب المياه ')),
    'long in Japanese': of(long('ja', '水位の上昇について、')),
    thirty: digestMail({ frequency: 'weekly', language: 'en', items, day: '2026-03-12', ...place }),
  };
}

/** Urdu and Korean borrow English texts, one against its direction. */
const borrowing = ['ur', 'ko'];

export async function mailCases(): Promise<MailCase[]> {
  const templates = await mailTemplates();
  const inLanguages = [...Object.keys(locales), ...borrowing].flatMap((language) =>
    Object.entries(kindsOf(editionIn(language))).map(([kind, data]) => ({ name: `${kind}-${language}`, kind, data })),
  );
  const others = Object.entries(extremes()).map(([name, data]) => ({ name, kind: 'publication', data }));
  const letters = [...Object.keys(locales), ...borrowing].map((language) => lettersIn(language, SITE, templates, now));
  const bulletins = await Promise.all(
    [...inLanguages, ...others].map(async ({ name, kind, data }) => {
      const mail = await posted(data, { ...place, releaseId: RELEASE, occasion: kind, templates, now });
      return { name: name.replaceAll(' ', '-'), kind, ...mail, eml: Buffer.from(mail.eml) };
    }),
  );
  return [...bulletins, ...(await Promise.all(letters)).flat()];
}
