// The public files of a previewed release, by key: pages, style, feeds.
import { publicKey, publicUrl } from '../functions/core/address.ts';
import { channelsOf } from '../functions/core/channel.ts';
import { sha256 } from '../functions/core/digest.ts';
import type { EditionItem } from '../functions/core/item.ts';
import type { Newsroom } from '../functions/core/newsroom.ts';
import type { Edition } from '../functions/core/release.ts';
import type { ChannelFeed } from '../functions/feeds/channel-feed.ts';
import { entry } from '../functions/feeds/entry.ts';
import { formats } from '../functions/feeds/formats.ts';
import { opml } from '../functions/feeds/opml.ts';
import { announcement } from '../functions/outlets/announcement.ts';
import { newsml } from '../functions/outlets/newsml.ts';
import { ninjsDocument, ninjsFeed } from '../functions/outlets/ninjs.ts';
import { chooserPage } from '../functions/pages/chooser-page.ts';
import { feedsPage } from '../functions/pages/feeds-page.ts';
import { newsroomPage } from '../functions/pages/newsroom-page.ts';
import { outletsPage } from '../functions/pages/outlets-page.ts';
import { releasePage } from '../functions/pages/release-page.ts';
import { style } from '../templates/style.css.ts';
import { firstValues } from '../templates/subscribe-form.ts';
import { subscribePage } from '../templates/subscribe-page.ts';
import type { Preview } from './preview-publication.ts';

type Place = { newsroom: Newsroom; site: string };

export function siteFiles(preview: Preview, place: Place): Record<string, string> {
  const languages = preview.editions.map(({ language }) => language);
  const { topics } = preview.publication;
  const topicsByLanguage = Object.fromEntries(languages.map((language) => [language, topics]));
  const styleKey = publicKey.style(sha256(style).slice(0, 12));
  const setting = { ...place, styleHref: publicUrl(place.site, styleKey) };
  const pages = preview.editions.flatMap((edition) => {
    const item = itemOf(edition, preview);
    const { language } = edition;
    const { firstPublished: published } = item.published;
    const versions = [{ number: 1, published, correction: null, edition }];
    return [
      [publicKey.release(language, preview.publication), releasePage({ ...setting, item, versions })],
      [publicKey.ninjs(language, preview.publication), ninjsDocument(announcement(item, place))],
      [publicKey.newsml(language, preview.publication), newsml(announcement(item, place))],
      [publicKey.newsroom(language), newsroomPage({ ...setting, language, languages, items: [item] })],
      [
        publicKey.subscribePage(language),
        subscribePage({ ...setting, language, languages, values: firstValues(language, place.newsroom), faults: [] }),
      ],
      [publicKey.feedsPage(language), feedsPage({ ...setting, language, languages, topics })],
      [publicKey.outletsPage(language), outletsPage({ ...setting, language, languages })],
      ...feeds(item, place),
    ];
  });
  return {
    [publicKey.chooser]: chooserPage({ ...setting, languages }),
    [publicKey.opml]: opml({ ...place, languages, topicsByLanguage }),
    [styleKey]: style,
    ...Object.fromEntries(pages),
  };
}

function itemOf(edition: Edition, { publication, release: { contact } }: Preview): EditionItem {
  const { language } = edition;
  const published = publication.editions[language];
  if (!published) throw new Error(`The preview has no edition in ${language}.`);
  return { kind: 'edition', language, publication, published, edition, correction: null, contact };
}

/** Of the language's channel, and of those of its topics. */
const feeds = (item: EditionItem, { newsroom, site }: Place) =>
  channelsOf(item.language, item.publication.topics, newsroom).flatMap((channel) => {
    const feed: ChannelFeed = { channel, newsroom, site, entries: [entry(item, { newsroom, site })] };
    return [
      ...formats.map(({ key, write }) => [key(channel), write(feed, 0)]),
      [publicKey.ninjsFeed(channel), ninjsFeed(channel, { newsroom, site }, [announcement(item, { newsroom, site })])],
    ];
  });
