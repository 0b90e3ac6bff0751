// The members of the requests that are emulated. Any other member is refused, so that nothing is ignored in silence.
import { z } from 'zod';
import { badRequest, SesError } from './errors.ts';

const pair = z
  .strictObject({ Name: z.string(), Value: z.string() })
  .transform(({ Name, Value }) => ({ name: Name, value: Value }));
const pairs = z.array(pair).default([]);
const addresses = z.array(z.string()).default([]);
const text = z.strictObject({ Data: z.string(), Charset: z.string().optional() });

const Destination = z
  .strictObject({ ToAddresses: addresses, CcAddresses: addresses, BccAddresses: addresses })
  .default({ ToAddresses: [], CcAddresses: [], BccAddresses: [] });

const TemplateContent = z
  .strictObject({ Subject: z.string(), Text: z.string().optional(), Html: z.string().optional() })
  .transform(({ Subject, Text, Html }) => ({ subject: Subject, text: Text, html: Html }));

const Template = z.strictObject({
  TemplateName: z.string().optional(),
  TemplateContent: TemplateContent.optional(),
  TemplateData: z.string().optional(),
  Headers: pairs,
});
export type Template = z.infer<typeof Template>;

const Simple = z.strictObject({
  Subject: text,
  Body: z.strictObject({ Text: text.optional(), Html: text.optional() }),
  Headers: pairs,
});
export type Simple = z.infer<typeof Simple>;

// Both are accepted without effect: nothing here tracks, and nothing forwards feedback by mail.
const ineffective = {
  FeedbackForwardingEmailAddress: z.string().optional(),
  TrackingConfigurationOverrides: z.unknown().optional(),
  ConfigurationOverrides: z.unknown().optional(),
};

export const SendEmail = z.strictObject({
  FromEmailAddress: z.string().optional(),
  Destination,
  ReplyToAddresses: addresses,
  Content: z.strictObject({
    Simple: Simple.optional(),
    Raw: z.strictObject({ Data: z.base64() }).optional(),
    Template: Template.optional(),
  }),
  EmailTags: pairs,
  ConfigurationSetName: z.string().optional(),
  ...ineffective,
});
export type SendEmail = z.infer<typeof SendEmail>;

const BulkEmailEntry = z.strictObject({
  Destination,
  ReplacementTags: pairs,
  ReplacementHeaders: pairs,
  ReplacementEmailContent: z
    .strictObject({
      ReplacementTemplate: z.strictObject({ ReplacementTemplateData: z.string().optional() }).optional(),
    })
    .optional(),
});
export type BulkEmailEntry = z.infer<typeof BulkEmailEntry>;

export const SendBulkEmail = z.strictObject({
  FromEmailAddress: z.string(),
  ReplyToAddresses: addresses,
  DefaultEmailTags: pairs,
  DefaultContent: z.strictObject({ Template }),
  BulkEmailEntries: z.array(BulkEmailEntry),
  ConfigurationSetName: z.string().optional(),
  ...ineffective,
});
export type SendBulkEmail = z.infer<typeof SendBulkEmail>;

export const CreateEmailTemplate = z.strictObject({ TemplateName: z.string(), TemplateContent });
export const UpdateEmailTemplate = z.strictObject({ TemplateContent });
export const TestRenderEmailTemplate = z.strictObject({ TemplateData: z.string() });
export const PutSuppressedDestination = z.strictObject({
  EmailAddress: z.string(),
  Reason: z.enum(['BOUNCE', 'COMPLAINT']),
});

export function parse<T>(schema: z.ZodType<T>, body: Buffer): T {
  const result = schema.safeParse(json(body));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue?.path.join('.') || 'The request';
  if (issue?.code === 'unrecognized_keys') {
    throw new SesError('NotImplementedException', `The local SES does not know ${issue.keys.join(', ')} in ${where}.`);
  }
  throw badRequest(`${where}: ${issue?.message}`);
}

function json(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8') || '{}');
  } catch {
    throw badRequest('The request body is not JSON.');
  }
}
