// Whether outlets took a withdrawal is in its receipt: with one of them down, until it is up again.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { english, lead, type TestNewsroom, testNewsroom } from './newsroom.ts';
import { type OutletServer, outletServer, until } from './outlet.ts';

let newsroom: TestNewsroom;
let outlet: OutletServer;
beforeAll(async () => {
  [newsroom, outlet] = await Promise.all([testNewsroom({ callbackAddress: '127.0.0.1' }), outletServer()]);
}, 120_000);
afterAll(async () => {
  await outlet.close();
  await newsroom.close();
});

test('the receipt of a withdrawal says which outlet has it and which doesn’t, until it does', async () => {
  const told = () => newsroom.receipts().findLast(({ receipt }) => receipt.file === 'ladder.yaml')?.receipt.progress;
  // All is never quiet while an outlet is down.
  const tick = (minutes: number) => {
    const clock = newsroom.cloud.functions.find(({ name }) => name === 'polywire-clock');
    return clock?.invoke({ time: new Date(Date.now() + minutes * 60_000).toISOString() });
  };
  await newsroom.publish('ladder.txt', english('Ladder opens at Newbridge', lead));
  for (const path of ['/well', '/down']) {
    const topic = `${newsroom.cloud.site.url}/en/rss.xml`;
    const form = { 'hub.mode': 'subscribe', 'hub.topic': topic, 'hub.callback': `${outlet.url}${path}` };
    await outlet.ask(`${newsroom.cloud.site.url}/api/hub`, form);
  }
  await newsroom.cloud.quiet();
  let isDown = true;
  outlet.manners = ({ method, path }, response) =>
    method === 'POST' && path === '/down' && isDown ? Boolean(response.writeHead(503).end()) : undefined;

  await newsroom.upload(newsroom.write('ladder.yaml', 'status: withdrawn\nnote: It does not.\n'), 'ladder.yaml');
  const noted = (outcome: string) => newsroom.log.some((line) => line.includes(`"deliver","outcome":"${outcome}"`));
  await until(() => noted('taken') && noted('failed'));
  await tick(2);
  await until(() => told()?.outlets?.taken === 1);
  const { host } = new URL(outlet.url);
  expect(told()?.outlets).toEqual({ asked: 2, taken: 1, waiting: [host] });

  isDown = false;
  await newsroom.cloud.quiet();
  await tick(30);
  await newsroom.cloud.quiet();
  expect(told()?.outlets).toEqual({ asked: 2, taken: 2, waiting: [] });
  expect(outlet.deliveries('/down')).toHaveLength(2);
});
