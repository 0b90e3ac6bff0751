// SES: identity, configuration set with its events, templates.
import { z } from 'zod';
import type { Make } from '../deploy.ts';
import type { Ses } from '../ses/ses.ts';
import { known, noted } from './properties.ts';

const identity =
  (ses: Ses): Make =>
  async (properties) => {
    const { EmailIdentity } = known({ EmailIdentity: z.string(), MailFromAttributes: noted }, properties);
    ses.createIdentity(EmailIdentity);
    // Easy DKIM's records; here nobody asks the DNS.
    const tokens = [1, 2, 3].flatMap((number): [string, string][] => [
      [`DkimDNSTokenName${number}`, `local${number}._domainkey.${EmailIdentity}`],
      [`DkimDNSTokenValue${number}`, `local${number}.dkim.amazonses.com`],
    ]);
    return { ref: EmailIdentity, attributes: Object.fromEntries(tokens) };
  };

const configurationSet =
  (ses: Ses): Make =>
  async (properties, name) => {
    const reasons = z.array(z.enum(['BOUNCE', 'COMPLAINT']));
    const { SuppressionOptions } = known(
      {
        DeliveryOptions: noted,
        ReputationOptions: noted,
        SuppressionOptions: z.strictObject({ SuppressedReasons: reasons }),
      },
      properties,
    );
    ses.createConfigurationSet(name, { suppressionReasons: SuppressionOptions.SuppressedReasons });
    return { ref: name };
  };

const eventDestination =
  (ses: Ses): Make =>
  async (properties, name) => {
    const { ConfigurationSetName, EventDestination } = known(
      {
        ConfigurationSetName: z.string(),
        EventDestination: z.strictObject({
          Enabled: z.literal(true),
          MatchingEventTypes: z.array(z.string()),
          SnsDestination: z.strictObject({ TopicARN: z.string() }),
        }),
      },
      properties,
    );
    const { MatchingEventTypes, SnsDestination } = EventDestination;
    ses.addEventDestination(ConfigurationSetName, {
      topicArn: SnsDestination.TopicARN,
      eventTypes: MatchingEventTypes,
    });
    return { ref: name };
  };

const template =
  (ses: Ses): Make =>
  async (properties, name) => {
    const { Template } = known(
      { Template: z.strictObject({ SubjectPart: z.string(), HtmlPart: z.string(), TextPart: z.string() }) },
      properties,
    );
    ses.createTemplate(name, { subject: Template.SubjectPart, html: Template.HtmlPart, text: Template.TextPart });
    return { ref: name };
  };

export const mail = (ses: Ses): Record<string, Make> => ({
  'AWS::SES::EmailIdentity': identity(ses),
  'AWS::SES::ConfigurationSet': configurationSet(ses),
  'AWS::SES::ConfigurationSetEventDestination': eventDestination(ses),
  'AWS::SES::Template': template(ses),
});
