// API_MessageTag: names and values of ASCII letters, digits, underscores and dashes, at most 256 characters each.
// The developer guide is laxer about dots and at signs in X-SES-MESSAGE-TAGS; what passes here passes both.
import { badRequest } from './errors.ts';

export type Tag = { name: string; value: string };

const maximumTags = 50;

export function validateTags(tags: readonly Tag[]): void {
  if (tags.length > maximumTags) throw badRequest(`A message has ${tags.length} tags; the limit is ${maximumTags}.`);
  for (const { name, value } of tags) {
    for (const [what, text] of [
      ['name', name],
      ['value', value],
    ]) {
      if (!/^[A-Za-z0-9_-]{1,256}$/.test(text ?? '')) {
        throw badRequest(`The tag ${what} "${text}" must be 1 to 256 ASCII letters, digits, underscores or dashes.`);
      }
    }
  }
}

export function replaceTags(defaults: readonly Tag[], replacements: readonly Tag[]): Tag[] {
  const replaced = new Set(replacements.map(({ name }) => name));
  return [...defaults.filter(({ name }) => !replaced.has(name)), ...replacements];
}
