// A mail's own bytes, and its HTML as it stands in the frames of the mail's page.
import PostalMime from 'postal-mime';
import type { AwsResponse } from '../emulator.ts';
import type { SentMail } from '../ses/ses.ts';
import { answer } from './page.ts';

/** What the frame may do; the answer's policy says the same for who opens the HTML alone. A page opened from a mail is
 * free of the sandbox: its forms must work. */
export const SANDBOX = 'allow-popups allow-popups-to-escape-sandbox';

const policy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src http: https: data:',
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
  `sandbox ${SANDBOX}`,
].join('; ');

export const mailSource = ({ file }: SentMail, bytes: Buffer): AwsResponse =>
  answer(200, 'message/rfc822', bytes, {
    'content-disposition': `attachment; filename="${file.replaceAll(/[^\w@.+-]/g, '_')}"`,
  });

export async function mailHtml(bytes: Buffer): Promise<AwsResponse | undefined> {
  const { html } = await PostalMime.parse(bytes);
  if (html === undefined) return undefined;
  return answer(200, 'text/html; charset=utf-8', openingTabs(html), { 'content-security-policy': policy });
}

const head = /<head(\s[^>]*)?>/i;
const start = /^(\s*<!doctype[^>]*>)?/i;

/** Links leave the frame, as they leave a mail program. Only the first `base` counts. */
export const openingTabs = (html: string): string =>
  html.replace(head.test(html) ? head : start, (found) => `${found}<base target="_blank">`);
