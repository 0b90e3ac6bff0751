// What a zip says is in it, checked. Structures and offsets: PKWARE APPNOTE 6.3.10, §4.3.7, §4.3.12, §4.3.16.
import { PermanentError } from '../core/errors.ts';

export type Listed = {
  name: string;
  /** 0 stored, 8 deflated */
  method: number;
  crc: number;
  packed: number;
  inflated: number;
  /** Where its bytes start. */
  start: number;
};

const ENTRIES_LIMIT = 2000;
const END_SIZE = 22;
const COMMENT_LIMIT = 0xffff;
const ENCRYPTED = 0x1 | 0x40 | 0x2000;
const SYMBOLIC_LINK = 0xa000;

/** Throws PermanentError "zip". */
export function listed(key: string, bytes: Uint8Array): Listed[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  try {
    const entries = directory(key, view);
    checkOverlap(key, entries);
    checkDuplicates(key, entries);
    return entries;
  } catch (cause) {
    // DataView's answer to an offset beyond the file.
    if (cause instanceof RangeError) throw refused(key, 'is cut or damaged', cause);
    throw cause;
  }
}

function directory(key: string, view: DataView): Listed[] {
  const end = endRecord(key, view);
  const count = view.getUint16(end + 10, true);
  if (count > ENTRIES_LIMIT) throw refused(key, `has ${count} entries; the limit is ${ENTRIES_LIMIT}`);
  const entries: Listed[] = [];
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index++) {
    if (view.getUint32(at, true) !== 0x02014b50) throw refused(key, 'has a damaged directory');
    entries.push(entry(key, view, at));
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  if (at !== end) throw refused(key, 'has a damaged directory');
  return entries;
}

function endRecord(key: string, view: DataView): number {
  const first = Math.max(0, view.byteLength - END_SIZE - COMMENT_LIMIT);
  for (let at = view.byteLength - END_SIZE; at >= first; at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  throw refused(key, 'is no zip, or is cut');
}

function entry(key: string, view: DataView, at: number): Listed {
  const name = nameAt(view, at + 46, view.getUint16(at + 28, true));
  checkName(key, name);
  if (view.getUint16(at + 8, true) & ENCRYPTED)
    throw refused(key, `is encrypted ("${name}"). Save it without a password`);
  if (((view.getUint32(at + 38, true) >>> 16) & 0xf000) === SYMBOLIC_LINK)
    throw refused(key, `holds a link, "${name}"`);
  const method = view.getUint16(at + 10, true);
  if (method !== 0 && method !== 8)
    throw refused(key, `packs "${name}" by method ${method}; stored and deflated are read`);
  const [packed, inflated, header] = [at + 20, at + 24, at + 42].map((offset) => view.getUint32(offset, true));
  if (packed === undefined || inflated === undefined || header === undefined) throw refused(key, 'is damaged');
  if (view.getUint32(header, true) !== 0x04034b50)
    throw refused(key, `is damaged: "${name}" is not where it should be`);
  const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
  if (start + packed > view.byteLength) throw refused(key, 'is cut or damaged');
  return { name, method, crc: view.getUint32(at + 16, true), packed, inflated, start };
}

const nameAt = (view: DataView, at: number, length: number): string => {
  if (at + length > view.byteLength) throw new RangeError('The name ends beyond the file.');
  return new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at, length)).normalize('NFC');
};

function checkName(key: string, name: string): void {
  const climbs = name.split('/').includes('..');
  if (name !== '' && !climbs && !/^\/|^[a-z]:|[\\\p{Cc}]/iu.test(name)) return;
  throw refused(key, `holds ${JSON.stringify(name)}, which is no name of a file within it`);
}

// Entries that share their bytes make a small file inflate to a huge one.
function checkOverlap(key: string, entries: Listed[]): void {
  const sorted = entries.toSorted((one, other) => one.start - other.start);
  const shared = sorted.find(({ start, packed }, index) => {
    const next = sorted[index + 1];
    return next !== undefined && start + packed > next.start;
  });
  if (shared) throw refused(key, `is damaged: "${shared.name}" shares its bytes with another entry`);
}

function checkDuplicates(key: string, entries: Listed[]): void {
  const seen = new Set<string>();
  for (const { name } of entries) {
    const folded = name.toLowerCase();
    if (seen.has(folded)) throw refused(key, `holds "${name}" twice`);
    seen.add(folded);
  }
}

const refused = (key: string, fault: string, cause?: unknown): PermanentError =>
  new PermanentError('zip', `"${key}" ${fault}.`, { cause });
