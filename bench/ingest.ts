// npm run bench:ingest: what reading costs, beside the libraries that it stands on, each in a process of its own.
// Writes bench/ingest.md.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { strToU8, zipSync } from 'fflate';
import { readNewsroom } from '../infra/settings.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const MEGABYTE = 1024 * 1024;
const SMALL = 1000;

const stories = readdirSync(`${root}samples`)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => readFileSync(`${root}samples/${name}`, 'utf8'));

/** The samples' paragraphs again and again, up to a megabyte less a little. */
function long(asBlock: (text: string) => string): string {
  const blocks = stories.flatMap((story) => story.split(/\n\s*\n/)).map((text) => asBlock(text.trim()));
  const once = Buffer.byteLength(blocks.join(''));
  return blocks.join('').repeat(Math.floor((MEGABYTE - 20_000) / once));
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const word = 'http://schemas.openxmlformats.org';
const docx = () =>
  zipSync({
    '[Content_Types].xml': strToU8(
      `<Types xmlns="${word}/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    ),
    '_rels/.rels': strToU8(
      `<Relationships xmlns="${word}/package/2006/relationships"><Relationship Id="r1" Type="${word}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    ),
    'word/document.xml': strToU8(
      `<w:document xmlns:w="${word}/wordprocessingml/2006/main"><w:body>${long((text) => `<w:p><w:r><w:t>${`${escaped(text)} `.repeat(3)}</w:t></w:r></w:p>`)}</w:body></w:document>`,
    ),
  });

const subjects: Record<string, { key: string; bytes: Uint8Array; times: number }> = {
  '1 MB of plain text': { key: 'long.txt', bytes: Buffer.from(long((one) => `${one}\n\n`)), times: 1 },
  '1 MB of Markdown': { key: 'long.md', bytes: Buffer.from(long((one) => `${one}\n\n`)), times: 1 },
  '1 MB of HTML': {
    key: 'long.html',
    bytes: Buffer.from(`<article>${long((one) => `<p>${`${escaped(one)} `.repeat(3)}</p>\n`)}</article>`),
    times: 1,
  },
  '1 MB of Word XML': { key: 'long.docx', bytes: docx(), times: 1 },
  [`${SMALL} small texts`]: { key: 'small.txt', bytes: Buffer.from(stories[0] ?? ''), times: SMALL },
  [`${SMALL} small Markdown texts`]: { key: 'small.md', bytes: Buffer.from(stories[0] ?? ''), times: SMALL },
};

type Cost = { seconds: number; loaded: number; peak: number };

const directory = mkdtempSync(join(tmpdir(), 'polywire-bench-'));
try {
  // Bundled, as the Lambda function is: Node's own reading of TypeScript costs memory too.
  await build({
    entryPoints: [`${root}bench/ingest-of.ts`],
    outdir: directory,
    outExtension: { '.js': '.mjs' },
    ...({ bundle: true, splitting: true, minify: true, platform: 'node', target: 'node24', format: 'esm' } as const),
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  const settings = JSON.stringify(readNewsroom());
  const measure = (subject: (typeof subjects)[string], reader: string): Cost => {
    const file = join(directory, subject.key);
    writeFileSync(file, subject.bytes);
    const args = [join(directory, 'ingest-of.mjs'), reader, settings, file, String(subject.times)];
    return JSON.parse(
      execFileSync(process.execPath, ['--max-old-space-size=180', '--max-semi-space-size=12', ...args], {
        encoding: 'utf8',
      }),
    );
  };
  const rows = Object.entries(subjects).map(([subject, given]) => {
    const [own, peer] = [measure(given, 'polywire'), measure(given, 'parser')];
    const rate =
      given.times > 1 ? `${Math.round(given.times / own.seconds)} a second` : `${(own.seconds * 1000).toFixed(0)} ms`;
    return `| ${subject} | ${rate} | ${(own.seconds / peer.seconds).toFixed(1)} | ${Math.round(own.loaded)} | ${Math.round(own.peak)} | ${Math.round(peer.peak)} |`;
  });
  const report = [
    '# What reading costs',
    '',
    `Made by \`npm run bench:ingest\` on ${cpus().length} cores (${cpus()[0]?.model.trim()}), Node ${process.version}: processor time, and the`,
    "process's memory in MB with the heap that Lambda gives at 256 MB. Beside it the parser of the type alone (remark, parse5,",
    'mammoth), in the same run: it tells no languages, finds no datelines and makes nothing safe. Plain text is given to remark.',
    '',
    '| read | time | × the parser’s | loaded | peak | the parser’s peak |',
    '|---|---:|---:|---:|---:|---:|',
    ...rows,
  ];
  writeFileSync(`${root}bench/ingest.md`, `${report.join('\n')}\n`);
  process.stdout.write(`${report.join('\n')}\n`);
} finally {
  rmSync(directory, { recursive: true, force: true });
}
