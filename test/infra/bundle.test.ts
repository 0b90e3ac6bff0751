import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundle, handlers } from '../../infra/bundle.ts';
import { readNewsroom } from '../../infra/settings.ts';
import { locales } from '../../templates/locales.ts';

const directory = mkdtempSync(join(tmpdir(), 'polywire-bundle-'));
const swahili = { ...locales.en, skip: 'Ruka hadi yaliyomo' };

beforeAll(() => bundle(directory, readNewsroom(), { ...locales, sw: swahili }));
afterAll(() => rmSync(directory, { recursive: true }));

/** The handlers whose bundles hold a text. */
const holding = (text: string) =>
  Object.keys(handlers).filter((name) =>
    readdirSync(join(directory, name)).some((file) => readFileSync(join(directory, name, file), 'utf8').includes(text)),
  );

test('the interface texts of all languages, a new one too, are in the bundles that speak, and only there', () => {
  const speaking = ['feeds', 'pages', 'outlets', 'send', 'receipts', 'subscriptions', 'letters'];

  for (const { skip = '' } of [...Object.values(locales), swahili]) expect(holding(skip)).toEqual(speaking);
});

test('no bundle reads them from a folder, which Lambda has not', () => {
  expect(holding('./locales/')).toEqual([]);
});

test('a language that lacks a text fails the build before it writes anything', async () => {
  const { skip, ...lacking } = swahili;
  const out = join(directory, 'never');

  await expect(bundle(out, readNewsroom(), { ...locales, sw: lacking })).rejects.toThrow(
    /^templates\/locales\/sw\.json lacks "skip"\.$/,
  );
  expect(existsSync(out)).toBe(false);
});
