// `npm run synth`, and what the CDK's command line runs.
import { synth } from './synth.ts';

await synth(process.env.CDK_OUTDIR ?? 'cdk.out');
