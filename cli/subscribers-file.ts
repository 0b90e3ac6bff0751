// The rows of a subscribers file.
import { COLUMNS, type Row } from '../functions/subscriptions/import.ts';
import { recordsOf } from './csv-records.ts';
import { Refusal } from './sentence.ts';

/** `line` is the row's first. */
export type FileRow = { line: number } & ({ row: Row } | { fault: string });

export async function* rowsOf(file: string): AsyncGenerator<FileRow> {
  let names: string[] | undefined;
  for await (const record of recordsOf(file)) {
    if (!names) names = header('fields' in record ? record.fields : []);
    else if ('fault' in record) yield record;
    else yield { line: record.line, row: rowFrom(names, record.fields) };
  }
  if (!names) header([]);
}

function header(names: string[]): string[] {
  const missing = COLUMNS.slice(0, 2).filter((column) => !names.includes(column));
  if (missing.length === 0) return names;
  throw new Refusal(
    `The subscribers file has no column "${missing.join('", "')}"; its first line must be ${COLUMNS.join(',')}.`,
  );
}

/** The last column has all that is left: a proof with a comma in it, whose quotes were forgotten, is still whole. */
function rowFrom(names: string[], fields: string[]): Row {
  const last = names.length - 1;
  const rest = fields
    .slice(last)
    .join(', ')
    .replace(/[,\s]+$/, '');
  return Object.fromEntries(names.map((name, at) => [name, at === last ? rest : (fields[at] ?? '')]));
}
