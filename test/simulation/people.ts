// People who sign up, choose, move, leave and come back, and what an operator does for them: addresses, and deeds in time.
import { type Subscriber, subscriberId, type Wishes } from '../../functions/core/subscriber.ts';
import { nameKey } from '../../functions/core/token.ts';
import { keys, languages, topics } from './newsroom.ts';
import type { Fate } from './ports/ses.ts';
import type { Random } from './random.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What somebody does who has this address; a form as it is sent. */
export type Deed = { at: number; address: string } & (
  | { kind: 'sign up'; form: string }
  /** Presses the button of a letter that came to the address, of whichever. */
  | { kind: 'press' }
  | { kind: 'choose'; form: string }
  | { kind: 'move'; to: string }
  | { kind: 'quit'; way: 'one click' | 'page' | 'preferences'; isUndone: boolean }
  /** The operator's. */
  | { kind: 'import'; wishes: Wishes }
  | { kind: 'forget' }
  /** Mails to the address arrive from now on. */
  | { kind: 'mend' }
);

/** Variants of a mailbox, a role, one whose mails bounce, one who complains, and where somebody may move to. */
export const addresses = [
  ...(['rania@readers.example', 'rania+news@readers.example', 'Rania@Readers.EXAMPLE'] as const),
  ...(['jo.doe@gmail.com', 'jodoe@gmail.com', 'postmaster@readers.example'] as const),
  ...(['gone@bounces.example', 'cross@complains.example', 'sam@readers.example', 'sam@elsewhere.example'] as const),
] as const;

export const fateOf: Record<string, Fate> = {
  'gone@bounces.example': 'bounced',
  'cross@complains.example': 'complains',
};

/** As it is stored. */
export const stored = (address: string): string => address.toLowerCase();

/** Where mails to it arrive: what follows "+" is for their reader, and Google knows no dots. */
export function mailboxOf(address: string): string {
  const [local = '', domain = ''] = address.split('@');
  const [name = ''] = local.split('+');
  return `${domain === 'gmail.com' ? name.replaceAll('.', '') : name}@${domain}`;
}

export const idOf = (address: string): string => subscriberId(nameKey(keys), address);

export type Chosen = Pick<Wishes, 'languages' | 'standIn' | 'topics' | 'frequency' | 'pausedUntil'>;

function chosen(random: Random): Chosen {
  return {
    languages: random.some(languages, 1, 3),
    standIn: random.chance(0.3),
    topics: random.chance(0.3) ? [random.pick(topics)] : [],
    frequency: random.chance(0.15) ? 'daily' : 'immediate',
    pausedUntil: random.chance(0.15) ? random.pick(['2026-11-30', '2026-12-02', '2027-01-01']) : null,
  };
}

export const wishesOf = ({ pausedUntil: _, ...rest }: Chosen): Wishes => ({
  ...rest,
  ...{ timezone: 'Europe/Paris', hour: 8, pausedUntil: null },
});

const choices = ({ languages, standIn, topics, frequency }: Chosen): [string, string][] => [
  ...languages.map((language): [string, string] => ['language', language]),
  ...topics.map((topic): [string, string] => ['topic', topic]),
  ...(standIn ? [['standIn', 'on'] as [string, string]] : []),
  ['frequency', frequency],
];

export const signUpForm = (address: string, chosen: Chosen): string =>
  new URLSearchParams([['in', 'en'], ['address', address], ...choices(chosen)]).toString();

export const preferencesForm = (chosen: Chosen): string =>
  new URLSearchParams([
    ['act', 'save'],
    ...choices(chosen),
    ['hour', '8'],
    ['timezone', 'Europe/Paris'],
    ['pausedUntil', chosen.pausedUntil ?? ''],
  ]).toString();

export const member = (address: string, wishes: Wishes): Subscriber => ({
  ...wishes,
  ...{ id: idOf(address), address: stored(address), state: 'active', formerRhythm: null },
});

/** Who was imported before a history begins. */
export const membersOf = (random: Random, known: readonly string[]): Subscriber[] =>
  random.some([...new Set(known.map(stored))], 0, 2).map((address) => member(address, wishesOf(chosen(random))));

const kinds: readonly Deed['kind'][] = [
  ...(['sign up', 'sign up', 'sign up', 'sign up', 'press', 'press', 'press', 'choose', 'choose'] as const),
  ...(['move', 'quit', 'quit', 'import', 'forget', 'mend'] as const),
];

/** What a history has much of. */
const moods: readonly Deed['kind'][][] = [
  [],
  [],
  ['move', 'move', 'move', 'press', 'press'],
  ['quit', 'choose'],
  ['forget'],
];

/** What the same people do next, sooner or later: twice at once, or what is to have no effect any more. */
const next: Partial<Record<Deed['kind'], Deed['kind'][]>> = {
  'sign up': ['sign up', 'quit', 'quit'],
  quit: ['press', 'press', 'import'],
  forget: ['import', 'press', 'sign up'],
  move: ['quit'],
  mend: ['sign up'],
};

export function deedsOf(random: Random, known: readonly string[], count: number, from: number, span: number): Deed[] {
  const most = random.pick([span, 3 * HOUR, 30 * HOUR]);
  const mood = random.pick(moods);
  const often = [...kinds, ...mood, ...mood];
  const made: Deed[] = [];
  while (made.length < count) {
    const address = random.pick(known);
    const at = from + random.between(1000, most);
    const first = { at, address, ...deed(random, address, random.pick(often)) } as Deed;
    made.push(first);
    const follow = next[first.kind];
    if (!follow || random.chance(0.5)) continue;
    const kind = random.pick(follow);
    const after =
      kind === first.kind ? random.between(0, 2000) : random.between(1000, random.pick([20 * MINUTE, 3 * HOUR]));
    made.push({ at: at + after, address, ...deed(random, address, kind) } as Deed);
  }
  return made;
}

function deed(random: Random, address: string, kind: Deed['kind']): object {
  switch (kind) {
    case 'sign up':
      return { kind, form: signUpForm(address, chosen(random)) };
    case 'choose':
      return { kind, form: preferencesForm(chosen(random)) };
    case 'move':
      return { kind, to: random.pick(addresses) };
    case 'quit':
      return { kind, way: random.pick(['one click', 'page', 'preferences']), isUndone: random.chance(0.4) };
    case 'import':
      return { kind, wishes: wishesOf(chosen(random)) };
    default:
      return { kind };
  }
}
