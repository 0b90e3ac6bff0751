// A release: one announcement, with an edition per language it was written in.
import { extname } from 'node:path/posix';
import type { Root } from 'hast';
import * as z from 'zod/mini';
import { sha256 } from './digest.ts';

const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));

const body = z.custom<Root>(
  (tree) => z.object({ type: z.literal('root'), children: z.array(z.unknown()) }).safeParse(tree).success,
);

export const Dateline = z.object({
  text: z.string(),
  /** YYYY-MM-DD */
  date: z.nullable(day),
  place: z.nullable(z.string()),
});
export type Dateline = z.infer<typeof Dateline>;

export const Edition = z.object({
  language: z.string(),
  headline: z.string().check(z.minLength(1)),
  subheadline: z.nullable(z.string()),
  dateline: z.nullable(Dateline),
  /** The sanitised tree that every output is made from; its top-level children are the body's blocks. */
  body,
  /** Plain text of at most 300 characters: the lead, or its beginning. */
  summary: z.string(),
});
export type Edition = z.infer<typeof Edition>;

/** A sentence of the press office to its readers: one for all, or one for each language. */
export const Note = z.union([z.string(), z.record(z.string(), z.string())]);
export type Note = z.infer<typeof Note>;

/** What readers of `language` are told, if anything. */
export const noteIn = (note: Note | null, language: string): string | null =>
  note === null || typeof note === 'string' ? note : (note[language] ?? null);

/** One upload as it was understood. What is null was not said: it stays as an earlier upload of the release said it. */
export const Release = z.object({
  id: z.string(),
  /** The inbox key it came under. */
  key: z.string(),
  /** The dateline's date, YYYY-MM-DD; null where no edition has one. */
  date: z.nullable(day),
  /** When an edition may be known, by language: an instant in UTC, ISO 8601. A language that is not there: at once. */
  embargoes: z.record(z.string(), z.iso.datetime()),
  topics: z.nullable(z.array(z.string())),
  slug: z.nullable(z.string()),
  /** Whether subscribers get a mail. */
  notify: z.nullable(z.boolean()),
  /** Languages that must all be there before any goes out. */
  require: z.nullable(z.array(z.string())),
  /** What a correction tells its readers. */
  correction: z.nullable(Note),
  /** Takes editions back, those of all languages where it names none. */
  withdrawal: z.nullable(z.object({ languages: z.nullable(z.array(z.string())), note: z.nullable(Note) })),
  /** Whether it says by itself that what was withdrawn may be used again. */
  reinstates: z.boolean(),
  contact: z.nullable(z.string()),
  /** Empty in a withdrawal. */
  editions: z.array(Edition),
});
export type Release = z.infer<typeof Release>;

export const Problem = z.object({
  level: z.enum(['error', 'warning']),
  code: z.string(),
  message: z.string(),
  /** From 1; null where the whole file is meant. */
  line: z.nullable(z.int()),
});
export type Problem = z.infer<typeof Problem>;

/** How many paragraphs the body has: headings, lists and pictures are none, a quoted paragraph is one. */
export const paragraphs = ({ body }: Edition): number => body.children.filter(isParagraph).length;

const isParagraph = (node: Root['children'][number]): boolean =>
  node.type === 'element' && (node.tagName === 'p' || node.tagName === 'blockquote');

/** Settings of a bundle: the last file of a folder that is one release. */
export const BUNDLE_SETTINGS = 'release.yaml';

/** The key without its type; of a bundle in a folder, the folder. */
export function stem(key: string): string {
  const folder = `/${BUNDLE_SETTINGS}`;
  if (key.endsWith(folder)) return key.slice(0, -folder.length);
  return key.slice(0, key.length - extname(key).length);
}

/** The key's stem is the release's identity; its id tells nothing of the name, which may be a title. */
export const releaseId = (key: string): string => sha256(stem(key).normalize('NFC')).slice(0, 16);
