// API_Destination: a local part is 7-bit ASCII, a domain beyond ASCII is written in Punycode. The name before an
// address is an RFC 2047 encoded word when it isn't ASCII (SendEmail of API version 1, Source).
import { addressParser, decodeWords } from 'postal-mime';
import { badRequest } from './errors.ts';

/** `text` is what the caller wrote, `name` is decoded. */
export type Mailbox = { name: string; address: string; text: string };

const localPart = /^[!#-'*+\-/-9=?A-Z^-~]+(\.[!#-'*+\-/-9=?A-Z^-~]+)*$/;
const domain = /^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

export function parseMailbox(text: string): Mailbox {
  if (/[\r\n]/.test(text)) throw badRequest('An address must not contain line breaks.');
  if (!/^[ -~]*$/.test(text)) {
    throw badRequest(`The address ${text} must be 7-bit ASCII: names as RFC 2047 encoded words, domains in Punycode.`);
  }
  const [first, ...others] = addressParser(text);
  const address = first?.address ?? '';
  if (others.length > 0 || !isAddress(address)) throw badRequest(`${text} is not one valid email address.`);
  return { name: decodeWords(first?.name ?? ''), address, text: text.trim() };
}

function isAddress(address: string): boolean {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  return (
    at > 0 && local.length <= 64 && address.length <= 320 && localPart.test(local) && domain.test(address.slice(at + 1))
  );
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** The part of a mailbox simulator address before any label, as in bounce+label1@simulator.amazonses.com. */
export function simulatorScenario(address: string): string | undefined {
  if (domainOf(address) !== 'simulator.amazonses.com') return undefined;
  return address.slice(0, address.lastIndexOf('@')).split('+')[0]?.toLowerCase();
}

/** A verified domain covers its subdomains too ("Creating and verifying identities"). */
export function isVerified(address: string, identities: ReadonlySet<string>): boolean {
  const labels = domainOf(address).split('.');
  const domains = labels.map((_, index) => labels.slice(index).join('.'));
  return [address.toLowerCase(), ...domains].some((identity) => identities.has(identity));
}
