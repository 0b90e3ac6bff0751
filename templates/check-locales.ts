// What the build demands of the interface's texts, so that no reader meets one that is missing or fails.
import { canonicalLanguage } from '../functions/core/language.ts';
import type { Locales } from './locales.ts';
import { message } from './message.ts';

type Part = ReturnType<ReturnType<typeof message>['getAst']>[number];

/** Throws with a sentence for each fault, a line each. What en.json has is what all must have. */
export function checkLocales(locales: Locales): void {
  const faults = Object.keys(locales).flatMap((language) => faultsOf(language, locales));
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

function faultsOf(language: string, locales: Locales): string[] {
  const file = `templates/locales/${language}.json`;
  const [english = {}, own = {}] = [locales.en, locales[language]];
  const canonical = canonicalLanguage(language);
  if (canonical === undefined) return [`${file} is not named after a language: BCP 47 has no tag "${language}".`];
  if (canonical !== language) return [`${file} must be named after the canonical tag, ${canonical}.json.`];
  const lacking = Object.keys(english).filter((key) => !Object.hasOwn(own, key));
  return [
    ...lacking.map((key) => `${file} lacks "${key}".`),
    ...Object.entries(own).flatMap(([key, text]) =>
      faultsIn(text, english[key], language).map((fault) => `${file}: "${key}" ${fault}.`),
    ),
  ];
}

function faultsIn(text: string, english: string | undefined, language: string): string[] {
  if (english === undefined) return ['is unknown: en.json has no such text'];
  if (text === '' || text !== text.trim()) return ['is empty or has spaces around it'];
  const [parts, expected] = [partsOf(text, language), partsOf(english, 'en')];
  if (typeof parts === 'string') return [`is no ICU message (${parts})`];
  // A fault of en.json is told once, as that file's own.
  if (typeof expected === 'string') return [];
  const [has, needs] = [values(parts), values(expected)];
  const differs = has === needs ? [] : [`holds ${has || 'no values'}, but en.json ${needs || 'none'}`];
  return [...differs, ...pluralFaults(parts, language)];
}

/** All parts, those within plurals too; or what is wrong with the message. */
function partsOf(text: string, language: string): Part[] | string {
  try {
    return allParts(message(text, language).getAst());
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const allParts = (parts: Part[]): Part[] =>
  parts.flatMap((part) => [
    part,
    ...('options' in part ? Object.values(part.options).flatMap(({ value }) => allParts(value)) : []),
  ]);

// By the numbers that the parser gives its parts; literals (0) and a plural's own number (7) hold no value.
const kinds = [null, '', ', number', ', date', ', time', ', select', ', plural'];

/** "{count, plural} {name}": the values that a message is given, and as what. */
function values(parts: Part[]): string {
  const written = parts.flatMap((part) => {
    const kind = kinds[part.type];
    return typeof kind === 'string' && 'value' in part ? [`{${part.value}${kind}}`] : [];
  });
  return [...new Set(written)].toSorted().join(' ');
}

/** Each plural has the forms that the language counts with, and besides only such as "=0". */
function pluralFaults(parts: Part[], language: string): string[] {
  return parts.flatMap((part) => {
    if (!('pluralType' in part)) return [];
    const type = part.pluralType ?? 'cardinal';
    const needed: string[] = new Intl.PluralRules(language, { type }).resolvedOptions().pluralCategories;
    const forms = Object.keys(part.options).filter((form) => !form.startsWith('='));
    return [
      ...needed.filter((form) => !forms.includes(form)).map((form) => `lacks the plural form "${form}"`),
      ...forms
        .filter((form) => !needed.includes(form))
        .map((form) => `has a plural form that is never used, "${form}"`),
    ];
  });
}
