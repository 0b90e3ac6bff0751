// One bulk call, tried once, against the local SES; and against servers that lose their answer.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  GetSuppressedDestinationCommand,
  NotFoundException,
  PutSuppressedDestinationCommand,
  SESv2Client,
  SendBulkEmailCommand,
} from '@aws-sdk/client-sesv2';
import PostalMime from 'postal-mime';
import { describe, expect, test, vi } from 'vitest';
import { startCloud, useEndpoint } from './cloud.ts';

type Faults = NonNullable<Parameters<typeof startCloud>[0]>['faults'];
let faults: Faults;
const cloud = await startCloud({ faults: (draft) => faults?.(draft) });
const { account, quota, sendBulk, sendLetter, sendTemplated, unsuppress } = await import(
  '../../../functions/io/mail.ts'
);

cloud.ses.createIdentity('council.example');
cloud.ses.createConfigurationSet('bulletins');
cloud.ses.createTemplate('bulletin-ltr', {
  subject: '{{headline}}',
  html: '<p>{{headline}}</p><a href="{{unsubscribe}}">x</a>',
  text: '{{headline}} {{unsubscribe}}',
});

type BulkInput = ConstructorParameters<typeof SendBulkEmailCommand>[0];

const tags = (subscriber: string) => ({
  ...{ release: 'r1', occasion: 'publication' as const, attempt: 'a-1' },
  subscriber,
});

const copy = (name: string) => ({
  address: `${name}@example.org`,
  data: { unsubscribe: `https://news.example/${name}` },
  headers: { 'List-Unsubscribe': `<https://news.example/${name}>` },
  tags: tags(name),
});

const bulk = (...names: string[]) => ({
  from: 'Council <newsroom@council.example>',
  configurationSet: 'bulletins',
  template: 'bulletin-ltr',
  data: { headline: 'Reservoir “opens”' },
  headers: { Precedence: 'bulk' },
  copies: names.map(copy),
});

