// What SendEmail refuses, against API_SendEmail, API_Destination, API_MessageHeader, API_MessageTag, API_Content and
// "Amazon SES header fields".
import { GetContactListCommand, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { describe, expect, test } from 'vitest';
import { failure, input, simple, startSes, text, to, withHeaders } from './ses-setup.ts';

describe('a message is refused', () => {
  const bad: [string, Partial<SendEmailCommandInput>][] = [
    ['without recipients', { Destination: {} }],
    ['with 51 recipients', to(...Array.from({ length: 51 }, (_, n) => `r${n}@example.com`))],
    ['with a local part that is not ASCII', to('möwe@example.com')],
    ['with a domain that is not Punycode', to('reader@möwe.example')],
    ['with a sender name that is not an encoded word', { FromEmailAddress: 'Büro <news@newsroom.example>' }],
    ['with a line break in an address', to('reader@example.com\r\nBcc: all@example.com')],
    ['with two addresses in one', to('a@example.com, b@example.com')],
    ['with an address without a domain', to('reader')],
    ['with a line break in the subject', { Content: simple('One\nTwo') }],
    [
      'with text outside ASCII and no charset',
      { Content: { Simple: { Subject: { Data: 'Möwe' }, Body: { Text: { Data: 'x' } } } } },
    ],
    ['without a body', { Content: { Simple: { Subject: text('x'), Body: {} } } }],
    ['with a tag that has a dot', { EmailTags: [{ Name: 'a', Value: 'b.c' }] }],
    ['with an empty tag', { EmailTags: [{ Name: 'a', Value: '' }] }],
    ['with 51 tags', { EmailTags: Array.from({ length: 51 }, (_, n) => ({ Name: `n${n}`, Value: 'v' })) }],
    [
      'with template data over 262,144 characters',
      {
        Content: {
          Template: {
            TemplateContent: { Subject: 's', Text: 't' },
            TemplateData: JSON.stringify({ a: 'a'.repeat(262_144) }),
          },
        },
      },
    ],
  ];
  const badHeaders: [string, [string, string][]][] = [
    ['set by SES', [['Subject', 'x']]],
    ['of 127 characters', [['X'.repeat(127), 'x']]],
    ['with a value of 996 characters', [['X', 'x'.repeat(996)]]],
    ['with name and value of 997 characters', [['XY', 'x'.repeat(995)]]],
    ['that is not ASCII', [['X-Name', 'Möwe']]],
    ['with a line break', [['X-Name', 'a\r\nBcc: b@example.com']]],
    ['with a colon in its name', [['X:Name', 'x']]],
    [
      'that may appear only once, twice',
      [
        ['List-Unsubscribe', '<a>'],
        ['list-unsubscribe', '<b>'],
      ],
    ],
    ['as the sixteenth', Array.from({ length: 16 }, (_, n) => [`X-${n}`, 'x'])],
  ];

  test.each([
    ...bad,
    ...badHeaders.map(([name, headers]): [string, SendEmailCommandInput] => [
      `with a header ${name}`,
      withHeaders(...headers),
    ]),
  ])('%s', async (_, change) => {
    const { ses, client } = await startSes();
    expect(await failure(client.send(new SendEmailCommand(input(change))))).toMatchObject({
      name: 'BadRequestException',
      status: 400,
    });
    expect(ses.accepted()).toEqual([]);
  });

  test('but what is just within the limits is accepted', async () => {
    const { client } = await startSes();
    await client.send(
      new SendEmailCommand(
        withHeaders(['X', 'x'.repeat(995)], ['X'.repeat(126), 'x'], ['Comments-On', 'a'], ['Comments-On', 'b']),
      ),
    );
    await client.send(new SendEmailCommand(input(to(...Array.from({ length: 50 }, (_, n) => `r${n}@example.com`)))));
    await client.send(new SendEmailCommand(input(to("o'neil+news@xn--mwe-sna.example"))));
  });
});

describe('the account and its identities', () => {
  test('an unverified sender is rejected, a subdomain of a verified domain is not', async () => {
    const { client } = await startSes();
    expect(
      await failure(client.send(new SendEmailCommand(input({ FromEmailAddress: 'news@elsewhere.example' })))),
    ).toMatchObject({
      name: 'MessageRejected',
      message: expect.stringMatching(/^Email address is not verified/),
    });
    await client.send(new SendEmailCommand(input({ FromEmailAddress: 'news@mail.newsroom.example' })));
  });

  test('in the sandbox a recipient must be verified or a simulator address', async () => {
    const { ses, client } = await startSes({ account: { production: false } });
    ses.createIdentity('Tester@example.com');
    expect((await failure(client.send(new SendEmailCommand(input())))).name).toBe('MessageRejected');
    await client.send(new SendEmailCommand(input(to('tester@example.com'))));
    await client.send(new SendEmailCommand(input(to('success+1@simulator.amazonses.com'))));
  });

  test('a paused and a suspended account, and a missing configuration set, have errors of their own', async () => {
    const { ses, client } = await startSes();
    const error = () => failure(client.send(new SendEmailCommand(input())));
    ses.setAccount({ sendingEnabled: false });
    expect((await error()).name).toBe('SendingPausedException');
    ses.setAccount({ sendingEnabled: true, enforcement: 'SHUTDOWN' });
    expect((await error()).name).toBe('AccountSuspendedException');
    ses.setAccount({ enforcement: 'HEALTHY' });
    expect(await failure(client.send(new SendEmailCommand(input({ ConfigurationSetName: 'none' }))))).toMatchObject({
      name: 'NotFoundException',
      status: 404,
    });
  });

  test('faults have the name of their exception; after a lost answer the mail is there all the same', async () => {
    const faults = [
      'MAIL_FROM_DOMAIN_NOT_VERIFIED',
      'ACCOUNT_THROTTLED',
      'TRANSIENT_FAILURE',
      'accept-then-reset',
    ] as const;
    const rest: (typeof faults)[number][] = [...faults];
    const { ses, client } = await startSes({ faults: () => rest.shift() });
    const names: string[] = [];
    for (const _ of faults) names.push((await failure(client.send(new SendEmailCommand(input())))).name);
    expect(names.slice(0, 3)).toEqual([
      'MailFromDomainNotVerifiedException',
      'TooManyRequestsException',
      'InternalServiceErrorException',
    ]);
    expect(names[3]).not.toBe('no error');
    expect(ses.outbox()).toHaveLength(1);
  });

  test('what is not emulated says so, by name', async () => {
    const { client } = await startSes();
    expect(await failure(client.send(new GetContactListCommand({ ContactListName: 'x' })))).toMatchObject({
      name: 'NotImplementedException',
      message: 'The local SES does not implement GET /v2/email/contact-lists/x.',
      status: 501,
    });
    expect((await failure(client.send(new SendEmailCommand(input({ TenantName: 'x' }))))).message).toContain(
      'TenantName',
    );
  });
});
