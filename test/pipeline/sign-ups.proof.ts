// Ten thousand people sign up at once, some press twice, and SQS hands out messages twice: none is lost, none has two mails.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { client, signUpForm } from './clients.ts';
import { type TestNewsroom, testNewsroom } from './newsroom.ts';

const PEOPLE = 10_000;
const AT_ONCE = 8;
const OF_A_CLIENT = 20;

const seen = { twice: 0, messages: 0 };
let newsroom: TestNewsroom;
beforeAll(async () => {
  newsroom = await testNewsroom({
    // Every tenth message about a letter comes a second time.
    interfere: (_, { headers, body }) => {
      if (!headers['x-amz-target']?.endsWith('SendMessageBatch')) return undefined;
      const { QueueUrl, Entries } = JSON.parse(String(body));
      const name = String(QueueUrl).split('/').at(-1) ?? '';
      if (!name.includes('letters')) return undefined;
      for (const { MessageBody } of Entries) {
        if (seen.messages++ % 10 !== 0) continue;
        seen.twice++;
        newsroom.cloud.emulators.fauxqs.sendMessage(name, MessageBody);
      }
      return undefined;
    },
  });
}, 120_000);
afterAll(() => newsroom.close());

const addressOf = (index: number): string => `person-${index}@readers.example`;

test('ten thousand sign-ups bring a letter each, and nobody two', async () => {
  const answers = new Map<number, number>();
  const groups = Array.from({ length: PEOPLE / OF_A_CLIENT }, (_, group) => group).values();
  const begun = Date.now();
  const worker = async () => {
    for (const group of groups) {
      const { post, close } = client(newsroom.cloud.site.url, group);
      for (let index = group * OF_A_CLIENT; index < (group + 1) * OF_A_CLIENT; index++) {
        const presses = index % 10 === 0 ? 2 : 1;
        const found = await Promise.all(
          Array.from({ length: presses }, () => post('/api/subscribe', signUpForm(addressOf(index)))),
        );
        for (const status of found) answers.set(status, (answers.get(status) ?? 0) + 1);
      }
      close();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const taken = Date.now() - begun;
  await newsroom.cloud.quiet();

  const written = Map.groupBy(newsroom.cloud.emulators.ses.accepted(), ({ to }) => to[0] ?? '');
  console.log(
    `${PEOPLE} sign-ups in ${Math.round(taken / 1000)} s, all letters after ${Math.round((Date.now() - begun) / 1000)} s;` +
      ` ${PEOPLE / 10} pressed twice, ${seen.twice} messages came twice.`,
  );
  expect(Object.fromEntries(answers)).toEqual({ 200: PEOPLE + PEOPLE / 10 });
  expect(seen.twice).toBeGreaterThan(PEOPLE / 12);
  const missing = Array.from({ length: PEOPLE }, (_, index) => addressOf(index)).filter((one) => !written.has(one));
  expect(missing).toEqual([]);
  expect([...written].filter(([, mails]) => mails.length > 1).map(([address]) => address)).toEqual([]);
  expect(newsroom.log.filter((line) => line.includes('readers.example'))).toEqual([]);
}, 600_000);
