// What is changed in a text, by the kind of its syntax.
import { isNode, type Node } from './syntax.ts';

/** `after` stands in the place from `start` to `end`. */
export type Change = { operator: string; start: number; end: number; after: string };

type At = {
  node: Node;
  /** What it is a part of. */
  above: Node | undefined;
  text: string;
};

export function changesOf(at: At): Change[] {
  return kinds[at.node.type]?.(at) ?? [];
}

const flips: Record<string, string> = {
  ...{ '===': '!==', '!==': '===', '<': '<=', '<=': '<', '>': '>=', '>=': '>' },
  ...{ '+': '-', '-': '+', '*': '/', '/': '*', '%': '*' },
  // The right side where it was the left one, and the other way round.
  ...{ '&&': '||', '||': '&&', '??': '&&' },
};

/** `min` and `max` are taken for `Math`'s, the others for those of strings and lists. */
const methods: Record<string, string> = {
  ...{ some: 'every', every: 'some', min: 'max', max: 'min', startsWith: 'endsWith', endsWith: 'startsWith' },
  ...{ floor: 'ceil', ceil: 'floor', find: 'findLast', findLast: 'find' },
};

/** What a value passes through that is much the same without. */
const passages = new Set(['trim', 'toLowerCase', 'toSorted', 'toReversed', 'filter', 'slice']);

const kinds: Record<string, (at: At) => Change[]> = {
  BinaryExpression: flipped,
  LogicalExpression: flipped,
  IfStatement: condition,
  ConditionalExpression: condition,
  Literal: literal,
  AwaitExpression: ({ node, text }) => [{ ...at(node, 'drop await'), after: sourceOf(node.argument, text) }],
  UnaryExpression: ({ node, text }) =>
    node.operator === '!' ? [{ ...at(node, 'drop !'), after: `(${sourceOf(node.argument, text)})` }] : [],
  ExpressionStatement: statement,
  CallExpression: call,
  SpreadElement: ({ node, above }) =>
    above?.type === 'CallExpression'
      ? []
      : [{ ...at(node, 'drop spread'), after: above?.type === 'ObjectExpression' ? '...{}' : '...[]' }],
};

const at = ({ start, end }: Node, operator: string) => ({ operator, start, end });

const sourceOf = (node: unknown, text: string): string => (isNode(node) ? text.slice(node.start, node.end) : '');

/** In brackets, and so are its sides: `??` may not stand beside `&&` without. */
function flipped({ node, text }: At): Change[] {
  const { operator, left, right } = node;
  const other = typeof operator === 'string' ? flips[operator] : undefined;
  if (!other || !isNode(left) || !isNode(right)) return [];
  const side = (one: Node) => (one.type === 'LogicalExpression' ? `(${sourceOf(one, text)})` : sourceOf(one, text));
  const between = text.slice(left.end, right.start).replace(String(operator), other);
  return [{ ...at(node, `${operator} to ${other}`), after: `(${side(left)}${between}${side(right)})` }];
}

function condition({ node: { test }, text }: At): Change[] {
  if (!isNode(test) || /^(true|false)$/.test(sourceOf(test, text))) return [];
  return ['true', 'false'].map((after) => ({ ...at(test, `condition to ${after}`), after }));
}

function literal({ node, above }: At): Change[] {
  const { value } = node;
  if (typeof value === 'boolean') return [{ ...at(node, `${value} to ${!value}`), after: String(!value) }];
  if (typeof value === 'number') {
    return [value + 1, value - 1].map((after, which) => ({
      ...at(node, which === 0 ? 'number + 1' : 'number - 1'),
      after: after < 0 ? `(${after})` : String(after),
    }));
  }
  const isName = above?.key === node || above?.type === 'ExpressionStatement';
  return typeof value === 'string' && value !== '' && !isName ? [{ ...at(node, 'string to empty'), after: "''" }] : [];
}

function statement({ node }: At): Change[] {
  const called =
    isNode(node.expression) && node.expression.type === 'AwaitExpression' ? node.expression.argument : node.expression;
  return isNode(called) && called.type === 'CallExpression' ? [{ ...at(node, 'drop call'), after: ';' }] : [];
}

function call({ node, text }: At): Change[] {
  const { callee } = node;
  if (!isNode(callee) || callee.type !== 'MemberExpression' || callee.computed === true) return [];
  const { object, property } = callee;
  if (!isNode(object) || !isNode(property)) return [];
  const name = sourceOf(property, text);
  const other = Object.hasOwn(methods, name) ? methods[name] : undefined;
  return [
    ...(other ? [{ ...at(property, `${name} to ${other}`), after: other }] : []),
    ...(passages.has(name) ? [{ ...at(node, `drop ${name}`), after: sourceOf(object, text) }] : []),
  ];
}
