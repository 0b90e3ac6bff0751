// What a release says about itself before its text: YAML between two lines of three hyphens.
import { parseDocument } from 'yaml';
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
  topics: z.array(z.string()).default([]),
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

const fence = /^\uFEFF?---[ \t]*\n([\s\S]*?)(?:^|\n)---[ \t]*(?:\n|$)/;

/** Parts the front matter from the text. What is wrong in it is an error with its line. */
export function openFrontMatter(file: string): Opened {
  const [whole, yaml] = fence.exec(file) ?? [];
  if (whole === undefined || yaml === undefined) {
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
    return refused([
      { level: 'error', code: 'front-matter', message: `The front matter is no YAML: ${sentence}.`, line },
    ]);
  }
  const checked = FrontMatter.safeParse(document.toJS({ maxAliasCount: 0 }) ?? {});
  if (checked.success) return { frontMatter: checked.data, problems: [] };
  return refused(
    checked.error.issues.map((issue) => {
      const name = issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : String(issue.path[0] ?? '');
      const message =
        issue.code === 'unrecognized_keys'
          ? `The front matter has no setting "${name}". It knows ${Object.keys(FrontMatter.shape).join(', ')}.`
          : `The front matter's "${name}" can't be used: ${issue.message}.`;
      return { level: 'error', code: 'front-matter', message, line: lineOf(yaml, name) };
    }),
  );
}

const refused = (problems: Problem[]): Pick<Opened, 'frontMatter' | 'problems'> => ({
  frontMatter: FrontMatter.parse({}),
  problems,
});

function lineOf(yaml: string, name: string): number {
  const index = yaml.split('\n').findIndex((line) => line.startsWith(name));
  return index + 2;
}
