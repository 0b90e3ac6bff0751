// The cloud assembly that `npm run synth` wrote, as CloudFormation would read it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Resource = z.strictObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DependsOn: z.array(z.string()).default([]),
  // What happens to it when it leaves the template, and CDK's notes.
  UpdateReplacePolicy: z.string().optional(),
  DeletionPolicy: z.string().optional(),
  Metadata: z.unknown().optional(),
});
export type Resource = z.infer<typeof Resource>;

const Template = z.strictObject({
  Resources: z.record(z.string(), Resource),
  Outputs: z
    .record(
      z.string(),
      z.strictObject({
        Value: z.unknown(),
        Export: z.strictObject({ Name: z.string() }).optional(),
        Description: z.string().optional(),
      }),
    )
    .default({}),
  Parameters: z.record(z.string(), z.object({ Default: z.string().optional() })).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
});
export type Template = z.infer<typeof Template>;

const STACKS = ['PolywireState', 'Polywire'] as const;

/** The two templates, by stack. Throws where they hold a section or attribute that isn't known here. */
export const readAssembly = (directory: string): Record<string, Template> =>
  Object.fromEntries(
    STACKS.map((stack) => [
      stack,
      Template.parse(JSON.parse(readFileSync(join(directory, `${stack}.template.json`), 'utf8'))),
    ]),
  );
