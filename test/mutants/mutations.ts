// Small changes of a source text, each of which a test should notice. Pure: a text in, mutations out.
import { parseAst } from 'vitest/node';
import { type Change, changesOf } from './operators.ts';
import { isNode, type Node } from './syntax.ts';

export type Mutation = {
  operator: string;
  /** From 1. */
  line: number;
  /** The line as it is, without the blanks around it. */
  source: string;
  before: string;
  after: string;
  start: number;
  end: number;
};

/** All mutations of a TypeScript text, in the order of their places. None is in a type, nor in an import. */
export function mutationsOf(text: string): Mutation[] {
  const program: unknown = parseAst(text, { lang: 'ts', astType: 'ts' });
  const changes = isNode(program) ? walk(program, text) : [];
  return changes
    .toSorted((one, other) => one.start - other.start || one.end - other.end)
    .map((change) => ({ ...change, ...placeOf(change.start, text), before: text.slice(change.start, change.end) }));
}

export const mutated = (text: string, { start, end, after }: Pick<Mutation, 'start' | 'end' | 'after'>): string =>
  text.slice(0, start) + after + text.slice(end);

/** Whether the text can still be read: a mutant that can't be is none. */
export function isReadable(text: string): boolean {
  try {
    parseAst(text, { lang: 'ts', astType: 'ts' });
    return true;
  } catch {
    return false;
  }
}

const HOLDS_VALUES = new Set(['TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression']);
const IMPORTS = new Set(['ImportDeclaration', 'ExportAllDeclaration', 'ImportExpression']);

function walk(node: Node, text: string, above?: Node): Change[] {
  if (IMPORTS.has(node.type) || (node.type.startsWith('TS') && !HOLDS_VALUES.has(node.type))) return [];
  if (node.type === 'ExportNamedDeclaration' && isNode(node.source)) return [];
  // Logs and the messages of errors are for people, and no promise: their words may change.
  if (isForPeople(node, text)) return [];
  return [
    ...changesOf({ node, above, text }),
    ...Object.values(node)
      .flat()
      .filter(isNode)
      .flatMap((child) => walk(child, text, node)),
  ];
}

function isForPeople({ type, callee }: Node, text: string): boolean {
  if ((type !== 'CallExpression' && type !== 'NewExpression') || !isNode(callee)) return false;
  return /^(log|logFault|\w*Error|Refusal)$/.test(text.slice(callee.start, callee.end));
}

function placeOf(start: number, text: string): { line: number; source: string } {
  const before = text.slice(0, start).split('\n');
  const rest = text.slice(start).split('\n', 1);
  return { line: before.length, source: `${before.at(-1)}${rest[0]}`.trim() };
}
