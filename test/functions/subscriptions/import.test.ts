import { describe, expect, test } from 'vitest';
import { Wishes } from '../../../functions/core/subscriber.ts';
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
  const result = importRow(row(changes));
  return 'refusal' in result ? result.refusal : result;
};

describe('a good row', () => {
  test('is an address, its wishes and the proof of consent', () => {
    const found = imported();

    expect(found).toEqual({
      address: 'rania@example.org',
      wishes: {
        ...{ languages: ['ar', 'en'], standIn: false, topics: ['water', 'health'] },
        ...{ frequency: 'daily', hour: 8, timezone: 'Asia/Beirut', pausedUntil: null },
      },
      proof: '2026-03-02 website form',
    });
    expect(Wishes.safeParse(typeof found === 'string' ? found : found.wishes).success).toBe(true);
  });

  test('may say the hour of its digests', () => {
    expect(imported({ hour: ' 18 ' })).toMatchObject({ wishes: { hour: 18 } });
  });

  test('needs address and languages only', () => {
    expect(importRow({ email: 'a@example.org', languages: 'en' })).toMatchObject({
      ...{ wishes: { topics: [], frequency: 'immediate', timezone: 'UTC' }, proof: '' },
    });
    expect(imported({ topics: ' ; ', frequency: ' ', timezone: '' })).toMatchObject({
      wishes: { topics: [], frequency: 'immediate', timezone: 'UTC' },
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
    expect(imported({ email })).toMatchObject({ address });
  });

  test('has its languages in canonical form, in order of preference', () => {
    expect(imported({ languages: 'iw; zh-hans ;EN' })).toMatchObject({
      wishes: { languages: ['he', 'zh-Hans', 'en'] },
    });
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
    ['an address of no person', { email: 'Postmaster@example.org' }, /"Postmaster@example.org" is for the running/],
    ['no language', { languages: ' ; ' }, /names no language/],
    ['a language that is none', { languages: 'en;arabic_ar' }, /"arabic_ar" is no language tag/],
    ['another frequency', { frequency: 'hourly' }, /"hourly" is none of immediate, daily, weekly/],
    ['an hour that is none', { hour: '24' }, /the hour "24" is no full hour/],
    ['a zone that is none', { timezone: 'Beirut' }, /"Beirut" is no time zone/],
  ])('%s', (_, changes, sentence) => {
    expect(imported(changes)).toMatch(sentence);
  });
});
