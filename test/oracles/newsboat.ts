// newsboat, a real reader without its screen: it polls one address that serves an item's versions one after another.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import type { Case } from './cases.ts';

const run = promisify(execFile);
const formats = ['rss', 'atom'] as const;

export async function newsboat(folder: string, versions: Case[]): Promise<{ looked: string; faults: string[] }> {
  let served = versions[0];
  const server = createServer(({ url }, response) => {
    const format = formats.find((one) => url === `/${one}.xml`);
    if (format) response.setHeader('content-type', `application/${format}+xml; charset=utf-8`);
    response.end(format && served ? served[format] : '');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  try {
    const faults: string[] = [];
    for (const format of formats) {
      const reader = readerOf(join(folder, `newsboat-${format}`), `${origin}/${format}.xml`);
      for (const [index, version] of versions.entries()) {
        served = version;
        await reader.poll();
        faults.push(...reader.faults(version, index === 0).map((fault) => `${format}, ${version.name}: ${fault}`));
        reader.markRead();
      }
    }
    return { looked: `${versions.length} versions of an item in ${formats.length} feeds`, faults };
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

function readerOf(home: string, url: string) {
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'urls'), `${url}\n`);
  writeFileSync(join(home, 'config'), 'show-read-feeds yes\n');
  const cache = join(home, 'cache.db');
  const settings = ['-u', join(home, 'urls'), '-c', cache, '-C', join(home, 'config')];
  const query = <Row>(work: (database: DatabaseSync) => Row): Row => {
    const database = new DatabaseSync(cache);
    try {
      return work(database);
    } finally {
      database.close();
    }
  };
  return {
    poll: () =>
      run('newsboat', [...settings, '-x', 'reload'], { env: { ...process.env, HOME: home }, timeout: 20_000 }),
    markRead: () => query((database) => database.exec('UPDATE rss_item SET unread = 0')),
    /** What it should have of that version: one item, unread only when it is new, with the newest text. */
    faults({ expected: [wanted] }: Case, isNew: boolean): string[] {
      const items = query((database) =>
        database.prepare('SELECT guid, title, url, content, unread FROM rss_item').all(),
      );
      const feed = query((database) => database.prepare('SELECT is_rtl FROM rss_feed').get());
      const [item] = items;
      const checks: Record<string, [unknown, unknown]> = {
        items: [items.length, 1],
        guid: [item?.guid, wanted?.id],
        url: [item?.url, wanted?.link],
        title: [item?.title, wanted?.title],
        content: [item?.content, wanted?.html],
        unread: [item?.unread, isNew ? 1 : 0],
        is_rtl: [feed?.is_rtl, 1],
      };
      return Object.entries(checks)
        .filter(([, [given, due]]) => given !== due)
        .map(([name, [given, due]]) => `${name} is ${JSON.stringify(given)}, not ${JSON.stringify(due)}`);
    },
  };
}
