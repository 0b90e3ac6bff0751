import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { PermanentError } from '../../../functions/core/errors.ts';
import { unzip } from '../../../functions/ingest/zip.ts';

const MEGABYTE = 1024 * 1024;
const read = (bytes: Uint8Array) => unzip('a.zip', bytes, () => true);
const noise = (size: number) => Uint8Array.from({ length: size }, (_, index) => (index * 2654435761) >>> 13);

/** The zip with bytes overwritten `offset` after the `nth` header of this signature. */
function forged(zip: Uint8Array, signature: number, offset: number, bytes: number[], nth = 0): Uint8Array {
  const copy = Buffer.from(zip);
  let at = -1;
  for (let count = 0; count <= nth; count++)
    at = copy.indexOf(Uint8Array.of(0x50, 0x4b, signature, signature + 1), at + 1);
  copy.set(bytes, at + offset);
  return copy;
}
const inDirectory = (zip: Uint8Array, offset: number, bytes: number[], nth?: number) =>
  forged(zip, 1, offset, bytes, nth);

const two = zipSync({ 'a.txt': strToU8('aaaa'.repeat(50)), 'b.txt': noise(400) });

test('a zip is its files, stored or deflated, whatever it begins or ends with', () => {
  const made = zipSync({ 'ä/b.txt': strToU8('hello'), 'c.txt': [noise(5000), { level: 0 }], 'd/': new Uint8Array() });

  expect(read(made).map(({ name, bytes }) => [name, bytes.length])).toEqual([
    ['ä/b.txt', 5],
    ['c.txt', 5000],
  ]);
});

test('a directory may list the files in another order than they stand in', () => {
  const from = Buffer.from(two).indexOf(Uint8Array.of(0x50, 0x4b, 1, 2));
  const length = 46 + 'a.txt'.length;
  const turned = Buffer.from(two);
  turned.set(two.subarray(from + length, from + 2 * length), from);
  turned.set(two.subarray(from, from + length), from + length);

  expect(read(turned).map(({ name, bytes }) => [name, bytes.length])).toEqual([
    ['b.txt', 400],
    ['a.txt', 200],
  ]);
});

describe('a zip is refused', () => {
  const many = Object.fromEntries(Array.from({ length: 2001 }, (_, index) => [`${index}`, new Uint8Array()]));
  const liar = inDirectory(zipSync({ a: new Uint8Array(10 * MEGABYTE) }), 24, [0, 0, 1, 0]);

  test.each([
    ['with too many entries', zipSync(many), /has 2001 entries; the limit is 2000/],
    [
      'that inflates too far',
      zipSync({ a: noise(MEGABYTE), b: new Uint8Array(52 * MEGABYTE) }),
      /inflates to 53 MB; the limit is 50 MB/,
    ],
    [
      'that is a bomb',
      zipSync({ a: new Uint8Array(40 * MEGABYTE) }),
      /inflates to \d{3,} times its size; the limit is 100 times/,
    ],
    ['that inflates to more than it says', liar, /not what the directory says/],
    ['that inflates to less than it says', inDirectory(two, 24, [201]), /not what the directory says/],
    ['whose bytes are damaged', inDirectory(two, 16, [1, 2, 3, 4]), /not what the directory says/],
    ['that climbs out', zipSync({ 'x/../../etc/passwd': strToU8('a') }), /"x\/\.\.\/\.\.\/etc\/passwd"/],
    ['with an absolute name', zipSync({ '/etc/passwd': strToU8('a') }), /no name of a file within it/],
    ['with a drive', zipSync({ 'C:evil': strToU8('a') }), /no name of a file within it/],
    ['with a backslash', zipSync({ 'a\\b': strToU8('a') }), /no name of a file within it/],
    ['with a NUL in a name', zipSync({ 'a\u0000.txt': strToU8('a') }), /no name of a file within it/],
    ['with a name twice', inDirectory(two, 46, [0x42], 0), /holds "b\.txt" twice/],
    ['that is encrypted', inDirectory(two, 8, [1]), /is encrypted/],
    ['with a link', inDirectory(two, 38, [0, 0, 0, 0xa0]), /holds a link, "a\.txt"/],
    ['packed in another way', inDirectory(two, 10, [14]), /by method 14/],
    ['whose entries share their bytes', inDirectory(two, 42, [0, 0, 0, 0], 1), /shares its bytes/],
    ['that is cut', two.subarray(0, -30), /no zip, or is cut/],
    ['whose directory is elsewhere', forged(two, 5, 16, [1, 0, 0, 0]), /damaged/],
    ['of more than 4 GB', forged(two, 5, 16, [255, 255, 255, 255]), /cut or damaged/],
  ])('%s', (_, zip, sentence) => {
    expect(() => read(zip)).toThrow(PermanentError);
    expect(() => read(zip)).toThrow(sentence);
  });

  test('before it costs memory: a bomb that lies is stopped at the size it claims', () => {
    const before = process.memoryUsage().arrayBuffers;

    expect(() => read(liar)).toThrow();
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(5 * MEGABYTE);
  });
});

test('bytes changed anywhere give the files or a refusal, nothing else', () => {
  fc.assert(
    fc.property(fc.nat(two.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
      const spoilt = two.with(at, byte);
      try {
        expect(read(spoilt)).toHaveLength(2);
      } catch (error) {
        expect(error).toBeInstanceOf(PermanentError);
      }
    }),
    { numRuns: 500 },
  );
});
