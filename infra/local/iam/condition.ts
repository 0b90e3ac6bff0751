// IAM User Guide, "Condition operators" and "Multivalued context keys": as much of them as the template uses.
import { glob } from './glob.ts';

export type Context = Record<string, string[]>;

export type Condition = {
  set: 'ForAllValues' | 'ForAnyValue' | undefined;
  operator: keyof typeof OPERATORS;
  key: string;
  values: string[];
};

const OPERATORS = {
  StringEquals: (wanted: string, actual: string) => wanted === actual,
  StringLike: (wanted: string, actual: string) => glob(wanted, actual),
  ArnEquals: sameArn,
  ArnLike: sameArn,
  Bool: (wanted: string, actual: string) => wanted.toLowerCase() === actual.toLowerCase(),
};

/** Keys that a call may lack. Any other that it lacks is one that nothing here computes. */
const MODELLED = ['aws:securetransport', 'dynamodb:leadingkeys'];

/** The Condition element of a statement, one condition for each operator and key. */
export function conditions(element: Record<string, Record<string, string[]>>): Condition[] {
  return Object.entries(element).flatMap(([name, keys]) => {
    const parsed = parseOperator(name);
    return Object.entries(keys).map(([key, values]) => ({ ...parsed, key, values }));
  });
}

function parseOperator(name: string): Pick<Condition, 'set' | 'operator'> {
  const [, prefix, bare = ''] = /^(?:(\w+):)?(\w+)$/.exec(name) ?? [];
  const isSet = prefix === undefined || prefix === 'ForAllValues' || prefix === 'ForAnyValue';
  if (!isSet || !isOperator(bare)) throw new Error(`The local IAM does not know the condition operator "${name}".`);
  return { set: prefix, operator: bare };
}

const isOperator = (name: string): name is keyof typeof OPERATORS => Object.hasOwn(OPERATORS, name);

export function holds({ set, operator, key, values }: Condition, context: Context): boolean {
  const actual = contextValues(key, context);
  const matches = (value: string) => values.some((wanted) => OPERATORS[operator](wanted, value));
  if (set === 'ForAllValues') return actual.every(matches);
  if (set === undefined && actual.length > 1) {
    throw new Error(`"${key}" has ${actual.length} values: ${operator} needs ForAllValues or ForAnyValue.`);
  }
  return actual.some(matches);
}

/** Names of keys know no case. A value of an unmodelled key is unknown, and ForAllValues would hold without one. */
function contextValues(key: string, context: Context): string[] {
  const name = key.toLowerCase();
  const found = Object.entries(context).find(([other]) => other.toLowerCase() === name);
  if (found === undefined && !MODELLED.includes(name)) {
    throw new Error(`The local IAM does not know the condition key "${key}".`);
  }
  return found?.[1] ?? [];
}

/** Each of the six parts by itself: a wildcard doesn't reach across a colon of the first five. */
function sameArn(wanted: string, actual: string): boolean {
  const [patterns, parts] = [arnParts(wanted), arnParts(actual)];
  return patterns.length === parts.length && patterns.every((pattern, index) => glob(pattern, parts[index] ?? ''));
}

const arnParts = (arn: string): string[] =>
  /^([^:]*):([^:]*):([^:]*):([^:]*):([^:]*):(.*)$/s.exec(arn)?.slice(1) ?? [arn];
