import { expect, test } from 'vitest';
import { dayIn, inNewsroomOrder, organisationIn, topicIn } from '../../templates/named.ts';
import { highlands } from './samples.ts';

test('a name says which language it was found in', () => {
  expect(organisationIn('de', highlands)).toEqual({ name: 'Hochland-Wasserrat', language: 'de' });
  expect(organisationIn('fi', highlands)).toEqual({ name: 'Highland Water Council', language: 'en' });
  expect(topicIn('unheard-of', 'de', highlands).name).toBe('unheard-of');
});

test('languages come in the newsroom’s order, however they were stored', () => {
  expect(inNewsroomOrder(['zu', 'he', 'ar', 'fi', 'en'], highlands)).toEqual(['en', 'ar', 'he', 'fi', 'zu']);
});

test('a day is the newsroom’s, not that of Greenwich', () => {
  expect(dayIn('Europe/Paris', '2026-03-31T22:30:00Z')).toBe('2026-04-01');
  expect(dayIn('America/Santiago', '2026-03-31T22:30:00Z')).toBe('2026-03-31');
});
