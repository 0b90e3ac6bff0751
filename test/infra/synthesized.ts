// The stacks as `npm run synth` makes them, and ways to read them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshAssembly } from '../../cli/assembly.ts';

/** The directory. */
export const synthesized = async (): Promise<string> => (await freshAssembly()).directory;

export type Json = ReturnType<typeof JSON.parse>;
export type Resource = { id: string; stack: string; Type: string; Properties: Json; DeletionPolicy?: string };

export const STACKS = ['PolywireState', 'Polywire'];

export const readJson = (directory: string, file: string): Json =>
  JSON.parse(readFileSync(join(directory, file), 'utf8'));

/** The resources of both stacks, and what a reference between them means. */
export function read(directory: string) {
  const templates = STACKS.map((stack) => ({ stack, template: readJson(directory, `${stack}.template.json`) }));
  const resources = templates.flatMap(({ stack, template }) =>
    Object.entries<Json>(template.Resources).map(([id, one]): Resource => ({ Properties: {}, ...one, id, stack })),
  );
  const exports = new Map<string, Json>(
    templates.flatMap(({ template }) =>
      Object.values<Json>(template.Outputs ?? {}).map((output) => [output.Export?.Name, output.Value] as const),
    ),
  );

  /** The id of the resource that a reference leads to. */
  const target = (value: Json): string => {
    if (value?.['Fn::ImportValue']) return target(exports.get(value['Fn::ImportValue']));
    return value?.Ref ?? value?.['Fn::GetAtt']?.[0] ?? '';
  };

  /** A value with names for references: `<Archive>/releases/*`. */
  const text = (value: Json): string => {
    if (typeof value === 'string') return value;
    const joined = value['Fn::Join'];
    return joined ? joined[1].map(text).join(joined[0]) : `<${plainName(target(value))}>`;
  };

  const ofType = (type: string) => resources.filter(({ Type }) => Type === type);
  const one = (id: string): Resource => {
    const found = resources.find((resource) => resource.id === id);
    if (!found) throw new Error(`There is no resource ${id}.`);
    return found;
  };
  return { templates, resources, ofType, one, target, text };
}
export type Stacks = ReturnType<typeof read>;

/** CDK's id without its hash. */
export const plainName = (id: string): string => id.replace(/[0-9A-F]{8}$/, '');

export const functionName = (id: string): string =>
  plainName(id)
    .replace(/Function$/, '')
    .toLowerCase();
