// Settings, bundles and mail templates → two CloudFormation templates and their assets. No network, no account.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, DefaultStackSynthesizer, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { z } from 'zod';
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
  // CloudFormation's own rules fail the synth too, not only cdk-nag's.
  '@aws-cdk/core:validateAgainstDefaultRules': true,
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
  refuseFindings(join(outdir, 'validation-report.json'));
}

const Report = z.object({
  pluginReports: z.array(
    z.object({ violations: z.array(z.object({ ruleName: z.string(), description: z.string() })) }),
  ),
});

/** The CDK fails on errors only; a warning that nobody has acknowledged is a finding too. */
function refuseFindings(report: string): void {
  const { pluginReports } = Report.parse(JSON.parse(readFileSync(report, 'utf8')));
  const findings = pluginReports.flatMap(({ violations }) => violations);
  if (findings.length === 0) return;
  const list = findings.map(({ ruleName, description }) => `${ruleName}: ${description}`);
  throw new Error(`The stacks have findings that acknowledgements.ts gives no reason for.\n${list.join('\n')}`);
}
