// Run as a process of its own, bundled as for Lambda: what reading a file costs at most. Arguments: the newsroom's
// settings as JSON, the file's key, the path of its bytes.
import { readFileSync } from 'node:fs';
import { newsroom } from '../../../functions/core/newsroom.ts';
import { handler } from '../../../functions/ingest/handler.ts';
import { understand } from '../../../functions/ingest/understand.ts';

const [settings = '', key = '', path = ''] = process.argv.slice(2);
const megabytes = () => Math.round(process.resourceUsage().maxRSS / 1024);
const loaded = typeof handler === 'function' ? megabytes() : Number.NaN;
const bytes = readFileSync(path);
const start = performance.now();
const { release, problems } = await understand({ key, bytes }, newsroom(JSON.parse(settings)));
const seconds = (performance.now() - start) / 1000;
const published = release !== null;
const messages = problems.map(({ message }) => message);
process.stdout.write(JSON.stringify({ loaded, peak: megabytes(), seconds, published, messages }));
