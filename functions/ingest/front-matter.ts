// What a release says about itself before its text: YAML between two lines of three hyphens.
import { type Document, isMap, parseDocument, visit } from 'yaml';
import { z } from 'zod';
import { canonicalLanguage } from '../core/language.ts';
import type { Problem } from '../core/release.ts';

const language = z.string().transform((tag, context) => {
  const canonical = canonicalLanguage(tag);
  if (canonical) return canonical;
  context.addIssue({ code: 'custom', message: `"${tag}" is no language tag; write en, fr, ar, zh-Hans …` });
  return z.NEVER;
});

const FrontMatter = z.strictObject({
  languages: z.array(language).min(1).optional(),
  slug: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'may hold lower-case letters, digits and single hyphens only')
    .max(80)
    .optional(),
  topics: z.array(z.string().max(80)).default([]),
  embargo: z.string().optional(),
  require: z.array(language).default([]),
  correction: z.string().optional(),
  notify: z.boolean().default(true),
  contact: z.string().optional(),
});
export type FrontMatter = z.infer<typeof FrontMatter>;

export type Opened = {
  frontMatter: FrontMatter;
  text: string;
  /** The line of the file on which `text` begins, from 1. */
  firstLine: number;
  problems: Problem[];
};

const fence = /^\uFEFF?---[ \t]*\n(?:([\s\S]*?)\n)??---[ \t]*(?:\n|$)/;

/** Parts the front matter from the text. What is wrong in it is an error with its line. */
export function openFrontMatter(file: string): Opened {
  const [whole, yaml = ''] = fence.exec(file) ?? [];
  if (whole === undefined) {
    return { frontMatter: FrontMatter.parse({}), text: file, firstLine: 1, problems: [] };
  }
  const { frontMatter, problems } = read(yaml);
  return { frontMatter, text: file.slice(whole.length), firstLine: whole.split('\n').length, problems };
}

function read(yaml: string): Pick<Opened, 'frontMatter' | 'problems'> {
  const document = parseDocument(yaml, { schema: 'core', stringKeys: true });
  const [fault] = document.errors;
  if (fault) {
    const line = yaml.slice(0, fault.pos[0]).split('\n').length + 1;
    const [sentence = ''] = fault.message.split(/ at line |\n/);
    return refused([wrong(`The front matter is no YAML: ${sentence}.`, line)]);
  }
  if (document.contents !== null && (!isMap(document.contents) || hasAlias(document)))
    return refused([wrong('The front matter holds settings only, as "topics: [water]", each written out.', 2)]);
  const checked = FrontMatter.safeParse(document.toJS() ?? {});
  if (checked.success) return { frontMatter: checked.data, problems: [] };
  return refused(
    checked.error.issues.flatMap((issue) => {
      if (issue.code === 'unrecognized_keys') return issue.keys.map((name) => unknown(name, yaml));
      const name = String(issue.path[0]);
      return [wrong(`The front matter's "${name}" can't be used: ${issue.message}.`, lineOf(yaml, name))];
    }),
  );
}

const wrong = (message: string, line: number): Problem => ({ level: 'error', code: 'front-matter', message, line });

const unknown = (name: string, yaml: string): Problem =>
  wrong(
    `The front matter has no setting "${name}". It knows ${Object.keys(FrontMatter.shape).join(', ')}.`,
    lineOf(yaml, name),
  );

// A few aliases can stand for gigabytes, and no setting needs one.
function hasAlias(document: Document): boolean {
  let found = false;
  visit(document, {
    Alias: () => {
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

const refused = (problems: Problem[]): Pick<Opened, 'frontMatter' | 'problems'> => ({
  frontMatter: FrontMatter.parse({}),
  problems,
});

function lineOf(yaml: string, name: string): number {
  const index = yaml.split('\n').findIndex((line) => new RegExp(`^["']?${RegExp.escape(name)}["']?\\s*:`).test(line));
  return index + 2;
}
