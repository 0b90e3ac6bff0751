// newsroom.yaml, functions and templates → cdk.out: two CloudFormation templates and their assets. No network, no account.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, DefaultStackSynthesizer, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { mailTemplates } from '../templates/compile.ts';
import { acknowledge } from './acknowledgements.ts';
import { bundle } from './bundle.ts';
import { PipelineStack } from './pipeline-stack.ts';
import { readNewsroom } from './settings.ts';
import { StateStack } from './state-stack.ts';

// What CDK would do otherwise only to stay as it was in old projects.
const flags = {
  '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true,
  '@aws-cdk/core:enablePartitionLiterals': true,
  '@aws-cdk/aws-iam:minimizePolicies': true,
};

// The rule would ask CloudFormation for the bootstrap's version at each deployment; `cdk deploy` asks already.
const defaultStackSynthesizer = new DefaultStackSynthesizer({ generateBootstrapVersionRule: false });

/** Writes the cloud assembly into `outdir`; throws when cdk-nag's AwsSolutions pack finds something. */
export async function synth(outdir: string): Promise<void> {
  const newsroom = readNewsroom();
  const bundles = mkdtempSync(join(tmpdir(), 'polywire-bundles-'));
  try {
    const [templates] = await Promise.all([mailTemplates(), bundle(bundles, newsroom)]);
    const app = new App({ outdir, analyticsReporting: false, context: flags, defaultStackSynthesizer });
    const state = new StateStack(app, 'PolywireState', { newsroom, terminationProtection: true });
    const pipeline = new PipelineStack(app, 'Polywire', { state, newsroom, bundles, templates });
    acknowledge({ state, pipeline }, newsroom);
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    app.synth();
  } finally {
    rmSync(bundles, { recursive: true, force: true });
  }
}
