// Releases in a list, newest first: on a newsroom's page and on those of its past.
import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import type { Setting } from '../../templates/document.ts';
import { dayIn } from '../../templates/named.ts';
import { texts } from '../../templates/texts.ts';
import { permalink } from '../core/address.ts';
import type { Item } from '../core/item.ts';
import { longDate } from '../core/language.ts';

type Place = Pick<Setting, 'newsroom' | 'site'> & { language: string };

export const releaseList = (items: Item[], place: Place): ElementContent =>
  h(
    'ol',
    { className: 'releases' },
    items.toSorted(newestFirst).map((item) => entry(item, place)),
  );

// Two releases of one second keep one order, whatever order they came in.
function newestFirst(a: Item, b: Item): number {
  const [first, second] = [a, b].map(({ published, publication }) => [published.firstPublished, publication.releaseId]);
  return `${first}` < `${second}` ? 1 : -1;
}

function entry(item: Item, { language, newsroom, site }: Place): ElementContent {
  const { firstPublished: instant } = item.published;
  const href = permalink(site, language, item.publication);
  const { t, marks } = texts(language, newsroom);
  const day = dayIn(newsroom.zone, instant);
  const date = h('time', { datetime: instant }, longDate(language, day));
  return item.kind === 'edition'
    ? h('li', [h('h2', h('a', { href }, item.edition.headline)), date, h('p', item.edition.summary)])
    : h('li', { className: 'gone' }, [h('h2', h('a', { ...marks, href }, t('feed.withdrawn.title'))), date]);
}
