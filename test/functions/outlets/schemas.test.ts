// What outlets import, against IPTC's own schemas.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, describe, expect, test } from 'vitest';
import { newsml } from '../../../functions/outlets/newsml.ts';
import { ninjs, ninjsFeed } from '../../../functions/outlets/ninjs.ts';
import { handedOver, hasProgram } from '../../handed-over.ts';
import { highlands } from '../../templates/samples.ts';
import { announcements } from './announcements.ts';

const found = handedOver('schemas');
const schemas = found ?? '';
const isHere = found !== undefined;
if (!isHere) console.log('../shared/schemas is not here: ninjs and NewsML-G2 are not validated.');

const folder = mkdtempSync(join(tmpdir(), 'polywire-newsml-'));
afterAll(() => rmSync(folder, { recursive: true }));

const read = (name: string) => JSON.parse(readFileSync(join(schemas, name), 'utf8'));

function validator() {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(read('ninjs/GeoJSON-schema.json'), 'https://geojson.org/schema/GeoJSON.json');
  return ajv.compile(read('ninjs/ninjs-schema_3.1.json'));
}

test.each(['ltr', 'rtl'])('what is validated is %s in every state, with pictures and without', (direction) => {
  const some = announcements.filter(({ told }) => told.direction === direction);
  const seen = (of: (one: (typeof some)[number]) => string) => new Set(some.map(of));

  expect(seen(({ state }) => state)).toEqual(new Set(announcements.map(({ state }) => state)));
  expect(seen(({ told }) => told.status)).toEqual(new Set(['usable', 'withheld', 'canceled']));
  expect(seen(({ kind }) => kind)).toContain('with pictures');
  expect(seen(({ kind }) => kind)).toContain('made to break a document');
});

describe.skipIf(!isHere)('valid ninjs 3.1', () => {
  const validate = isHere ? validator() : undefined;

  test.each(announcements)('$name', ({ told }) => {
    const document = JSON.parse(JSON.stringify(ninjs(told)));

    expect([validate?.(document), validate?.errors]).toEqual([true, null]);
  });

  test('is each item of a feed', () => {
    const all = announcements.map(({ told }) => told);
    const feed = JSON.parse(
      ninjsFeed({ language: 'en', topic: null }, { newsroom: highlands, site: 'https://news.example' }, all),
    );

    expect(feed.items).toHaveLength(all.length);
    expect(feed.items.every((item: unknown) => validate?.(item))).toBe(true);
  });

  test('is nothing else: the schema is asked', () => {
    expect(validate?.({ uri: 'tag:a,2026:b', pubStatus: 'withdrawn' })).toBe(false);
  });
});

describe.skipIf(!isHere || !hasProgram('xmllint'))('valid NewsML-G2 2.35', () => {
  const schema = join(schemas, 'newsml-g2/NewsML-G2_2.35-spec-All-Power.xsd');
  const lint = (files: string[]) =>
    execFileSync('xmllint', ['--noout', '--nonet', '--schema', schema, ...files], { stdio: 'pipe' });

  test('is every sample in every state', () => {
    const files = announcements.map(({ told }, index) => {
      const file = join(folder, `${index}.xml`);
      writeFileSync(file, newsml(told));
      return file;
    });

    expect(() => lint(files)).not.toThrow();
  });

  test('is nothing else: the schema is asked', () => {
    const file = join(folder, 'wrong.xml');
    writeFileSync(file, newsml(announcements[0]?.told ?? expect.fail()).replace('<pubStatus', '<status'));

    expect(() => lint([file])).toThrow();
  });
});
