// A subscribers file into the table, row by row; a broken row is told and leaves the others alone.
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Subscribers } from '../functions/io/subscribers.ts';
import { COLUMNS, importRow, type Row } from '../functions/subscriptions/import.ts';
import { Refusal } from './sentence.ts';

export type ImportReport = {
  added: number;
  /** Had subscribed before: their own choices stay. */
  known: number;
  refused: { line: number; reason: string }[];
};

const AT_ONCE = 16;

export async function importSubscribers(csv: Uint8Array, subscribers: Subscribers, key: string): Promise<ImportReport> {
  const report: ImportReport = { added: 0, known: 0, refused: [] };
  const rows = read(csv, report);
  const work = rows.values();
  const worker = async (): Promise<void> => {
    for (const { line, row } of work) {
      const imported = importRow(row, key);
      if ('refusal' in imported) report.refused.push({ line, reason: imported.refusal });
      else if (await subscribers.add(imported.subscriber)) report.added++;
      else report.known++;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  report.refused.sort((one, other) => one.line - other.line);
  return report;
}

const Parsed = z.object({ record: z.record(z.string(), z.string()), info: z.object({ lines: z.number() }) });

type Line = { line: number; row: Row };

function read(csv: Uint8Array, report: ImportReport): Line[] {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(csv);
    const onSkip = (error?: CsvError) =>
      void report.refused.push({ line: Number(error?.lines ?? 0), reason: 'the quotes of the row are not balanced' });
    const records: unknown[] = parse(text, {
      bom: true,
      columns: header,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      skip_records_with_error: true,
      on_skip: onSkip,
    });
    return records.map((one) => {
      const { record, info } = Parsed.parse(one);
      return { line: info.lines, row: record };
    });
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (error instanceof CsvError)
      throw new Refusal(`The subscribers file can't be read: ${error.message}.`, { cause: error });
    throw new Refusal('The subscribers file is not UTF-8 text; save it as "CSV UTF-8".', { cause: error });
  }
}

function header(names: string[]): string[] {
  const missing = COLUMNS.slice(0, 2).filter((column) => !names.includes(column));
  if (missing.length === 0) return names;
  throw new Refusal(
    `The subscribers file has no column "${missing.join('", "')}"; its first line must be ${COLUMNS.join(',')}.`,
  );
}
