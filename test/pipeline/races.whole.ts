// Rebuilds of one feed run against each other: lost races, answers that never come, messages that come twice. No release
// is lost, and the end is the pure build of the rows.
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { parseRssFeed } from 'feedsmith';
import { expect, test } from 'vitest';
import type { Interference } from '../../infra/local/gateway.ts';
import { deadLetters, disturbance, oneNewsroom } from './one-newsroom.ts';

const RELEASES = 10;
const italian =
  'Il Consiglio delle acque ha aperto oggi al pubblico la nuova stazione di misura di Oldbridge con i suoi archivi.';

const newsroom = await oneNewsroom();

/** The same faults in each run: a linear congruential generator. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** Of the feeds' and pages' puts one in five loses its race, meets another put, or is not answered. */
function faults(seed: number): Interference {
  const roll = dice(seed);
  const answers = [
    { status: 412, code: 'PreconditionFailed' },
    { status: 409, code: 'ConditionalRequestConflict' },
    { status: 503, code: 'SlowDown' },
  ];
  return (accessKeyId, { method }) => {
    if (!/feeds|pages/.test(accessKeyId) || method !== 'PUT' || roll() > 0.2) return undefined;
    const { status, code } = answers[Math.floor(roll() * answers.length)] ?? { status: 503, code: 'SlowDown' };
    return { status, headers: { 'content-type': 'application/xml' }, body: `<Error><Code>${code}</Code></Error>` };
  };
}

const changed = (channel: string) =>
  newsroom.cloud.emulators.sqs.send(
    new SendMessageCommand({
      QueueUrl: `${newsroom.cloud.emulators.gateway.url}/000000000000/polywire-feeds-queue`,
      MessageBody: JSON.stringify({ channel, releaseId: 'any', page: 1, invalidates: null }),
    }),
  );

const feeds = ['it/rss.xml', 'it/atom.xml', 'it/feed.json', 'it/topics/water/rss.xml'];

test('releases that come out at once are all in every feed, each once, and a quiet rebuild changes no byte', async () => {
  const dead = deadLetters(newsroom);
  disturbance.interfere = faults(20261123);
  const names = Array.from({ length: RELEASES }, (_, index) => `Comunicato numero ${index + 1} di molti`);
  for (const [index, name] of names.entries()) {
    const text = `---\nlanguages: [it]\ntopics: [water]\n---\n\n# ${name}\n\n3 maggio 2026, Upper Glenmore\n\n${italian}`;
    await newsroom.upload(newsroom.write('release', text), `race-${index}.md`);
    if (index % 4 === 0) await changed('it');
  }
  await newsroom.cloud.quiet();
  disturbance.interfere = undefined;

  const before = feeds.map((key) => newsroom.publicText(key));
  for (const key of ['it/rss.xml', 'it/topics/water/rss.xml']) {
    const titles = (parseRssFeed(newsroom.publicText(key)).items ?? []).map(({ title }) => title);
    expect(titles.toSorted()).toEqual(names.toSorted());
  }
  await changed('it');
  await changed('it/topics/water');
  await newsroom.cloud.quiet();
  expect(feeds.map((key) => newsroom.publicText(key))).toEqual(before);
  expect(deadLetters(newsroom)).toBe(dead);
});
