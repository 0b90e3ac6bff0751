// Every function's handler with the chunks that it imports, and the settings beside it: what Lambda loads.
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import type { Newsroom } from '../functions/core/newsroom.ts';
import { checkLocales } from '../templates/check-locales.ts';
import { type Locales, locales } from '../templates/locales.ts';
import { builtinsByRequire, environmentCredentials, ngramsOnDemand } from './bundle-plugins.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The handlers, by the function's name. */
export const handlers = {
  ingest: 'functions/ingest/handler.ts',
  publish: 'functions/publish/handler.ts',
  feeds: 'functions/feeds/handler.ts',
  pages: 'functions/pages/handler.ts',
  outlets: 'functions/outlets/handler.ts',
  hub: 'functions/hub/handler.ts',
  verify: 'functions/hub/verify-handler.ts',
  distribute: 'functions/hub/distribute-handler.ts',
  deliver: 'functions/hub/deliver-handler.ts',
  plan: 'functions/bulletins/plan-handler.ts',
  send: 'functions/bulletins/send-handler.ts',
  feedback: 'functions/feedback/handler.ts',
  receipts: 'functions/receipts/handler.ts',
  subscriptions: 'functions/subscriptions/handler.ts',
  letters: 'functions/subscriptions/letters-handler.ts',
  clock: 'functions/clock/handler.ts',
} as const;
export type FunctionName = keyof typeof handlers;

/**
 * Bundles all handlers into `directory`/NAME/index.mjs, and beside it the chunks that it imports, its settings, and the
 * interface texts where it speaks. Throws where a language lacks a text, or has one that would fail.
 */
export async function bundle(directory: string, newsroom: Newsroom, texts = locales): Promise<void> {
  checkLocales(texts);
  const settings = JSON.stringify(newsroom);
  // All at once, in a quarter of the time: what several share is read and written once.
  const outdir = join(directory, 'all');
  const { metafile } = await build({ ...options, entryPoints: handlers, outdir });
  for (const [name, file] of Object.entries(handlers)) {
    const [entry = ''] = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === file) ?? [];
    const own = join(directory, name);
    mkdirSync(own);
    const chunks = chunksOf(entry, metafile);
    for (const path of chunks)
      copyFileSync(resolve(root, path), join(own, path === entry ? 'index.mjs' : basename(path)));
    writeFileSync(join(own, 'newsroom.json'), settings);
    if ([...chunks].some((path) => metafile.outputs[path]?.inputs['templates/locales.ts'])) writeTexts(own, texts);
  }
  rmSync(outdir, { recursive: true });
}

/** A file a language, as templates/locales.ts reads them: an invocation reads those that it speaks. */
function writeTexts(directory: string, texts: Locales): void {
  mkdirSync(join(directory, 'locales'));
  for (const [language, own] of Object.entries(texts)) {
    writeFileSync(join(directory, 'locales', `${language}.json`), JSON.stringify(own));
  }
}

/** The output and all that it imports, sooner or later. */
function chunksOf(path: string, { outputs }: Metafile, found = new Set<string>()): Set<string> {
  const output = outputs[path];
  if (!output || found.has(path)) return found;
  found.add(path);
  for (const { path: imported } of output.imports) chunksOf(imported, { inputs: {}, outputs }, found);
  return found;
}

/** How every bundle is made; bench/cold makes bare ones so. */
export const options = {
  absWorkingDir: root,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  metafile: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  // ES modules before CommonJS: of these esbuild leaves out what nobody imports, half of the SDK.
  mainFields: ['module', 'main'],
  // Otherwise each letter of a language other than English is six.
  charset: 'utf8',
  plugins: [environmentCredentials, builtinsByRequire, ngramsOnDemand],
  // Some of the SDK's dependencies are CommonJS and call require().
  banner: {
    js: "import { createRequire as bannerCreateRequire } from 'node:module'; const require = bannerCreateRequire(import.meta.url);",
  },
  logLevel: 'warning',
} satisfies BuildOptions;
