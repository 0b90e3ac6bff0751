// Atom 1.0 (RFC 4287), with the tombstones of RFC 6721. Languages are said on each entry and text of its own too:
// importers lift entries out of their feed.
import type { Element } from 'xast';
import { x } from 'xastscript';
import { type ChannelFeed, GENERATOR, type Head, packaged, rights } from './channel-feed.ts';
import type { Entry, Topic } from './entry.ts';
import { before, changed, eachEntry, langWithin, MEDIA_TOPICS, named, related, say } from './xml.ts';

/** What makes a page of a channel's past from its feed. */
export type AtomPage = {
  /** Its own address. */
  self?: string;
  /** More for the feed's head: links to other pages, say. */
  head?: Element[];
};

export function atomFeed(feed: ChannelFeed, page: AtomPage = {}): string {
  const { entries, head, built } = packaged(feed);
  const { authority } = feed.newsroom;
  return changed(built.atom1(), ['feed'], (top) => {
    top.attributes = { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': feed.channel.language };
    enrichHead(top, feed.channel.language, head, page);
    eachEntry(top, 'entry', entries, (item, entry) => enrich(item, entry, head, authority));
    top.children.push(...entries.flatMap(tombstone));
  });
}

function enrichHead(top: Element, language: string, head: Head, page: AtomPage): void {
  say(top, 'title', head.title.name, text(head.title.language));
  say(top, 'subtitle', head.description.name, text(head.description.language));
  say(top, 'rights', `© ${head.author.name}`, text(head.author.language));
  say(top, 'generator', GENERATOR.name, { version: GENERATOR.version });
  for (const name of named(top, 'author')) say(name, 'name', head.author.name);
  for (const { attributes } of named(top, 'link')) {
    if (attributes.rel === 'alternate') Object.assign(attributes, { type: 'text/html', hreflang: language });
    if (attributes.rel === 'self')
      Object.assign(attributes, { type: 'application/atom+xml', ...(page.self && { href: page.self }) });
  }
  before(top, 'entry', page.head ?? []);
}

const text = (language: string) => ({ type: 'text', 'xml:lang': language });

/** `type="text"` titles show "<b>" as it was written; "html" would make it bold. */
function enrich(item: Element, entry: Entry, { author, home }: Head, authority: string): void {
  const { language, textLanguage } = entry;
  item.attributes = { 'xml:lang': language };
  say(item, 'title', entry.title, text(textLanguage));
  say(item, 'summary', entry.summary, text(textLanguage));
  say(item, 'content', entry.html, { type: 'html', 'xml:lang': language });
  for (const { attributes } of named(item, 'link'))
    Object.assign(attributes, { rel: 'alternate', type: 'text/html', hreflang: language });
  item.children.push(
    x('author', [x('name', author.name), x('uri', home)]),
    x('rights', text(author.language), rights(author, entry)),
    ...entry.topics.flatMap((topic) => categories(topic, entry, authority)),
    ...related(entry).map((link) => x('link', link)),
    ...entry.pictures.map(({ url, type, alt }) =>
      x('link', { rel: 'enclosure', type, href: url, title: alt || undefined, 'xml:lang': language }),
    ),
  );
}

function categories({ key, name, language, mediaTopic }: Topic, entry: Entry, authority: string): Element[] {
  const label = { label: name, ...langWithin(entry.language, language) };
  const own = x('category', { term: key, scheme: `tag:${authority},2026:topics`, ...label });
  return mediaTopic ? [own, x('category', { term: `medtop:${mediaTopic}`, scheme: MEDIA_TOPICS, ...label })] : [own];
}

/** Beside the notice, which readers show: for importers that delete what they are told to. */
function tombstone({ id, withdrawn, summary, textLanguage }: Entry): Element[] {
  if (withdrawn === null) return [];
  const namespace = 'http://purl.org/atompub/tombstones/1.0';
  const comment = x('at:comment', { 'xml:lang': textLanguage }, summary);
  return [x('at:deleted-entry', { 'xmlns:at': namespace, ref: id, when: withdrawn }, comment)];
}
