// Whom the hub may call: whoever asks it to names the address, and might name one that only the hub can reach.
// (W3C WebSub, §8; OWASP, "Server Side Request Forgery")
import { BlockList, isIP } from 'node:net';

// IANA's registries of special-purpose addresses: whatever is not globally reachable.
const special = new BlockList();
for (const [network, prefix] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
  ] as const),
  ...([
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
  ] as const),
  ...([
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ] as const),
] as const)
  special.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ...([
    ['2001::', 23],
    ['2001:db8::', 32],
    ['2002::', 16],
    ['3fff::', 20],
  ] as const),
] as const)
  special.addSubnet(network, prefix, 'ipv6');

/** Global unicast (RFC 4291 §2.4): whatever is outside of it, as a mapped IPv4 address, is no address of the web's. */
const global = new BlockList();
global.addSubnet('2000::', 3, 'ipv6');

/** Whether an IP address is one of the public internet. */
export function isPublic(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !special.check(address, 'ipv4');
  return family === 6 && global.check(address, 'ipv6') && !special.check(address, 'ipv6');
}

/** Whether an IP address may be called: public ones, and the one that the template allows beside them. */
export const mayCall =
  (beside: string) =>
  (address: string): boolean =>
    address === beside || isPublic(address);
