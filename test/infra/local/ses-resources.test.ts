// GetAccount, the suppression list, templates, identities and configuration sets, against their pages in the Amazon SES
// API v2 Reference.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CreateEmailTemplateCommand,
  DeleteEmailTemplateCommand,
  DeleteSuppressedDestinationCommand,
  GetAccountCommand,
  GetConfigurationSetCommand,
  GetEmailIdentityCommand,
  GetEmailTemplateCommand,
  GetSuppressedDestinationCommand,
  ListEmailTemplatesCommand,
  ListSuppressedDestinationsCommand,
  PutSuppressedDestinationCommand,
  SendEmailCommand,
  TestRenderEmailTemplateCommand,
  UpdateEmailTemplateCommand,
} from '@aws-sdk/client-sesv2';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { failure, from, startSes, temporaryDirectory, to } from './ses-setup.ts';

test('GetAccount tells the quota and the state of the account, as last set', async () => {
  const { ses, client } = await startSes({ account: { max24HourSend: 200, maxSendRate: 1, production: false } });
  expect(await client.send(new GetAccountCommand({}))).toMatchObject({
    ProductionAccessEnabled: false,
    SendingEnabled: true,
    EnforcementStatus: 'HEALTHY',
    SendQuota: { Max24HourSend: 200, MaxSendRate: 1, SentLast24Hours: 0 },
  });
  ses.setAccount({ maxSendRate: 14, sendingEnabled: false });
  expect(await client.send(new GetAccountCommand({}))).toMatchObject({
    SendingEnabled: false,
    SendQuota: { Max24HourSend: 200, MaxSendRate: 14 },
  });
});

test('the suppression list is kept over a restart, found in any case, paged and filtered', async () => {
  const directory = await temporaryDirectory();
  const { client, stop } = await startSes({ directory });
  for (const name of ['c', 'a', 'b']) {
    await client.send(
      new PutSuppressedDestinationCommand({
        EmailAddress: `${name}@example.com`,
        Reason: name === 'b' ? 'COMPLAINT' : 'BOUNCE',
      }),
    );
  }
  await client.send(new DeleteSuppressedDestinationCommand({ EmailAddress: 'C@example.com' }));
  await stop();

  const next = (await startSes({ directory })).client;

  const { SuppressedDestination } = await next.send(
    new GetSuppressedDestinationCommand({ EmailAddress: 'A@example.com' }),
  );
  expect(SuppressedDestination).toMatchObject({
    EmailAddress: 'a@example.com',
    Reason: 'BOUNCE',
    LastUpdateTime: new Date('2026-03-04T05:06:07.089Z'),
  });
  const list = (input: object) => next.send(new ListSuppressedDestinationsCommand(input));
  const first = await list({ PageSize: 1 });
  const second = await list({ PageSize: 1, NextToken: first.NextToken });
  const pages = [first, second].map(({ SuppressedDestinationSummaries }) =>
    SuppressedDestinationSummaries?.map(({ EmailAddress }) => EmailAddress),
  );
  expect(pages).toEqual([['a@example.com'], ['b@example.com']]);
  expect(second.NextToken).toBeUndefined();
  expect((await list({ Reasons: ['COMPLAINT'] })).SuppressedDestinationSummaries).toMatchObject([
    { EmailAddress: 'b@example.com' },
  ]);
  expect((await list({ StartDate: new Date('2026-03-05T00:00:00Z') })).SuppressedDestinationSummaries).toEqual([]);
  for (const command of [
    new GetSuppressedDestinationCommand({ EmailAddress: 'c@example.com' }),
    new DeleteSuppressedDestinationCommand({ EmailAddress: 'c@example.com' }),
  ]) {
    expect((await failure(next.send(command as GetSuppressedDestinationCommand))).name).toBe('NotFoundException');
  }
});

