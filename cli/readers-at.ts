import { setTimeout as pause } from 'node:timers/promises';
import type { Readers } from './held.ts';

/** Who reads a newsroom; `named` gives the names of its tables. */
export async function readersAt(named: (output: string) => string): Promise<Readers> {
  // Their clients mean whatever the environment says when they are imported first.
  const [{ subscribers }, { aliases }, { consents }, { signUps }, { copies }, { unsuppress }, { secret }] =
    await Promise.all([
      import('../functions/io/subscribers.ts'),
      import('../functions/io/aliases.ts'),
      import('../functions/io/consents.ts'),
      import('../functions/io/sign-ups.ts'),
      import('../functions/io/copies.ts'),
      import('../functions/io/mail.ts'),
      import('../functions/io/secret.ts'),
    ]);
  const table = named('SubscribersTable');
  return {
    subscribers: subscribers(table),
    aliases: aliases(table),
    consents: consents(table),
    signUps: signUps(table),
    copies: copies(named('LedgerTable')),
    unsuppress,
    keys: secret(named('SecretArn')),
    pause,
  };
}
