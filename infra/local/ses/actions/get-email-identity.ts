// API_GetEmailIdentity. Every identity that was created is verified: there is no DNS here to ask.
import { SesError } from '../errors.ts';
import type { State } from '../state.ts';

export function getEmailIdentity({ identities }: State, identity: string) {
  if (!identities.has(identity.toLowerCase())) {
    throw new SesError('NotFoundException', `Email identity ${identity} does not exist.`);
  }
  return {
    IdentityType: identity.includes('@') ? 'EMAIL_ADDRESS' : 'DOMAIN',
    FeedbackForwardingStatus: true,
    VerifiedForSendingStatus: true,
    VerificationStatus: 'SUCCESS',
    DkimAttributes: { SigningEnabled: true, Status: 'SUCCESS', SigningAttributesOrigin: 'AWS_SES' },
    Policies: {},
    Tags: [],
  };
}
