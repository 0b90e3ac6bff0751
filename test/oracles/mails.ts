// cli/node24 test/oracles/mails.ts [--shots FOLDER]: our mails before programs that others wrote. A line for each judge
// with what it looked at; what it objects to, and exit code 1, where it does.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { judged } from './court.ts';
import { mailsInChromium } from './mail-browser.ts';
import { type MailCase, mailCases } from './mail-cases.ts';
import { clients } from './mail-clients.ts';
import { dkim } from './mail-dkim.ts';
import { threeParsers } from './mail-parsers.ts';
import { spamAssassin } from './mail-spam.ts';

/** Gmail shows no more than 102 kB, and SES sends what it is given. */
const LIMIT_BYTES = 90_000;

const { shots } = parseArgs({ options: { shots: { type: 'string' } } }).values;
if (shots) mkdirSync(shots, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), 'polywire-mails-'));
const mails = await mailCases();

const large = ({ name, html }: MailCase): string[] => {
  const bytes = Buffer.byteLength(html);
  return bytes > LIMIT_BYTES ? [`${name} has ${bytes} bytes`] : [];
};

try {
  await judged({
    size: async () => ({ looked: `${mails.length} mails`, faults: mails.flatMap(large) }),
    'three parsers': () => threeParsers(mails, folder),
    SpamAssassin: () => spamAssassin(mails, folder),
    'DKIM (mailauth)': () => dkim(mails.filter(({ kind }) => kind !== 'letter')),
    caniemail: () => clients(mails),
    'axe-core in Chromium': () => mailsInChromium(mails, shots),
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
