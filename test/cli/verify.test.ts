// What an outlet is told of an item that it has.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { check, keysAt } from '../../cli/verify.ts';
import { announcement } from '../../functions/outlets/announcement.ts';
import { ninjs, ninjsDocument } from '../../functions/outlets/ninjs.ts';
import { jwks, jws } from '../../functions/outlets/signature.ts';
import { place } from '../functions/outlets/announcements.ts';
import { aNotice, anEdition, anItem, aPublication, published } from '../templates/samples.ts';

const secret = { current: 'a', keys: { a: 'a secret' } };
const other = { current: 'a', keys: { a: 'another secret' } };
const folder = mkdtempSync(join(tmpdir(), 'polywire-verify-'));
afterAll(() => rmSync(folder, { recursive: true }));

const first = announcement(anItem(anEdition(), aPublication(['en', 'ar'])), place);
const row = { ...published('2026-03-09T08:00:00.000Z', '2026-03-11T08:00:00.000Z'), version: 2 };
const second = announcement(anItem(anEdition(), aPublication([], { editions: { en: row } }), 'The hour.'), place);
const under = (embargo: string) => {
  const editions = { en: { ...published('2026-03-09T08:00:00.000Z'), embargo } };
  return announcement(anItem(anEdition(), aPublication([], { editions })), place);
};
const withheld = under('2026-03-10T08:00:00.000Z');
const gone = announcement(aNotice('en', 'The figures were wrong.'), place);

const write = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};
const file = write('item.jws', jws(ninjs(first), secret));
const keys = await keysAt(write('jwks.json', jwks(secret)), async () => '');
const nobody = () => Promise.reject(new Error('nobody answers'));
const site = (text: string) => async (url: string) =>
  url === 'https://news.example/en/2026/03/reservoir.jws' ? text : nobody();
const told = async (what: string, ask = nobody as (url: string) => Promise<string>, offline = false) => {
  const { ok, says } = await check(what, { keys, offline, ask });
  return { ok, says: says.join('\n') };
};

test('a saved item that is the newest is told with who, when and which version', async () => {
  const { ok, says } = await told(file, site(jws(ninjs(first), secret)));

  expect(ok).toBe(true);
  expect(says).toMatch(/Signed by Highland Water Council, .*\n.*Reservoir opens\nVersion 1 of 2026-03-09T08:00:00Z/);
  expect(says).toContain('It is the newest version, and has not been withdrawn.');
});

test.each([
  ['corrected since', jws(ninjs(second), secret), true, /corrected since: version 2/],
  ['withdrawn since', jws(ninjs(gone), secret), false, /withdrawn since, on 2026-03-12/],
  ['withheld since', jws(ninjs(withheld), secret), false, /now: It is withheld, under embargo until 2026-03-10/],
  ['replaced by somebody else’s', jws(ninjs(second), other), false, /does not hold: It is signed by the key/],
])('a saved item that was %s is told so', async (_, now, ok, says) => {
  expect(await told(file, site(now))).toEqual({ ok, says: expect.stringMatching(says) });
});

test('what is withheld is not to be used, and until when is told; what was under embargo is', async () => {
  const early = await told(write('early.jws', jws(ninjs(withheld), secret)), site(jws(ninjs(withheld), secret)));
  const lifted = under('2026-03-09T08:00:00.000Z');
  const out = await told(write('out.jws', jws(ninjs(lifted), secret)), site(jws(ninjs(lifted), secret)));
  const { embargoedUntil: _, ...open } = ninjs(withheld);
  const unsaid = await told(write('unsaid.jws', jws(open, secret)), nobody, true);

  expect(early).toEqual({
    ok: false,
    says: expect.stringMatching(/It is withheld, under embargo until 2026-03-10T08:00:00.000Z: it must not be used/),
  });
  expect(out).toEqual({
    ok: true,
    says: expect.stringContaining('It was under embargo until 2026-03-09T08:00:00.000Z.'),
  });
  expect(unsaid).toEqual({ ok: false, says: expect.stringContaining('It is withheld: it must not be used') });
});

test('without the site, what is known offline is told, and what isn’t', async () => {
  expect((await told(file)).says).toContain('could not be asked');
  expect(await told(file, nobody, true)).toEqual({ ok: true, says: expect.stringContaining('was not asked') });
});

test('an item on the site is found by its page, or by any document beside it', async () => {
  for (const end of ['', '.ninjs.json', '.newsml.xml', '.jws', '?from=mail']) {
    const { ok, says } = await told(`https://news.example/en/2026/03/reservoir${end}`, site(jws(ninjs(gone), secret)));
    expect(ok).toBe(false);
    expect(says).toContain('must not be used any more');
  }
});

test('a saved document is held against the signature beside it', async () => {
  const document = write('item.ninjs.json', ninjsDocument(first));
  expect((await told(document, nobody, true)).ok).toBe(true);

  write('item.ninjs.json', ninjsDocument(first).replace('Reservoir opens', 'Reservoir closes'));
  expect(await told(document)).toEqual({ ok: false, says: 'The document is not the one that was signed beside it.' });
});

test('an item of another newsroom is not trusted', async () => {
  expect(await told(write('other.jws', jws(ninjs(first), other)))).toEqual({
    ...{
      ok: false,
      says: expect.stringMatching(/^It is signed by the key \S+, which is none of the keys that you trust/),
    },
  });
});

test('what holds no keys, and what is not there, is said in a sentence', async () => {
  await expect(keysAt(write('none.json', '{}'), nobody)).rejects.toThrow(/holds no keys/);
  await expect(check(join(folder, 'nowhere.jws'), { keys, offline: true, ask: nobody })).rejects.toThrow(
    "doesn't exist",
  );
});
