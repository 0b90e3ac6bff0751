import type { LetterKind, SignUp } from '../../../functions/core/sign-up.ts';
import type { Asked, SignUps } from '../../../functions/io/sign-ups.ts';
import type { Wire } from './wire.ts';

type Row = { signUp: SignUp; letters: Partial<Record<LetterKind, string>> };

export type SignUpStore = {
  rows: Map<string, Row>;
  clients: Map<string, number>;
  /** Hears of each that is kept. */
  onAsk?: (signUp: SignUp) => void;
  /** Hears of each letter that somebody has the right to send. */
  onClaim?: (asked: Asked, letter: LetterKind) => void;
};

export const newSignUps = (): SignUpStore => ({ rows: new Map(), clients: new Map() });

export function signUps(store: SignUpStore, { read, write }: Wire): SignUps {
  /** Changes the row that is meant; undefined where it is there no more. */
  const change = (call: string, { id, askedAt }: Asked, changes: (signUp: SignUp) => Partial<SignUp>) =>
    write(`signUps.${call}`, () => {
      const row = store.rows.get(id);
      if (row?.signUp.askedAt !== askedAt) return undefined;
      const signUp = { ...row.signUp, ...changes(row.signUp) };
      store.rows.set(id, { ...row, signUp });
      return signUp;
    });

  return {
    get: (id) => read('signUps.get', () => store.rows.get(id)?.signUp),

    ask: (signUp, waits) =>
      write('signUps.ask', () => {
        if (waits) return false;
        const there = store.rows.get(signUp.id)?.signUp;
        // The SDK repeats a call whose answer was lost.
        const isOwn = there?.askedAt === signUp.askedAt && there.address === signUp.address;
        if (there && there.notBefore > signUp.askedAt && !isOwn) return false;
        store.rows.set(signUp.id, { signUp, letters: {} });
        store.onAsk?.(signUp);
        return true;
      }),

    confirm: (asked, at) => change('confirm', asked, ({ confirmedAt }) => ({ confirmedAt: confirmedAt ?? at })),

    agree: (asked, end, at) => {
      const name = end === 'arrive' ? 'arrivedAt' : 'departedAt';
      return change('agree', asked, (there) => ({ [name]: there[name] ?? at }));
    },

    claimLetter: ({ id, askedAt, letter, attempt }) =>
      write('signUps.claimLetter', () => {
        const row = store.rows.get(id);
        if (row?.signUp.askedAt !== askedAt) return false;
        if ((row.letters[letter] ?? attempt) !== attempt) return false;
        store.rows.set(id, { ...row, letters: { ...row.letters, [letter]: attempt } });
        store.onClaim?.({ id, askedAt }, letter);
        return true;
      }),

    freeLetter: ({ id, letter, attempt }) =>
      write('signUps.freeLetter', () => {
        const row = store.rows.get(id);
        if (row?.letters[letter] !== attempt) return false;
        const { [letter]: _, ...letters } = row.letters;
        store.rows.set(id, { ...row, letters });
        return true;
      }),

    movesOf: (subscriberId) =>
      read('signUps.movesOf', () =>
        [...store.rows.values()].map(({ signUp }) => signUp).filter(({ moves }) => moves === subscriberId),
      ),

    remove: (id) => write('signUps.remove', () => void store.rows.delete(id)),

    countClient: (client, hour) =>
      write('signUps.countClient', () => {
        const name = `${client}#${hour}`;
        const count = (store.clients.get(name) ?? 0) + 1;
        store.clients.set(name, count);
        return count;
      }),
  };
}
