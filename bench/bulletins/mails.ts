// The sample release as it reaches subscribers in Arabic and in English.
import { readFileSync } from 'node:fs';
import handlebars from 'handlebars';
import { mailable, type Part, partOf } from '../../functions/bulletins/part.ts';
import { releaseMail } from '../../functions/bulletins/release-mail.ts';
import { direction } from '../../functions/core/language.ts';
import type { Publication, PublishedEdition } from '../../functions/core/publication.ts';
import type { Release } from '../../functions/core/release.ts';
import { understand } from '../../functions/ingest/understand.ts';
import { readNewsroom } from '../../infra/settings.ts';
import { mailTemplates } from '../../templates/compile.ts';

export const site = 'https://news.example';
export const newsroom = readNewsroom();
export const configurationSet = 'mails';
export const templates = { ltr: 'bulletin-ltr', rtl: 'bulletin-rtl' };
export const contentHash = 'bench';

const key = 'reservoir-agreement.txt';
const bytes = readFileSync(new URL(`../../samples/${key}`, import.meta.url));

export async function sample(): Promise<Release> {
  const { release, problems } = await understand({ key, bytes }, newsroom);
  if (!release) throw new Error(JSON.stringify(problems));
  return release;
}

export function publicationOf({ editions, topics }: Release, releaseId: string): Publication {
  const firstPublished = '2026-03-09T08:00:00.000Z';
  const edition: PublishedEdition = {
    ...{ version: 1, contentHash, hash: '0', firstPublished, modified: firstPublished, embargo: null, withdrawn: null },
    history: [{ version: 1, contentHash, published: firstPublished }],
  };
  const languages = editions.map(({ language }) => language);
  return {
    ...{ releaseId, revision: 1, version: 1, year: '2026', month: '03', slug: 'reservoir-agreement' },
    ...{ topics: topics ?? [], formerTopics: [], firstPublished },
    positions: Object.fromEntries(languages.map((language) => [language, 1])),
    editions: Object.fromEntries(languages.map((language) => [language, edition])),
  };
}

export type Mail = Part & {
  /** As SES fills it in: for those who send it whole. */
  filled: (unsubscribe: string) => { subject: string; html: string; text: string };
};

export async function mailIn(language: string): Promise<Mail> {
  const release = await sample();
  const found = release.editions.find((edition) => edition.language === language);
  if (!found) throw new Error(`The sample has no edition in ${language}.`);
  const publication = publicationOf(release, release.id);
  const edition = mailable(found, site);
  const data = releaseMail({ kind: 'publication', edition, publication, note: null, newsroom, site });
  const part = partOf({ releaseId: release.id, occasion: 'publication', language }, data, { newsroom, templates });
  const template = (await mailTemplates()).find(({ name }) => name === templates[direction(language)]);
  const compiled = (source = '') => handlebars.compile<Record<string, string>>(source, { noEscape: true });
  const [subject, html, text] = [compiled(template?.subject), compiled(template?.html), compiled(template?.text)];
  return {
    ...part,
    filled: (unsubscribe) => {
      const all = { ...data, unsubscribe };
      return { subject: subject(all), html: html(all), text: text(all) };
    },
  };
}
