// Whether an identity's own policy allows a call. Default deny, explicit deny first (IAM User Guide, "Policy
// evaluation logic"); boundaries, sessions and resource policies are not part of it.
import { z } from 'zod';
import { type Condition, type Context, conditions, holds } from './condition.ts';
import { glob } from './glob.ts';

export type Call = {
  /** As in a policy: s3:GetObject. */
  action: string;
  /** ARNs, or *. The right to any of these is enough; a denial of any of them is one. */
  resource: string[];
  context: Context;
};

export type Statement = { effect: 'Allow' | 'Deny'; actions: string[]; resources: string[]; conditions: Condition[] };

// A policy variable would have to be filled in for each call; the template holds none.
const text = z.string().refine((value) => !value.includes('${'), 'Policy variables are not known here');
const value = z.union([text, z.boolean().transform(String)]);
const listOf = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((given) => (Array.isArray(given) ? given : [given]), z.array(item).min(1));

const Element = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: listOf(text),
  Resource: listOf(text),
  Condition: z.record(z.string(), z.record(z.string(), listOf(value))).default({}),
});

const Document = z.strictObject({
  Version: z.literal('2012-10-17'),
  Id: z.string().optional(),
  Statement: listOf(Element),
});

/** The statements of a resolved policy document; throws for any element, operator or intrinsic unknown here. */
export function statements(document: unknown): Statement[] {
  const result = Document.safeParse(document);
  if (!result.success) throw new Error(`The local IAM does not know this policy:\n${z.prettifyError(result.error)}`);
  return result.data.Statement.map((element) => ({
    effect: element.Effect,
    actions: element.Action,
    resources: element.Resource,
    conditions: conditions(element.Condition),
  }));
}

export function allows(statements: Statement[], call: Call): boolean {
  const context = { 'aws:SecureTransport': ['true'], ...call.context };
  const effects = statements.filter((statement) => covers(statement, call, context)).map(({ effect }) => effect);
  return effects.includes('Allow') && !effects.includes('Deny');
}

const covers = ({ actions, resources, conditions }: Statement, call: Call, context: Context): boolean =>
  actions.some((pattern) => glob(pattern, call.action, 'i')) &&
  resources.some((pattern) => call.resource.some((arn) => glob(pattern, arn))) &&
  conditions.every((condition) => holds(condition, context));
