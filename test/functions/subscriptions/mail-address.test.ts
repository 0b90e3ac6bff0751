import { expect, test } from 'vitest';
import { isRole, mailAddress, mailboxOf } from '../../../functions/subscriptions/mail-address.ts';

test.each([
  ['info@مثال.إختبار', { address: 'info@xn--mgbh0fb.xn--kgbechtv' }],
  ['Redaktion@Zürich.example', { address: 'redaktion@xn--zrich-kva.example' }],
  ["o'neil+news@example.org", { address: "o'neil+news@example.org" }],
  ['möwe@example.org', { fault: 'letters' }],
  ['رانيا@مثال.إختبار', { fault: 'letters' }],
  [`${'a'.repeat(65)}@example.org`, { fault: 'malformed' }],
  [
    `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(30)}.org`,
    { fault: 'malformed' },
  ],
  ['a@b@example.org', { fault: 'malformed' }],
  ['a..b@example.org', { fault: 'malformed' }],
  ['a@example.org\r\nBcc: b@example.org', { fault: 'malformed' }],
  ['"a b"@example.org', { fault: 'malformed' }],
  ['a@[127.0.0.1]', { fault: 'malformed' }],
  ['möwe <b@example.org>', { fault: 'malformed' }],
  ['', { fault: 'malformed' }],
])('%j is %j', (text, expected) => {
  expect(mailAddress(text)).toEqual(expected);
});

test.each([
  ['r.a.n.i.a+news@gmail.com', 'rania@gmail.com'],
  ['rania@googlemail.com', 'rania@gmail.com'],
  ['r.ania+news@example.org', 'r.ania@example.org'],
  ['+rania@example.org', '+rania@example.org'],
])('the mailbox of %s is %s', (address, mailbox) => {
  expect(mailboxOf(address)).toBe(mailbox);
});

test.each([
  ['postmaster@example.org', true],
  ['abuse+x@example.org', true],
  ['no-reply@example.org', true],
  ['press@example.org', false],
  ['newsdesk@example.org', false],
  ['info@example.org', false],
])('%s is for the running of a system: %s', (address, expected) => {
  expect(isRole(address)).toBe(expected);
});
