// The last part of a release's addresses, shared by its languages.
import { script } from '../core/language.ts';
import type { Release } from '../core/release.ts';

const LONGEST = 60;

/**
 * Names to try in order: the release's own, else the first headline in Latin letters among these languages; then with
 * a tail of its id.
 */
export function slugs(release: Release, languages: readonly string[]): string[] {
  const latin = release.editions.find(({ language }) => languages.includes(language) && script(language) === 'Latn');
  const name = release.slug ?? (slug(latin?.headline ?? '') || `release-${release.id.slice(0, 8)}`);
  return [name, `${name}-${release.id.slice(0, 6)}`, `${name}-${release.id}`];
}

function slug(headline: string): string {
  const plain = headline
    .replaceAll('ß', 'ss')
    .replace(/[øØ]/g, 'o')
    .replace(/[æÆ]/g, 'ae')
    .replace(/[œŒ]/g, 'oe')
    .replace(/[đĐðÐ]/g, 'd')
    .replace(/[łŁ]/g, 'l')
    .replace(/[ıİ]/g, 'i')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '');
  const words = plain.split(/[^a-z0-9]+/).filter(Boolean);
  let name = '';
  for (const word of words) {
    if (name.length + word.length >= LONGEST) break;
    name = name === '' ? word : `${name}-${word}`;
  }
  return name;
}
