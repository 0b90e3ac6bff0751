import { describe, expect, test } from 'vitest';
import { isReadable, mutated, mutationsOf } from './mutations.ts';

/** Each as the whole text after it. */
const all = (text: string) => mutationsOf(text).map((one) => mutated(text, one));

describe('the mutations of', () => {
  test.each([
    ['a comparison', 'a === b', ['(a !== b)']],
    ['a boundary', 'a <= b', ['(a < b)']],
    ['two conditions', 'a && b', ['(a || b)']],
    ['a value that may be missing, beside another', 'a ?? b ?? c', ['(a && b) ?? c', '((a ?? b) && c)']],
    ['a sum', 'a + b', ['(a - b)']],
    ['a truth', 'f = true', ['f = false']],
    ['a number', 'f = 7', ['f = 8', 'f = 6']],
    ['nothing', 'f = 0', ['f = 1', 'f = (-1)']],
    ['what is awaited', 'async () => { f = await g(); }', ['async () => { f = g(); }']],
    ['a negation', 'f = !a', ['f = (a)']],
    ['a call', 'g();', [';']],
    ['a call that is awaited', 'async () => { await g(); }', ['async () => { g(); }', 'async () => { ; }']],
    ['a condition', 'if (a) b = c', ['if (true) b = c', 'if (false) b = c']],
    ['a choice', 'f = a ? b : c', ['f = true ? b : c', 'f = false ? b : c']],
    ['a string', "f = 'words'", ["f = ''"]],
    ['a method', 'f = a.some(b)', ['f = a.every(b)']],
    ['a passage', 'f = a.trim()', ['f = a']],
    ['a list that is put into another', 'f = [...a]', ['f = [...[]]']],
  ])('%s', (_, text, expected) => {
    expect(all(text)).toEqual(expected);
  });

  test.each([
    ["import a from 'b';"],
    ["export { a } from 'b';"],
    ["type A = 'b' | 1 | true;"],
    ["let a: 'b';"],
    ["log({ outcome: 'sent', to: a + b });"],
    ["throw new PermanentError('too big', a + b);"],
    ["f = { 'a': b };"],
    ["'use strict';"],
    ["f = '';"],
  ])('%s are none', (text) => {
    expect(mutationsOf(text).filter(({ operator }) => operator !== 'drop call')).toEqual([]);
  });

  test('values in front of a type are those of the value', () => {
    expect(all("f = ['a'] as const")).toEqual(["f = [''] as const"]);
  });
});

test('each says where it is, what it was and what it is', () => {
  expect(mutationsOf('a = b;\n\n  c = d < 5; // five\n')).toMatchObject([
    { operator: '< to <=', line: 3, source: 'c = d < 5; // five', before: 'd < 5', after: '(d <= 5)' },
    { operator: 'number + 1', before: '5', after: '6' },
    { operator: 'number - 1', before: '5', after: '4' },
  ]);
});

test('those that no longer are a program are told apart', () => {
  expect(isReadable('f = (a && b) ?? c')).toBe(true);
  expect(isReadable('f = a && b ?? c')).toBe(false);
});
