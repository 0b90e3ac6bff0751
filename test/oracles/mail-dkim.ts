// DKIM (RFC 6376) with a key of this run's own: RFC 8058 §4 asks that both unsubscribe headers are signed.
import { generateKeyPairSync } from 'node:crypto';
import { z } from 'zod';
import type { Judgement } from './court.ts';
import type { MailCase } from './mail-cases.ts';

const DOMAIN = 'highlandwater.example';
const SELECTOR = 'test';
// mailauth's own list lacks the second of the unsubscribe headers.
const SIGNED = [
  ...['From', 'To', 'Subject', 'Date', 'Message-ID', 'MIME-Version', 'Content-Type', 'Content-Language'],
  ...['List-Id', 'List-Unsubscribe', 'List-Unsubscribe-Post', 'Auto-Submitted', 'Precedence', 'Feedback-ID'],
];

const MUST_BE_SIGNED = ['from', 'list-unsubscribe', 'list-unsubscribe-post'];

const Signed = z.object({ signatures: z.string().min(1), errors: z.array(z.unknown()).max(0) });
const Verified = z.object({ results: z.array(z.object({ status: z.object({ result: z.string() }) })).length(1) });

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'der' },
});

const record = `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`;

/** The only name that there is. */
async function resolver(name: string, type: string): Promise<string[][]> {
  if (name === `${SELECTOR}._domainkey.${DOMAIN}` && type === 'TXT') return [[record]];
  throw Object.assign(new Error(`${name} has no ${type}`), { code: 'ENOTFOUND' });
}

const tampered: Record<string, (mail: string) => string> = {
  'another List-Unsubscribe': (mail) => mail.replace(/^(List-Unsubscribe: <https:\/\/)/m, '$1evil.'),
  'another List-Unsubscribe-Post': (mail) => mail.replace(/^(List-Unsubscribe-Post: List-Unsubscribe=)/m, '$1Two-'),
  'no List-Unsubscribe-Post': (mail) => mail.replace(/^List-Unsubscribe-Post: .*\r\n/m, ''),
  'another body': (mail) => `${mail.trimEnd()}x\r\n`,
};

export async function dkim(mails: MailCase[]): Promise<Judgement> {
  const names: string[] = ['mailauth/lib/dkim/sign.js', 'mailauth/lib/dkim/verify.js'];
  const [{ dkimSign }, { dkimVerify }] = await Promise.all(names.map((name) => import(name)));
  const result = async (mail: string) =>
    Verified.parse(await dkimVerify(Buffer.from(mail, 'latin1'), { resolver })).results[0]?.status.result;
  const faults: string[] = [];
  for (const { name, eml } of mails) {
    const { signatures } = Signed.parse(
      await dkimSign(eml, {
        ...{ canonicalization: 'relaxed/relaxed', headerList: SIGNED.join(':') },
        signatureData: [{ signingDomain: DOMAIN, selector: SELECTOR, privateKey, algorithm: 'rsa-sha256' }],
      }),
    );
    const covered =
      /\bh=([^;]+);/
        .exec(signatures)?.[1]
        ?.toLowerCase()
        .split(/[\s:]+/) ?? [];
    const bare = MUST_BE_SIGNED.filter((header) => !covered.includes(header));
    faults.push(...bare.map((header) => `${name}: ${header} is not signed`));
    const mail = signatures + eml.toString('latin1');
    const given = await result(mail);
    if (given !== 'pass') faults.push(`${name}: the signature is ${given}`);
    for (const [change, make] of Object.entries(tampered)) {
      if ((await result(make(mail))) === 'pass') faults.push(`${name}: passes with ${change}`);
    }
  }
  return { looked: `${mails.length} mails signed, each tampered with in ${Object.keys(tampered).length} ways`, faults };
}
