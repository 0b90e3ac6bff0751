// One item of a feed: an edition with all that a reader or an importer asks for.
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import { itemId, permalink } from '../core/address.ts';
import { direction } from '../core/language.ts';
import type { Publication } from '../core/publication.ts';
import type { Edition } from '../core/release.ts';

export type Entry = {
  id: string;
  url: string;
  title: string;
  summary: string;
  /** HTML with its own lang and dir: readers show it outside of the feed. */
  html: string;
  published: string;
  modified: string;
  topics: string[];
  /** The same release in its other languages. */
  translations: { language: string; url: string }[];
};

type Place = { site: string; authority: string };

export function entry(edition: Edition, publication: Publication, { site, authority }: Place): Entry | undefined {
  const { language } = edition;
  const published = publication.editions[language];
  if (!published) return undefined;
  return {
    id: itemId(authority, publication, language),
    url: permalink(site, language, publication),
    title: edition.headline,
    summary: edition.summary,
    html: html(edition),
    published: published.firstPublished,
    modified: published.modified,
    topics: publication.topics,
    // Sorted: a map of DynamoDB has no order, and the same rows must give the same bytes.
    translations: Object.keys(publication.editions)
      .filter((other) => other !== language)
      .sort()
      .map((other) => ({ language: other, url: permalink(site, other, publication) })),
  };
}

function html({ language, subheadline, dateline, body }: Edition): string {
  const above = [
    ...(subheadline === null ? [] : [h('p', h('strong', subheadline))]),
    ...(dateline === null ? [] : [h('p', h('em', dateline.text))]),
  ];
  return toHtml(h('div', { lang: language, dir: direction(language) }, [...above, ...body.children]));
}
