import { z } from 'zod';

/** The part of AWS::SecretsManager::Secret's GenerateSecretString that is understood here. */
export type Generate = {
  length?: number;
  excludePunctuation?: boolean;
  secretStringTemplate?: string;
  generateStringKey?: string;
};

export type Random = (bytes: number) => Buffer;

const DEFAULT_LENGTH = 32;
const LONGEST = 4096;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** API_GetRandomPassword: by default 32 characters, at least one of each kind. */
export function generateSecret(generate: Generate, random: Random): string {
  const { length = DEFAULT_LENGTH, excludePunctuation = false, secretStringTemplate, generateStringKey } = generate;
  const kinds = [LETTERS, LETTERS.toUpperCase(), '0123456789', ...(excludePunctuation ? [] : [PUNCTUATION])];
  if (!Number.isInteger(length) || length < kinds.length || length > LONGEST) {
    throw new Error(`A generated secret has ${kinds.length} to ${LONGEST} characters, not ${length}`);
  }
  if ((secretStringTemplate === undefined) !== (generateStringKey === undefined)) {
    throw new Error('secretStringTemplate and generateStringKey go together');
  }
  const password = draw(kinds, length, random);
  if (secretStringTemplate === undefined || generateStringKey === undefined) return password;
  const template = z.record(z.string(), z.unknown()).parse(JSON.parse(secretStringTemplate));
  return JSON.stringify({ ...template, [generateStringKey]: password });
}

/** One of each kind, the rest of any, then shuffled. */
function draw(kinds: string[], length: number, random: Random): string {
  const all = kinds.join('');
  const below = (limit: number) => random(4).readUInt32BE(0) % limit;
  const characters = Array.from({ length }, (_, index) => {
    const choice = kinds[index] ?? all;
    return choice.charAt(below(choice.length));
  });
  for (let at = length - 1; at > 0; at--) {
    const other = below(at + 1);
    [characters[at], characters[other]] = [characters[other] ?? '', characters[at] ?? ''];
  }
  return characters.join('');
}
