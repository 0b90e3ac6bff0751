// publish, status and withdraw, against one newsroom on this machine.
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openState } from '../../cli/state-folder.ts';
import { type Ended, polywire, startPolywire } from './polywire.ts';

const scratch = mkdtempSync(join(tmpdir(), 'polywire-commands-'));
const port = 20_000 + ((process.pid + 7_000) % 12_000);
const site = `http://127.0.0.1:${port}`;
const state = ['--state', join(scratch, 'state')];

function file(name: string, content: string): string {
  const path = join(scratch, name);
  writeFileSync(path, content);
  return path;
}

const english =
  '# The council opens the new dam\n\n3 May 2026, Oldbridge\n\nThe council has opened the dam above the town today, after six years.\n';
const french =
  '# Le conseil inaugure le nouveau barrage\n\n3 mai 2026, Oldbridge\n\nLe conseil a inauguré ce matin le barrage au-dessus de la ville, après six ans.\n';

// As one that has published its sample: these tests need no readers.
mkdirSync(join(scratch, 'state'));
writeFileSync(join(scratch, 'state', 'state.json'), JSON.stringify({ format: 3, port, hasSample: true }));
const newsroom = startPolywire('start', ...state, '--inbox', join(scratch, 'inbox'));

const settings = (text: string) => `---\n${text}\n---\n`;
const quietly = settings('notify: false');

/** What is there before any test: published, held, refused; and one that was published and withdrawn. */
let [published, refused]: Ended[] = [];
beforeAll(async () => {
  await newsroom.until(/Ctrl-C ends/);
  published = await polywire(
    'publish',
    file('dam.md', `${quietly}${english}\n${french}`),
    file('held.md', `${settings('embargo: 2099-05-03T10:00:00+02:00')}${english}`),
    ...state,
  );
  refused = await polywire(
    'publish',
    file('plan.md', `${settings('embargo: 3 May 2099 10:00')}${english}`),
    ...['--json', ...state],
  );
  await polywire('publish', file('gone.md', `${quietly}${english}`), ...state);
  await polywire('withdraw', 'gone', '--note', 'For once.', ...state);
});
afterAll(async () => {
  newsroom.interrupt();
  expect((await newsroom.ended).code).toBe(0);
});

test('publish follows a file to its receipt, and status says what became of it', async () => {
  expect([published?.code, published?.stderr]).toEqual([0, '']);
  expect(published?.stdout).toMatch(/"dam\.md" \(en, fr\) was accepted\./);
  expect(published?.stdout).toContain(`fr: ${site}/fr/2026/05/the-council-opens-the-new-dam`);
  expect(published?.stdout).toMatch(/"held\.md" \(en\) was accepted\. It is held until 2099-05-03T08:00:00/);

  const [byFile, byAddress, ofHeld] = await Promise.all([
    polywire('status', 'dam.md', ...state),
    polywire('status', `${site}/fr/2026/05/the-council-opens-the-new-dam`, ...state),
    polywire('status', 'held', ...state),
  ]);
  expect(byFile.stdout).toMatch(/^dam: release [0-9a-f]{16}, version 1\n/);
  expect(byFile.stdout).toMatch(/^ {2}fr +published since .+ \(Europe\/Paris\)$/m);
  expect(byFile.stdout).toContain('Le conseil inaugure le nouveau barrage');
  expect(byFile.stdout).toMatch(/newest upload: dam\.md, .*, accepted/);
  expect(byAddress.stdout).toBe(byFile.stdout);
  expect(ofHeld.stdout).toMatch(/^ {2}en +held until 3 May 2099 at 10:00:00 \(Europe\/Paris\)$/m);
});

test('a refused file exits with 1, and status knows it by its name though nothing of it was published', async () => {
  const { code, stdout = '' } = refused ?? {};

  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ file: 'plan.md', outcome: 'refused' });
  const [told, receipt] = await Promise.all([
    polywire('status', 'plan', ...state),
    polywire('status', 'plan.md', '--json', ...state),
  ]);
  expect(told.stdout).toMatch(/^plan: nothing of it was published\n/);
  expect(told.stdout).toMatch(/^ {4}error.*zone/m);
  expect(receipt.stdout).toBe(stdout);
});

test('status alone lists what came in last, newest first; --help teaches by an example', async () => {
  const [{ stdout }, help] = await Promise.all([polywire('status', ...state), polywire('withdraw', '--help')]);

  const names = [...stdout.matchAll(/^ {2}"(\S+)"/gm)].map(([, name]) => name);
  expect(names.slice(names.indexOf('gone.yaml'))).toEqual(['gone.yaml', 'gone.md', 'plan.md', 'held.md', 'dam.md']);
  expect(help.stdout).toContain('For example: polywire withdraw budget.md --note');
});

