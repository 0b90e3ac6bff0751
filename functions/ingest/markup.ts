import type { Schema } from 'hast-util-sanitize';

/** The markup a release may hold. What is not listed is dropped, and its text kept. */
export const markup: Schema = {
  tagNames: 'p h1 h2 h3 h4 ul ol li blockquote a strong em code pre br hr img'.split(' '),
  attributes: { a: ['href', 'title'], img: ['src', 'alt', 'title'], ol: ['start'] },
  protocols: { href: ['http', 'https', 'mailto'], src: ['http', 'https'] },
  strip: ['script', 'style'],
  ancestors: { li: ['ul', 'ol'] },
};
