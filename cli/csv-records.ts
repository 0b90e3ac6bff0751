// CSV as in RFC 4180, a piece at a time: however long the file is, only a few lines are held. After a record whose quotes
// never close, reading goes on with the next line; a parser that looks for the next quote loses all that is between.
import { createReadStream } from 'node:fs';
import { fileFault, Refusal } from './sentence.ts';

/** `line` is the record's first. */
export type CsvRecord = { line: number } & ({ fields: string[] } | { fault: string });

/** Of a record, in characters and in lines: a quote that isn't closed by then is a slip. */
const LONGEST = 16_384;
const MOST_LINES = 20;

const CHUNK = 256 * 1024;

/** How many lines the file has. Throws where it isn't text: then nothing was done with it yet. */
export async function countLines(file: string): Promise<number> {
  let lines = 0;
  for await (const some of linesOf(file)) lines += some.length;
  return lines;
}

/** Lines without anything in them are left out. */
export async function* recordsOf(file: string): AsyncGenerator<CsvRecord> {
  let lines: string[] = [];
  let first = 1;
  for await (const more of linesOf(file)) {
    lines = lines.concat(more);
    const { records, taken } = recordsIn(lines, first, more.length === 0);
    yield* records;
    lines = lines.slice(taken);
    first += taken;
  }
}

/** Lines that came together; none of them at the end. */
async function* linesOf(file: string): AsyncGenerator<string[]> {
  let rest = '';
  for await (const text of textOf(file)) {
    const lines = (rest + text).split(/\r?\n/);
    // One character more than is allowed is enough to refuse it.
    rest = lines.pop()?.slice(0, LONGEST + 1) ?? '';
    if (lines.length > 0) yield lines;
  }
  if (rest !== '') yield [rest];
  yield [];
}

async function* textOf(file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decoded = (bytes?: Uint8Array): string => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch (cause) {
      throw new Refusal('The subscribers file is not UTF-8 text; save it as "CSV UTF-8".', { cause });
    }
  };
  try {
    for await (const bytes of createReadStream(file, { highWaterMark: CHUNK })) yield decoded(bytes);
    yield decoded();
  } catch (error) {
    throw error instanceof Refusal ? error : fileFault(file, error);
  }
}

/** The records of these lines, and how many lines they take up; what the last ones begin may end in the next. */
function recordsIn(lines: string[], first: number, isEnd: boolean): { records: CsvRecord[]; taken: number } {
  const records: CsvRecord[] = [];
  let at = 0;
  while (at < lines.length) {
    let text = lines[at] ?? '';
    let end = at + 1;
    while (isOpen(text) && text.length <= LONGEST && end < lines.length && end - at < MOST_LINES) {
      text += `\n${lines[end++]}`;
    }
    if (isOpen(text) && text.length <= LONGEST && end - at < MOST_LINES && !isEnd) break;
    const fields = isOpen(text) ? undefined : fieldsOf(text);
    const line = first + at;
    if (text.length > LONGEST) records.push({ line, fault: `the row is longer than ${LONGEST} characters` });
    else if (!fields) records.push({ line, fault: 'the quotes of the row are not balanced' });
    else if (text.trim() !== '') records.push({ line, fields });
    // Of one that can't be read, the first line alone is to blame.
    at = fields ? end : at + 1;
  }
  return { records, taken: at };
}

const isOpen = (text: string): boolean => text.includes('"') && text.split('"').length % 2 === 0;

const field = /[^\S\n]*(?:"((?:[^"]|"")*)"[^\S\n]*|([^",]*))(,|$)/y;

function fieldsOf(text: string): string[] | undefined {
  if (!text.includes('"')) return text.split(',').map((one) => one.trim());
  const fields: string[] = [];
  for (field.lastIndex = 0; ; ) {
    const [, quoted, plain = '', end] = field.exec(text) ?? [];
    if (end === undefined) return undefined;
    fields.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    if (end === '') return fields;
  }
}
