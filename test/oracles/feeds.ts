// cli/node24 test/oracles/feeds.ts: our feeds before programs that others wrote. A line for each judge with what it
// looked at; what it objects to, and exit code 1, where it does.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import schema from 'jsonfeed-schema/schema-v1.1.json' with { type: 'json' };
import { cases, versions } from './cases.ts';
import { differences } from './compare.ts';
import { type Judges, judged } from './court.ts';
import { newsboat } from './newsboat.ts';
import { parsers } from './parsers.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'polywire-oracles-'));
const xmlFormats = ['rss', 'atom'] as const;

const files = [...cases, ...versions()].flatMap((one, index) =>
  xmlFormats.map((format) => {
    const file = join(folder, `${index}.${format}.xml`);
    writeFileSync(file, one[format]);
    return { file, format, one };
  }),
);

const judges: Judges = {
  async xmllint() {
    const done = await run('xmllint', ['--noout', '--nonet', ...files.map(({ file }) => file)]).catch((error) => error);
    return { looked: `${files.length} feeds`, faults: lines(done.stderr) };
  },

  async 'feedparser (Python)'() {
    const list = join(folder, 'cases.json');
    writeFileSync(
      list,
      JSON.stringify(
        files.map(({ file, format, one: { name, language, expected } }) => ({
          file,
          format,
          name,
          language,
          expected,
        })),
      ),
    );
    const script = fileURLToPath(new URL('feedparser_check.py', import.meta.url));
    const done = await run('/usr/bin/python3', [script, list], { maxBuffer: 1e8 }).catch((error) => error);
    return { looked: `${files.length} feeds`, faults: [...lines(done.stdout), ...lines(done.stderr)] };
  },

  async 'JSON Feed 1.1 schema'() {
    const ajv = new Ajv({ allErrors: true });
    formats.default(ajv);
    const isValid = ajv.compile(schema);
    const faults = cases.flatMap(({ name, json }) =>
      isValid(JSON.parse(json)) ? [] : [`"${name}": ${ajv.errorsText(isValid.errors)}`],
    );
    return { looked: `${cases.length} feeds`, faults };
  },

  ...Object.fromEntries(
    Object.entries(parsers).map(([name, parse]) => [
      name,
      async () => {
        const faults: string[] = [];
        for (const { format, one } of files) faults.push(...differences(name, format, await parse(one[format]), one));
        return { looked: `${files.length} feeds`, faults };
      },
    ]),
  ),

  newsboat: () => newsboat(folder, versions()),
};

const lines = (output: unknown): string[] =>
  String(output ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '');

try {
  await judged(judges);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
