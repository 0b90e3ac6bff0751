// A PNG without what programs wrote into it: texts, EXIF, the hour. (PNG 3rd edition, §5.3 and §11.3)

const SIGNATURE = 8;
/** Length, type, checksum. */
const FRAME = 12;
const dropped = new Set(['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME']);

/** Undefined where it is damaged. */
export function cleanPng(bytes: Uint8Array): Uint8Array | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const kept: Uint8Array[] = [file.subarray(0, SIGNATURE)];
  for (let at = SIGNATURE; at + FRAME <= file.length; ) {
    const end = at + FRAME + file.readUInt32BE(at);
    if (end > file.length) return undefined;
    const type = file.subarray(at + 4, at + 8).toString('latin1');
    if (!dropped.has(type)) kept.push(file.subarray(at, end));
    if (type === 'IEND') return Buffer.concat(kept);
    at = end;
  }
  return undefined;
}
