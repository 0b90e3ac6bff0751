// A picture: its type by its bytes, and its bytes without what only its maker should know.
import { sha256 } from '../core/digest.ts';
import { cleanJpeg } from './jpeg.ts';
import { cleanPng } from './png.ts';

/** A picture that came with the texts. */
export type Image = {
  /** Named by its content: "3f2a….jpg". */
  name: string;
  type: string;
  bytes: Uint8Array;
};

type Format = {
  extension: string;
  type: string;
  isIt: (bytes: Uint8Array) => boolean;
  /** Undefined where the bytes are damaged. */
  cleaned: (bytes: Uint8Array) => Uint8Array | undefined;
};

const says = (bytes: Uint8Array, at: number, text: string): boolean =>
  Buffer.from(bytes.subarray(at, at + text.length)).toString('latin1') === text;

const untouched = (bytes: Uint8Array): Uint8Array => bytes;

const formats: Format[] = [
  { extension: 'jpg', type: 'image/jpeg', isIt: (bytes) => says(bytes, 0, '\xff\xd8\xff'), cleaned: cleanJpeg },
  { extension: 'png', type: 'image/png', isIt: (bytes) => says(bytes, 0, '\x89PNG\r\n\x1a\n'), cleaned: cleanPng },
  {
    ...{ extension: 'gif', type: 'image/gif', cleaned: untouched },
    isIt: (bytes) => says(bytes, 0, 'GIF87a') || says(bytes, 0, 'GIF89a'),
  },
  {
    ...{ extension: 'webp', type: 'image/webp', cleaned: untouched },
    isIt: (bytes) => says(bytes, 0, 'RIFF') && says(bytes, 8, 'WEBP'),
  },
  { extension: 'avif', type: 'image/avif', isIt: isAvif, cleaned: untouched },
];

// ISO/IEC 14496-12 §4.3: the file type box names its brands after the minor version; AV1 Image File Format §6.
function isAvif(bytes: Uint8Array): boolean {
  if (!says(bytes, 4, 'ftyp')) return false;
  const size = Math.min(Buffer.from(bytes.subarray(0, 4)).readUInt32BE(), 256);
  const brands = [8, ...Array.from({ length: Math.max(0, (size - 16) / 4) }, (_, index) => 16 + 4 * index)];
  return brands.some((at) => says(bytes, at, 'avif') || says(bytes, at, 'avis'));
}

/** The names that pictures have. */
export const isImageName = (name: string): boolean => /\.(?:jpe?g|png|gif|webp|avif)$/i.test(name);

/** What the bytes are, whatever their name; why they are no picture, to follow the file's name. */
export function image(bytes: Uint8Array): Image | { fault: string } {
  const format = formats.find(({ isIt }) => isIt(bytes));
  if (!format) return { fault: 'is no picture (JPEG, PNG, GIF, WebP or AVIF)' };
  const cleaned = format.cleaned(bytes);
  if (!cleaned) return { fault: 'is a damaged picture. Save it anew' };
  return { name: `${sha256(cleaned).slice(0, 32)}.${format.extension}`, type: format.type, bytes: cleaned };
}
