// What the press office is told of an upload.
import type { Problem, Release } from '../core/release.ts';
import { described } from './understand.ts';

export type Receipt = {
  file: string;
  receivedAt: string;
  sha256: string;
  outcome: 'refused' | 'accepted' | 'unchanged' | 'superseded';
  /** One sentence for a person. */
  summary: string;
  version: number | null;
  release: ReturnType<typeof described> | null;
  problems: Problem[];
};

type Known = Pick<Receipt, 'file' | 'receivedAt' | 'sha256' | 'problems'>;

export function refusal(known: Known): Receipt {
  const reasons = known.problems.filter(({ level }) => level === 'error').map(({ message }) => message);
  const summary = `"${known.file}" was not published. ${reasons.join(' ')}`;
  return { ...known, outcome: 'refused', summary, version: null, release: null };
}

const sentence = {
  accepted: (version: number) => (version === 1 ? 'was accepted' : `was accepted as a correction, version ${version}`),
  unchanged: (version: number) =>
    `has the content that it had before; nothing was done. It stays at version ${version}`,
  superseded: () => 'was overtaken by a newer upload of the same name; nothing was done',
};

export function receipt(known: Known, outcome: keyof typeof sentence, release: Release, version: number): Receipt {
  const languages = release.editions.map(({ language }) => language).join(', ');
  const held = release.embargo && outcome === 'accepted' ? ` It is held until ${release.embargo}.` : '';
  const summary = `"${known.file}" (${languages}) ${sentence[outcome](version)}.${held}`;
  return { ...known, outcome, summary, version, release: described(release) };
}
