// Run by ingest.ts, bundled, as a process of its own. Arguments: who reads, the newsroom's settings, the file, how often.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

type Read = (key: string, bytes: Uint8Array) => Promise<unknown>;

const readers: Record<string, (settings: string) => Promise<Read>> = {
  async polywire(settings) {
    const { understand } = await import('../functions/ingest/understand.ts');
    const { newsroom } = await import('../functions/core/newsroom.ts');
    const own = newsroom(JSON.parse(settings));
    return async (key, bytes) => {
      const { release, problems } = await understand({ key, bytes }, own);
      if (!release) throw new Error(JSON.stringify(problems));
    };
  },

  /** Parsing alone, as each type's own library does it. */
  async parser() {
    const { unified } = await import('unified');
    const { default: remarkParse } = await import('remark-parse');
    const { default: remarkRehype } = await import('remark-rehype');
    const { parse } = await import('parse5');
    const { default: mammoth } = await import('mammoth');
    const markdown = unified().use(remarkParse).use(remarkRehype);
    return async (key, bytes) => {
      if (key.endsWith('.docx')) return mammoth.convertToHtml({ buffer: Buffer.from(bytes) });
      const whole = new TextDecoder().decode(bytes);
      return key.endsWith('.html') ? parse(whole) : markdown.runSync(markdown.parse(whole));
    };
  },
};

const [reader = '', settings = '', file = '', times = '1'] = process.argv.slice(2);
const read = await readers[reader]?.(settings);
if (!read) throw new Error(`Nobody reads by the name "${reader}".`);
const bytes = readFileSync(file);
const megabytes = () => process.resourceUsage().maxRSS / 1024;
const loaded = megabytes();
const begun = process.cpuUsage();
for (let time = 0; time < Number(times); time++) await read(basename(file), bytes);
const { user, system } = process.cpuUsage(begun);
process.stdout.write(JSON.stringify({ seconds: (user + system) / 1e6, loaded, peak: megabytes() }));
