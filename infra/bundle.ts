// Every function's handler as one file, with the settings beside it: what Lambda loads.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type { Newsroom } from '../functions/core/newsroom.ts';
import { checkLocales } from '../templates/check-locales.ts';
import { type Locales, locales } from '../templates/locales.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The handlers, by the function's name. */
export const handlers = {
  ingest: 'functions/ingest/handler.ts',
  publish: 'functions/publish/handler.ts',
  feeds: 'functions/feeds/handler.ts',
  pages: 'functions/pages/handler.ts',
  plan: 'functions/bulletins/plan-handler.ts',
  send: 'functions/bulletins/send-handler.ts',
  feedback: 'functions/feedback/handler.ts',
  receipts: 'functions/receipts/handler.ts',
  unsubscribe: 'functions/subscriptions/handler.ts',
  clock: 'functions/clock/handler.ts',
} as const;
export type FunctionName = keyof typeof handlers;

/**
 * Bundles all handlers into `directory`/NAME/index.mjs; what a handler imports only when it is needed, beside it.
 * Throws where a language lacks a text, or has one that would fail.
 */
export async function bundle(directory: string, newsroom: Newsroom, texts = locales): Promise<void> {
  checkLocales(texts);
  const plugins = [withLocales(texts)];
  const settings = JSON.stringify(newsroom);
  await Promise.all(
    Object.entries(handlers).map(async ([name, file]) => {
      const outdir = join(directory, name);
      await build({ ...options, plugins, entryPoints: [{ in: file, out: 'index' }], outdir });
      writeFileSync(join(outdir, 'newsroom.json'), settings);
    }),
  );
}

/** Puts the texts themselves in the place of the module that reads them from the folder. */
const withLocales = (texts: Locales): Plugin => ({
  name: 'locales',
  setup: ({ onLoad }) => {
    // As JSON in a string, which Node reads faster than a literal.
    const read = `/* @__PURE__ */ JSON.parse(${JSON.stringify(JSON.stringify(texts))})`;
    onLoad({ filter: /[\\/]templates[\\/]locales\.ts$/ }, () => ({ contents: `export const locales = ${read};` }));
  },
});

const options = {
  absWorkingDir: root,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  minify: true,
  keepNames: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  // Otherwise each letter of a language other than English is six.
  charset: 'utf8',
  // Some of the SDK's dependencies are CommonJS and call require().
  banner: {
    js: "import { createRequire as bannerCreateRequire } from 'node:module'; const require = bannerCreateRequire(import.meta.url);",
  },
  logLevel: 'warning',
} as const;
