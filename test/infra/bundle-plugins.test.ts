// What bundles have instead of what packages bring gives the same answers.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { eld } from 'eld/extrasmall';
import { build } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import { ngramsOnDemand } from '../../infra/bundle-plugins.ts';

const directory = mkdtempSync(join(tmpdir(), 'polywire-plugins-'));
afterAll(() => rmSync(directory, { recursive: true }));

test('the detector judges every text as it does with its n-grams in one piece', async () => {
  const outfile = join(directory, 'eld.mjs');
  const stdin = {
    contents: "export { eld } from 'eld/extrasmall'",
    resolveDir: fileURLToPath(new URL('.', import.meta.url)),
  };
  await build({
    stdin,
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    charset: 'utf8',
    plugins: [ngramsOnDemand],
  });
  const { eld: onDemand }: { eld: typeof eld } = await import(pathToFileURL(outfile).href);
  // Of its own: ingest sets what languages the shared one looks for.
  const whole = eld.newInstance();

  for (const text of [
    'The council met today and decided on the budget.',
    'Le conseil a décidé aujourd’hui du budget de la ville.',
    'قرر المجلس اليوم ميزانية المدينة',
    'המועצה החליטה היום על תקציב העיר',
    'Рада вирішила сьогодні щодо бюджету міста',
    '議会は本日、市の予算を決定した。',
    'Kommunen har besluttet næste års budget.',
    'constructor __proto__ toString hasOwnProperty',
    '12345',
    '',
  ]) {
    expect(onDemand.detect(text).getScores(), text).toEqual(whole.detect(text).getScores());
  }
});
