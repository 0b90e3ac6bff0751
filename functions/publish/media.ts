// Which pictures of a release readers can have: those of the editions that they can read, and no others.
import { mediaFolder, mediaIn } from '../core/media.ts';
import { type Publication, usableLanguages } from '../core/publication.ts';
import type { Release } from '../core/release.ts';

/** The archive objects whose pictures may be shown, and the languages of each. */
export function shownContents(publication: Pick<Publication, 'editions'>): Map<string, string[]> {
  const shown = new Map<string, string[]>();
  for (const language of usableLanguages(publication)) {
    const contentHash = publication.editions[language]?.contentHash ?? '';
    shown.set(contentHash, [...(shown.get(contentHash) ?? []), language]);
  }
  return shown;
}

/** The keys of the pictures in these languages. */
export const pictureKeys = ({ id, editions }: Pick<Release, 'id' | 'editions'>, languages: string[]): string[] =>
  editions
    .filter(({ language }) => languages.includes(language))
    .flatMap(({ body }) => mediaIn(body))
    .filter((key) => key.startsWith(mediaFolder(id)));

/** What to put and what to delete, so that what `there` is becomes what is `wanted`. */
export const mediaDue = (wanted: string[], there: string[]): { put: string[]; remove: string[] } => ({
  put: [...new Set(wanted)].filter((key) => !there.includes(key)),
  remove: there.filter((key) => !wanted.includes(key)),
});
