// SendBulkEmail, against API_SendBulkEmail, API_BulkEmailEntry, API_BulkEmailEntryResult and "Advanced email
// personalization".
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { bulkInput, data, entry, readers, startBulk } from './ses-bulk-setup.ts';
import { failure, to } from './ses-setup.ts';

describe('a bulk call', () => {
  test("renders each entry's data over the default data, without escaping", async () => {
    const { ses, send } = await startBulk();

    const results = await send([
      entry('a@example.com', { greeting: 'مرحبا <b>' }),
      entry('b@example.com', { photo: true, links: [{ url: 'https://x.example/?a=1&b=2' }, { url: 'u' }] }),
    ]);

    expect(results).toEqual(ses.outbox().map(({ id }) => ({ Status: 'SUCCESS', MessageId: id })));
    const [a, b] = await Promise.all(
      results.map(async ({ MessageId }) => PostalMime.parse(await ses.read(String(MessageId)))),
    );
    expect(a).toMatchObject({
      subject: 'Bridge <opens> & more',
      to: [{ address: 'a@example.com' }],
      from: { name: 'Newsroom' },
    });
    expect(a?.text?.trim()).toBe('مرحبا <b>');
    expect(a?.html?.trim()).toBe('<p>مرحبا <b> plain</p>');
    expect(b?.html?.trim()).toBe('<p>Hello photo</p><a href="https://x.example/?a=1&b=2">0</a><a href="u">1</a>');
  });

  test('replaces headers of the same name whatever their case, and merges tags', async () => {
    const { ses, send } = await startBulk();
    const headers = (...pairs: [string, string][]) => pairs.map(([Name, Value]) => ({ Name, Value }));

    await send(
      [
        entry(
          'a@example.com',
          {},
          {
            ReplacementHeaders: headers(['list-unsubscribe', '<https://own.example>']),
            ReplacementTags: headers(['attempt', 'a1']),
          },
        ),
        entry('b@example.com'),
      ],
      {
        DefaultContent: {
          Template: {
            ...bulkInput([]).DefaultContent?.Template,
            Headers: headers(['List-Unsubscribe', '<https://all.example>'], ['Precedence', 'bulk']),
          },
        },
        DefaultEmailTags: headers(['release', 'r-1'], ['attempt', 'none']),
        ReplyToAddresses: ['press@newsroom.example'],
        ConfigurationSetName: 'bulletins',
      },
    );

    const mails = ses.outbox();
    expect(mails.map(({ tags }) => tags)).toEqual([
      { release: ['r-1'], attempt: ['a1'] },
      { release: ['r-1'], attempt: ['none'] },
    ]);
    const [a, b] = await Promise.all(mails.map(async ({ id }) => PostalMime.parse(await ses.read(id))));
    const header = (mail: typeof a, name: string) =>
      mail?.headers.filter(({ key }) => key === name).map(({ value }) => value);
    expect([header(a, 'list-unsubscribe'), header(b, 'list-unsubscribe')]).toEqual([
      ['<https://own.example>'],
      ['<https://all.example>'],
    ]);
    expect(header(a, 'precedence')).toEqual(['bulk']);
    expect(a?.replyTo).toMatchObject([{ address: 'press@newsroom.example' }]);
  });

  test('takes a template within the request, with simple substitutions only', async () => {
    const { ses, send } = await startBulk();
    const inline = (Text: string) => ({
      DefaultContent: {
        Template: { TemplateContent: { Subject: 'Hi {{name}}', Text }, TemplateData: '{"name":"all"}' },
      },
    });

    await send([entry('a@example.com', { name: 'Ann' })], inline('{{name}}'));

    expect((await PostalMime.parse(await ses.read(String(ses.outbox()[0]?.id)))).subject).toBe('Hi Ann');
    expect((await failure(send(readers(1), inline('{{#if name}}x{{/if}}')))).name).toBe('BadRequestException');
  });

  test('answers 200 with a status per entry, in order; one refusal does not hold up the others', async () => {
    const { ses, send } = await startBulk();
    const results = await send([
      entry('a@example.com'),
      entry('möwe@example.com'),
      entry('b@example.com', {}, { ReplacementTags: [{ Name: 'bad name', Value: 'x' }] }),
      entry('c@example.com', {}, { ReplacementHeaders: [{ Name: 'Subject', Value: 'x' }] }),
      { Destination: {} },
      entry('d@example.com'),
    ]);
    expect(results.map(({ Status }) => Status)).toEqual([
      'SUCCESS',
      'INVALID_PARAMETER',
      'INVALID_PARAMETER',
      'INVALID_PARAMETER',
      'INVALID_PARAMETER',
      'SUCCESS',
    ]);
    expect(results.map(({ Error: reason, MessageId }) => [!!reason, !!MessageId])).toEqual([
      [false, true],
      [true, false],
      [true, false],
      [true, false],
      [true, false],
      [false, true],
    ]);
    expect(ses.outbox().map((mail) => mail.to[0])).toEqual(['a@example.com', 'd@example.com']);
  });

  test('takes 50 destinations and no more, and 50 recipients in one of them', async () => {
    const { ses, send } = await startBulk();
    expect((await failure(send(readers(51)))).name).toBe('BadRequestException');
    expect(ses.accepted()).toEqual([]);
    expect(new Set((await send(readers(50))).map(({ Status }) => Status))).toEqual(new Set(['SUCCESS']));
    const many = Array.from({ length: 51 }, (_, n) => `r${n}@example.com`);
    expect(await send([to(...many)])).toMatchObject([{ Status: 'INVALID_PARAMETER' }]);
  });

  test.each([
    ['a missing template', { DefaultContent: { Template: { TemplateName: 'none' } } }, 'NotFoundException'],
    ['a missing configuration set', { ConfigurationSetName: 'none' }, 'NotFoundException'],
    ['an unverified sender', { FromEmailAddress: 'a@elsewhere.example' }, 'MessageRejected'],
    ['a bad default tag', { DefaultEmailTags: [{ Name: 'a', Value: 'b c' }] }, 'BadRequestException'],
  ])('is refused as a whole for %s', async (_, change, name) => {
    const { send } = await startBulk();
    expect((await failure(send(readers(1), change))).name).toBe(name);
  });

  test('in the sandbox rejects only the entries with unverified recipients', async () => {
    const { send } = await startBulk({ account: { production: false } });
    const results = await send([entry('a@example.com'), entry('success@simulator.amazonses.com')]);
    expect(results.map(({ Status }) => Status)).toEqual(['MESSAGE_REJECTED', 'SUCCESS']);
  });

  test('has injected faults as statuses; a lost answer leaves all accepted entries in the outbox', async () => {
    const { ses, send } = await startBulk({
      faults: ({ to: [reader] }) =>
        reader?.address.startsWith('t')
          ? 'TRANSIENT_FAILURE'
          : reader?.address.startsWith('lost')
            ? 'accept-then-reset'
            : undefined,
    });
    expect((await send([entry('t@example.com'), entry('a@example.com')])).map(({ Status }) => Status)).toEqual([
      'TRANSIENT_FAILURE',
      'SUCCESS',
    ]);
    const lost = await failure(send([entry('b@example.com'), entry('lost@example.com')]));
    expect(lost.message).toMatch(/aborted|reset|hang up/i);
    expect(ses.outbox().map((mail) => mail.to[0])).toEqual(['a@example.com', 'b@example.com', 'lost@example.com']);
  });

  // Pages: "Using templates to send personalized email", the note on Rendering Failure.
  test.each([
    ['a variable is missing', entry('a@example.com'), "Attribute 'greeting' is not present in the rendering data."],
    [
      'the data is not JSON',
      {
        ...to('a@example.com'),
        ReplacementEmailContent: { ReplacementTemplate: { ReplacementTemplateData: '{oops' } },
      },
      /not JSON/,
    ],
  ])('succeeds although %s; only an event tells', async (_, recipient, errorMessage) => {
    const { ses, send, published, quiet } = await startBulk();
    const results = await send([recipient], {
      ConfigurationSetName: 'bulletins',
      DefaultContent: { Template: { TemplateName: 'release', TemplateData: data({ headline: 'x' }) } },
    });

    expect(results).toMatchObject([{ Status: 'SUCCESS', MessageId: expect.any(String) }]);
    await quiet();
    expect(ses.outbox()).toEqual([]);
    expect(ses.accepted()).toMatchObject([{ id: results[0]?.MessageId, file: null, events: ['Rendering Failure'] }]);
    expect(published.map(({ event }) => event)).toMatchObject([
      {
        eventType: 'Rendering Failure',
        mail: { messageId: results[0]?.MessageId, destination: ['a@example.com'] },
        failure: { errorMessage: expect.stringMatching(errorMessage), templateName: 'release' },
      },
    ]);
  });
});
