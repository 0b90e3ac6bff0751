import { expect, test } from 'vitest';
import { clientOf, networkOf } from '../../../functions/core/client.ts';

const seen = { sourceIp: '198.51.100.9', edgeKey: 'stack' };
const byEdge = (forwarded: string) => ({
  ...seen,
  headers: { 'x-polywire-edge': 'stack', 'x-forwarded-for': forwarded },
});

test.each([
  ['as CloudFront saw it', byEdge('203.0.113.7, 130.176.0.1'), '203.0.113.7'],
  ['whatever they wrote before it', byEdge('1.2.3.4, 5.6.7.8, 203.0.113.7, 130.176.0.1'), '203.0.113.7'],
  [
    'as the API saw it, where they passed the edge by',
    { ...seen, headers: { 'x-forwarded-for': '1.2.3.4, 198.51.100.9' } },
    '198.51.100.9',
  ],
  [
    'also where they made the key up',
    { ...seen, headers: { 'x-polywire-edge': 'x', 'x-forwarded-for': '1.2.3.4, 198.51.100.9' } },
    '198.51.100.9',
  ],
  ['as the API saw it, where nothing else is said', { ...seen, headers: {} }, '198.51.100.9'],
])('a client counts by their address %s', (_, origin, client) => {
  expect(clientOf(origin)).toBe(client);
});

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['2001:DB8:0:1:2:3:4:5', '2001:db8:0:1'],
  ['2001:db8::5', '2001:db8:0:0'],
  ['2001:0db8:0000:0001::', '2001:db8:0:1'],
  ['::1', '0:0:0:0'],
  ['::ffff:127.0.0.1', '127.0.0.1'],
])('the network of %s is %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
