// Whether the time that an answer takes tells what is known of an address. By ranks: for each kind of address, how likely
// one of its answers took longer than one to an unknown address. A half is what chance gives.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { subscriberId } from '../../functions/core/subscriber.ts';
import type { Interference } from '../../infra/local/gateway.ts';
import { random } from '../simulation/random.ts';
import { client, signUpForm } from './clients.ts';
import { header, type TestNewsroom, testNewsroom } from './newsroom.ts';

const ROUNDS = 300;
const OF_A_CLIENT = 20;
/** Standard errors of the estimate, at this number of rounds, that chance hardly ever reaches. */
const MOST = 4;

let newsroom: TestNewsroom;
beforeAll(async () => {
  newsroom = await testNewsroom({ interfere: withoutLetters });
}, 120_000);
afterAll(() => newsroom.close());

/**
 * No letter is written: on this machine the next answers would be slower for it, whoever they are for. What the page does is
 * the same: it sends its message, which is taken.
 */
const withoutLetters: Interference = (_, { headers, body }) => {
  if (!headers['x-amz-target']?.endsWith('SendMessageBatch')) return undefined;
  const { QueueUrl, Entries } = JSON.parse(String(body));
  if (!String(QueueUrl).includes('letters')) return undefined;
  const Successful = Entries.map(({ Id, MessageBody }: { Id: string; MessageBody: string }) => ({
    ...{ Id, MessageId: Id, MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex') },
  }));
  return {
    status: 200,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify({ Successful }),
  };
};

const kinds = ['unknown', 'known', 'left', 'suppressed', 'waiting', 'postmaster'] as const;
type Kind = (typeof kinds)[number];

/** Each at a domain of its own, as a role's must be: nobody's domain is better known than another's. */
const addressOf = (kind: Kind, round: number): string =>
  `${kind === 'postmaster' ? 'postmaster' : 'ana.reader'}@${kind}-${round}.example`;

/** How often one of these took longer than one of those: the common-language effect size (Mann and Whitney's U). */
function longer(times: number[], others: number[]): number {
  const sorted = others.toSorted((one, other) => one - other);
  const below = (time: number): number => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? 0) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return times.reduce((sum, time) => sum + below(time), 0) / (times.length * others.length);
}

/** Of the estimate, where there is no difference. */
const standardError = Math.sqrt((2 * ROUNDS + 1) / (12 * ROUNDS * ROUNDS));

async function prepare(): Promise<void> {
  const rows = Array.from({ length: ROUNDS }, (_, round) =>
    (['known', 'left', 'suppressed'] as const).map((kind) => `${addressOf(kind, round)},en,,immediate,UTC,test`),
  );
  await newsroom.importSubscribers(newsroom.write('subscribers.csv', [header, ...rows.flat()].join('\n')));
  const { subscribers } = await import('../../functions/io/subscribers.ts');
  const { secret } = await import('../../functions/io/secret.ts');
  const table = subscribers(newsroom.cloud.outputs.SubscribersTable ?? '');
  const key = (await secret(newsroom.cloud.outputs.SecretArn ?? '')()).keys.a ?? '';
  const at = new Date().toISOString();
  for (let round = 0; round < ROUNDS; round++) {
    await table.unsubscribe(subscriberId(key, addressOf('left', round)), at);
    await table.suppress(subscriberId(key, addressOf('suppressed', round)), 'bounce', at);
  }
}

test('no answer to a sign-up tells by its time what is known of the address', async () => {
  await prepare();
  const times: Record<Kind | 'malformed', number[]> = {
    ...{ unknown: [], known: [], left: [], suppressed: [], waiting: [], postmaster: [], malformed: [] },
  };
  let asked = 0;
  let from = client(newsroom.cloud.site.url, 0);
  const ask = async (address: string): Promise<number> => {
    if (asked++ % OF_A_CLIENT === 0) {
      from.close();
      from = client(newsroom.cloud.site.url, Math.floor(asked / OF_A_CLIENT));
      // A connection is made before any time is taken.
      await from.post('/api/confirm', {});
    }
    const begun = process.hrtime.bigint();
    await from.post('/api/subscribe', signUpForm(address));
    return Number(process.hrtime.bigint() - begun);
  };
  for (let round = 0; round < ROUNDS; round++) await ask(addressOf('waiting', round));
  await newsroom.cloud.quiet();

  const { some } = random(1);
  for (let round = -20; round < ROUNDS; round++) {
    // Shuffled: no kind has neighbours of its own.
    for (const kind of some([...kinds, 'malformed'] as const, 7, 7)) {
      const address = kind === 'malformed' ? 'nobody' : addressOf(kind, round);
      const time = await ask(round < 0 && kind !== 'malformed' ? `warm@${kind}${round}.example` : address);
      if (round >= 0) times[kind].push(time);
    }
  }

  const median = (all: number[]) => (all.toSorted((one, other) => one - other)[all.length >> 1] ?? 0) / 1e6;
  const found = Object.entries(times).map(([kind, own]) => ({
    ...{ kind, milliseconds: median(own).toFixed(2) },
    deviation: (longer(own, times.unknown) - 0.5) / standardError,
  }));
  for (const { kind, milliseconds, deviation } of found) {
    console.log(`${kind.padEnd(12)} median ${milliseconds} ms, ${deviation.toFixed(1)} standard errors from unknown`);
  }
  const of = (kind: string) => Math.abs(found.find((one) => one.kind === kind)?.deviation ?? Number.NaN);
  // The test sees a difference where there is one: what is no address is answered before anything is looked up.
  expect(of('malformed')).toBeGreaterThan(10);
  for (const kind of kinds.slice(1)) expect([kind, of(kind) < MOST]).toEqual([kind, true]);
}, 600_000);
