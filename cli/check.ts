// polywire check: what a file would be published as.
import type { Newsroom } from '../functions/core/newsroom.ts';
import type { Problem } from '../functions/core/release.ts';
import { described, type Understanding } from '../functions/ingest/understand.ts';
import { readNewsroom } from '../infra/settings.ts';
import { fromCaller, readArguments } from './arguments.ts';
import { problemLine, readRelease } from './read-release.ts';
import { Refusal } from './sentence.ts';

type Checked = { ok: boolean; release: ReturnType<typeof described> | null; problems: Problem[] };

export async function check(args: string[]): Promise<number> {
  const { values, positionals: files } = readArguments('check', args, { json: { type: 'boolean', default: false } });
  if (files.length === 0) throw new Refusal('Name at least one file: polywire check FILE…');
  const newsroom = readNewsroom();
  let ok = true;
  for (const file of files) {
    const checked = await checkFile(fromCaller(file), newsroom);
    process.stdout.write(values.json ? `${JSON.stringify(checked)}\n` : inWords(file, checked));
    ok &&= checked.ok;
  }
  return ok ? 0 : 1;
}

async function checkFile(file: string, newsroom: Newsroom): Promise<Checked> {
  const { release, problems } = await understood(file, newsroom);
  const ok = release !== null && problems.every(({ level }) => level !== 'error');
  return { ok, release: release && described(release), problems };
}

/** A file that isn't there has its problem, as the others of the same call have theirs. */
async function understood(file: string, newsroom: Newsroom): Promise<Understanding> {
  try {
    return await readRelease(file, newsroom);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return {
      release: null,
      problems: [{ level: 'error', code: 'unreadable', message: error.message, line: null }],
      images: [],
    };
  }
}

function inWords(file: string, { ok, release, problems }: Checked): string {
  const head = `${file}: ${ok ? 'can be published' : "can't be published"}`;
  const dated = release?.date ? `  dated ${release.date}` : '';
  const editions = (release?.editions ?? []).map(
    ({ language, direction, headline, paragraphs, dateline }) =>
      `  ${language.padEnd(7)} ${direction}  ${String(paragraphs).padStart(2)} paragraphs  ${dateline?.text ?? 'no dateline'}\n           \u2068${headline}\u2069`,
  );
  const faults = problems.map(problemLine);
  return `${[head, dated, ...editions, ...faults].filter(Boolean).join('\n')}\n`;
}
