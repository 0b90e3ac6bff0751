// A list of a million people, of whom some are known to the newsroom.
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { idFor } from './readers.ts';

export const PEOPLE = 1_000_000;

/** The first of those on the list, and the steps to the next, who are there, have left, or must not be written to. */
export const THERE = { from: 3, each: 100 };
export const LEFT = { from: 4, each: 100 };
export const SUPPRESSED = { from: 5, each: 1000 };
/** Who has no proof; whose quotes are broken; who stands on the list a second time, at its very end. */
export const UNPROVEN = { from: 6, each: 100 };
export const BROKEN = { from: 7, each: 1000 };
export const TWICE = { from: 8, each: 1000 };

type Some = { from: number; each: number };

export const count = ({ each }: Some): number => PEOPLE / each;

const is = (one: number, { from, each }: Some): boolean => one % each === from;

const addressOf = (one: number): string => `reader.${one}@list${one % 977}.example`;

export const idsOf = ({ from, each }: Some): Set<string> =>
  new Set(Array.from({ length: count({ from, each }) }, (_, at) => idFor(addressOf(from + at * each))));

function row(one: number): string {
  const zone = one % 2 === 0 ? 'Europe/Paris' : 'Asia/Beirut';
  const wishes = `ar;en,water;climate,${one % 3 === 0 ? 'daily' : 'immediate'},${zone}`;
  if (is(one, BROKEN)) return `"${addressOf(one)},${wishes},form\n`;
  return `${addressOf(one)},${wishes},${is(one, UNPROVEN) ? '' : '2026-03-02 website form'}\n`;
}

function* rows(): Generator<string> {
  yield 'email,languages,topics,frequency,timezone,consent\n';
  for (let from = 0; from < PEOPLE; from += 1000) {
    yield Array.from({ length: 1000 }, (_, at) => row(from + at)).join('');
  }
  for (let one = TWICE.from; one < PEOPLE; one += TWICE.each) yield row(one);
}

export const writeList = (file: string): Promise<void> => pipeline(Readable.from(rows()), createWriteStream(file));
