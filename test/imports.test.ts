// Who may import whom: DESIGN.md, "Layout", and STYLE.md, "Who may import whom?". Delete AWS from the world, and core,
// the stages' modules and the templates still work.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { describe, expect, test } from 'vitest';

type Import = { name: string; isType: boolean };

const statements = [
  /^\s*(?:import|export)\s+(?<type>type\s)?[^'";]*?\bfrom\s*['"](?<name>[^'"]+)['"]/gm,
  /^\s*import\s*['"](?<name>[^'"]+)['"]/gm,
  /\bimport\(\s*['"](?<name>[^'"]+)['"]/gm,
];

/** What a file imports; our own files by their path from the root. */
const importsOf = (file: string, source: string): Import[] =>
  statements.flatMap((statement) =>
    [...source.matchAll(statement)].map(({ groups }) => {
      const name = groups?.name ?? '';
      return { name: name.startsWith('.') ? join(dirname(file), name) : name, isType: groups?.type !== undefined };
    }),
  );

type Rule = { says: string; allows: (imported: Import, file: string) => boolean };

const isOurs = ({ name }: Import) => /^(?:functions|templates|infra|cli|test|bench)\//.test(name);
const isBelow =
  (...folders: string[]) =>
  ({ name }: Import) =>
    folders.some((folder) => name.startsWith(`${folder}/`));
const isHandler = ({ name }: Import) => /^functions\/.*handler\.ts$/.test(name);
const ownFolder = (file: string) => dirname(file);

const core: Rule = {
  says: 'core imports nothing of ours outside core',
  allows: (one) => !isOurs(one) || isBelow('functions/core')(one),
};
const io: Rule = {
  says: 'io imports nothing of ours but core and io',
  allows: (one) => !isOurs(one) || isBelow('functions/core', 'functions/io')(one),
};
const stageModule: Rule = {
  says: "a stage's module imports nothing of ours but core, its own folder and templates",
  allows: (one, file) => !isOurs(one) || isBelow('functions/core', ownFolder(file), 'templates')(one),
};
const handler: Rule = {
  says: 'a handler imports nothing of ours but core, io, its own folder and templates',
  allows: (one, file) => !isOurs(one) || isBelow('functions/core', 'functions/io', ownFolder(file), 'templates')(one),
};
const templates: Rule = {
  says: 'templates import nothing of ours but templates and functions/core',
  allows: (one) => !isOurs(one) || isBelow('templates', 'functions/core')(one),
};
const cdk: Rule = {
  says: 'CDK code imports from functions types, and constants of core, and nothing local',
  allows: (one) =>
    !isBelow('functions', 'infra/local', 'cli')(one) ||
    isBelow('functions/core')(one) ||
    (one.isType && isBelow('functions')(one)),
};
const withoutSdk: Rule = {
  says: 'only functions/io imports the AWS SDK',
  allows: ({ name }) => !/^@(?:aws-sdk|smithy)\//.test(name),
};
const pure: Rule = {
  says: 'disk, network and processes are touched in io only',
  allows: ({ name }) =>
    !/^(?:node:)?(?:fs|net|tls|http|https|http2|dns|dgram|child_process|worker_threads)(?:\/|$)/.test(name),
};
const noHandler: Rule = {
  says: 'nobody imports a handler: the local cloud runs its bundle, as AWS does',
  allows: (one) => !isHandler(one),
};

function rulesFor(file: string): Rule[] {
  if (file.startsWith('functions/core/')) return [core, withoutSdk, pure];
  if (file.startsWith('functions/io/')) return [io, noHandler];
  if (/^functions\/.*handler\.ts$/.test(file)) return [handler, withoutSdk, pure, noHandler];
  if (file.startsWith('functions/')) return [stageModule, withoutSdk, pure, noHandler];
  if (file.startsWith('templates/')) return [templates, withoutSdk];
  if (/^infra\/[^/]+$/.test(file)) return [cdk, noHandler];
  // A bench runs handlers on ports of its own, as tests do.
  if (file.startsWith('bench/')) return [];
  return [noHandler];
}

/** A sentence for each rule that the file breaks. */
function faults(file: string, source: string): string[] {
  const imported = importsOf(file, source);
  const broken = rulesFor(file).flatMap(({ says, allows }) =>
    imported.filter((one) => !allows(one, file)).map(({ name }) => `${file} imports ${name}: ${says}.`),
  );
  const readsEnvironment = /^functions\/(?!io\/)/.test(file) && /\bprocess\.env\b/.test(source);
  return [...broken, ...(readsEnvironment ? [`${file} reads process.env: only functions/io does.`] : [])];
}

const files = globSync('{functions,templates,infra,cli,bench}/**/*.ts').toSorted();

test('every file of ours keeps to the order of imports', () => {
  expect(files.length).toBeGreaterThan(150);
  expect(files.flatMap((file) => faults(file, readFileSync(file, 'utf8')))).toEqual([]);
});

describe('the order of imports is watched:', () => {
  test.each([
    ['functions/core/a.ts', "import { env } from '../io/env.ts';", 'functions/io/env.ts: core'],
    ['functions/core/a.ts', "import type { Entry } from '../feeds/entry.ts';", 'functions/feeds/entry.ts: core'],
    ['functions/core/a.ts', "import { S3Client } from '@aws-sdk/client-s3';", '@aws-sdk/client-s3: only functions/io'],
    ['functions/core/a.ts', "import { readFileSync } from 'node:fs';", 'node:fs: disk'],
    ['functions/io/a.ts', "import { plan } from '../bulletins/plan.ts';", 'functions/bulletins/plan.ts: io'],
    ['functions/feeds/a.ts', "import {\n  env,\n} from '../io/env.ts';", "functions/io/env.ts: a stage's module"],
    ['functions/feeds/a.ts', "export * from '../pages/feed-links.ts';", 'functions/pages/feed-links.ts: a stage'],
    ['functions/feeds/a.ts', "const io = await import('../io/env.ts');", 'functions/io/env.ts: a stage'],
    ['functions/feeds/a.ts', "import './handler.ts';", 'functions/feeds/handler.ts: nobody'],
    [
      'functions/feeds/handler.ts',
      "import { plan } from '../bulletins/plan.ts';",
      'functions/bulletins/plan.ts: a handler',
    ],
    ['functions/feeds/handler.ts', "import * as sdk from '@aws-sdk/client-sqs';", '@aws-sdk/client-sqs: only'],
    ['templates/a.ts', "import { entry } from '../functions/feeds/entry.ts';", 'functions/feeds/entry.ts: templates'],
    ['infra/a.ts', "import { pace } from '../functions/bulletins/pace.ts';", 'functions/bulletins/pace.ts: CDK'],
    ['infra/a.ts', "import { type Pace } from '../functions/bulletins/pace.ts';", 'functions/bulletins/pace.ts: CDK'],
    ['infra/a.ts', "import { startCloud } from './local/cloud.ts';", 'infra/local/cloud.ts: CDK'],
    ['cli/a.ts', "import { handler } from '../functions/feeds/handler.ts';", 'functions/feeds/handler.ts: nobody'],
  ])('%s with %j', (file, source, told) => {
    expect(
      faults(file, `// A file.\n${source}\n`).map((sentence) => sentence.startsWith(`${file} imports ${told}`)),
    ).toEqual([true]);
  });

  test('process.env in a stage', () => {
    expect(faults('functions/feeds/handler.ts', 'const site = process.env.SITE_URL;')).toEqual([
      'functions/feeds/handler.ts reads process.env: only functions/io does.',
    ]);
  });

  test.each([
    ['functions/core/a.ts', "import { z } from 'zod';\nimport { sha256 } from './digest.ts';"],
    ['functions/io/a.ts', "import { S3Client } from '@aws-sdk/client-s3';\nconst a = process.env.A;"],
    ['functions/feeds/handler.ts', "import { env } from '../io/env.ts';\nimport { entry } from './entry.ts';"],
    ['functions/pages/a.ts', "import { texts } from '../../templates/texts.ts';"],
    [
      'infra/a.ts',
      "import type { Pace } from '../functions/bulletins/pace.ts';\nimport { BULK } from '../functions/core/bulletin.ts';",
    ],
  ])('%s may have %j', (file, source) => {
    expect(faults(file, source)).toEqual([]);
  });
});
