// Mails as three parsers read them, and as they are on the wire.
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';
import { z } from 'zod';
import { bulletinHeaders } from '../../functions/bulletins/headers.ts';
import { nameIn } from '../../functions/core/newsroom.ts';
import { letterHeaders } from '../../functions/subscriptions/letter.ts';
import { highlands } from '../templates/samples.ts';
import type { Judgement } from './court.ts';
import { type MailCase, RELEASE, SITE } from './mail-cases.ts';

const run = promisify(execFile);

const Given = z.object({
  subject: z.string(),
  fromName: z.string(),
  fromAddress: z.string(),
  /** By their names in lower case. */
  headers: z.record(z.string(), z.string()),
  html: z.string(),
  text: z.string(),
});
type Given = z.infer<typeof Given>;

/** Whose values are ASCII as they stand: what is encoded, the parsers decode or don't. */
const plainHeaders = [
  ...['content-language', 'auto-submitted', 'precedence', 'feedback-id'],
  ...['list-unsubscribe', 'list-unsubscribe-post'],
];

const parsers: Record<string, (mails: MailCase[], folder: string) => Promise<(Given | { error: string })[]>> = {
  mailparser: (mails) => Promise.all(mails.map(({ eml }) => byMailparser(eml))),
  'postal-mime': (mails) => Promise.all(mails.map(({ eml }) => byPostalMime(eml))),
  'Python’s email': byPython,
};

async function byMailparser(eml: Buffer): Promise<Given> {
  const mail = await simpleParser(eml, { skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true });
  const [sender] = mail.from?.value ?? [];
  return {
    ...{ subject: mail.subject ?? '', fromName: sender?.name ?? '', fromAddress: sender?.address ?? '' },
    headers: Object.fromEntries(mail.headerLines.map(({ key, line }) => [key, line.slice(line.indexOf(':') + 1)])),
    ...{ html: mail.html || '', text: mail.text ?? '' },
  };
}

async function byPostalMime(eml: Buffer): Promise<Given> {
  const { subject = '', from, headers, html = '', text = '' } = await PostalMime.parse(eml);
  return {
    ...{ subject, fromName: from?.name ?? '', fromAddress: from?.address ?? '' },
    headers: Object.fromEntries(headers.map(({ key, value }) => [key, value])),
    ...{ html, text },
  };
}

async function byPython(mails: MailCase[], folder: string): Promise<(Given | { error: string })[]> {
  const paths = mails.map(({ name, eml }) => {
    const path = join(folder, `${name}.python.eml`);
    writeFileSync(path, eml);
    return path;
  });
  const list = join(folder, 'mails.json');
  writeFileSync(list, JSON.stringify(paths));
  const script = fileURLToPath(new URL('email_check.py', import.meta.url));
  const { stdout } = await run('/usr/bin/python3', [script, list], { maxBuffer: 1e9 });
  return z.array(z.union([Given, z.object({ error: z.string() })])).parse(JSON.parse(stdout));
}

export async function threeParsers(mails: MailCase[], folder: string): Promise<Judgement> {
  const faults = mails.flatMap(({ name, eml }) => onTheWire(eml).map((fault) => `${name}: ${fault}`));
  for (const [parser, parse] of Object.entries(parsers)) {
    for (const [index, given] of (await parse(mails, folder)).entries()) {
      const mail = mails[index];
      if (mail) faults.push(...misread(given, mail).map((fault) => `${mail.name}, ${parser}: ${fault}`));
    }
  }
  return { looked: `${mails.length} mails, ${Object.keys(parsers).join(', ')}`, faults };
}

function misread(given: Given | { error: string }, mail: MailCase): string[] {
  if ('error' in given) return [given.error];
  const { headers, ...parts } = given;
  const expected = expectedOf(mail);
  return [
    ...Object.entries({ ...parts, ...headersOf(headers) }).flatMap(([name, value]) =>
      folded(value) === folded(expected[name] ?? '')
        ? []
        : [`${name} ${difference(folded(value), folded(expected[name] ?? ''))}`],
    ),
    ...(mail.kind === 'letter' || headers['list-id']?.includes(`<${mail.language}.${highlands.authority}>`)
      ? []
      : ['the List-Id is another']),
  ];
}

const headersOf = (headers: Record<string, string>) =>
  Object.fromEntries(plainHeaders.map((name) => [name, headers[name] ?? '']));

/** From the settings and the code's own headers, not from what was composed. */
function expectedOf({ language, subject, html, text, kind }: MailCase): Record<string, string> {
  const bulletin = { language, newsroom: highlands, releaseId: RELEASE, occasion: kind };
  const isLetter = kind === 'letter';
  const given = isLetter ? letterHeaders(language) : bulletinHeaders(bulletin);
  const own = Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    ...Object.fromEntries(own),
    ...{ subject, html, text },
    fromName: nameIn(highlands.organisation, language, highlands),
    fromAddress: highlands.sender,
    // A letter is of no list.
    ...(isLetter ? {} : recipientHeadersOf('preview')),
  };
}

const recipientHeadersOf = (token: string) => ({
  'list-unsubscribe': `<${SITE}/api/unsubscribe?t=${token}>, <mailto:${highlands.sender}?subject=unsubscribe%20${token}>`,
  'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
});

/** Parsers end lines and a text as they like. */
const folded = (text: string): string => text.replaceAll('\r\n', '\n').trim();

function difference(given: string, expected: string): string {
  const at = [...given].findIndex((character, index) => character !== [...expected][index]);
  const shown = (text: string) => JSON.stringify([...text].slice(Math.max(0, at - 20), at + 60).join(''));
  return `is ${shown(given)}, not ${shown(expected)}`;
}

/** RFC 5321 §2.3.8, RFC 5322 §2.1.1: what a relay may refuse or mend, which would break the signature. */
function onTheWire(eml: Buffer): string[] {
  const bytes = eml.toString('latin1');
  return [
    ...(/(?<!\r)\n|\r(?!\n)/.test(bytes) ? ['has a bare line feed or carriage return'] : []),
    ...(/[^\r\n\t\x20-\x7E]/.test(bytes) ? ['has bytes that are no printable ASCII'] : []),
    ...(bytes.split('\r\n').some((line) => line.length > 998) ? ['has a line of more than 998 characters'] : []),
  ];
}
