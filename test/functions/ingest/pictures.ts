// Pictures made for tests: a real PNG of one pixel, and a JPEG as a camera leaves it.
import { crc32, deflateSync } from 'node:zlib';

const bytes = (...parts: (string | number[] | Buffer)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));

const number = (value: number, size: number): Buffer => {
  const made = Buffer.alloc(size);
  made.writeUIntBE(value, 0, size);
  return made;
};

const chunk = (type: string, content: Buffer | string): Buffer => {
  const body = bytes(type, content);
  return bytes(number(body.length - 4, 4), body, number(crc32(body), 4));
};

/** Of that grey, with whatever chunks before its pixels. */
export const png = (grey = 128, ...before: Buffer[]): Buffer =>
  bytes(
    '\x89PNG\r\n\x1a\n',
    chunk('IHDR', bytes(number(1, 4), number(1, 4), [8, 0, 0, 0, 0])),
    ...before,
    chunk('IDAT', deflateSync(Buffer.from([0, grey]))),
    chunk('IEND', ''),
  );

export const pngText = (text: string): Buffer => chunk('tEXt', `Comment\0${text}`);

const segment = (marker: number, content: Buffer | string): Buffer =>
  bytes([0xff, marker], number(content.length + 2, 2), content);

export const exif = (orientation: number, order: 'II' | 'MM' = 'II'): Buffer => {
  const short = (value: number) => (order === 'II' ? bytes([value & 255, value >> 8]) : number(value, 2));
  const long = (value: number) => (order === 'II' ? bytes(short(value), [0, 0]) : number(value, 4));
  const field = (tag: number, value: number) => bytes(short(tag), short(3), long(1), short(value), [0, 0]);
  const fields = bytes(short(2), field(0x0100, 640), field(0x0112, orientation), long(0));
  return segment(0xe1, bytes('Exif\0\0', order, short(42), long(8), fields, 'GPS 48.8584 N 2.2945 E'));
};

const scan = bytes([0xff, 0xda], number(8, 2), [1, 1, 0, 0, 63, 0], [0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]);

/** What stands between its beginning and its pixels, and behind its end. */
export const jpeg = (segments: Buffer[] = [], after = ''): Buffer =>
  bytes([0xff, 0xd8], segment(0xe0, 'JFIF\0rest'), ...segments, segment(0xdb, 'table'), scan, [0xff, 0xd9], after);

export const jpegSegment = segment;
