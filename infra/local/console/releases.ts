// What is out, what waits, and how far its mails are.
import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import { badge, counted, foreign, languageName, time } from './shown.ts';
import type { ReleaseRow } from './source.ts';

const RELEASES = 10;

export function releaseList(releases: ReleaseRow[]): ElementContent[] {
  if (releases.length === 0) return [h('p', { className: 'empty' }, 'Nothing was published yet.')];
  const older = releases.length - RELEASES;
  return [
    h('ul', { className: 'cards' }, releases.slice(0, RELEASES).map(card)),
    ...(older > 0 ? [h('p', { className: 'hint' }, `${counted(older, 'older release')} not shown.`)] : []),
  ];
}

const card = (release: ReleaseRow): Element =>
  h('li', [
    h('p', { className: 'states' }, [
      ...state(release),
      h('span', `version ${release.version}`),
      h('bdi', { className: 'file' }, release.file),
    ]),
    h(
      'ul',
      { className: 'editions' },
      release.editions.map((edition) => editionRow(edition, release.state)),
    ),
    ...(release.state === 'held' && release.copies.planned === 0 ? [] : [copies(release.copies)]),
  ]);

function state({ state: of, until }: ReleaseRow): ElementContent[] {
  if (of === 'published') return [badge('good', 'published')];
  if (of === 'withdrawn') return [badge('bad', 'withdrawn')];
  return [badge('waiting', 'held'), ...(until === undefined ? [] : [h('span', ['until ', time(until)])])];
}

/** A held release has no pages to link to. */
function editionRow({ language, headline, url }: ReleaseRow['editions'][number], of: ReleaseRow['state']): Element {
  const isLinked = of === 'published' && /^https?:\/\//i.test(url);
  return h('li', [
    h('span', { className: 'language' }, [languageName(language)]),
    h('span', { ...foreign(language), className: 'headline' }, isLinked ? [h('a', { href: url }, headline)] : headline),
  ]);
}

const copies = ({ planned, sent, delivered, bounced, failed }: ReleaseRow['copies']): Element => {
  const troubled = (count: number) => (count > 0 ? { className: 'bad' } : {});
  const pair = (name: string, count: number, attributes = {}) =>
    h('div', attributes, [h('dt', name), h('dd', count.toLocaleString('en'))]);
  return h('dl', { className: 'copies', ariaLabel: 'Mails' }, [
    pair('mails so far', planned),
    pair('sent', sent),
    pair('delivered', delivered),
    pair('bounced', bounced, troubled(bounced)),
    pair('failed', failed, troubled(failed)),
  ]);
};
