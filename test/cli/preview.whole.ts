import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { zipSync } from 'fflate';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { onDisk } from '../../cli/on-disk.ts';
import { png } from '../functions/ingest/pictures.ts';
import { polywire, sample } from './polywire.ts';

const scratch = mkdtempSync(join(tmpdir(), 'polywire-preview-'));

const preview = (file: string, out: string) => polywire('preview', file, '--out', out);

function file(name: string, content: string): string {
  const path = join(scratch, name);
  writeFileSync(path, content);
  return path;
}

const dam =
  '# The council opens the new dam\n\nThe council has opened the dam above the town today, after six years of work.\n';

const pagesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.html'))
    .map((name) => join(folder, name));

const addressesIn = (page: string): string[] =>
  [...readFileSync(page, 'utf8').matchAll(/\s(?:href|src)="([^"#][^"]*)"/g)].map(([, address]) => address ?? '');

test('a preview can be opened from the disk: every page, feed and mail is there and leads to the others', async () => {
  const out = join(scratch, 'whole');
  const { code, stdout, stderr } = await preview(sample('spring-flood-warning.md'), out);

  expect([code, stderr]).toEqual([0, '']);
  expect(stdout.trimEnd().split('\n').at(-1)).toBe(pathToFileURL(join(out, 'index.html')).href);
  const links = pagesIn(out).flatMap((page) => addressesIn(page).map((address) => ({ page, address })));
  const [elsewhere, here] = [/^[a-z]+:/, /^(?!.*:)/].map((kind) => links.filter(({ address }) => kind.test(address)));
  expect(
    here?.filter(({ page, address }) => !existsSync(join(dirname(page), decodeURI(address.replace(/#.*/, ''))))),
  ).toEqual([]);
  // Nothing is signed that isn't published.
  const excepted = /\/api\/(?:unsubscribe|preferences)\?t=preview|^https:\/\/gauges\.|\.jws$|\/jwks\.json$/;
  const pointless = elsewhere?.filter(({ address }) => !excepted.test(address));
  expect(pointless).toEqual([]);
  const page = readFileSync(join(out, 'public/es/2026/03/spring-flood-warning.html'), 'utf8');
  expect(page).toContain('href="../../../en/2026/03/spring-flood-warning.html"');
  expect(page).toContain('href="../../feeds/index.html#topic-water"');
});

test('feeds and mails are as readers would have them, with the addresses of the site', async () => {
  const out = join(scratch, 'sent');
  await preview(sample('reservoir-agreement.txt'), out);

  const feed = (name: string) => readFileSync(join(out, 'public/ar', name), 'utf8');
  expect(parseRssFeed(feed('rss.xml')).items?.[0]?.link).toMatch(/^https:\/\/highlandwater\.example\/ar\/2026\/03\//);
  expect(parseAtomFeed(feed('atom.xml')).entries).toHaveLength(1);
  expect(parseJsonFeed(feed('feed.json')).items).toHaveLength(1);
  const mail = await PostalMime.parse(readFileSync(join(out, 'mails/ar.eml')));
  expect(mail.from).toMatchObject({ name: 'مجلس مياه المرتفعات', address: 'newsroom@highlandwater.example' });
  expect(mail.headers.find(({ key }) => key === 'list-unsubscribe-post')?.value).toBe('List-Unsubscribe=One-Click');
  expect(mail.html).toContain('dir="rtl"');
  expect(mail.html).toContain('href="https://highlandwater.example/en/2026/03/');
  expect(mail.text?.replaceAll('\r\n', '\n').trim()).toBe(readFileSync(join(out, 'mails/ar.txt'), 'utf8').trim());
});

test('pictures of a bundle are shown on its page and in its mail', async () => {
  const out = join(scratch, 'pictures');
  const zip = join(scratch, 'dam.zip');
  writeFileSync(zip, zipSync({ 'en.md': Buffer.from(`${dam}\n![The dam](dam.png)\n`), 'dam.png': png(4) }));
  const { code } = await preview(zip, out);

  expect(code).toBe(0);
  const shown = pagesIn(out).flatMap((page) =>
    addressesIn(page).flatMap((address) => (address.endsWith('.png') ? [join(dirname(page), address)] : [])),
  );
  expect(shown).toHaveLength(2);
  for (const picture of shown) expect(readFileSync(picture)).toEqual(Buffer.from(png(4)));
});

test('what can’t be published is told with its lines, on the terminal and in the overview', async () => {
  const out = join(scratch, 'refused');
  const bad = file('bad.md', `---\nembargo: 3 May 2026 10:00\n---\n${dam}`);
  const { code, stdout } = await preview(bad, out);

  expect(code).toBe(1);
  expect(stdout).toContain("bad.md: can't be published");
  expect(stdout).toMatch(/^ {2}error.*: .*zone/m);
  expect(readFileSync(join(out, 'index.html'), 'utf8')).toMatch(/<strong>error[^<]*<\/strong>: <bdi>.*zone/);
  expect(readdirSync(out).toSorted()).toEqual(['.polywire-files.json', 'index.html']);
});

test('an embargo is told, and outlets are to withhold it; who is to get no mail gets none here either', async () => {
  const out = join(scratch, 'embargo');
  const held = file('held.md', `---\nembargo: 2099-05-03T10:00:00+02:00\nnotify: false\n---\n${dam}`);
  const { code, stdout } = await preview(held, out);

  expect(code).toBe(0);
  expect(stdout).toContain('en: under embargo until 3 May 2099 at 10:00:00 (Europe/Paris): preview only.');
  expect(pagesIn(join(out, 'public/en')).some((page) => page.endsWith('the-council-opens-the-new-dam.html'))).toBe(
    true,
  );
  const beside = pagesIn(join(out, 'public/en')).find((page) => page.endsWith('the-council-opens-the-new-dam.html'));
  const document = (end: string) => readFileSync(beside?.replace(/html$/, end) ?? '', 'utf8');
  expect(JSON.parse(document('ninjs.json'))).toMatchObject({
    ...{ pubStatus: 'withheld', embargoedUntil: '2099-05-03T08:00:00.000Z' },
  });
  expect(document('newsml.xml')).toContain('<pubStatus qcode="stat:withheld"');
  expect(document('newsml.xml')).toContain('<embargoed>2099-05-03T08:00:00.000Z</embargoed>');
  expect(existsSync(join(out, 'mails'))).toBe(false);
});

test('a preview of what had an embargo that has passed is usable', async () => {
  const out = join(scratch, 'lifted');
  await preview(file('lifted.md', `---\nembargo: 2020-05-03T10:00:00+02:00\n---\n${dam}`), out);

  const [page = ''] = pagesIn(join(out, 'public/en')).filter((page) =>
    page.endsWith('the-council-opens-the-new-dam.html'),
  );
  expect(JSON.parse(readFileSync(page.replace(/html$/, 'ninjs.json'), 'utf8'))).toMatchObject({
    ...{ pubStatus: 'usable', embargoedUntil: '2020-05-03T08:00:00.000Z' },
  });
});

test('a second preview replaces the first and nothing else', async () => {
  const out = join(scratch, 'again');
  const quiet = '---\nnotify: false\n---\n';
  await preview(file('first.md', `${quiet}${dam}`), out);
  writeFileSync(join(out, 'public', 'notes.html'), 'mine');

  const { code } = await preview(
    file('second.md', `${quiet}# Le barrage est ouvert\n\nLe conseil l'a inauguré ce matin.\n`),
    out,
  );

  expect(code).toBe(0);
  expect(existsSync(join(out, 'public/fr/rss.xml'))).toBe(true);
  expect(existsSync(join(out, 'public/en/rss.xml'))).toBe(false);
  expect(readFileSync(join(out, 'public', 'notes.html'), 'utf8')).toBe('mine');
});

test('files that are nobody’s preview are never overwritten, and a file is no folder', async () => {
  const site = join(scratch, 'site');
  mkdirSync(site);
  writeFileSync(join(site, 'index.html'), 'my site');

  const [foreign, notFolder] = await Promise.all([
    preview(sample('doctors-appeal.txt'), site),
    preview(sample('doctors-appeal.txt'), join(site, 'index.html')),
  ]);

  expect([foreign.code, notFolder.code]).toEqual([1, 1]);
  expect(foreign.stderr).toContain('was not written by polywire');
  expect(notFolder.stderr).toContain('is a file; --out names a folder');
  expect(readdirSync(site)).toEqual(['index.html']);
});

test('a file that is not there makes no preview', async () => {
  const out = join(scratch, 'nothing');
  const { code, stderr } = await preview(join(scratch, 'nowhere.txt'), out);

  expect([code, existsSync(out)]).toEqual([1, false]);
  expect(stderr).toContain("doesn't exist");
});

test('pictures and pages lead from file to file; what only looks like an address stays', () => {
  const disk = { site: 'https://n.example', folder: 'public', keys: new Set(['en/a b.html', 'media/1/x.png']) };
  const html =
    '<a href="https://n.example/en/a b">https://n.example/en/a b</a> say href="https://n.example/en/a b" <img alt="a > b" src="https://n.example/media/1/x.png"><a href="https://n.example/en/c">';

  expect(onDisk(html, 'mails/en.html', disk)).toBe(
    '<a href="../public/en/a%20b.html">https://n.example/en/a b</a> say href="https://n.example/en/a b" <img alt="a > b" src="../public/media/1/x.png"><a href="https://n.example/en/c">',
  );
});
