// SES: the identity that sends, what it tells of each mail, and the templates it renders.
import { CfnOutput, Fn, type Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as ses from 'aws-cdk-lib/aws-ses';
import * as sns from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Direction } from '../functions/core/language.ts';
import type { Newsroom } from '../functions/core/newsroom.ts';
import type { MailTemplate, TemplateKind } from '../templates/compile.ts';

export const senderDomain = ({ sender }: Newsroom): string => sender.slice(sender.indexOf('@') + 1);

/** The sender's domain, signed by Easy DKIM, with a MAIL FROM of its own so that SPF aligns too. */
export function senderIdentity(stack: Stack, newsroom: Newsroom): void {
  const domain = senderDomain(newsroom);
  const identity = new ses.EmailIdentity(stack, 'Sender', {
    identity: ses.Identity.domain(domain),
    mailFromDomain: `mail.${domain}`,
  });
  for (const [index, { name, value }] of identity.dkimRecords.entries()) {
    new CfnOutput(stack, `Dkim${index + 1}`, { value: Fn.join(' CNAME ', [name, value]) });
  }
}

/** A configuration set for bulletins, whose events reach `feedback`. */
export function feedbackEvents(stack: Stack, feedback: IQueue): ses.ConfigurationSet {
  const configurationSet = new ses.ConfigurationSet(stack, 'Mails', {
    ...common,
    suppressionReasons: ses.SuppressionReasons.BOUNCES_AND_COMPLAINTS,
  });
  const { SEND, DELIVERY, DELIVERY_DELAY, BOUNCE, COMPLAINT, REJECT, RENDERING_FAILURE } = ses.EmailSendingEvent;
  tell(stack, configurationSet, { id: 'MailEvents', feedback }, [
    ...[SEND, DELIVERY, DELIVERY_DELAY, BOUNCE, COMPLAINT, REJECT, RENDERING_FAILURE],
  ]);
  return configurationSet;
}

/**
 * One for letters, which ask whether somebody wants mails, and by whose confirmation alone they come back on the list. So
 * the account's suppression list doesn't hold them back; ours does, but for one in a month (Amazon SES Developer Guide,
 * "Using configuration set-level suppression to override your account-level suppression list").
 */
export function letterEvents(stack: Stack, feedback: IQueue): ses.ConfigurationSet {
  const configurationSet = new ses.ConfigurationSet(stack, 'LetterMails', {
    ...common,
    disableSuppressionList: true,
  });
  const { BOUNCE, COMPLAINT } = ses.EmailSendingEvent;
  tell(stack, configurationSet, { id: 'LetterEvents', feedback }, [BOUNCE, COMPLAINT]);
  return configurationSet;
}

const common = { tlsPolicy: ses.ConfigurationSetTlsPolicy.REQUIRE, reputationMetrics: true };

function tell(
  stack: Stack,
  configurationSet: ses.ConfigurationSet,
  { id, feedback }: { id: string; feedback: IQueue },
  events: ses.EmailSendingEvent[],
): void {
  const topic = new sns.Topic(stack, id, { enforceSSL: true });
  topic.addToResourcePolicy(
    new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('ses.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'AWS:SourceAccount': stack.account } },
    }),
  );
  topic.addSubscription(new SqsSubscription(feedback));
  configurationSet.addEventDestination('Feedback', { destination: ses.EventDestination.snsTopic(topic), events });
}

/** All that a mail names, by ARN: SES asks for the right to each. */
export function namedByMails(
  stack: Stack,
  newsroom: Newsroom,
  configurationSet: ses.ConfigurationSet,
  templates: Record<Direction, string>,
): string[] {
  const arn = (resource: string, resourceName: string) => stack.formatArn({ service: 'ses', resource, resourceName });
  return [
    arn('identity', senderDomain(newsroom)),
    arn('identity', newsroom.sender),
    arn('configuration-set', configurationSet.configurationSetName),
    arn('template', templates.ltr),
    arn('template', templates.rtl),
  ];
}

/** The templates' names at SES, by direction. */
export function mailTemplates(stack: Stack, templates: MailTemplate[], kind: TemplateKind): Record<Direction, string> {
  const own = templates.filter(({ name }) => name.startsWith(kind));
  const made = new Map(
    own.map(({ name, subject, html, text }) => {
      const id = name.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
      return [
        name,
        new ses.CfnTemplate(stack, id, { template: { subjectPart: subject, htmlPart: html, textPart: text } }),
      ];
    }),
  );
  const nameOf = (name: MailTemplate['name']): string => {
    const template = made.get(name);
    if (!template) throw new Error(`There is no mail template ${name}.`);
    return template.ref;
  };
  return { ltr: nameOf(`${kind}-ltr`), rtl: nameOf(`${kind}-rtl`) };
}
