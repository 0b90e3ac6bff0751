// Rebuilds of one feed run against each other: lost races, answers that never come, messages that come twice. No release
// is lost, and the end is the pure build of the rows.
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { parseRssFeed } from 'feedsmith';
import { beforeAll, expect, test } from 'vitest';
import type { Interference } from '../../infra/local/gateway.ts';
import { english, lead, type TestNewsroom } from './newsroom.ts';
import { disturbance, oneNewsroom } from './one-newsroom.ts';

const RELEASES = 10;

let newsroom: TestNewsroom;
beforeAll(async () => {
  newsroom = await oneNewsroom();
});

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

const feeds = ['en/rss.xml', 'en/atom.xml', 'en/feed.json', 'en/topics/water/rss.xml'];

test('releases that come out at once are all in every feed, each once, and a quiet rebuild changes no byte', async () => {
  disturbance.interfere = faults(20261123);
  const names = Array.from({ length: RELEASES }, (_, index) => `Release number ${index + 1} of many`);
  for (const [index, name] of names.entries()) {
    const text = `---\ntopics: [water]\n---\n\n# ${english(name, lead)}`;
    await newsroom.upload(newsroom.write('release', text), `release-${index}.md`);
    if (index % 4 === 0) await changed('en');
  }
  await newsroom.cloud.quiet();
  disturbance.interfere = undefined;

  const before = feeds.map((key) => newsroom.publicText(key));
  for (const key of ['en/rss.xml', 'en/topics/water/rss.xml']) {
    const titles = (parseRssFeed(newsroom.publicText(key)).items ?? []).map(({ title }) => title);
    expect(titles.toSorted()).toEqual(names.toSorted());
  }
  await changed('en');
  await changed('en/topics/water');
  await newsroom.cloud.quiet();
  expect(feeds.map((key) => newsroom.publicText(key))).toEqual(before);
  expect(newsroom.cloud.stages().reduce((sum, { deadLetters }) => sum + deadLetters, 0)).toBe(0);
});
