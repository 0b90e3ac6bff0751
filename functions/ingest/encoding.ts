// Which encoding a text is in that says nothing of it: the one in which it reads as the newsroom's languages.
import { analyse } from 'chardet';
import { type Alphabet, alphabet } from './alphabets.ts';

/** Bytes; enough to judge by. */
const SAMPLE = 8 * 1024;
/** Of the characters beyond ASCII, those that fit less those that don't. Below it, nothing is told. */
const ENOUGH = 0.7;
/** The detector's confidence, 0 to 100, decides between equals only: it knows some languages better than others. */
const TRUST = 1e-6;
/** Most texts of before Unicode are in this one. */
const MOST_FREQUENT = { encoding: 'windows-1252', bonus: 1e-3 };

/** The name for TextDecoder, or undefined where none reads well. */
export function guessEncoding(bytes: Uint8Array, languages: readonly string[]): string | undefined {
  const alphabets = languages.flatMap((language) => alphabet(language) ?? []);
  const encodings = [...new Set(alphabets.flatMap(({ encodings: own }) => own))];
  const sample = tellingLines(bytes);
  const confidence = new Map(analyse(sample).map((match) => [canonical(match.name), match.confidence]));
  const scored = encodings.flatMap((encoding) => {
    const text = decoded(sample, encoding);
    if (text === undefined || decoded(bytes, encoding) === undefined) return [];
    const own = alphabets.filter(({ encodings: all }) => all.includes(encoding));
    const score = fitness(text, own);
    const bonus = encoding === MOST_FREQUENT.encoding ? MOST_FREQUENT.bonus : TRUST * (confidence.get(encoding) ?? 0);
    return score < ENOUGH ? [] : [{ encoding, score: score + bonus }];
  });
  return scored.toSorted((one, other) => other.score - one.score)[0]?.encoding;
}

/** UTF-16 without a byte order mark, where it is obvious. */
export function guessUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const order = (['utf-16le', 'utf-16be'] as const).find((encoding) => {
    const text = decoded(bytes, encoding);
    return text !== undefined && /[ \n]/.test(text) && !/[\p{Cn}\p{Co}]/u.test(text);
  });
  return order;
}

/** Undefined where bytes don't fit, or make control characters that no text has. */
function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return /[[\p{Cc}\p{Co}\uFFFD]--[\t\n\f\r]]/v.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

const canonical = (name: string): string => {
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return name;
  }
};

/** The first lines that hold more than ASCII. In all these encodings a line feed is a line feed. */
function tellingLines(bytes: Uint8Array): Uint8Array {
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    .toString('latin1')
    .split(/[\r\n]+/);
  const telling: string[] = [];
  let size = 0;
  for (const line of lines) {
    if (size > SAMPLE) break;
    if (!/[\x80-\xFF]/.test(line)) continue;
    telling.push(line);
    size += line.length;
  }
  return Buffer.from(telling.join('\n'), 'latin1');
}

const beyondAscii = /\P{ASCII}/gu;

/** From -1 to 1; each line is judged in the language that suits it best. */
function fitness(text: string, alphabets: Alphabet[]): number {
  let total = 0;
  let sum = 0;
  for (const line of text.split('\n')) {
    total += line.match(beyondAscii)?.length ?? 0;
    sum += Math.max(...alphabets.map((one) => fitnessOfLine(line, one)));
  }
  return total === 0 ? 0 : sum / total;
}

const typography = /[\u00A0\u00AD“”„‟‘’‚«»‹›–—…•·©®™°€£¥§№¿¡ªº²³½¼¾×±،؛؟ـ\u3000-\u303F\uFF01-\uFF5E−・「」]/u;
const withinWords = /[’‘·\u2010-\u2015\u00AD\u200C-\u200Dـ]|\p{M}/u;

function fitnessOfLine(line: string, { letters, usual }: Alphabet): number {
  const doubt = usual.test(line) ? 1 : 0.5;
  const characters = [...line];
  let sum = 0;
  for (const [index, character] of characters.entries()) {
    if (character <= '\x7F') continue;
    const before = characters[index - 1] ?? ' ';
    const after = characters[index + 1] ?? ' ';
    if (letters.test(character)) sum += doubt * fitnessOfLetter(before, character, after);
    else if (/\p{M}/u.test(character)) sum += isCaseless(before) || /\p{M}/u.test(before) ? 1 : -1;
    else if (!typography.test(character)) sum -= 1;
    else if (!withinWords.test(character) && isLetter(before) && isLetter(after) && !isCaseless(before)) sum -= 1;
    else if (!isDoubtful(before, character, after)) sum += 1;
  }
  return sum;
}

// "’νοιξε" is "Άνοιξε" and "zosta³" is "został", though ’tis and m³ exist.
const isDoubtful = (before: string, character: string, after: string): boolean =>
  character === '’' ? !isLetter(before) && isLetter(after) : /[¹²³]/.test(character) && isLetter(before);

function fitnessOfLetter(before: string, letter: string, after: string): number {
  if (isMixed(before, letter) || isMixed(letter, after)) return -1;
  // Words of accents only are another script's: "âîäà" is Russian.
  if (isAccented(before) && isAccented(letter) && isAccented(after)) return -1;
  // "r閟ervoir" is "réservoir" read as GB18030. Chinese does stand beside Latin words, but not often.
  return isCaseless(letter) ? 1 - Number(isLatin(before)) - Number(isLatin(after)) : 1;
}

const isLetter = (character: string): boolean => /\p{L}/u.test(character);
const isCaseless = (character: string): boolean => /\p{Lo}/u.test(character);

// "пРИВЕТ" is KOI8-R read as windows-1251; a letter of two scripts in one word is another misreading.
const isMixed = (one: string, next: string): boolean =>
  (/\p{Ll}/u.test(one) && /\p{Lu}/u.test(next)) ||
  (one === 'ς' && isLetter(next)) ||
  (isLatin(one) && ownWords.test(next)) ||
  (ownWords.test(one) && isLatin(next));

const isAccented = (character: string): boolean => character > '\x7F' && isLatin(character);
const isLatin = (character: string): boolean => /\p{Script=Latin}/u.test(character);
const ownWords = /[\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}]/u;
