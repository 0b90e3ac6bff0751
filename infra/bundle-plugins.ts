// What the bundles have instead of what packages bring, so that a function wakes sooner.
import { isBuiltin } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';
import * as z from 'zod/mini';

/**
 * Lambda puts a role's credentials into the environment (Lambda Developer Guide, "Defined runtime environment
 * variables"). The SDK's default chain would bring single sign-on, profiles, processes and instance metadata along.
 */
export const environmentCredentials: Plugin = {
  name: 'environment-credentials',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]@aws-sdk[\\/]credential-provider-node[\\/]dist-es[\\/]index\.js$/ }, () => ({
      contents: "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';",
      resolveDir: import.meta.dirname,
    }));
  },
};

/**
 * Node's own modules by require(), which every bundle's banner has. An import statement reads all that a module exports,
 * and one getter of node:http loads an HTTP client, with its WebAssembly, that nobody here asks for.
 */
export const builtinsByRequire: Plugin = {
  name: 'builtins-by-require',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^(?:node:)?[a-z_]+(?:\/[a-z]+)?$/, namespace: 'file' }, ({ path }) =>
      isBuiltin(path) ? { path, namespace: 'builtin' } : undefined,
    );
    onLoad({ filter: /^/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
      loader: 'js',
    }));
    onResolve({ filter: /^/, namespace: 'builtin' }, ({ path }) => ({ path, external: true }));
  },
};

const Ngrams = z.object({
  ngramsData: z.looseObject({ ngrams: z.record(z.string(), z.record(z.string(), z.number())) }),
});

/**
 * The language detector's 50,000 n-grams, as text by their first two letters, looked up there one by one. As a literal
 * they are half of what ingest does when it wakes; a release asks for a fiftieth of them.
 */
export const ngramsOnDemand: Plugin = {
  name: 'ngrams-on-demand',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]eld[\\/]src[\\/]ngrams[\\/]\w+\.js$/ }, async ({ path }) => {
      const { ngrams, ...rest } = Ngrams.parse(await import(pathToFileURL(path).href)).ngramsData;
      const parts = Object.groupBy(Object.entries(ngrams), ([ngram]) => ngram.slice(0, 2));
      const texts = Object.entries(parts).map(([start, part = []]) => [start, `\n${part.map(written).join('\n')}\n`]);
      return {
        contents: `
          const texts = ${JSON.stringify(Object.fromEntries(texts))};
          const found = new Map();
          const weights = (line) => Object.fromEntries(line.split('\\t').map((one) => one.split(':').map(Number)));
          const find = (ngram) => {
            const text = texts[ngram.slice(0, 2)] ?? '';
            const mark = '\\n' + ngram.slice(2) + '\\t';
            const at = text.indexOf(mark);
            return at < 0 ? undefined : weights(text.slice(at + mark.length, text.indexOf('\\n', at + 1)));
          };
          const get = (_, ngram) => {
            const weights = found.get(ngram) ?? find(ngram);
            if (weights) found.set(ngram, weights);
            return weights;
          };
          const ngrams = new Proxy({}, { get });
          export const ngramsData = { ...${JSON.stringify(rest)}, ngrams };
        `,
      };
    });
  },
};

/** What is left of an n-gram behind its first two letters, and its weight in each language. */
function written([ngram, weights]: [string, Record<string, number>]): string {
  if (/[\t\n]/.test(ngram)) throw new Error(`The n-gram ${JSON.stringify(ngram)} holds what parts the n-grams here.`);
  return [ngram.slice(2), ...Object.entries(weights).map(([language, weight]) => `${language}:${weight}`)].join('\t');
}
