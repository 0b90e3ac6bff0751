// Every sample in every state, and texts that were made to break a document.
import { h } from 'hastscript';
import type { Item } from '../../../functions/core/item.ts';
import { announcement } from '../../../functions/outlets/announcement.ts';
import {
  aNotice,
  anEdition,
  anItem,
  aPublication,
  highlands,
  hostile,
  published,
  samples,
} from '../../templates/samples.ts';

export const place = { site: 'https://news.example', newsroom: highlands };

const corrected = published('2026-03-09T08:00:00.000Z', '2026-03-11T08:00:00.000Z');

const nasty = anEdition({
  ...{ headline: `${hostile} ]]> \u0000`, subheadline: hostile, summary: hostile },
  dateline: { text: hostile, date: null, place: hostile },
  body: {
    type: 'root',
    children: [
      h('p', [hostile, h('br'), h('a', { href: 'https://a.example/?a=1&b=2' }, 'a & b')]),
      h('p', h('img', { src: 'media/r1/gauge.png', alt: hostile, dataCredit: hostile, width: 10, height: 20 })),
      h('ul', [h('li', 'one'), h('li', h('bdi', 'اثنان'))]),
      h('pre', h('code', 'x < y && "z" ]]>')),
    ],
  },
});

const items: [name: string, Item][] = [
  ...samples.flatMap(({ edition, publication }): [string, Item][] => {
    const { language } = edition;
    const again = { ...publication, editions: { ...publication.editions, [language]: { ...corrected, version: 2 } } };
    return [
      [`${language}: ${edition.headline.slice(0, 30)}`, anItem(edition, publication)],
      [`${language}, corrected`, { ...anItem(edition, again, 'The hour was wrong.'), contact: 'Press office' }],
    ];
  }),
  ...['en', 'ar', 'he', 'zh-Hant'].map((language): [string, Item] => [
    `${language}, withdrawn`,
    aNotice(language, 'The figures were wrong: 14 <m>.'),
  ]),
  ['without a note, withdrawn', aNotice('fr')],
  ['made to break a document', anItem(nasty, aPublication(['en', 'ar'], { topics: ['water', hostile] }), hostile)],
];

export const announcements = items.map(([name, item]) => ({ name, item, told: announcement(item, place) }));
