// "Contents of event data that Amazon SES publishes to Amazon SNS" and the examples on the page after it.
// A function of what is remembered, so that an event published twice is the same twice.
import { domainOf } from './address.ts';
import { destinationOf, type EventType, eventTypes, type Mail, type MailEvent } from './mail.ts';

const known = new Map<string, EventType>(eventTypes.map((type) => [normalize(type), type]));
const neverEmitted = new Set(['open', 'click', 'deliverydelay', 'subscription']);

/** Takes the spelling of the API (RENDERING_FAILURE) and of CloudFormation (renderingFailure). */
export function parseEventTypes(names: readonly string[]): EventType[] {
  return names.flatMap((name) => {
    const type = known.get(normalize(name));
    if (type) return [type];
    if (neverEmitted.has(normalize(name))) return [];
    throw new Error(`SES has no event type "${name}".`);
  });
}

function normalize(name: string): string {
  return name.replaceAll(/[ _]/g, '').toLowerCase();
}

export function eventMessage(mail: Mail, event: MailEvent, topicArn: string): string {
  const [, , , region = 'us-east-1', accountId = '000000000000'] = topicArn.split(':');
  return JSON.stringify({
    eventType: event.type,
    mail: mailObject(mail, event, region, accountId),
    ...detail(mail, event),
  });
}

function mailObject(mail: Mail, event: MailEvent, region: string, accountId: string) {
  return {
    timestamp: mail.sentAt,
    source: mail.from,
    sourceArn: `arn:aws:ses:${region}:${accountId}:identity/${domainOf(mail.fromAddress)}`,
    sendingAccountId: accountId,
    messageId: mail.id,
    destination: destinationOf(mail),
    headersTruncated: false,
    ...(event.type === 'Rendering Failure' ? {} : headersOf(mail, event)),
    tags: {
      ...(mail.configurationSet === null ? {} : { 'ses:configuration-set': [mail.configurationSet] }),
      'ses:source-ip': ['127.0.0.1'],
      'ses:from-domain': [domainOf(mail.fromAddress)],
      'ses:caller-identity': ['local'],
      ...(event.type === 'Delivery' ? { 'ses:outgoing-ip': ['127.0.0.1'] } : {}),
      ...mail.tags,
    },
  };
}

/** The example of a Send record notes that a templated mail has its subject in the later events only. */
function headersOf(mail: Mail, event: MailEvent) {
  const hasSubject = mail.subject !== null && !(mail.templated && event.type === 'Send');
  return {
    headers: mail.headers.filter(({ name }) => hasSubject || name.toLowerCase() !== 'subject'),
    commonHeaders: {
      from: [mail.from],
      to: mail.to,
      ...(mail.cc.length > 0 ? { cc: mail.cc } : {}),
      messageId: mail.id,
      ...(hasSubject ? { subject: mail.subject } : {}),
    },
  };
}

function detail(mail: Mail, { type, recipients, subType, failure }: MailEvent): object {
  const timestamp = mail.sentAt;
  const feedbackId = `feedback-${mail.id}-${subType ?? type}`;
  switch (type) {
    case 'Send':
      return { send: {} };
    case 'Reject':
      return { reject: { reason: 'Bad content' } };
    case 'Delivery':
      return {
        delivery: {
          timestamp,
          processingTimeMillis: 0,
          recipients,
          smtpResponse: '250 2.0.0 OK',
          reportingMTA: 'local',
        },
      };
    case 'Bounce':
      return {
        bounce: {
          bounceType: 'Permanent',
          bounceSubType: subType,
          bouncedRecipients: recipients.map(bounced),
          timestamp,
          feedbackId,
          reportingMTA: 'dns; local',
        },
      };
    case 'Complaint':
      return {
        complaint: {
          complainedRecipients: recipients.map((emailAddress) => ({ emailAddress })),
          timestamp,
          feedbackId,
          complaintSubType: subType,
          ...(subType ? {} : { complaintFeedbackType: 'abuse', arrivalDate: timestamp }),
        },
      };
    case 'Rendering Failure':
      return { failure };
  }
}

const bounced = (emailAddress: string) => ({
  emailAddress,
  action: 'failed',
  status: '5.1.1',
  diagnosticCode: 'smtp; 550 5.1.1 user unknown',
});
