// Functions as the Lambda Developer Guide has them: environment, errors, limits, concurrency.
import { describe, expect, it } from 'vitest';
import { bundled } from './bundles.ts';
import { failure, sleep } from './local-emulators.ts';

/** Answers how often its environment was invoked, after doing what the event says. */
const counting = `
  let times = 0;
  export const handler = async ({ run = '' } = {}) => { times++; await eval(run); return times; };`;

describe('a handler', () => {
  it('gets the event and its context, and answers', async () => {
    const echo = bundled('export const handler = async (event, context) => ({ event, context });');

    expect(await echo.invoke({ Records: [1] })).toEqual({
      event: { Records: [1] },
      context: { awsRequestId: expect.any(String), functionName: 'polywire-test', deadline: expect.any(Number) },
    });
  });

  it('answers null where it returns nothing', async () => {
    expect(await bundled('export const handler = async () => {};').invoke({})).toBeNull();
  });

  it('may have another file and name', async () => {
    const source = 'export const greet = () => "hello";';

    expect(await bundled(source, { handler: 'index.greet' }).invoke({})).toBe('hello');
  });

  it('writes its log line by line, as output and as errors', async () => {
    const talks = bundled('export const handler = async () => { console.log("one\\ntwo"); console.error("three"); };');

    await talks.invoke({});

    await expect.poll(() => talks.log.toSorted()).toEqual(['one', 'three', 'two']);
  });
});

describe("a function's environment", () => {
  it('has its own variables and none of the process that started it', async () => {
    process.env.OF_THE_PARENT = 'secret';
    const tells = bundled('export const handler = async () => ({ ...process.env });', {
      environment: { RELEASES_TABLE: 'polywire-releases' },
    });

    const variables = await tells.invoke({});

    delete process.env.OF_THE_PARENT;
    expect(variables).toEqual({
      RELEASES_TABLE: 'polywire-releases',
      _HANDLER: 'index.handler',
      LAMBDA_TASK_ROOT: expect.any(String),
      TZ: ':UTC',
    });
  });

  it('cannot set variables of the process that started it', async () => {
    await bundled('export const handler = async () => { process.env.LEAKED = "yes"; };').invoke({});

    expect(process.env.LEAKED).toBeUndefined();
  });

  it('is used again, one invocation at a time', async () => {
    const counter = bundled(counting);

    expect([await counter.invoke({}), await counter.invoke({}), await counter.invoke({})]).toEqual([1, 2, 3]);
  });

  it('is one of several when invocations come at the same time', async () => {
    const counter = bundled(counting);
    const wait = 'new Promise((done) => setTimeout(done, 200))';

    const both = [counter.invoke({ run: wait }), counter.invoke({ run: wait })];

    expect(counter.running).toBe(2);
    expect(await Promise.all(both)).toEqual([1, 1]);
    expect(counter).toMatchObject({ running: 0, invocations: 2, failures: 0 });
    expect(await counter.invoke({})).toBe(2);
  });

  it('can be warmed before it is asked for', async () => {
    const counter = bundled(`console.log('loaded'); ${counting}`);

    void counter.warm();

    await expect.poll(() => counter.log).toEqual(['loaded']);
    expect(await counter.invoke({})).toBe(1);
    expect(counter.log).toEqual(['loaded']);
  });
});

it("a time limit counts the worker's own processor time, not that of the clock on the wall", async () => {
  const patient = bundled(counting, { timeoutSeconds: 0.3 });
  await patient.invoke({});

  expect(await patient.invoke({ run: 'new Promise((done) => setTimeout(done, 1000))' })).toBe(2);
});

describe('a handler that fails', () => {
  it('is told by the name and message of its error, and its environment lives on', async () => {
    const counter = bundled(counting);

    const error = await failure(counter.invoke({ run: 'JSON.parse("{")' }));

    expect(error).toMatchObject({ name: 'SyntaxError', message: expect.stringContaining('JSON') });
    expect(counter).toMatchObject({ invocations: 1, failures: 1, running: 0 });
    expect(await counter.invoke({})).toBe(2);
  });

  it('may throw what is no error', async () => {
    expect(await failure(bundled(counting).invoke({ run: 'Promise.reject("no error")' }))).toMatchObject({
      name: 'Error',
      message: 'no error',
    });
  });

  it.each([
    ['exits', 'process.exit(0)', 'Runtime.ExitError', 'polywire-test ended in mid-invocation'],
    [
      'throws outside of its promise',
      'new Promise(() => setImmediate(() => { throw new TypeError("too late"); }))',
      'Runtime.ExitError',
      'too late',
    ],
    [
      'needs more memory than it has',
      '(() => { const all = []; for (;;) all.push(new Array(1e5).fill(all)); })()',
      'Runtime.ExitError',
      'memory',
    ],
  ])('%s: its environment ends, and the next invocation has a new one', async (_, run, name, message) => {
    const counter = bundled(counting, { memoryMegabytes: 32 });
    await counter.invoke({});

    // At once: the old environment may still be on its way out.
    const next = counter.invoke({ run }).catch(async (error) => ({ error, answer: await counter.invoke({}) }));

    expect(await next).toMatchObject({ error: { name, message: expect.stringContaining(message) }, answer: 1 });
    expect(counter).toMatchObject({ invocations: 3, failures: 1, running: 0 });
  });

  it('computes for longer than its timeout: its environment ends, even in a loop, and the next invocation works', async () => {
    const counter = bundled(counting, { timeoutSeconds: 0.5 });
    await counter.invoke({});
    const begin = performance.now();

    const error = await failure(counter.invoke({ run: '(() => { for (;;); })()' }));

    expect(error).toMatchObject({ name: 'Sandbox.Timedout', message: 'polywire-test timed out after 0.5 seconds.' });
    expect(performance.now() - begin).toBeLessThan(4000);
    expect(await counter.invoke({})).toBe(1);
  });

  it('waits for ever: its environment ends too', async () => {
    const hung = bundled(counting, { timeoutSeconds: 0.1 });
    await hung.invoke({});

    expect(await failure(hung.invoke({ run: 'new Promise(() => {})' }))).toMatchObject({ name: 'Sandbox.Timedout' });
    expect(await hung.invoke({})).toBe(1);
  });

  it('does nothing more after its timeout', async () => {
    const slow = bundled(counting, { timeoutSeconds: 0.05 });
    await slow.invoke({});
    const later = 'new Promise((done) => setTimeout(() => done(console.log("too late")), 800))';

    expect(await failure(slow.invoke({ run: later }))).toMatchObject({ name: 'Sandbox.Timedout' });

    await sleep(600);
    expect(slow.log).toEqual([]);
  });

  it('cannot be loaded: each invocation says why', async () => {
    const broken = bundled('throw new RangeError("no settings");');
    void broken.warm();
    await sleep(200);

    for (const _ of ['first', 'second']) {
      expect(await failure(broken.invoke({}))).toMatchObject({ name: 'RangeError', message: 'no settings' });
    }
  });
});

it('stop() ends what runs', async () => {
  const counter = bundled(counting);
  await counter.invoke({});
  const running = failure(counter.invoke({ run: 'new Promise((done) => setTimeout(done, 60_000))' }));

  await counter.stop();

  expect(await running).toMatchObject({ name: 'Runtime.ExitError' });
});
