import { describe, expect, test } from 'vitest';
import { Subscriber, subscriberId } from '../../../functions/core/subscriber.ts';
import { importRow, type Row } from '../../../functions/subscriptions/import.ts';

const row = (changes: Row = {}): Row => ({
  email: 'rania@example.org',
  languages: 'ar;en',
  topics: 'water; health',
  frequency: 'daily',
  timezone: 'Asia/Beirut',
  consent: '2026-03-02 website form',
  ...changes,
});

const imported = (changes: Row = {}) => {
  const result = importRow(row(changes), 'key');
  return 'subscriber' in result ? result.subscriber : result.refusal;
};

describe('a good row', () => {
  test('is a subscriber who is active', () => {
    const expected = {
      id: subscriberId('key', 'rania@example.org'),
      address: 'rania@example.org',
      languages: ['ar', 'en'],
      topics: ['water', 'health'],
      frequency: 'daily',
      hour: 8,
      timezone: 'Asia/Beirut',
      consent: '2026-03-02 website form',
      state: 'active',
    };

    expect(imported()).toEqual(expected);
    expect(Subscriber.parse(imported())).toEqual(expected);
  });

  test('needs address and languages only', () => {
    expect(importRow({ email: 'a@example.org', languages: 'en' }, 'key')).toMatchObject({
      subscriber: { topics: [], frequency: 'immediate', timezone: 'UTC', consent: '' },
    });
    expect(imported({ topics: ' ; ', frequency: ' ', timezone: '' })).toMatchObject({
      ...{ topics: [], frequency: 'immediate', timezone: 'UTC' },
    });
  });

  test.each([
    ['upper case', 'Rania@Example.ORG', 'rania@example.org'],
    ['blanks around it', '  rania@example.org ', 'rania@example.org'],
    ['wide letters', 'ｒania@example.org', 'rania@example.org'],
    ['a domain beyond ASCII', 'redaktion@zürich.example', 'redaktion@xn--zrich-kva.example'],
    ['an Arabic domain', 'info@مثال.إختبار', 'info@xn--mgbh0fb.xn--kgbechtv'],
    ['a plus', 'a.b+news@example.org', 'a.b+news@example.org'],
  ])('may have an address with %s', (_, email, address) => {
    expect(imported({ email })).toMatchObject({ address, id: subscriberId('key', address) });
  });

  test('has its languages in canonical form, in order of preference', () => {
    expect(imported({ languages: 'iw; zh-hans ;EN' })).toMatchObject({ languages: ['he', 'zh-Hans', 'en'] });
  });
});

describe('a bad row is refused with what is wrong', () => {
  test.each([
    ['no address', { email: '' }, /"" is no mail address/],
    ['an address without a host', { email: 'rania' }, /"rania" is no mail address/],
    ['an address without a name', { email: '@example.org' }, /no mail address/],
    ['two addresses', { email: 'a@example.org, b@example.org' }, /no mail address/],
    ['a domain that is none', { email: 'a@exa mple.org' }, /no mail address/],
    ['a host without a domain', { email: 'a@localhost' }, /no mail address/],
    ['a number for a host', { email: 'a@127.0.0.1' }, /no mail address/],
    ['a host that begins with a hyphen', { email: 'a@-x.example' }, /no mail address/],
    ['an address with a line end', { email: 'a@example.org\r\nBcc: b@example.org' }, /no mail address/],
    ['a local part beyond ASCII, which SES cannot write to', { email: 'möwe@example.org' }, /no mail address/],
    ['no language', { languages: ' ; ' }, /names no language/],
    ['a language that is none', { languages: 'en;arabic_ar' }, /"arabic_ar" is no language tag/],
    ['another frequency', { frequency: 'hourly' }, /"hourly" is none of immediate, daily, weekly/],
    ['a zone that is none', { timezone: 'Beirut' }, /"Beirut" is no time zone/],
  ])('%s', (_, changes, sentence) => {
    expect(imported(changes)).toMatch(sentence);
  });
});
