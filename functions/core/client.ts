// Who asks, as far as it counts how often: the address that a request came from.
import { EDGE_HEADER } from './address.ts';

type Origin = {
  headers: Record<string, string | undefined>;
  /** What API Gateway saw. */
  sourceIp: string;
  /** What the edge alone knows to say. */
  edgeKey: string;
};

/**
 * By the edge: the last address but one of X-Forwarded-For, to which CloudFront adds its reader and API Gateway CloudFront;
 * what stands before them the reader may have made up. (CloudFront Developer Guide, "Client IP addresses")
 */
export function clientOf({ headers, sourceIp, edgeKey }: Origin): string {
  if (headers[EDGE_HEADER] !== edgeKey) return networkOf(sourceIp);
  const passed = (headers['x-forwarded-for'] ?? '').split(',').map((one) => one.trim());
  return networkOf(passed.at(-2) ?? sourceIp);
}

/** Groups of an IPv6 address, and those that a provider gives to one client: 64 bits. */
const [GROUPS, OF_A_CLIENT] = [8, 4];

/** An IPv4 address, or the network of an IPv6 one (RFC 4291 §2.2). */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  // An IPv4 address in the clothes of the other.
  if (address.includes('.')) return address.slice(address.lastIndexOf(':') + 1);
  const [before = '', after] = address.toLowerCase().split('::');
  const [head, tail] = [before, after ?? ''].map((part) => part.split(':').filter((group) => group !== ''));
  const missing = after === undefined ? 0 : GROUPS - (head?.length ?? 0) - (tail?.length ?? 0);
  const groups = [...(head ?? []), ...Array<string>(Math.max(0, missing)).fill('0'), ...(tail ?? [])];
  return groups
    .slice(0, OF_A_CLIENT)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
