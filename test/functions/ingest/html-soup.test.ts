// Nothing of a page but text, and the elements and attributes that a release may hold, gets through.
import fc from 'fast-check';
import type { Element, Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { expect, test } from 'vitest';
import { htmlBlocks } from '../../../functions/ingest/html.ts';

const tags = new Set('p h1 h2 h3 h4 ul ol li blockquote a strong em code pre br img'.split(' '));
const attributes: Record<string, string[]> = { a: ['href', 'title'], img: ['src', 'alt', 'title'], ol: ['start'] };

const blocks = (page: string) => htmlBlocks('a.html', page, ['en', 'fr']).blocks;

const elementsOf = (node: Element | Root): Element[] =>
  node.children.flatMap((child) => (child.type === 'element' ? [child, ...elementsOf(child)] : []));

function faults(page: string): string[] {
  const root: Root = { type: 'root', children: blocks(page).map(({ node }) => node) };
  return elementsOf(root).flatMap(({ tagName, properties }) => [
    ...(tags.has(tagName) ? [] : [`<${tagName}>`]),
    ...Object.entries(properties)
      .filter(([, value]) => value !== undefined && value !== null)
      .filter(([name]) => !attributes[tagName]?.includes(name))
      .map(([name]) => `${tagName} ${name}`),
    ...[properties.href, properties.src]
      .filter((address) => address !== undefined && address !== null)
      .filter((address) => !/^(?:https?:\/\/|mailto:)/.test(String(address)))
      .map((address) => `to ${address}`),
  ]);
}

test.each([
  '<p>A<script>alert(1)</script></p>',
  '<p onclick="alert(1)" style="x" class="y" id="z">A</p>',
  '<a href="javascript:alert(1)">A</a><a href=" jAvA\tscript:alert(1)">B</a><a href="&#106;avascript:alert(1)">C</a>',
  '<a href="data:text/html,<script>alert(1)</script>">A</a><a href="vbscript:x">B</a><a href="https:javascript:x">C</a>',
  '<img src=x onerror=alert(1)><img src="javascript:alert(1)"><img src="data:image/svg+xml,<svg onload=x>">',
  '<iframe src="https://x.example"></iframe><object data="x"><p>A</p></object><embed src="x">',
  '<svg><style><img src=x onerror=alert(1)></style><script>alert(1)</script><a xlink:href="javascript:x">A</a></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<svg></p><style><g title="</style><img src=x onerror=alert(1)>"></svg>',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">A</noscript>',
  '<template><p onclick=x>A</p></template><base href="https://evil.example/"><meta http-equiv=refresh content="0;url=x">',
  '<p>A<!--[if IE]><script>alert(1)</script><![endif]--><?php x ?><![CDATA[<script>x</script>]]></p>',
  '<xmp><img src=x onerror=alert(1)></xmp><plaintext><script>alert(1)</script>',
])('no trick survives: %s', (page) => {
  expect(faults(page)).toEqual([]);
  expect(
    blocks(page)
      .map(({ node }) => toHtml(node))
      .join(''),
  ).not.toMatch(/<(?:script|style|svg|math|iframe)|onerror=\S*>/);
});

test('no soup gets anything else through', () => {
  const name = fc.constantFrom(
    ...'p div h1 h5 ul ol li table tr td a b i img svg math script style iframe form input pre br q dl dt article main'.split(
      ' ',
    ),
    ...'header footer nav template select option title textarea foreignObject mtext annotation-xml noscript'.split(' '),
  );
  const attribute = fc.constantFrom(
    ...[
      'onclick=x',
      'href="javascript:x"',
      "src='data:,x'",
      'style="x"',
      'lang=fr',
      'hidden',
      'href=https://x.example',
    ],
    ...[
      'src=//x.example/',
      'start=9',
      'title="</p><script>"',
      'xlink:href=x',
      'srcdoc="<script>"',
      'id=body',
      'role=main',
    ],
  );
  const open = fc
    .tuple(name, fc.array(attribute, { maxLength: 3 }))
    .map(([tag, own]) => `<${[tag, ...own].join(' ')}>`);
  const piece = fc.oneof(
    open,
    name.map((tag) => `</${tag}>`),
    fc.constantFrom('<!--', '-->', '<![CDATA[', ']]>', '&lt;script&gt;', '&#0;', '<', '"', 'text', ' ', '\u0000', '</'),
    fc.string({ maxLength: 5 }),
  );

  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      expect(faults(pieces.join(''))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('what is read of a page is read the same of its blocks: nothing is escaped twice or unescaped once too often', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), (text) => {
      const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
      const first = blocks(`<p>${escaped}</p>`).map(({ node }) => toHtml(node));
      const second = blocks(first.join('')).map(({ node }) => toHtml(node));

      expect(second).toEqual(first);
    }),
  );
});
