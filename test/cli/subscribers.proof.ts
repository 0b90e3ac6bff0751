// The commands about readers, against a newsroom on this machine. They share one from test to test, so they stand here,
// not in `npm test`: their rules have tests of their own there.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { polywire, root, startPolywire } from './polywire.ts';

const [ana, ben, cleo] = ['ana@list.example', 'ben@list.example', 'cleo@list.example'];
const proof = '"2 March, at the fair"';
const csv = [
  'email,languages,topics,frequency,timezone,consent',
  `${ana},fr;en,,immediate,Europe/Paris,${proof}`,
  `${ben},en,,immediate,UTC,${proof}`,
  `${cleo},en,,immediate,UTC,`,
  `ANA@list.example,en,,daily,UTC,${proof}`,
  'nobody,en,,immediate,UTC,form',
].join('\n');

const refusals = [
  'line 4: the row has no proof of consent; say how and when they agreed',
  'line 6: "nobody" is no mail address that can be written to',
];

const scratch = mkdtempSync(join(tmpdir(), 'polywire-subscribers-'));
const port = 20_000 + ((process.pid + 3_000) % 12_000);
const folder = join(scratch, 'state');
const state = ['--state', folder];

function file(name: string, content: string): string {
  const path = join(scratch, name);
  writeFileSync(path, content);
  return path;
}

// As one that has published its sample, to nobody.
mkdirSync(folder);
writeFileSync(join(folder, 'state.json'), JSON.stringify({ format: 3, port, hasSample: true }));
const newsroom = startPolywire('start', ...state, '--inbox', join(scratch, 'inbox'));
beforeAll(() => newsroom.until(/Ctrl-C ends/));
afterAll(async () => {
  newsroom.interrupt();
  expect((await newsroom.ended).code).toBe(0);
});

const subscribers = (...args: string[]) => polywire('subscribers', ...args, ...state);
const exported = async (address: string) => {
  const { code, stdout } = await subscribers('export', address);
  expect(code).toBe(0);
  return JSON.parse(stdout);
};

test('import counts the same before and while it writes, and knows everybody afterwards', async () => {
  const list = file('list.csv', csv);
  const counts = { rows: 5, added: 2, known: 1, optedOut: 0, refused: 2 };

  const dry = await subscribers('import', list, '--dry-run', '--json');
  expect([dry.code, JSON.parse(dry.stdout)]).toMatchObject([0, { dryRun: true, ...counts }]);
  expect(await exported(ana)).toMatchObject({ subscriber: null, consents: [] });

  const real = await subscribers('import', list);
  expect([real.code, real.stderr.trimEnd().split('\n')]).toEqual([0, refusals]);
  expect(real.stdout).toContain('5 rows: 2 added, 1 known, 0 opted out, 2 refused');

  const again = await subscribers('import', list, '--json');
  expect(JSON.parse(again.stdout)).toMatchObject({ added: 0, known: 3, refusals: [{ line: 4 }, { line: 6 }] });
  expect(await exported(ana)).toMatchObject({
    subscriber: { address: ana, languages: ['fr', 'en'], frequency: 'immediate', state: 'active' },
    consents: [{ said: 'imported', proof: '2 March, at the fair' }],
  });
});

test('export shows what became of each copy', async () => {
  const text = 'It opens today. The council opens its records to all.';
  const release = `# A gauge for Oldbridge\n\n3 May 2026, Upper Glenmore\n\n${text}\n`;
  // publish would wait until the clock has closed the bulletin.
  file(join('inbox', 'gauge.md'), release);

  const copy = { occasion: 'publication', language: 'en', version: 1, state: 'SENT', delivery: 'delivered' };
  await vi.waitFor(async () => expect(await exported(ana)).toMatchObject({ copies: [copy], calls: [] }), 30_000);
});