/** How often a server was asked that does `answer` to each request. */
async function asked(answer: Parameters<typeof createServer>[1], ask: () => Promise<unknown>): Promise<number> {
  let requests = 0;
  const server = createServer((request, response) => {
    requests++;
    request.resume().on('end', () => answer?.(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  useEndpoint(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await ask();
  server.closeAllConnections();
  server.close();
  return requests;
}

/** What a server is sent, with the sum that the SDK signed of it. */
async function sent(send: () => Promise<unknown>): Promise<{ body: unknown; isSigned: boolean }> {
  const bodies: Buffer[] = [];
  let signed: unknown;
  const server = createServer((request, response) => {
    signed = request.headers['x-amz-content-sha256'];
    request.on('data', (chunk) => bodies.push(chunk));
    request.on('end', () => response.setHeader('content-type', 'application/json').end('{"BulkEmailEntryResults":[]}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  useEndpoint(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await send();
  server.closeAllConnections();
  server.close();
  const body = Buffer.concat(bodies);
  return { body: JSON.parse(body.toString()), isSigned: signed === createHash('sha256').update(body).digest('hex') };
}

/** The module as a function has it that starts now, with clients of its own. */
async function freshly() {
  vi.resetModules();
  return import('../../../functions/io/mail.ts');
}

describe('a bulk call', () => {
  test('sends each copy its own data, headers and tags', async () => {
    const before = cloud.ses.outbox().length;

    const answers = await sendBulk(bulk('rania', 'omar'));

    expect(answers).toEqual([
      { status: 'SUCCESS', definite: true },
      { status: 'SUCCESS', definite: true },
    ]);
    const [rania, omar] = cloud.ses.outbox().slice(before);
    expect([rania?.to, omar?.to]).toEqual([['rania@example.org'], ['omar@example.org']]);
    expect(omar?.tags).toEqual(
      Object.fromEntries(Object.entries(tags('omar')).map(([name, value]) => [name, [value]])),
    );
    const read = await PostalMime.parse(await cloud.ses.read(omar?.id ?? ''));
    expect(read).toMatchObject({ subject: 'Reservoir “opens”', text: expect.stringContaining('news.example/omar') });
    expect(read.headers).toContainEqual(
      expect.objectContaining({ key: 'list-unsubscribe', value: '<https://news.example/omar>' }),
    );
  });

  test('answers in the order of the copies where SES refuses one of them', async () => {
    faults = ({ to }) => (to[0]?.address === 'omar@example.org' ? 'ACCOUNT_THROTTLED' : undefined);

    const answers = await sendBulk(bulk('rania', 'omar', 'noa'));

    faults = undefined;
    expect(answers.map(({ status }) => status)).toEqual(['SUCCESS', 'ACCOUNT_THROTTLED', 'SUCCESS']);
  });

  test.each([
    ['a template that is not there', { template: 'nothing' }],
    ['a sender that is not verified', { from: 'x@elsewhere.example' }],
    ['a configuration set that is not there', { configurationSet: 'nothing' }],
  ])('that SES refuses for %s is refused for sure, for all', async (_, change) => {
    const before = cloud.ses.accepted().length;

    const answers = await sendBulk({ ...bulk('rania', 'omar'), ...change });

    expect(answers).toHaveLength(2);
    expect(answers.every(({ status, definite }) => definite && status !== 'SUCCESS')).toBe(true);
    expect(cloud.ses.accepted()).toHaveLength(before);
  });
});

describe('a letter', () => {
  const letter = {
    ...{ from: 'newsroom@council.example', to: 'newsroom@council.example', subject: 'نُشر: \u2068gauge.md\u2069' },
    ...{ text: 'نُشر', html: '<p>نُشر</p>', headers: { 'Auto-Submitted': 'auto-generated' } },
  };

  test('goes out in any script, in text and HTML, with its headers, and no event tells of it', async () => {
    await sendLetter(letter);

    const [sent] = cloud.ses.outbox().slice(-1);
    expect(sent).toMatchObject({ to: [letter.to], configurationSet: null, tags: {} });
    const read = await PostalMime.parse(await cloud.ses.read(sent?.id ?? ''));
    expect(read).toMatchObject({ subject: letter.subject, text: 'نُشر', html: '<p>نُشر</p>' });
    expect(read.headers).toContainEqual(expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }));
  });

  test('that SES refuses is an error', async () => {
    await expect(sendLetter({ ...letter, from: 'x@elsewhere.example' })).rejects.toThrow('not verified');
  });
});

describe('a letter of a template', () => {
  const templated = (to: string) => ({
    ...{ from: 'newsroom@council.example', to, configurationSet: 'bulletins', template: 'bulletin-ltr' },
    data: { headline: 'Please confirm', unsubscribe: 'https://news.example/confirm' },
    headers: { 'Auto-Submitted': 'auto-generated' },
    tags: { letter: 'confirm', subscriber: 'abcdefghijkl' },
  });

  test('has its data, its headers, and the tags by which its events are known', async () => {
    expect(await sendTemplated(templated('rania@example.org'))).toEqual({ status: 'SUCCESS', definite: true });

    const [sent] = cloud.ses.outbox().slice(-1);
    expect(sent).toMatchObject({ to: ['rania@example.org'], configurationSet: 'bulletins' });
    expect(sent?.tags).toEqual({ letter: ['confirm'], subscriber: ['abcdefghijkl'] });
    const read = await PostalMime.parse(await cloud.ses.read(sent?.id ?? ''));
    expect(read).toMatchObject({ subject: 'Please confirm', text: expect.stringContaining('news.example/confirm') });
    expect(read.headers).toContainEqual(expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }));
  });

  test('that SES refuses is refused for sure', async () => {
    const answer = await sendTemplated({ ...templated('rania@example.org'), template: 'nothing' });

    expect(answer).toEqual({ status: 'NotFoundException', definite: true });
  });
});

test('an address is taken off the account’s suppression list, and may not be on it', async () => {
  const ses = new SESv2Client({});
  await ses.send(new PutSuppressedDestinationCommand({ EmailAddress: 'gone@example.org', Reason: 'BOUNCE' }));

  await unsuppress('gone@example.org');
  await unsuppress('gone@example.org');

  const found = ses.send(new GetSuppressedDestinationCommand({ EmailAddress: 'gone@example.org' }));
  await expect(found).rejects.toThrow(NotFoundException);
});

test('the quota is the account’s, and is asked once for many messages; the account is asked each time', async () => {
  cloud.ses.setAccount({ maxSendRate: 14, max24HourSend: 200 });
  const asked = await quota();
  expect(asked).toEqual({ perSecond: 14, perDay: 200, sentLastDay: expect.any(Number) });
  cloud.ses.setAccount({ maxSendRate: 1000, max24HourSend: -1 });

  expect(await quota()).toEqual(asked);
  expect(await account()).toMatchObject({ quota: { perSecond: 1000, perDay: null }, maySend: true });
});

test('an account that may not send says so', async () => {
  cloud.ses.setAccount({ sendingEnabled: false });
  expect((await account()).maySend).toBe(false);
  cloud.ses.setAccount({ sendingEnabled: true });

  expect((await account()).maySend).toBe(true);
});

test('a bulk call is written and signed as the SDK writes it', async () => {
  const ours = await sent(async () => (await freshly()).sendBulk(bulk('rania', 'عمر')));
  const theirs = await sent(() => new SESv2Client({}).send(new SendBulkEmailCommand(ours.body as BulkInput)));

  expect(ours).toEqual({ body: theirs.body, isSigned: true });
  expect(ours.body).toMatchObject({ BulkEmailEntries: [{}, { Destination: { ToAddresses: ['عمر@example.org'] } }] });
});

describe('an answer that never came', () => {
  test.each([
    ['a connection that is reset', () => undefined, false],
    ['a fault of the server', 503, false],
    ['a refusal for the rate', 429, true],
  ] as const)('by %s is one try, definite: %s', async (_, status, definite) => {
    let answers: unknown;
    const requests = await asked(
      (request, response) => {
        if (typeof status !== 'number') return request.socket.destroy();
        response.writeHead(status, { 'content-type': 'application/json' });
        return response.end(JSON.stringify({ message: 'not now' }));
      },
      async () => {
        answers = await (await freshly()).sendBulk(bulk('rania', 'omar'));
      },
    );

    expect(requests).toBe(1);
    expect(answers).toEqual(Array(2).fill({ status: expect.any(String), definite }));
    expect(answers).not.toContainEqual(expect.objectContaining({ status: 'SUCCESS' }));
  });

  test('by a server that is not there is not definite either', async () => {
    useEndpoint('http://127.0.0.1:9');

    expect(await (await freshly()).sendBulk(bulk('rania'))).toMatchObject([{ definite: false }]);
  });

  test('to a letter is one try, and not definite', async () => {
    let answer: unknown;
    const { sendTemplated } = await freshly();
    const letter = {
      ...{ from: 'newsroom@council.example', to: 'rania@example.org', configurationSet: 'bulletins' },
      ...{ template: 'bulletin-ltr', data: {}, headers: {}, tags: { letter: 'confirm', subscriber: 'abcdefghijkl' } },
    };
    const requests = await asked(
      (request) => request.socket.destroy(),
      async () => {
        answer = await sendTemplated(letter);
      },
    );

    expect(requests).toBe(1);
    expect(answer).toEqual({ status: expect.any(String), definite: false });
  });
});
