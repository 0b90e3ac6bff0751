import type { Root } from 'hast';
import { h } from 'hastscript';
import { expect, test } from 'vitest';
import { publicKey } from '../../../functions/core/address.ts';
import { archiveKey } from '../../../functions/core/archive.ts';
import { mediaFolder, mediaIn, mediaType, withMediaAt } from '../../../functions/core/media.ts';

const body = (): Root => ({
  type: 'root',
  children: [
    h('p', ['One ', h('a', { href: 'media/x' }, h('img', { src: 'media/r/a.jpg', alt: 'A' }))]),
    h('img', { src: 'https://x.example/media/b.jpg' }),
    h('ul', h('li', h('img', { src: 'media/r/a.jpg' })), h('li', h('img', { src: 'media/r/c.png' }))),
  ],
});

test('the pictures of a body are its keys, each once', () => {
  expect(mediaIn(body())).toEqual(['media/r/a.jpg', 'media/r/c.png']);
});

test('what goes out has the pictures at their addresses, and nothing else changed', () => {
  const before = body();

  const { children } = withMediaAt('https://news.example', before);

  expect(children).toEqual([
    h('p', ['One ', h('a', { href: 'media/x' }, h('img', { src: 'https://news.example/media/r/a.jpg', alt: 'A' }))]),
    h('img', { src: 'https://x.example/media/b.jpg' }),
    h(
      'ul',
      h('li', h('img', { src: 'https://news.example/media/r/a.jpg' })),
      h('li', h('img', { src: 'https://news.example/media/r/c.png' })),
    ),
  ]);
  expect(before).toEqual(body());
});

test('a picture has one key in the archive and in public, which tells its type', () => {
  expect(archiveKey.media('r', 'a.jpg')).toBe(publicKey.media('r', 'a.jpg'));
  expect(publicKey.media('r', 'a.jpg').startsWith(mediaFolder('r'))).toBe(true);
  expect(mediaType('media/r/a.jpg')).toBe('image/jpeg');
  expect(mediaType('media/r/a')).toBe('application/octet-stream');
});
