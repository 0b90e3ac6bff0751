// What cdk-nag's AwsSolutions pack finds and we mean so, each with its reason. Anything else fails the synth.
import { type Stack, Validations } from 'aws-cdk-lib';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Newsroom } from '../functions/core/newsroom.ts';
import type { StateStack } from './state-stack.ts';

type Acknowledgement = [rule: string, reason: string];

const state: Acknowledgement[] = [
  [
    'SMG4',
    'The secret signs links that must work for ever. Rotating it means adding a key by hand and keeping the old one to verify (docs/operating.md); a schedule that replaced it would break every mail that was sent.',
  ],
  ['CFR1', 'A newsroom is for readers in every country.'],
  [
    'CFR2',
    'Pages and feeds are static and cached, and the API is throttled. AWS WAF would cost more at rest than all the rest together.',
  ],
  ['CFR3', "Access logs would keep readers' IP addresses, which nobody here needs."],
];

const ownCertificate: Acknowledgement = [
  'CFR4',
  "Without a domain of its own the site is served with CloudFront's certificate, for which CloudFront sets the TLS version itself.",
];

const routes: Acknowledgement[] = [
  [
    'APIG4',
    'Everybody may sign up. Who confirms, chooses or leaves has a signed token in the link, as mail programs unsubscribe without a login (RFC 8058).',
  ],
];

const wildcards = ({
  inbox,
  archive,
  public: site,
}: StateStack): [bucket: Bucket, prefix: string, reason: string][] => [
  [inbox, '', 'The press office names the files that ingest reads.'],
  [archive, 'originals/', 'Ingest keeps each upload under a name made of its content.'],
  [
    archive,
    'releases/',
    'Each version of each release is an object named by its content; no function can know the names before.',
  ],
  [archive, 'media/', 'Pictures are named by their release and their content.'],
  [archive, 'receipts/', "Receipts are named by the press office's file and the hour."],
  [site, 'media/', 'Pictures are named by their release and their content.'],
  [site, '', 'Feeds and pages are named by language, topic and headline.'],
];

export function acknowledge(stacks: { state: StateStack; pipeline: Stack }, newsroom: Newsroom): void {
  for (const one of state) accept(stacks.state, one);
  if (newsroom.domain === undefined) accept(stacks.state, ownCertificate);
  for (const one of routes) accept(stacks.pipeline, one);
  for (const [bucket, prefix, reason] of wildcards(stacks.state)) {
    accept(stacks.pipeline, [`IAM5[Resource::${exported(stacks.state, bucket)}/${prefix}*]`, reason]);
  }
  accept(stacks.pipeline, [
    'IAM5[Resource::*]',
    'ses:GetAccount, which tells the quota, and ses:DeleteSuppressedDestination know no resources.',
  ]);
}

const accept = (scope: Construct, [rule, reason]: Acknowledgement): void =>
  Validations.of(scope).acknowledge({ id: `AwsSolutions::AwsSolutions-${rule}`, reason });

// cdk-nag names a resource of another stack by the export it is imported from.
function exported(state: StateStack, bucket: Bucket): string {
  const value: unknown = state.resolve(state.exportValue(bucket.bucketArn));
  return /"Fn::ImportValue":"([^"]+)"/.exec(JSON.stringify(value))?.[1] ?? '';
}
