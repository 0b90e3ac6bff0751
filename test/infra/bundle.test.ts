import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eagerBytes, eagerFiles } from '../../bench/eager.ts';
import { bundle, type FunctionName, handlers } from '../../infra/bundle.ts';
import { readNewsroom } from '../../infra/settings.ts';
import { locales } from '../../templates/locales.ts';

const directory = mkdtempSync(join(tmpdir(), 'polywire-bundle-'));
const swahili = { ...locales.en, skip: 'Ruka hadi yaliyomo' };

beforeAll(() => bundle(directory, readNewsroom(), { ...locales, sw: swahili }));
afterAll(() => rmSync(directory, { recursive: true }));

const filesOf = (name: string) =>
  readdirSync(join(directory, name), { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.(?:mjs|json)$/.test(file),
  );

/** The handlers whose bundles hold a text. */
const holding = (text: string) =>
  Object.keys(handlers).filter((name) =>
    filesOf(name).some((file) => readFileSync(join(directory, name, file), 'utf8').includes(text)),
  );

test('the interface texts of all languages, a new one too, are in the bundles that speak, and only there', () => {
  const speaking = ['feeds', 'pages', 'outlets', 'send', 'receipts', 'subscriptions', 'letters'];

  for (const { skip = '' } of [...Object.values(locales), swahili]) expect(holding(skip)).toEqual(speaking);
});

test('each language is a file of its own, so that nobody reads those that it does not speak', () => {
  expect(filesOf('pages').filter((file) => file.includes('.json'))).toEqual(
    expect.arrayContaining([...Object.keys(locales), 'sw'].map((language) => join('locales', `${language}.json`))),
  );
});

test('a function takes its credentials from the environment alone: no bundle holds the rest of the chain', () => {
  for (const mark of ['AssumeRoleWithWebIdentity', 'GetRoleCredentials']) expect(holding(mark)).toEqual([]);
});

// Each kilobyte is read and compiled whenever a function wakes: bench/cold.md says what that costs. Whoever needs more
// raises the bound, knowing it.
test.each([
  ['ingest', 1400],
  ['publish', 520],
  ['feeds', 670],
  ['pages', 620],
  ['outlets', 640],
  ['hub', 350],
  ['verify', 470],
  ['distribute', 500],
  ['deliver', 500],
  ['plan', 440],
  ['send', 700],
  ['feedback', 320],
  ['receipts', 660],
  ['subscriptions', 560],
  ['letters', 520],
  ['clock', 580],
] satisfies [FunctionName, number][])('what %s loads when it wakes is at most %i kB', (name, kilobytes) => {
  expect(eagerBytes(join(directory, name))).toBeLessThan(kilobytes * 1000);
});

// Of Word's reader, the HTML parser, Markdown's, YAML's.
test.each(['word/document.xml', 'annotation-xml', 'thematicBreak', 'BLOCK_FOLDED'])(
  'what only some inputs need is loaded when they come: %s',
  (mark) => {
    const eager = eagerFiles(join(directory, 'ingest'));
    const held = filesOf('ingest').filter((file) =>
      readFileSync(join(directory, 'ingest', file), 'utf8').includes(mark),
    );

    expect(held).not.toEqual([]);
    expect(held.filter((file) => eager.has(file))).toEqual([]);
  },
);

test('a language that lacks a text fails the build before it writes anything', async () => {
  const { skip, ...lacking } = swahili;
  const out = join(directory, 'never');

  await expect(bundle(out, readNewsroom(), { ...locales, sw: lacking })).rejects.toThrow(
    /^templates\/locales\/sw\.json lacks "skip"\.$/,
  );
  expect(existsSync(out)).toBe(false);
});
