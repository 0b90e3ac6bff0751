// What may be said of a release beside its text: in front matter, in a settings file, in the object's metadata.
import { en } from 'zod/locales';
import * as z from 'zod/mini';
import { canonicalLanguage } from '../core/language.ts';
import type { Problem } from '../core/release.ts';
import { safeLine } from '../core/safe-text.ts';

// zod/mini has no words of its own.
const english = en().localeError;

const language = z.pipe(
  z.string(),
  z.transform((tag, context) => {
    const canonical = canonicalLanguage(tag);
    if (canonical) return canonical;
    context.issues.push({
      code: 'custom',
      input: tag,
      message: `"${tag}" is no language tag; write en, fr, ar, zh-Hans …`,
    });
    return z.NEVER;
  }),
);

const line = z.pipe(z.string(), z.transform(safeLine));
const written = z.pipe(line, z.string().check(z.minLength(1), z.maxLength(2000)));
const byLanguage = z.pipe(z.record(z.string(), written), z.transform(canonicalKeys));

const FrontMatter = z.strictObject({
  languages: z.optional(z.array(language).check(z.minLength(1))),
  slug: z.optional(
    z
      .string()
      .check(
        z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'may hold lower-case letters, digits and single hyphens only'),
        z.maxLength(80),
      ),
  ),
  topics: z.optional(z.array(z.pipe(z.string().check(z.maxLength(80)), z.transform(safeLine)))),
  /** When it may be known; of all languages, or by language. */
  embargo: z.optional(z.union([written, byLanguage])),
  require: z.optional(z.array(language)),
  correction: z.optional(z.union([written, byLanguage])),
  status: z.optional(z.enum(['usable', 'withdrawn'])),
  note: z.optional(z.union([written, byLanguage])),
  notify: z.optional(z.boolean()),
  contact: z.optional(written),
  /** What the pictures of a bundle show, by file name. */
  images: z.optional(
    z.record(z.string(), z.strictObject({ alt: z.union([written, byLanguage]), credit: z.optional(written) })),
  ),
});
export type FrontMatter = z.infer<typeof FrontMatter>;

function canonicalKeys(record: Record<string, string>, context: z.core.ParsePayload): Record<string, string> {
  const entries = Object.entries(record).map(([tag, value]) => [canonicalLanguage(tag), value, tag] as const);
  const wrong = entries.find(([canonical]) => canonical === undefined);
  if (wrong) {
    const message = `"${wrong[2]}" is no language tag; write en, fr, ar …`;
    context.issues.push({ code: 'custom', input: record, message });
  }
  return Object.fromEntries(entries.map(([canonical = '', value]) => [canonical, value]));
}

export type Settings = { frontMatter: FrontMatter; problems: Problem[] };

/**
 * What the object's metadata says (S3 User Guide, "Working with object metadata"): names as in front matter, lists
 * parted by commas. Names that are none of the settings are other programs' own.
 */
export function metadataSettings(metadata: Record<string, string>): Settings {
  const lists = ['languages', 'topics', 'require'];
  const known = Object.entries(metadata).flatMap(([name, value]): [string, unknown][] => {
    const setting = name === 'language' || name === 'content-language' ? 'languages' : name;
    if (lists.includes(setting))
      return [
        [
          setting,
          value
            .split(',')
            .map((one) => one.trim())
            .filter(Boolean),
        ],
      ];
    if (setting === 'notify') return [[setting, value === 'true' ? true : value === 'false' ? false : value]];
    return ['embargo', 'slug', 'correction', 'status', 'note', 'contact'].includes(setting) ? [[setting, value]] : [];
  });
  return checked(Object.fromEntries(known), "The object's metadata", () => null);
}

/** What was found under each name, checked; `line` says where a name stands. */
export function checked(found: unknown, place: string, line: (name: string) => number | null): Settings {
  const result = FrontMatter.safeParse(found, { error: english });
  if (result.success) return { frontMatter: result.data, problems: [] };
  return refused(
    result.error.issues.flatMap((issue) => {
      if (issue.code === 'unrecognized_keys' && issue.path.length === 0)
        return issue.keys.map((name) => wrong(unknown(place, name), line(name)));
      const name = String(issue.path[0]);
      return [wrong(`${place}: "${name}" can't be used: ${reason(issue)}.`, line(name))];
    }),
  );
}

/** Of the ways in which a value may be written, what is wrong with it in the one that was meant. */
const reason = (issue: z.core.$ZodIssue): string =>
  issue.code === 'invalid_union'
    ? (issue.errors.flat().find(({ code }) => code !== 'invalid_type')?.message ??
      'it is neither a text nor a text for each language')
    : issue.message;

export const wrong = (message: string, line: number | null): Problem => ({
  level: 'error',
  code: 'front-matter',
  message,
  line,
});

const unknown = (place: string, name: string): string =>
  `${place} has no setting "${name}". It knows ${Object.keys(FrontMatter.shape).join(', ')}.`;

export const refused = (problems: Problem[]): Settings => ({ frontMatter: {}, problems });
