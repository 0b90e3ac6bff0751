// What a language writes beyond ASCII, and the encodings its press offices used before UTF-8. Names as TextDecoder
// knows them: there, ISO 8859-1 is windows-1252 and ISO 8859-9 is windows-1254.
import { script } from '../core/language.ts';

export type Alphabet = {
  encodings: readonly string[];
  letters: RegExp;
  /** What a line of some length has in it; without, its letters are doubtful. */
  usual: RegExp;
};

const western = ['windows-1252', 'iso-8859-15'];
const central = ['windows-1250', 'iso-8859-2'];
const cyrillic = ['windows-1251', 'koi8-r', 'iso-8859-5'];

const latin: Record<string, readonly [string[], string]> = {
  cs: [central, 'áčďéěíňóřšťúůýž'],
  da: [western, 'æøåéüö'],
  de: [western, 'äöüßéèà'],
  es: [western, 'áéíóúüñçà'],
  et: [['windows-1252', 'iso-8859-15'], 'äöõüšž'],
  fi: [western, 'äöåšž'],
  fr: [[...western, 'windows-1256'], 'àâæçéèêëîïôœùûüÿ'],
  hr: [central, 'čćđšž'],
  hu: [central, 'áéíóöőúüű'],
  is: [western, 'áéíóúýðþæö'],
  it: [western, 'àèéìíîòóùú'],
  nb: [western, 'æøåéèòô'],
  nl: [western, 'áéëïóöüèêç'],
  no: [western, 'æøåéèòô'],
  pl: [central, 'ąćęłńóśźż'],
  pt: [western, 'àáâãçéêíóôõúü'],
  ro: [central, 'ăâîşţ'],
  sk: [central, 'áäčďéíĺľňóôŕšťúýž'],
  sl: [central, 'čšž'],
  sv: [western, 'åäöéàü'],
  tr: [['windows-1254'], 'âçğıîöşüûi̇'],
};

const others: Record<string, readonly [string[], RegExp]> = {
  ar: [['windows-1256', 'iso-8859-6'], /[\u0621-\u064A]/u],
  bg: [['windows-1251', 'koi8-r', 'iso-8859-5'], /[а-ъьюя]/iu],
  el: [['windows-1253', 'iso-8859-7'], /[ά-ώΐΰ]/iu],
  fa: [['windows-1256'], /[\u0621-\u064Aپچژگکیۀ]/u],
  he: [['windows-1255', 'iso-8859-8'], /[א-ת]/u],
  ja: [['shift_jis', 'euc-jp'], /[\p{Script=Hiragana}ァ-ヿ\p{Script=Han}]/u],
  ko: [['euc-kr'], /\p{Script=Hangul}/u],
  mk: [['windows-1251', 'iso-8859-5'], /[а-ик-шѓѕјљњќџ]/iu],
  ru: [cyrillic, /[а-яё]/iu],
  sr: [['windows-1251', 'iso-8859-5'], /[а-ик-шђјљњћџ]/iu],
  uk: [['windows-1251', 'iso-8859-5'], /[а-щьюяґєії]/iu],
  ur: [['windows-1256'], /[\u0621-\u064Aٹپچڈڑژکگںھہے]/u],
  'zh-Hans': [['gb18030'], /\p{Script=Han}/u],
  'zh-Hant': [['big5', 'gb18030'], /\p{Script=Han}/u],
};

// Legacy encodings of Chinese, Japanese and Korean read each other's bytes as rare characters.
const usual: Record<string, RegExp> = {
  ja: /[ぁ-ゖァ-ヺ]/u,
  zh: /[的一是不了在人有我他中大上和你地出也年得就那要下以生自去之家可小多天而能好都日起成事只作文十用主行方又前所本同三公市月今新水这這国國个個为為会會来來说說们們到对對过過后後里裡开開发發长長]/u,
};

/** Undefined where the language has come with Unicode only. */
export function alphabet(language: string): Alphabet | undefined {
  const { language: base } = new Intl.Locale(language);
  const own = others[`${base}-${script(language)}`] ?? (script(language) === 'Latn' ? undefined : others[base]);
  if (own) return { encodings: own[0], letters: own[1], usual: usual[base] ?? /(?:)/ };
  if (script(language) !== 'Latn') return undefined;
  // Indonesian, Swahili, English: few letters of their own, but names and typographic quotes.
  const [encodings, letters] = latin[base] ?? [western, 'áàâçéèêëïîñôöü'];
  return { encodings, letters: new RegExp(`[${letters}]`, 'iu'), usual: /(?:)/ };
}
