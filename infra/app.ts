// `npm run synth`, and what the CDK's command line runs: newsroom.yaml, functions and templates → cdk.out.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from './bundle.ts';
import { readNewsroom } from './settings.ts';

const newsroom = readNewsroom();
const bundles = mkdtempSync(join(tmpdir(), 'polywire-bundles-'));
try {
  // esbuild works in its own process while the CDK, a second's worth of code, is loaded in this one.
  const [{ synth }] = await Promise.all([import('./synth.ts'), bundle(bundles, newsroom)]);
  await synth({ newsroom, bundles, outdir: process.env.CDK_OUTDIR ?? 'cdk.out' });
} finally {
  rmSync(bundles, { recursive: true, force: true });
}
