// Templates of a few lines, and a type of resource to make them of.
import type { Template } from '../../../infra/local/assembly.ts';
import type { Make } from '../../../infra/local/deploy.ts';

type Resources = Record<string, { Type: string; Properties?: Record<string, unknown>; DependsOn?: string[] }>;

export const template = (Resources: Resources, rest: Partial<Template> = {}): Template => ({
  Resources: Object.fromEntries(
    Object.entries(Resources).map(([id, one]) => [id, { Properties: {}, DependsOn: [], ...one }]),
  ),
  Outputs: {},
  Parameters: {},
  Conditions: {},
  ...rest,
});

/** A type that is made at once, and notes what it was made of. */
export function things() {
  const made: { name: string; properties: Record<string, unknown> }[] = [];
  const thing: Make = async (properties, name) => {
    made.push({ name, properties });
    return { ref: `ref of ${name}`, attributes: { Arn: `arn of ${name}` } };
  };
  return { made, types: { 'Test::Thing': thing } };
}

export const thing = (Properties: Record<string, unknown> = {}, DependsOn: string[] = []) => ({
  Type: 'Test::Thing',
  Properties,
  DependsOn,
});
