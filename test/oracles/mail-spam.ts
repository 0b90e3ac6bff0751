// SpamAssassin without network: by the names of its rules, as its scores are small offline.
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Judgement } from './court.ts';
import type { MailCase } from './mail-cases.ts';

const run = promisify(execFile);

const allowed: Record<string, string> = {
  HTML_MESSAGE: 'it has HTML',
  MAILING_LIST_MULTI: 'it is a list’s: counts in its favour',
  MIXED_ES: 'Russian and Ukrainian have an e of their own, which it takes for one in disguise',
  NO_RECEIVED: 'it has not travelled',
  NO_RELAYS: 'it has not travelled',
};

export async function spamAssassin(mails: MailCase[], folder: string): Promise<Judgement> {
  const files = mails.map(({ name, eml }) => {
    const file = join(folder, `${name}.eml`);
    writeFileSync(file, eml);
    return file;
  });
  const { stdout } = await run('spamassassin', ['-L', '-t', ...files], { maxBuffer: 1e9, encoding: 'latin1' });
  const verdicts = [...stdout.matchAll(/^X-Spam-Status: .*?tests=([^=]*?)\s+autolearn=/gms)];
  const faults = verdicts.flatMap(([, rules = ''], index) =>
    rules
      .split(/[\s,]+/)
      .filter((rule) => rule !== '' && !Object.hasOwn(allowed, rule))
      .map((rule) => `${mails[index]?.name}: ${rule}`),
  );
  const unread = verdicts.length === mails.length ? [] : [`${verdicts.length} verdicts on ${mails.length} mails`];
  return { looked: `${mails.length} mails`, faults: [...unread, ...faults] };
}
