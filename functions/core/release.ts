// A release: one announcement, with an edition per language it was written in.
import { extname } from 'node:path/posix';
import type { Root } from 'hast';
import { z } from 'zod';
import { sha256 } from './digest.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const body = z.custom<Root>(
  (tree) => z.object({ type: z.literal('root'), children: z.array(z.unknown()) }).safeParse(tree).success,
);

export const Dateline = z.object({
  text: z.string(),
  /** YYYY-MM-DD */
  date: day.nullable(),
  place: z.string().nullable(),
});
export type Dateline = z.infer<typeof Dateline>;

export const Edition = z.object({
  language: z.string(),
  headline: z.string().min(1),
  subheadline: z.string().nullable(),
  dateline: Dateline.nullable(),
  /** The sanitised tree that every output is made from; its top-level children are the body's blocks. */
  body,
  /** Plain text of at most 300 characters: the lead, or its beginning. */
  summary: z.string(),
});
export type Edition = z.infer<typeof Edition>;

export const Release = z.object({
  id: z.string(),
  /** The inbox key it came under. */
  key: z.string(),
  /** The dateline's date, YYYY-MM-DD; null where no edition has one. */
  date: day.nullable(),
  /** When it may be known: an instant in UTC, ISO 8601. */
  embargo: z.iso.datetime().nullable(),
  topics: z.array(z.string()),
  slug: z.string().nullable(),
  /** Whether subscribers get a mail. */
  notify: z.boolean(),
  /** What a correction tells its readers. */
  correction: z.string().nullable(),
  contact: z.string().nullable(),
  editions: z.array(Edition).min(1),
});
export type Release = z.infer<typeof Release>;

export const Problem = z.object({
  level: z.enum(['error', 'warning']),
  code: z.string(),
  message: z.string(),
  /** From 1; null where the whole file is meant. */
  line: z.number().int().nullable(),
});
export type Problem = z.infer<typeof Problem>;

/** How many paragraphs the body has: headings, lists and pictures are none, a quoted paragraph is one. */
export const paragraphs = ({ body }: Edition): number => body.children.filter(isParagraph).length;

const isParagraph = (node: Root['children'][number]): boolean =>
  node.type === 'element' && (node.tagName === 'p' || node.tagName === 'blockquote');

/** The key's stem is the release's identity; its id tells nothing of the name, which may be a title. */
export const releaseId = (key: string): string =>
  sha256(key.slice(0, key.length - extname(key).length).normalize('NFC')).slice(0, 16);
