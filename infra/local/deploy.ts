// Makes what the templates describe, each resource when it is first needed, by CloudFormation's own rules of reference.
// A type, property or function that isn't known here stops it: drift is a failure, not a surprise after deployment.
import { ACCOUNT, REGION } from './account.ts';
import type { Resource, Template } from './assembly.ts';

export type Made = { ref: string; attributes?: Record<string, string> };

/** Makes one resource from its properties, all references resolved. `name` is unique and stays the same. */
export type Make = (properties: Record<string, unknown>, name: string) => Promise<Made>;

export type Deployment = { outputs: Record<string, string> };

/** `maker` is the resource that is being made and needs this one. */
type Place = { stack: string; template: Template; maker: string | null };

export async function deploy(
  templates: Record<string, Template>,
  types: Record<string, Make>,
  parameters: Record<string, string>,
): Promise<Deployment> {
  const made = new Map<string, Promise<Made>>();
  const names = new Map<string, string>();

  const needs = new Map<string, Set<string>>();

  // CloudFormation refuses resources that need each other; here they would wait for one another for ever.
  const note = (maker: string, needed: string): void => {
    const leadsTo = (key: string): boolean => key === maker || [...(needs.get(key) ?? [])].some(leadsTo);
    if (leadsTo(needed)) throw new Error(`Circular dependency between ${maker} and ${needed}.`);
    needs.set(maker, (needs.get(maker) ?? new Set()).add(needed));
  };

  const ensure = async (place: Place, id: string): Promise<Made> => {
    const key = `${place.stack}/${id}`;
    if (place.maker !== null) note(place.maker, key);
    const known = made.get(key);
    if (known) return known;
    const making = make({ ...place, maker: key }, id);
    made.set(key, making);
    return making;
  };

  const make = async (place: Place, id: string): Promise<Made> => {
    const resource: Resource | undefined = place.template.Resources[id];
    if (!resource) throw new Error(`Stack ${place.stack} refers to ${id}, which it doesn't have.`);
    for (const needed of resource.DependsOn) await ensure(place, needed);
    const type = types[resource.Type];
    if (!type) throw new Error(`The local cloud doesn't know ${resource.Type} (${place.stack}/${id}).`);
    const properties = await resolve(place, resource.Properties);
    const name = physicalName(id);
    const other = names.get(`${resource.Type} ${name}`);
    if (other) throw new Error(`${other} and ${id} would both be called ${name} here.`);
    names.set(`${resource.Type} ${name}`, id);
    try {
      return await type(asRecord(properties), name);
    } catch (cause) {
      throw new Error(`${resource.Type} ${place.stack}/${id}: ${cause instanceof Error ? cause.message : cause}`, {
        cause,
      });
    }
  };

  const resolve = async (place: Place, value: unknown): Promise<unknown> => {
    if (Array.isArray(value)) return Promise.all(value.map((one) => resolve(place, one)));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [only] = entries;
    if (only && entries.length === 1 && (only[0] === 'Ref' || only[0].startsWith('Fn::')))
      return call(place, only[0], only[1]);
    const resolved = entries.map(async ([key, one]) => [key, await resolve(place, one)] as const);
    return Object.fromEntries(await Promise.all(resolved));
  };

  const text = async (place: Place, value: unknown): Promise<string> => {
    const resolved = await resolve(place, value);
    if (typeof resolved !== 'string') throw new Error(`${JSON.stringify(value)} is no text.`);
    return resolved;
  };

  const reference = async (place: Place, id: string): Promise<string> => {
    if (id === 'AWS::StackId') return `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/${place.stack}/local`;
    const pseudo = pseudoParameters[id];
    if (pseudo !== undefined) return pseudo;
    if (!Object.hasOwn(place.template.Parameters, id)) return (await ensure(place, id)).ref;
    return parameters[id] ?? place.template.Parameters[id]?.Default ?? '';
  };

  const attribute = async (place: Place, id: string, name: string): Promise<string> => {
    const value = (await ensure(place, id)).attributes?.[name];
    if (value === undefined) throw new Error(`The local cloud doesn't know attribute ${name} of ${place.stack}/${id}.`);
    return value;
  };

  const call = async (place: Place, name: string, argument: unknown): Promise<unknown> => {
    switch (name) {
      case 'Ref':
        return reference(place, String(argument));
      case 'Fn::GetAtt': {
        const [id, key] = asList(argument);
        return attribute(place, String(id), String(key));
      }
      case 'Fn::Join': {
        const [separator, parts] = asList(argument);
        const texts = await Promise.all(asList(parts).map((part) => text(place, part)));
        return texts.join(String(separator));
      }
      case 'Fn::Sub':
        if (typeof argument !== 'string') throw new Error('The local cloud knows Fn::Sub with a text only.');
        return substitute(place, argument);
      case 'Fn::If': {
        const [condition, yes, no] = asList(argument);
        return resolve(place, (await holds(place, String(condition))) ? yes : no);
      }
      case 'Fn::ImportValue':
        return imported(place, await text(place, argument));
      default:
        throw new Error(`The local cloud doesn't know the function ${name}.`);
    }
  };

  const substitute = async (place: Place, pattern: string): Promise<string> => {
    const parts = pattern.split(/\$\{([^}]+)\}/);
    const texts = parts.map((part, index) => (index % 2 === 0 ? part : reference(place, part)));
    return (await Promise.all(texts)).join('');
  };

  const holds = async (place: Place, condition: string): Promise<boolean> => {
    const evaluate = async (expression: unknown): Promise<boolean> => {
      const [[name, argument] = []] = Object.entries(asRecord(expression));
      if (name === 'Fn::Not') return !(await evaluate(asList(argument)[0]));
      if (name !== 'Fn::Equals') throw new Error(`The local cloud doesn't know the condition function ${name}.`);
      const [one, other] = asList(argument);
      return (await text(place, one)) === (await text(place, other));
    };
    const expression = place.template.Conditions[condition];
    if (expression === undefined) throw new Error(`Stack ${place.stack} has no condition ${condition}.`);
    return evaluate(expression);
  };

  const imported = async ({ maker }: Place, name: string): Promise<string> => {
    for (const [stack, template] of Object.entries(templates)) {
      const output = Object.values(template.Outputs).find(({ Export }) => Export?.Name === name);
      if (output) return text({ stack, template, maker }, output.Value);
    }
    throw new Error(`No stack exports ${name}.`);
  };

  const outputs: Record<string, string> = {};
  for (const [stack, template] of Object.entries(templates)) {
    // One after the other, so that what is listed later keeps the template's order, the pipeline's.
    for (const id of Object.keys(template.Resources)) await ensure({ stack, template, maker: null }, id);
    for (const [id, { Value, Export }] of Object.entries(template.Outputs)) {
      if (!Export) outputs[id] = await text({ stack, template, maker: null }, Value);
    }
  }
  return { outputs };
}

const pseudoParameters: Record<string, string> = {
  'AWS::Region': REGION,
  'AWS::AccountId': ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** CDK's logical id without its hash: "Inbox5D2A90F1" is polywire-inbox. */
const physicalName = (id: string): string =>
  `polywire-${id
    .replace(/[0-9A-F]{8}$/, '')
    .replace(/[^A-Za-z0-9]+/g, '')
    .replace(/([a-z0-9])(?=[A-Z])/g, '$1-')
    .toLowerCase()}`;

function asList(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error(`${JSON.stringify(value)} is no list.`);
}

function asRecord(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new Error(`${JSON.stringify(value)} is no object.`);
}