test('withdraw puts the notice in place of the languages that are named, then of the rest', async () => {
  const page = (language: string) => fetch(`${site}/${language}/2026/05/weir`);
  const weir = `${settings('notify: false\nslug: weir')}${english}\n${french}`;
  await polywire('publish', file('weir.md', weir), ...state);
  const one = await polywire('withdraw', 'weir.md', '--note', 'Chiffres faux: "12"', '--language', 'fr', ...state);

  expect([one.code, one.stderr]).toEqual([0, '']);
  expect(one.stdout).toContain(`${site}/fr/2026/05/weir`);
  const [en, fr] = await Promise.all([page('en'), page('fr')]);
  expect([en.status, fr.status]).toEqual([200, 410]);
  expect(await fr.text()).toContain('Chiffres faux: "12"');

  const rest = await polywire('withdraw', `${site}/en/2026/05/weir`, '--note', 'Too early.', '--json', ...state);
  expect(rest.code).toBe(0);
  expect(JSON.parse(rest.stdout)).toMatchObject({
    receipt: { file: 'weir.yaml', outcome: 'accepted' },
    addresses: { en: `${site}/en/2026/05/weir` },
  });
  expect((await page('en')).status).toBe(410);
  expect((await polywire('status', 'weir', ...state)).stdout).toMatch(/^ {2}en +withdrawn on /m);
});

test('a dot in a name is not taken for a type', async () => {
  await polywire('publish', file('dam.v2.md', `${quietly}${english}`), ...state);

  const [whole, cut] = await Promise.all([polywire('status', 'dam.v2', ...state), polywire('status', 'dam', ...state)]);
  expect(whole.stdout).toMatch(/^dam\.v2: release/);
  expect(cut.stdout).toMatch(/^dam: release/);
});

test('what is held is withdrawn before anybody could read it', async () => {
  await polywire('publish', file('kept.md', `${settings('embargo: 2099-05-03T10:00:00+02:00')}${english}`), ...state);

  const { code, stdout } = await polywire('withdraw', 'kept', '--note', 'Not yet.', ...state);

  expect(code).toBe(0);
  expect(stdout).toContain('nobody could read it');
  expect((await polywire('status', 'kept', ...state)).stdout).toMatch(
    /^ {2}en +withdrawn before anybody could read it$/m,
  );
});

test.each([
  [['withdraw', 'gone', '--note', 'Again.'], /^polywire: "gone" was withdrawn already, on .+\.$/],
  [['withdraw', 'held', '--note', 'x', '--language', 'de'], /^polywire: "held" has no text in de; it has en\.$/],
  [['withdraw', 'plan', '--note', 'x'], /^polywire: Nothing of "plan" was accepted/],
  [['withdraw', 'dam'], /^polywire: Say to its readers why/],
  [['withdraw', 'nowhere', '--note', 'x'], /^polywire: The newsroom knows no release "nowhere"\./],
  [['status', 'nowhere.md'], /^polywire: The newsroom knows no release "nowhere\.md"\./],
  [['status', 'https://elsewhere.example/en/2026/05/x'], /is no address of a release of this newsroom/],
  [['publish', '/nowhere/x.md'], /doesn't exist/],
])('%j is refused in one sentence', async (args, sentence) => {
  const { code, stdout, stderr } = await polywire(...args, ...state);

  expect([code, stdout]).toEqual([1, '']);
  expect(stderr.trimEnd()).toMatch(sentence);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});

test('where no newsroom runs, or one was killed, it says how to start one', async () => {
  const killed = mkdtempSync(join(scratch, 'killed-'));
  writeFileSync(join(killed, 'state.json'), JSON.stringify({ format: 3, port: port + 300, hasSample: true }));
  writeFileSync(
    join(killed, 'running.json'),
    JSON.stringify({ endpoint: `http://127.0.0.1:${port + 302}`, outputs: {} }),
  );
  const ended = await Promise.all([
    polywire('status', 'dam', '--state', join(scratch, 'nothing')),
    polywire('status', 'dam', '--state', killed),
  ]);

  expect(ended.map(({ code }) => code)).toEqual([1, 1]);
  expect(ended.map(({ stderr }) => stderr)).toEqual(
    [4080, port + 300].map(
      (silent) =>
        `polywire: No newsroom runs here (port ${silent} does not answer). Start it with "npm start", or name a deployed one with --stage.\n`,
    ),
  );
});

test('a first start is not kept from a folder in which only the outputs of a deployment lie', () => {
  const folder = mkdtempSync(join(scratch, 'deployed-'));
  writeFileSync(join(folder, 'live.json'), JSON.stringify({ State: { InboxBucket: 'b' } }));

  expect(openState(folder, undefined, 4080)).toEqual({ format: 3, port: 4080, hasSample: false });
});

test('a deployed newsroom is reached by the outputs of its deployment', async () => {
  const folder = mkdtempSync(join(scratch, 'stage-'));
  const { outputs } = JSON.parse(readFileSync(join(scratch, 'state', 'running.json'), 'utf8'));
  const { Site, ...kept } = outputs;
  writeFileSync(join(folder, 'live.json'), JSON.stringify({ State: kept, Pipeline: { Site } }));
  const environment = {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port + 2}`,
    AWS_ACCESS_KEY_ID: 'LOCALOPERATOR',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
  const before = { ...process.env };
  Object.assign(process.env, environment);
  const [live, unknown] = await Promise.all([
    polywire('status', 'dam', '--stage', 'live', '--state', folder),
    polywire('status', 'dam', '--stage', 'other', '--state', folder),
  ]);
  process.env = before;

  expect([live.code, live.stderr]).toEqual([0, '']);
  expect(live.stdout).toMatch(/^dam: release /);
  expect(unknown.stderr).toContain(`--outputs-file ${join(folder, 'other.json')} writes it`);
});
