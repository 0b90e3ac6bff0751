import { h } from 'hastscript';
import { expect, test } from 'vitest';
import type { Publication } from '../../../functions/core/publication.ts';
import type { Release } from '../../../functions/core/release.ts';
import { mediaDue, pictureKeys, shownContents } from '../../../functions/publish/media.ts';
import { anEdition, published } from '../../templates/samples.ts';

const day = '2026-03-09T09:00:00.000Z';

test('pictures are shown of the editions that readers can read', () => {
  const publication: Pick<Publication, 'editions'> = {
    editions: {
      en: { ...published(day), contentHash: 'a' },
      fr: { ...published(day), contentHash: 'b' },
      de: { ...published(day), contentHash: 'a' },
      ar: { ...published(day), contentHash: 'c', withdrawn: { version: 2, contentHash: 'd', instant: day } },
    },
  };

  expect([...shownContents(publication)]).toEqual([
    ['a', ['en', 'de']],
    ['b', ['fr']],
  ]);
});

test('an edition has its own pictures, not those of other languages or releases', () => {
  const body = (...keys: string[]) => ({ type: 'root' as const, children: keys.map((src) => h('img', { src })) });
  const release: Pick<Release, 'id' | 'editions'> = {
    id: 'r',
    editions: [
      anEdition({ body: body('media/r/a.jpg', 'media/other/b.jpg', 'https://x.example/c.jpg') }),
      anEdition({ language: 'fr', body: body('media/r/d.jpg') }),
    ],
  };

  expect(pictureKeys(release, ['en'])).toEqual(['media/r/a.jpg']);
});

test('what lacks is put once, and what nobody shows any more is removed', () => {
  expect(mediaDue(['a', 'b', 'b'], ['a', 'c'])).toEqual({ put: ['b'], remove: ['c'] });
});
