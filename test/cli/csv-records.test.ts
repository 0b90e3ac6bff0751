import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CsvRecord, countLines, recordsOf } from '../../cli/csv-records.ts';

const folder = mkdtempSync(join(tmpdir(), 'polywire-csv-'));

async function read(content: string | Uint8Array): Promise<CsvRecord[]> {
  const file = join(folder, 'rows.csv');
  writeFileSync(file, content);
  const records: CsvRecord[] = [];
  for await (const record of recordsOf(file)) records.push(record);
  return records;
}

const fields = async (content: string) =>
  (await read(content)).map((one) => ('fields' in one ? one.fields : one.fault));

describe('records', () => {
  test('have blanks around their fields taken off, and say on which line they begin', async () => {
    expect(await read('a, b ,c\r\n\r\n  \n d ,"e, ""f""\ng" , h')).toEqual([
      { line: 1, fields: ['a', 'b', 'c'] },
      { line: 4, fields: ['d', 'e, "f"\ng', 'h'] },
    ]);
  });

  test('a byte order mark is no part of the first field, and an empty file has none', async () => {
    expect(await fields('\uFEFFemail,languages\n')).toEqual([['email', 'languages']]);
    expect(await fields('')).toEqual([]);
  });

  test('are what was written, whatever the fields hold and wherever the file is cut', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', 'é', '𝒂'), maxLength: 12 });
    const row = fc.array(text, { minLength: 1, maxLength: 5 });
    const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 8 }), async (rows) => {
        const written = rows.map((one) => one.map(quoted).join(',')).join('\n');

        expect(await fields(written)).toEqual(rows.map((one) => one.map((value) => value.trim())));
      }),
      { numRuns: 200 },
    );
  });
});

describe('a row that is broken leaves those after it alone:', () => {
  const unbalanced = 'the quotes of the row are not balanced';
  const after = Array.from({ length: 40 }, (_, at) => `r${at},en`);

  test.each([
    ['a quote that is never closed', '"a,en'],
    ['a quote in the middle', 'a"b,en'],
    ['letters after a quote', '"a" b,en'],
    ['a quote that opens the last field', 'a,"en'],
  ])('%s', async (_, broken) => {
    expect(await fields(['x,y', broken, ...after].join('\n'))).toEqual([
      ['x', 'y'],
      unbalanced,
      ...after.map((row) => row.split(',')),
    ]);
  });

  test('a quote that the quote of a later row would close', async () => {
    expect(await fields('a,"en\nb,"fr"\nc,"de"\n')).toEqual([unbalanced, ['b', 'fr'], ['c', 'de']]);
  });

  test('a line that is longer than the whole memory it may have', async () => {
    const long = 'x'.repeat(1_000_000);

    expect(await fields(`a,en\n${long},en\nb,en\n"${long}\nc,en\n${long}`)).toEqual([
      ['a', 'en'],
      'the row is longer than 16384 characters',
      ['b', 'en'],
      'the row is longer than 16384 characters',
      ['c', 'en'],
      'the row is longer than 16384 characters',
    ]);
  });
});

test('a file that is not UTF-8 is refused, wherever the wrong byte is', async () => {
  const file = join(folder, 'latin-1.csv');
  const rows = Buffer.from('a@list.example,en\n'.repeat(50_000));
  writeFileSync(file, Buffer.concat([rows, Buffer.from('m\u00F6we,en\n', 'latin1')]));

  await expect(countLines(file)).rejects.toThrow('The subscribers file is not UTF-8 text; save it as "CSV UTF-8".');
  await expect(countLines(join(folder, 'none.csv'))).rejects.toThrow(`"${join(folder, 'none.csv')}" doesn't exist.`);
  await expect(countLines(folder)).rejects.toThrow('is a folder, not a file');
});
