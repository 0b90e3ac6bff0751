// What becomes of an accepted mail: "Using the mailbox simulator", "Using the Amazon SES account-level suppression
// list", and the bounce and complaint types of "Contents of event data that Amazon SES publishes to Amazon SNS".
import { simulatorScenario } from './address.ts';
import type { Content } from './draft.ts';
import type { MailEvent } from './mail.ts';

export type SuppressionReason = 'BOUNCE' | 'COMPLAINT';
export type Outcome = Omit<MailEvent, 'topics'>;
type Fate = 'delivered' | 'complained' | 'bounced' | 'globally suppressed' | SuppressionReason;

const event = (type: Outcome['type'], recipients: string[], subType: string | null = null): Outcome => ({
  type,
  recipients,
  subType,
  failure: null,
});

/**
 * A mail that can't be rendered has a Rendering Failure and no Send: by API_EventDestination, SEND means that SES is
 * about to try, RENDERING_FAILURE that there was nothing to try with.
 */
export function outcomes(
  content: Content,
  recipients: string[],
  suppression: (address: string) => SuppressionReason | undefined,
): Outcome[] {
  if (content.kind === 'unrenderable') {
    const failure = { errorMessage: content.reason, templateName: content.templateName };
    return [{ ...event('Rendering Failure', recipients), failure }];
  }
  const send = event('Send', recipients);
  if (hasTestVirus(content)) return [send, event('Reject', recipients)];
  const fates = new Map(recipients.map((address) => [address, suppression(address) ?? simulated(address)]));
  const having = (...wanted: Fate[]) =>
    recipients.filter((address) => wanted.some((fate) => fates.get(address) === fate));
  return [
    send,
    event('Delivery', having('delivered', 'complained')),
    event('Bounce', having('bounced'), 'General'),
    event('Bounce', having('globally suppressed'), 'Suppressed'),
    event('Bounce', having('BOUNCE'), 'OnAccountSuppressionList'),
    event('Complaint', having('complained')),
    event('Complaint', having('COMPLAINT'), 'OnAccountSuppressionList'),
  ].filter((outcome) => outcome.recipients.length > 0);
}

/** Whether SES handed the mail to any mail server at all: delivered, or bounced there. */
export const wasSent = (events: readonly Outcome[]): boolean =>
  events.some(({ type, subType }) => type === 'Delivery' || subType === 'General');

function simulated(address: string): Fate {
  switch (simulatorScenario(address)) {
    case 'bounce':
      return 'bounced';
    case 'complaint':
      return 'complained';
    case 'suppressionlist':
      return 'globally suppressed';
    default:
      return 'delivered';
  }
}

/** "Testing Reject events": the EICAR test file, known by the words in it. */
function hasTestVirus(content: Exclude<Content, { kind: 'unrenderable' }>): boolean {
  const parts = content.kind === 'raw' ? [content.raw.body] : [content.body.html, content.body.text];
  return parts.some((part) => part?.includes('EICAR-STANDARD-ANTIVIRUS-TEST-FILE'));
}
