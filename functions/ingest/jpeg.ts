// A JPEG without what a camera wrote into it: the place and hour, its number, earlier states of the picture.
// Markers: ITU-T T.81 §B.1.1.3; EXIF: CIPA DC-008, §4.5 and §4.6.

const SCAN = 0xda;
const END = 0xd9;
const APP1 = 0xe1;
const COMMENT = 0xfe;
const ORIENTATION = 0x0112;

/** Undefined where it is damaged: what can't be read can't be cleaned. */
export function cleanJpeg(bytes: Uint8Array): Uint8Array | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const kept: Uint8Array[] = [file.subarray(0, 2)];
  let isTurned = false;
  let hasScan = false;
  for (let at = 2; at < file.length; ) {
    const part = partAt(file, at);
    if (!part) return undefined;
    at = part.end;
    if (part.marker === APP1 && !isTurned) {
      const turn = orientation(part.content);
      isTurned = turn !== 1;
      if (isTurned) kept.push(exif(turn));
    }
    if (isPicture(part)) kept.push(part.whole);
    hasScan ||= part.marker === SCAN;
    // Behind the end some cameras keep a second picture, or a film.
    if (part.marker === END) break;
  }
  return hasScan ? Buffer.concat(kept) : undefined;
}

type Part = { marker: number; content: Buffer; whole: Buffer; end: number };

function partAt(file: Buffer, start: number): Part | undefined {
  let at = start;
  if (file[at] !== 0xff) return undefined;
  // §B.1.1.2: any marker may be preceded by fill bytes.
  while (file[at + 1] === 0xff) at++;
  const marker = file[at + 1];
  if (marker === undefined || marker === 0) return undefined;
  if (marker === END) return { marker, content: file.subarray(0, 0), whole: file.subarray(at, at + 2), end: at + 2 };
  if (at + 4 > file.length) return undefined;
  const length = file.readUInt16BE(at + 2);
  const after = at + 2 + length;
  if (length < 2 || after > file.length) return undefined;
  const end = marker === SCAN ? scanEnd(file, after) : after;
  return { marker, content: file.subarray(at + 4, after), whole: file.subarray(at, end), end };
}

/** Where the next marker is: within a scan, FF stands before 0 or a restart only. */
function scanEnd(file: Buffer, start: number): number {
  for (let at = file.indexOf(0xff, start); at !== -1; at = file.indexOf(0xff, at + 1)) {
    const next = file[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return file.length;
}

/** What a program needs to show it: of what applications add, JFIF, the colours' profile and Adobe's transform. */
function isPicture({ marker, content }: Part): boolean {
  if (marker === COMMENT) return false;
  if (marker < 0xe0 || marker > 0xef) return true;
  const wanted: Record<number, string> = { 224: 'JFIF\0', 226: 'ICC_PROFILE\0', 238: 'Adobe' };
  const name = wanted[marker];
  return name !== undefined && content.subarray(0, name.length).toString('latin1') === name;
}

/** How the camera was held, 1 to 8; 1 is upright. */
function orientation(content: Buffer): number {
  if (content.subarray(0, 6).toString('latin1') !== 'Exif\0\0') return 1;
  const tiff = content.subarray(6);
  const isLittle = tiff.subarray(0, 2).toString('latin1') === 'II';
  const short = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  try {
    const first = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
    const fields = Array.from({ length: short(first) }, (_, index) => first + 2 + 12 * index);
    const field = fields.find((at) => short(at) === ORIENTATION);
    const turn = field === undefined ? 1 : short(field + 8);
    return turn >= 1 && turn <= 8 ? turn : 1;
  } catch (error) {
    // An offset beyond the segment.
    if (error instanceof RangeError) return 1;
    throw error;
  }
}

/** An EXIF segment that says nothing but how to turn the picture. */
const exif = (turn: number): Uint8Array =>
  Buffer.concat([
    Buffer.from([0xff, APP1, 0, 34]),
    Buffer.from('Exif\0\0MM\0*', 'latin1'),
    Buffer.from([0, 0, 0, 8, 0, 1]),
    Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0]),
    Buffer.from([0, 0, 0, 0]),
  ]);
