// A SES with one stored template, and bulk calls to it.
import { SendBulkEmailCommand, type SendBulkEmailCommandInput } from '@aws-sdk/client-sesv2';
import { from, startSes, to } from './ses-setup.ts';

const bulkTemplate = {
  subject: '{{headline}}',
  html: '<p>{{greeting}} {{#if photo}}photo{{else}}plain{{/if}}</p>{{#each links}}<a href="{{url}}">{{@index}}</a>{{/each}}',
  text: '{{greeting}}',
};

export const data = (values: object) => JSON.stringify(values);
export const entry = (address: string, values: object = {}, more: object = {}) => ({
  ...to(address),
  ReplacementEmailContent: { ReplacementTemplate: { ReplacementTemplateData: data(values) } },
  ...more,
});
export const bulkInput = (
  entries: SendBulkEmailCommandInput['BulkEmailEntries'],
  change: Partial<SendBulkEmailCommandInput> = {},
): SendBulkEmailCommandInput => ({
  FromEmailAddress: from,
  DefaultContent: {
    Template: {
      TemplateName: 'release',
      TemplateData: data({ headline: 'Bridge <opens> & more', greeting: 'Hello', links: [] }),
    },
  },
  BulkEmailEntries: entries,
  ...change,
});

export async function startBulk(options: Parameters<typeof startSes>[0] = {}) {
  const started = await startSes(options);
  started.ses.createTemplate('release', bulkTemplate);
  const send = async (...args: Parameters<typeof bulkInput>) =>
    (await started.client.send(new SendBulkEmailCommand(bulkInput(...args)))).BulkEmailEntryResults ?? [];
  return { ...started, send };
}

export const readers = (count: number) => Array.from({ length: count }, (_, n) => entry(`r${n}@example.com`));
