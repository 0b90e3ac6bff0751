// polywire preview: the pages, feeds and mails of a file as they would go out, to look at. No cloud, no network.
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { publicKey } from '../functions/core/address.ts';
import type { Newsroom } from '../functions/core/newsroom.ts';
import type { Release } from '../functions/core/release.ts';
import type { Understanding } from '../functions/ingest/understand.ts';
import { readNewsroom } from '../infra/settings.ts';
import { fromCaller, readArguments } from './arguments.ts';
import { moment } from './moment.ts';
import { onDisk } from './on-disk.ts';
import { outputFolder } from './output-folder.ts';
import { overviewPage } from './preview-index.ts';
import { type Preview, previewed } from './preview-publication.ts';
import { siteFiles } from './preview-site.ts';
import { problemLine, readRelease } from './read-release.ts';
import { Refusal } from './sentence.ts';

type Files = Map<string, string | Uint8Array>;
type Place = { newsroom: Newsroom; site: string };

const SITE = 'public';

export async function preview(args: string[]): Promise<number> {
  const { values, positionals } = readArguments('preview', args, { out: { type: 'string' } });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new Refusal('Name one file: polywire preview FILE --out DIR');
  if (values.out === undefined) throw new Refusal('Name the folder to write into: polywire preview FILE --out DIR');
  const out = outputFolder(values.out);
  const newsroom = readNewsroom();
  const place = { newsroom, site: `https://${newsroom.domain ?? newsroom.authority}` };
  const now = new Date();
  const understanding = await readRelease(fromCaller(file), newsroom);
  const { release, problems } = understanding;
  const shown = release ? previewed(release, place.site, now) : undefined;
  const notices = release ? noticesOf(release, newsroom.zone) : [];
  const mails = release?.notify !== false;
  const index = overviewPage({ file: basename(file), notices, problems, preview: shown, mails, ...place });
  out.replace(new Map([['index.html', index], ...(shown ? await files(shown, understanding, place, now) : [])]));
  const isRefused = problems.some(({ level }) => level === 'error');
  const lines = [
    `${file}: ${isRefused ? "can't be published" : 'can be published'}`,
    ...notices.map((notice) => `  ${notice}`),
    ...problems.map(problemLine),
    pathToFileURL(resolve(values.out, 'index.html')).href,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return isRefused ? 1 : 0;
}

function noticesOf({ embargoes, notify, withdrawal }: Release, zone: string): string[] {
  const byHour = Map.groupBy(Object.entries(embargoes), ([, instant]) => instant);
  return [
    ...[...byHour].map(
      ([instant, some]) =>
        `${some.map(([language]) => language).join(', ')}: under embargo until ${moment(instant, zone)}: preview only.`,
    ),
    ...(notify === false ? ['No subscriber gets a mail of it (notify: false).'] : []),
    ...(withdrawal ? ['It takes the release of this name back: there is no text to look at.'] : []),
  ];
}

async function files(shown: Preview, { images }: Understanding, place: Place, now: Date): Promise<Files> {
  const { release } = shown;
  const site: Files = new Map<string, string | Uint8Array>(Object.entries(siteFiles(shown, place)));
  for (const { name, bytes } of images) site.set(publicKey.media(release.id, name), bytes);
  const disk = { site: place.site, keys: new Set(site.keys()), folder: SITE };
  const laid = (path: string, content: string | Uint8Array): [string, string | Uint8Array] => [
    path,
    typeof content === 'string' && path.endsWith('.html') ? onDisk(content, path, disk) : content,
  ];
  const mails = release.notify === false ? [] : await (await import('./preview-mails.ts')).mailsOf(shown, place, now);
  return new Map([
    ...[...site].map(([key, content]) => laid(join(SITE, key), content)),
    ...mails.flatMap(({ language, html, text, eml }) => [
      laid(`mails/${language}.html`, html),
      laid(`mails/${language}.txt`, text),
      laid(`mails/${language}.eml`, eml),
    ]),
  ]);
}