test('leave takes a mail on stdin, with the token of the mail that came, and no list brings its writer back', async () => {
  const outbox = join(folder, 'mail', 'outbox');
  const name = await vi.waitFor(() => readdirSync(outbox).find((one) => one.includes(ben)) ?? missing(), 30_000);
  const mail = readFileSync(join(outbox, name), 'utf8').replace(/\r\n\s/g, '');
  const [, token] = /subject=unsubscribe%20(\S{29})>/.exec(mail) ?? [];
  const input = `From: Ben <${ben}>\r\nSubject: unsubscribe ${token}\r\n\r\n`;

  const piped = spawnSync(`${root}/cli/polywire`, ['subscribers', 'leave', '-', ...state], { input, cwd: root });
  const again = await subscribers('leave', file('leave.eml', input), 'mistake', '--json');

  expect([piped.status, String(piped.stdout), String(piped.stderr)]).toEqual([0, 'the mail: has left\n', '']);
  const left = again.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect([again.code, left]).toMatchObject([1, [{ outcome: 'had left' }, { outcome: 'unreadable' }]]);
  expect(await exported(ben)).toMatchObject({
    subscriber: { state: 'unsubscribed' },
    consents: [{ said: 'imported' }, { said: 'no', way: 'mail' }],
  });
  const { stdout } = await subscribers('import', file('again.csv', csv), '--json');
  expect(JSON.parse(stdout)).toMatchObject({ added: 0, known: 2, optedOut: 1 });
});

test('erase leaves a keyed hash, may be done twice, and no list brings the address back', async () => {
  const unsure = await subscribers('erase', ana);
  expect([unsure.code, unsure.stderr]).toEqual([1, expect.stringMatching(/^polywire: Add --yes: /)]);

  const first = await subscribers('erase', ana, '--yes', '--json');
  const again = await subscribers('erase', ana, '--yes');

  expect(JSON.parse(first.stdout)).toEqual({
    ...{ subscriber: 1, signUp: 0, consents: 1, aliases: 0, copies: 1, calls: 0 },
  });
  expect(again.stdout).toMatch(/erased 0 subscriber, .*, 0 rows of copies/);
  const { stdout } = await subscribers('import', file('after.csv', csv), '--json');
  expect(JSON.parse(stdout)).toMatchObject({ added: 0, optedOut: 3 });
  const { address: _, subscriberId: __, ...rest } = await exported(ana);
  expect(rest).toEqual({
    ...{ subscriber: null, signUp: null, moves: [], consents: [], copies: [], calls: [] },
    suppression: { reason: 'erased', at: expect.any(String) },
  });
});

test('what cannot be done is refused in one sentence', async () => {
  const asked = [
    ['import'],
    ['import', '/nowhere/x.csv'],
    ['export', 'nobody'],
    ['erase', '--yes'],
    ['leave'],
    ['forget'],
  ];
  const refused = await Promise.all(asked.map((args) => subscribers(...args)));

  expect(refused.map(({ code, stdout }) => [code, stdout])).toEqual(asked.map(() => [1, '']));
  expect(refused.map(({ stderr }) => stderr)).toEqual([
    'polywire: Name one file: polywire subscribers import FILE.csv [--dry-run]\n',
    'polywire: "/nowhere/x.csv" doesn\'t exist.\n',
    'polywire: "nobody" is no mail address.\n',
    'polywire: Name one address: polywire subscribers erase ADDRESS\n',
    'polywire: Name a token, a mail, or - for a mail on stdin: polywire subscribers leave -\n',
    'polywire: There is no command "subscribers forget"; polywire subscribers --help lists them.\n',
  ]);
});

test('an import of which every row is refused exits with 1; --help teaches by an example', async () => {
  const bad = await subscribers('import', file('bad.csv', 'email,languages,consent\nnobody,en,form\n'));
  const [help, all] = await Promise.all([
    polywire('subscribers', 'leave', '--help'),
    polywire('subscribers', '--help'),
  ]);

  expect(bad.code).toBe(1);
  expect(help.stdout).toContain('For example: polywire subscribers leave - < mail.eml');
  expect(all.stdout.match(/^polywire subscribers \w+/gm)).toHaveLength(4);
});

function missing(): never {
  throw new Error('The mail is not there yet.');
}
