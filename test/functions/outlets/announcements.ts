// Every sample in every state, and texts that were made to break a document.
import { h } from 'hastscript';
import type { EditionItem, Item } from '../../../functions/core/item.ts';
import type { Publication, PublishedEdition } from '../../../functions/core/publication.ts';
import type { Edition } from '../../../functions/core/release.ts';
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

const [hour, later] = ['2026-03-09T08:00:00.000Z', '2026-03-11T08:00:00.000Z'];

const nasty = (language: string): Edition =>
  anEdition({
    ...{ language, headline: `${hostile} ]]> \u0000`, subheadline: hostile, summary: hostile },
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

const illustrated = (language: string): Edition =>
  anEdition({
    language,
    body: {
      type: 'root',
      children: ['gauge.png', 'dam.jpg'].map((name) =>
        h('p', h('img', { src: `media/r1/${name}`, alt: 'A gauge', dataCredit: 'I. Vann', width: 10, height: 20 })),
      ),
    },
  });

const first = published(hour);
const corrected = { ...published(hour, later), version: 2 };

type Sample = { edition: Edition; publication: Publication; note: string };

/** What becomes of an edition, by name; the other languages of its release stay as they were. */
const rows: [state: string, row: PublishedEdition][] = [
  ['usable', first],
  ['after its embargo', { ...first, embargo: hour }],
  ['withheld', { ...first, embargo: later }],
  ['corrected', corrected],
  ['corrected after its embargo', { ...corrected, embargo: hour }],
  ['a late translation', { ...published(later), version: 2 }],
];

function statesOf({ edition, publication, note }: Sample): [state: string, Item][] {
  const { language } = edition;
  const shown = rows.map(([state, row]): [string, EditionItem] => {
    const editions = { ...publication.editions, [language]: row };
    const correction = row.history.length > 1 ? note : null;
    return [state, { ...anItem(edition, { ...publication, editions }, correction), contact: 'Press office' }];
  });
  return [...shown, ['withdrawn', aNotice(language, note)], ['withdrawn without a note', aNotice(language)]];
}

const note = 'The figures were wrong: 14 <m>.';

const kinds: [kind: string, Sample][] = [
  ...samples.map((sample): [string, Sample] => [sample.edition.headline.slice(0, 30), { ...sample, note }]),
  ...['en', 'ar'].flatMap((language): [string, Sample][] => [
    ['with pictures', { edition: illustrated(language), publication: aPublication(['en', 'ar', 'fr']), note }],
    [
      'made to break a document',
      {
        edition: nasty(language),
        publication: aPublication(['en', 'ar'], { topics: ['water', hostile] }),
        note: hostile,
      },
    ],
  ]),
];

export const announcements = kinds.flatMap(([kind, sample]) =>
  statesOf(sample).map(([state, item]) => ({
    name: `${sample.edition.language}, ${kind}: ${state}`,
    ...{ kind, state, item, told: announcement(item, place) },
  })),
);
