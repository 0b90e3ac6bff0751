// Settings, bundles and mail templates → two CloudFormation templates and their assets. No network, no account.
import { App, DefaultStackSynthesizer, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { Newsroom } from '../functions/core/newsroom.ts';
import { mailTemplates } from '../templates/compile.ts';
import { acknowledge } from './acknowledgements.ts';
import { PipelineStack } from './pipeline-stack.ts';
import { StateStack } from './state-stack.ts';

// What CDK would do otherwise only to stay as it was in old projects.
const flags = {
  '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true,
  '@aws-cdk/core:enablePartitionLiterals': true,
  '@aws-cdk/aws-iam:minimizePolicies': true,
};

// The rule would ask CloudFormation for the bootstrap's version at each deployment; `cdk deploy` asks already.
const defaultStackSynthesizer = new DefaultStackSynthesizer({ generateBootstrapVersionRule: false });

export type SynthOptions = { newsroom: Newsroom; bundles: string; outdir: string };

/** Writes the cloud assembly into `outdir`; throws when cdk-nag's AwsSolutions pack finds something. */
export async function synth({ newsroom, bundles, outdir }: SynthOptions): Promise<void> {
  const templates = await mailTemplates();
  const app = new App({ outdir, analyticsReporting: false, context: flags, defaultStackSynthesizer });
  const state = new StateStack(app, 'PolywireState', { newsroom, terminationProtection: true });
  const pipeline = new PipelineStack(app, 'Polywire', { state, newsroom, bundles, templates });
  acknowledge({ state, pipeline }, newsroom);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  app.synth();
}