test('templates are created, read, replaced, rendered, listed and deleted', async () => {
  const { ses, client } = await startSes();
  const TemplateName = 'release-en';
  const content = (Subject: string) => ({
    TemplateName,
    TemplateContent: { Subject, Html: '<p>{{x}}</p>', Text: '{{x}}' },
  });
  await client.send(new CreateEmailTemplateCommand(content('One')));
  expect((await failure(client.send(new CreateEmailTemplateCommand(content('Two'))))).name).toBe(
    'AlreadyExistsException',
  );
  await client.send(new UpdateEmailTemplateCommand(content('Three')));
  expect(await client.send(new GetEmailTemplateCommand({ TemplateName }))).toMatchObject(content('Three'));

  ses.createTemplate(TemplateName, { subject: 'Four {{x}}', html: '<p>{{x}}</p>', text: '{{x}}' });

  const { RenderedTemplate } = await client.send(
    new TestRenderEmailTemplateCommand({ TemplateName, TemplateData: '{"x":"<y>"}' }),
  );
  expect(RenderedTemplate).toContain('Subject: Four <y>');
  expect(RenderedTemplate).toContain('<p><y></p>');
  expect(
    await failure(client.send(new TestRenderEmailTemplateCommand({ TemplateName, TemplateData: '{}' }))),
  ).toMatchObject({ name: 'BadRequestException', message: expect.stringContaining("'x'") });
  expect((await client.send(new ListEmailTemplatesCommand({}))).TemplatesMetadata).toEqual([
    { TemplateName, CreatedTimestamp: new Date('2026-03-04T05:06:07.089Z') },
  ]);
  await client.send(new DeleteEmailTemplateCommand({ TemplateName }));
  expect((await failure(client.send(new GetEmailTemplateCommand({ TemplateName })))).name).toBe('NotFoundException');
});

test('a template replaced between two mails is the one the second is rendered from', async () => {
  const { ses, client } = await startSes();
  const subjects: (string | undefined)[] = [];
  for (const subject of ['Old', 'New']) {
    ses.createTemplate('t', { subject, text: 'x' });
    const { MessageId } = await client.send(
      new SendEmailCommand({
        FromEmailAddress: from,
        ...to('a@example.com'),
        Content: { Template: { TemplateName: 't' } },
      }),
    );
    subjects.push((await PostalMime.parse(await ses.read(String(MessageId)))).subject);
  }
  expect(subjects).toEqual(['Old', 'New']);
});

test('creating the same template at every boot adds nothing to the journal', async () => {
  const { ses, directory } = await startSes();
  const template = { subject: 's', html: '<p></p>', text: 't' };
  ses.createTemplate('t', template);
  const before = await readFile(join(directory, 'journal.jsonl'));
  ses.createTemplate('t', template);
  expect(await readFile(join(directory, 'journal.jsonl'))).toEqual(before);
});

test('a template is refused over 500 KB, with broken Handlebars, or with a name that CloudFormation would refuse', async () => {
  const { ses, client } = await startSes();
  const create = (TemplateName: string, Text: string) =>
    failure(client.send(new CreateEmailTemplateCommand({ TemplateName, TemplateContent: { Subject: 's', Text } })));
  expect((await create('t', 'x'.repeat(500 * 1024))).name).toBe('BadRequestException');
  expect((await create('t', '{{#if x}}')).name).toBe('BadRequestException');
  expect((await create('a name', 'x')).name).toBe('BadRequestException');
  expect((await create('t', 'x'.repeat(500 * 1024 - 1))).name).toBe('no error');
  expect(() => ses.createTemplate('u', { subject: '{{', html: '', text: '' })).toThrow('not valid Handlebars');
});

test('identities and configuration sets can be read, and are NotFound when nobody created them', async () => {
  const { ses, client } = await startSes();
  ses.createConfigurationSet('strict', { suppressionReasons: ['BOUNCE'] });
  expect(await client.send(new GetEmailIdentityCommand({ EmailIdentity: 'newsroom.example' }))).toMatchObject({
    IdentityType: 'DOMAIN',
    VerifiedForSendingStatus: true,
  });
  expect(await client.send(new GetConfigurationSetCommand({ ConfigurationSetName: 'strict' }))).toMatchObject({
    ConfigurationSetName: 'strict',
    SuppressionOptions: { SuppressedReasons: ['BOUNCE'] },
  });
  expect((await failure(client.send(new GetEmailIdentityCommand({ EmailIdentity: 'x.example' })))).name).toBe(
    'NotFoundException',
  );
  expect((await failure(client.send(new GetConfigurationSetCommand({ ConfigurationSetName: 'x' })))).name).toBe(
    'NotFoundException',
  );
});
