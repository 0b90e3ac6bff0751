import type { ElementContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import { describe, expect, test } from 'vitest';
import { pageBody, withoutForeignPictures } from '../../../functions/pages/page-body.ts';

const site = 'https://news.example';
const shown = (...children: ElementContent[]) => toHtml(pageBody(site, { type: 'root', children }));
const picture = (properties = {}) => h('img', { src: `${site}/media/r1/a.jpg`, alt: 'A gauge', ...properties });
const foreign = (alt: string) => h('img', { src: 'https://elsewhere.example/a.png', alt });

describe('a picture', () => {
  test('of another site is a link to it, told by what it shows', () => {
    expect(shown(h('p', ['See ', foreign('a gauge'), '.']))).toBe(
      '<p>See <a href="https://elsewhere.example/a.png" class="picture"><bdi>a gauge</bdi></a>.</p>',
    );
    expect(shown(h('p', ['See ', foreign('')]))).toContain('<bdi dir="ltr">https://elsewhere.example/a.png</bdi></a>');
  });

  test('of a site whose name begins like ours is of another site', () => {
    const src = 'https://news.example.evil.example/a.png';

    expect(shown(h('p', ['See ', picture({ src })]))).not.toContain('<img');
  });

  test('of another site that is a link already gives it its words', () => {
    expect(shown(h('p', ['See ', h('a', { href: 'https://a.example/' }, foreign('a gauge'))]))).toBe(
      '<p>See <a href="https://a.example/"><bdi>a gauge</bdi></a></p>',
    );
  });

  test('in a list or quotation is found too', () => {
    const root = { type: 'root' as const, children: [h('ul', h('li', h('blockquote', foreign('x'))))] };

    expect(toHtml(withoutForeignPictures(site, root))).not.toContain('<img');
  });

  test('has an alternative text, be it empty', () => {
    expect(shown(h('p', ['See ', picture({ alt: undefined })]))).toContain('alt=""');
  });

  test('with blanks alone beside it is a figure too, and none with words', () => {
    expect(shown(h('p', ['\n', picture(), ' ']))).toContain('<figure>');
    expect(shown(h('p', ['See ', picture()]))).not.toContain('<figure>');
  });

  test('alone is a figure, with whom it is owed to as its caption', () => {
    expect(shown(h('p', picture({ dataCredit: 'I. Vann' })), h('p', 'I. Vann'), h('p', 'Text'))).toBe(
      '<figure><img src="https://news.example/media/r1/a.jpg" alt="A gauge"><figcaption dir="auto">I. Vann</figcaption></figure><p>Text</p>',
    );
    expect(shown(h('p', picture({ dataCredit: 'I. Vann' })), h('p', 'Text'))).toContain('</figure><p>Text</p>');
  });
});

test('headings begin below the page’s own and leave no level out', () => {
  expect(shown(h('h4', 'a'), h('h1', 'b'), h('h3', 'c'), h('h2', 'd'), h('h4', 'e'), h('h2', ''))).toBe(
    '<h2>a</h2><h2>b</h2><h3>c</h3><h2>d</h2><h3>e</h3><p></p>',
  );
});

test('a link without words is told by its address', () => {
  const href = 'https://a.example/';

  expect(shown(h('p', h('a', { href })))).toBe(`<p><a href="${href}"><bdi dir="ltr">${href}</bdi></a></p>`);
  expect(shown(h('p', h('a', { href }, picture({ alt: '' }))))).toContain(`<bdi dir="ltr">${href}</bdi></a>`);
  expect(shown(h('p', h('a', { href }, picture())))).not.toContain('<bdi');
});

test('all else stays as it is', () => {
  const quote = h('blockquote', [h('p', ['One ', h('em', 'two')]), h('p', h('a', { href: '/x' }, 'three'))]);

  expect(shown(h('p', 'Text'), quote)).toBe(`<p>Text</p>${toHtml(quote)}`);
});
