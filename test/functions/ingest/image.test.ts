import { describe, expect, test } from 'vitest';
import { image } from '../../../functions/ingest/image.ts';
import { exif, jpeg, jpegSegment, png, pngText } from './pictures.ts';

const made = (bytes: Uint8Array) => {
  const found = image(bytes);
  if ('fault' in found) throw new Error(found.fault);
  return found;
};
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

test.each([
  ['image/jpeg', jpeg()],
  ['image/png', png()],
  ['image/gif', Buffer.from('GIF89a rest')],
  ['image/webp', Buffer.from('RIFF\x10\0\0\0WEBPVP8 ', 'latin1')],
  ['image/avif', Buffer.from('\0\0\0\x1cftypavif\0\0\0\0', 'latin1')],
  ['image/avif', Buffer.from('\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf', 'latin1')],
])('%s is told by its bytes', (type, bytes) => {
  expect(made(bytes).type).toBe(type);
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['a page', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['a sound', Buffer.from('RIFF\x10\0\0\0WAVE', 'latin1')],
  ['a film', Buffer.from('\0\0\0\x14ftypisom\0\0\0\0mp41', 'latin1')],
  ['a JPEG that is cut within a segment', jpeg().subarray(0, 8)],
  ['a JPEG without pixels', Buffer.from([0xff, 0xd8, 0xff, 0xd9])],
  ['a PNG that is cut', png().subarray(0, 40)],
])('%s is no picture', (_, bytes) => {
  expect(image(bytes)).toHaveProperty('fault');
});

test('a picture is named by what is shown of it: metadata do not change its name', () => {
  const plain = made(jpeg());

  expect(plain.name).toMatch(/^[0-9a-f]{32}\.jpg$/);
  expect(made(jpeg([exif(1)])).name).toBe(plain.name);
  expect(made(png(1)).name).not.toBe(made(png(2)).name);
});

describe('of a JPEG', () => {
  test('nothing is published but what shows it', () => {
    const profile = jpegSegment(0xe2, 'ICC_PROFILE\0\x01\x01colours');
    const adobe = jpegSegment(0xee, 'Adobe transform');
    const private_ = [
      exif(1),
      jpegSegment(0xe1, 'http://ns.adobe.com/xap/1.0/\0secret'),
      jpegSegment(0xe2, 'MPF\0secret'),
      jpegSegment(0xed, 'Photoshop 3.0\0secret'),
      jpegSegment(0xe0, 'JFXX\0secret'),
      jpegSegment(0xfe, 'secret'),
    ];

    const { bytes } = made(jpeg([...private_, profile, adobe], `${text(jpeg([exif(6)]))}secret`));

    expect(text(bytes)).toBe(text(jpeg([profile, adobe])));
  });

  test.each(['II', 'MM'] as const)('the camera turned it: that is kept, and no place (%s)', (order) => {
    const { bytes } = made(jpeg([exif(6, order)]));

    expect(text(bytes)).not.toContain('GPS');
    expect(text(bytes)).toContain('Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0');
    // What was written is read again as the same.
    expect(text(made(bytes).bytes)).toBe(text(bytes));
  });

  test('an orientation beyond the segment is none', () => {
    const broken = jpegSegment(0xe1, 'Exif\0\0II*\0\xff\xff\xff\x7f');

    expect(text(made(jpeg([broken])).bytes)).toBe(text(jpeg()));
  });
});

test('of a PNG no text is published, nor what stands behind its end', () => {
  const { bytes } = made(Buffer.concat([png(128, pngText('secret')), Buffer.from('secret')]));

  expect(text(bytes)).toBe(text(png()));
});
