// Service Authorization Reference, "Amazon Simple Email Service v2": a mail needs the right to its sender's identity,
// its configuration set and its template.
import { z } from 'zod';
import type { AwsRequest } from '../emulator.ts';
import { domainOf, parseMailbox } from '../ses/address.ts';
import { inputOf, unknown } from './input.ts';
import { arn, arnOf, call, type Names } from './names.ts';
import type { Call } from './policy.ts';

const Template = z.object({ TemplateName: z.string().optional(), TemplateArn: z.string().optional() }).optional();
const Content = z.object({ Template }).optional();
const Mail = z.object({
  FromEmailAddress: z.string(),
  FromEmailAddressIdentityArn: z.string().optional(),
  ConfigurationSetName: z.string().optional(),
  Content,
  DefaultContent: Content,
});
const Named = z.object({ TemplateName: z.string() });

/** Method and path, the action, and the kind of the resource that the path names; without a kind there is none. */
const OTHERS: [operation: RegExp, action: string, kind?: string][] = [
  [/^GET account$/, 'ses:GetAccount'],
  [/^PUT suppression\/addresses$/, 'ses:PutSuppressedDestination'],
  [/^GET suppression\/addresses$/, 'ses:ListSuppressedDestinations'],
  [/^GET suppression\/addresses\/[^/]+$/, 'ses:GetSuppressedDestination'],
  [/^DELETE suppression\/addresses\/[^/]+$/, 'ses:DeleteSuppressedDestination'],
  [/^GET templates$/, 'ses:ListEmailTemplates'],
  [/^GET templates\/([^/]+)$/, 'ses:GetEmailTemplate', 'template/'],
  [/^PUT templates\/([^/]+)$/, 'ses:UpdateEmailTemplate', 'template/'],
  [/^DELETE templates\/([^/]+)$/, 'ses:DeleteEmailTemplate', 'template/'],
  [/^POST templates\/([^/]+)\/render$/, 'ses:TestRenderEmailTemplate', 'template/'],
  [/^GET identities\/([^/]+)$/, 'ses:GetEmailIdentity', 'identity/'],
  [/^GET configuration-sets\/([^/]+)$/, 'ses:GetConfigurationSet', 'configuration-set/'],
];

export function sesCalls(request: AwsRequest, names: Names): Call[] {
  const operation = `${request.method} ${request.path.replace(/^\/v2\/email\//, '')}`;
  if (operation === 'POST outbound-emails') return mailCalls('ses:SendEmail', request, names);
  if (operation === 'POST outbound-bulk-emails') return mailCalls('ses:SendBulkEmail', request, names);
  if (operation === 'POST templates') {
    const { TemplateName } = inputOf(Named, request);
    return [call('ses:CreateEmailTemplate', arn('ses', names, `template/${TemplateName}`))];
  }
  for (const [pattern, action, kind] of OTHERS) {
    const found = pattern.exec(operation);
    if (found === null) continue;
    if (kind === undefined) return [call(action)];
    return [call(action, arn('ses', names, kind + decodeURIComponent(found[1] ?? '')))];
  }
  throw unknown(`SES's ${operation}`);
}

function mailCalls(action: string, request: AwsRequest, names: Names): Call[] {
  const mail = inputOf(Mail, request);
  const template = (mail.Content ?? mail.DefaultContent)?.Template;
  const named = [
    mail.ConfigurationSetName && arn('ses', names, `configuration-set/${mail.ConfigurationSetName}`),
    template?.TemplateArn ?? (template?.TemplateName && arnOf('ses', names, 'template/', template.TemplateName)),
  ];
  const identity = { action, resource: identities(mail, names), context: {} };
  return [identity, ...named.filter((resource) => resource !== undefined).map((resource) => call(action, resource))];
}

/** The address's identity or its domain's: which of them is verified isn't known here. */
function identities({ FromEmailAddress, FromEmailAddressIdentityArn }: z.infer<typeof Mail>, names: Names): string[] {
  if (FromEmailAddressIdentityArn !== undefined) return [FromEmailAddressIdentityArn];
  const { address } = parseMailbox(FromEmailAddress);
  return [address, domainOf(address)].map((identity) => arn('ses', names, `identity/${identity}`));
}
