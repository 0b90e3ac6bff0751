// What the functions log, as a person reads it.
import { DIGEST } from '../functions/core/occasion.ts';
import type { ReleaseNames } from './release-names.ts';

type Line = Record<string, unknown>;

/** `name` is the release's, in quotes; `told` what its newest receipt says. */
type Named = { line: Line; name: string; told: string | undefined };

const sentences: Record<string, (named: Named) => string> = {
  'ingest accepted': ({ line: { version }, name }) =>
    `understood ${version === 1 ? `${name}, a new release` : `version ${version} of ${name}`}`,
  // A text that stays withdrawn is logged once more, with its version.
  'ingest refused': ({ line: { version, reason }, name, told }) =>
    version === undefined ? `refused: ${told ?? `${name} (${reason}); its receipt says why`}` : '',
  'ingest held': ({ name, told }) => told ?? `${name} is held; its receipt says what for`,
  'ingest unchanged': ({ name }) => `${name} has the content that it had before: its pages and feeds are rebuilt`,
  'ingest superseded': ({ name }) => `${name} was overtaken by a newer upload`,
  'publish held': ({ name }) => `holds ${name}; its receipt says what for`,
  'publish published': ({ name }) => `published ${name}`,
  'feeds rebuilt': ({ line: { channel } }) => `rebuilt the feeds of ${channel}`,
  'pages rebuilt': ({ name }) => `rebuilt the pages of ${name}`,
  'outlets rebuilt': ({ name }) => `rebuilt what outlets take of ${name}`,
  'bulletins planned': () => '',
  'bulletins sent': ({ line: { sent, of, language, releaseId }, name }) =>
    releaseId === DIGEST
      ? `sent ${sent} of ${of} digests in ${language}`
      : `sent ${sent} of ${of} mails of ${name} in ${language}`,
  'receipts told': () => '',
  'feedback Send': () => '',
  'feedback Delivery': () => '',
};

/** A sentence, the line itself where it is none of ours, or nothing for what would only crowd the screen. */
export function logSentence(text: string, names: ReleaseNames): string {
  const line = parsed(text);
  if (!line) return text;
  const { stage, outcome, error, message, releaseId: id } = line;
  const file = typeof id === 'string' ? names.fileOf(id) : undefined;
  const sentence = sentences[`${stage} ${outcome}`];
  if (sentence) {
    const told = typeof id === 'string' && /^(?:refused|held)$/.test(String(outcome)) ? names.summaryOf(id) : undefined;
    return sentence({ line, name: file === undefined ? 'a release' : `"${file}"`, told });
  }
  const of = file === undefined ? '' : ` of "${file}"`;
  return error === undefined ? `${stage}${of}: ${outcome}` : `${stage}${of}: ${outcome} after ${error}: ${message}`;
}

function parsed(text: string): Line | undefined {
  try {
    const line: unknown = JSON.parse(text);
    return typeof line === 'object' && line !== null && 'stage' in line ? { ...line } : undefined;
  } catch {
    return undefined;
  }
}
