// The fuzzer's judge: what may come out of any file at all. It knows the markup of a release by a list of its own.
import fc from 'fast-check';
import type { Root, RootContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { type DefaultTreeAdapterMap, parseFragment } from 'parse5';
import type { Newsroom } from '../../../functions/core/newsroom.ts';
import type { Problem, Release } from '../../../functions/core/release.ts';
import { understand } from '../../../functions/ingest/understand.ts';
import { type Input, inputs } from './fuzz-files.ts';

const elements = new Set('p h1 h2 h3 h4 ul ol li blockquote a strong em code pre br hr img'.split(' '));
const attributes: Record<string, string[]> = { a: ['href', 'title'], img: ['src', 'alt', 'title'], ol: ['start'] };
const addresses: Record<string, RegExp> = { href: /^(?:https?|mailto):/i, src: /^https?:/i };

// Lone surrogates, which no encoding can write, and noncharacters.
const unwritable = /\p{Cs}|[\uFFFE\uFFFF]/u;
// C0, but for what lays out text.
const control = /[\p{Cc}--[\t\n]]/v;
const layout = /[\t\n]/;

/** The same inputs for the same seed. */
export const fuzzed = (seed: number, count: number): Input[] => fc.sample(inputs, { seed, numRuns: count });

/** Seconds that a file may take: one per 100 kB begun, and two for a machine that is busy. */
const patience = ({ bytes }: Input): number => Math.ceil(bytes.length / 100_000) + 2;

export type Verdict = { faults: string[]; published: boolean };

export async function judge(input: Input, newsroom: Newsroom): Promise<Verdict> {
  const start = performance.now();
  try {
    const { release, problems } = await understand(input, newsroom);
    const seconds = (performance.now() - start) / 1000;
    const faults = [
      ...(seconds > patience(input) ? [`takes ${seconds.toFixed(1)} s`] : []),
      ...problems.flatMap(faultsOfProblem),
      ...(release ? faultsOf(release) : []),
      ...(release || problems.length > 0 ? [] : ['is refused without a reason']),
    ];
    return { faults, published: release !== null };
  } catch (error) {
    return { faults: [`is thrown at: ${error instanceof Error ? error.stack : String(error)}`], published: false };
  }
}

function faultsOfProblem({ level, code, message, line }: Problem): string[] {
  return [
    ...(level === 'error' || level === 'warning' ? [] : [`has a problem of level ${level}`]),
    ...(typeof code === 'string' && /^[a-z0-9-]+$/.test(code) ? [] : [`has a problem with the code ${code}`]),
    ...(line === null || (Number.isInteger(line) && line >= 1) ? [] : [`has a problem on line ${line}`]),
    ...(message.length <= 2000 ? [] : [`has a message of ${message.length} characters: ${message.slice(0, 80)}`]),
    ...faultsOfText(message, 'a message', true),
  ];
}

function faultsOfText(text: string, where: string, isLine: boolean): string[] {
  const isBad = control.test(text) || unwritable.test(text) || (isLine && layout.test(text));
  return isBad ? [`has a character in ${where} that can't go out: ${JSON.stringify(text.slice(0, 200))}`] : [];
}

const faultsOf = ({ editions, ...rest }: Release): string[] => [
  ...(editions.length > 0 || rest.withdrawal ? [] : ['is published without text']),
  ...strings(rest, 'the release'),
  ...editions.flatMap(({ body, ...edition }) => [
    ...(/[^\s\p{C}]/u.test(edition.headline) ? [] : [`is published without a headline in ${edition.language}`]),
    ...strings(edition, 'an edition'),
    ...body.children.flatMap((node) => faultsOfNode(node)),
    ...faultsOfOutput(body),
  ]),
];

function strings(value: unknown, where: string): string[] {
  if (typeof value === 'string') return faultsOfText(value, where, true);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => strings(inner, `${where}'s ${name}`));
}

function faultsOfNode(node: RootContent): string[] {
  if (node.type === 'text') return faultsOfText(node.value, 'the body', false);
  if (node.type !== 'element') return [`holds a ${node.type}`];
  const properties = Object.entries(node.properties).filter(([, value]) => value !== null && value !== undefined);
  return [
    ...faultsOfElement(
      node.tagName,
      properties.map(([name, value]) => ({ name, value: String(value) })),
    ),
    ...node.children.flatMap(faultsOfNode),
  ];
}

type Attribute = { name: string; value: string };

const faultsOfElement = (tag: string, given: Attribute[]): string[] => [
  ...(elements.has(tag) ? [] : [`holds <${tag}>`]),
  ...given.flatMap(({ name, value }) => [
    ...(attributes[tag]?.includes(name) ? [] : [`holds <${tag} ${name}>`]),
    ...(addresses[name]?.test(value) === false ? [`holds <${tag} ${name}="${value}">`] : []),
    ...faultsOfText(value, `<${tag} ${name}>`, true),
  ]),
];

/** What a browser makes of it. */
function faultsOfOutput(body: Root): string[] {
  const parsed: DefaultTreeAdapterMap['childNode'][] = parseFragment(toHtml(body)).childNodes;
  const faults: string[] = [];
  for (const node of parsed) {
    if ('childNodes' in node) {
      faults.push(...faultsOfElement(node.tagName, node.attrs).map((fault) => `${fault} once it is written`));
      parsed.push(...node.childNodes);
    } else if (node.nodeName !== '#text') faults.push(`holds ${node.nodeName} once it is written`);
  }
  return faults;
}
