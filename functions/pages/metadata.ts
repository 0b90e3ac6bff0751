// What a release's page says of itself to programs: Open Graph to social sites, schema.org to search engines.
import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import type { Setting, Translation } from '../../templates/document.ts';
import { organisationIn, topicIn } from '../../templates/named.ts';
import { permalink, publicKey, publicUrl } from '../core/address.ts';
import type { EditionItem } from '../core/item.ts';
import { picturesIn } from '../core/media.ts';

type Described = Pick<Setting, 'newsroom' | 'site'> & {
  item: EditionItem;
  /** All languages it can be read in, this one included. */
  translations: Translation[];
};

/** Elements for the page's head. */
export const metadata = (described: Described): ElementContent[] => [
  ...openGraph(described),
  ...siblings(described),
  h('script', { type: 'application/ld+json' }, inScript(newsArticle(described))),
];

/** The same release for programs, and what proves it: stage 5 writes them beside the page. */
function siblings({ item: { language, publication }, site }: Described): ElementContent[] {
  const { ninjs, newsml, jws } = publicKey;
  const documents: [key: string, type: string][] = [
    [ninjs(language, publication), 'application/json'],
    [newsml(language, publication), 'application/vnd.iptc.g2.newsitem+xml'],
    [jws(language, publication), 'application/jose'],
  ];
  return documents.map(([key, type]) => h('link', { rel: 'alternate', type, href: publicUrl(site, key) }));
}

// A data block is no script to the edge's policy, but it ends where a script would: at "</script".
const inScript = (value: object): string => JSON.stringify(value).replaceAll('<', '\\u003c');

type Image = { url: string; alt: string; credit: string };

/** Pictures that the page shows, those of this site. */
const imagesOf = ({ item, site }: Described): Image[] =>
  picturesIn(item.edition.body).flatMap(({ properties: { src, alt, dataCredit } }) =>
    typeof src === 'string' && src.startsWith(`${site}/`)
      ? [{ url: src, alt: String(alt ?? ''), credit: String(dataCredit ?? '') }]
      : [],
  );

const topicsOf = ({ item, newsroom }: Described): string[] =>
  item.publication.topics.map((topic) => topicIn(topic, item.language, newsroom).name);

/** "en_US", the form that https://ogp.me asks for; where the tag names no region, the likeliest. */
export function localeOf(tag: string): string {
  const { language, region } = new Intl.Locale(tag).maximize();
  return region === undefined ? language : `${language}_${region}`;
}

// https://ogp.me, "article" and "image".
function openGraph(described: Described): ElementContent[] {
  const { item, newsroom, translations } = described;
  const { firstPublished, modified } = item.published;
  const [image] = imagesOf(described);
  const topics = topicsOf(described);
  const own = localeOf(item.language);
  const others = translations.map(({ language }) => localeOf(language)).filter((locale) => locale !== own);
  const properties: [string, string][] = [
    ['og:type', 'article'],
    ['og:description', item.edition.summary],
    ['og:locale', own],
    ...[...new Set(others)].map((locale): [string, string] => ['og:locale:alternate', locale]),
    ['og:site_name', organisationIn(item.language, newsroom).name],
    ...(image ? [['og:image', image.url] satisfies [string, string]] : []),
    ...(image?.alt ? [['og:image:alt', image.alt] satisfies [string, string]] : []),
    ['article:published_time', firstPublished],
    ['article:modified_time', modified],
    ...topics.slice(0, 1).map((topic): [string, string] => ['article:section', topic]),
    ...topics.map((topic): [string, string] => ['article:tag', topic]),
  ];
  return properties.map(([property, content]) => h('meta', { property, content }));
}

// https://schema.org/NewsArticle. What is undefined is left out.
function newsArticle(described: Described): object {
  const { item, newsroom, site, translations } = described;
  const { language, edition, published } = item;
  const url = permalink(site, language, item.publication);
  const publisher = { '@type': 'Organization', name: organisationIn(language, newsroom).name, url: `${site}/` };
  const others = translations.filter((one) => one.language !== language);
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    ...{ '@id': url, url, mainEntityOfPage: url },
    headline: edition.headline,
    alternativeHeadline: edition.subheadline ?? undefined,
    description: edition.summary,
    dateline: edition.dateline?.text,
    inLanguage: language,
    datePublished: published.firstPublished,
    dateModified: published.modified,
    ...{ author: publisher, publisher },
    isAccessibleForFree: true,
    image: filled(imagesOf(described).map(imageObject)),
    articleSection: filled(topicsOf(described)),
    correction: correctionOf(item),
    workTranslation: filled(
      others.map((other) => ({ '@type': 'NewsArticle', '@id': other.href, inLanguage: other.language })),
    ),
  };
}

const filled = <Value>(values: Value[]): Value[] | undefined => (values.length > 0 ? values : undefined);

const imageObject = ({ url, alt, credit }: Image) => ({
  ...{ '@type': 'ImageObject', url },
  caption: alt || undefined,
  creditText: credit || undefined,
});

const correctionOf = ({ correction, published }: EditionItem) =>
  published.history.length < 2
    ? undefined
    : { '@type': 'CorrectionComment', text: correction ?? undefined, datePublished: published.modified };
