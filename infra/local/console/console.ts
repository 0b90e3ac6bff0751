// The newsroom on this machine, to look at: a control room and the mailbox of all subscribers. It changes
// nothing but where dead letters lie.
import type { AwsResponse, Emulator } from '../emulator.ts';
import type { SentMail } from '../ses/ses.ts';
import { controlRoom } from './control-room.ts';
import { mailHtml, mailSource } from './mail-files.ts';
import { mailPage } from './mail-page.ts';
import { mailbox } from './mailbox.ts';
import { answer, page, plainPage } from './page.ts';
import { pageKey, pagePath } from './receipts.ts';
import { REDRIVE, redriven } from './redrive.ts';
import type { ConsoleSource } from './source.ts';
import { style } from './style.css.ts';

/** A receipt's page brings its style along. */
const receiptPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const createConsole =
  (source: ConsoleSource): Emulator =>
  async (request) => {
    const { method, path, query } = request;
    const isRedrive = method === 'POST' && path === REDRIVE;
    if (!isRedrive && method !== 'GET' && method !== 'HEAD') {
      const refusal = plainPage(source, 405, 'Only to look at', 'This page shows and changes nothing.');
      return { ...refusal, headers: { ...refusal.headers, allow: 'GET, HEAD' } };
    }
    try {
      return isRedrive ? await redriven(source, request) : await route(source, path, query);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return plainPage(source, 500, 'This could not be shown', reason, path === '/' ? { refreshSeconds: 3 } : {});
    }
  };

async function route(source: ConsoleSource, path: string, query: URLSearchParams): Promise<AwsResponse> {
  switch (path) {
    case '/':
      return page(source, await controlRoom(source, query));
    case '/mailbox':
      return answer(308, 'text/plain', '', { location: query.size > 0 ? `/mailbox/?${query}` : '/mailbox/' });
    case '/mailbox/':
      return page(source, mailbox(source, query));
    case '/console.css':
      return answer(200, 'text/css; charset=utf-8', style);
    default:
      return (
        (await mailRoute(source, path)) ??
        (await receiptRoute(source, path)) ??
        plainPage(source, 404, 'Not found', 'There is no page of this address.')
      );
  }
}

async function receiptRoute(source: ConsoleSource, path: string): Promise<AwsResponse | undefined> {
  const receipt = path.startsWith('/receipts/') && (await source.receipts()).find((one) => pagePath(one) === path);
  const html = receipt && (await source.receiptPage(pageKey(receipt)));
  if (!html) return undefined;
  return answer(200, 'text/html; charset=utf-8', Buffer.from(html), { 'content-security-policy': receiptPolicy });
}

async function mailRoute(source: ConsoleSource, path: string): Promise<AwsResponse | undefined> {
  const [, name, extension] = /^\/mailbox\/([^/]+?)(\.eml|\.html)?$/.exec(path) ?? [];
  const mail = source.mails().find(({ id }) => encodeURIComponent(id) === name);
  return mail && mailAnswer(source, mail, await source.readMail(mail.id), extension);
}

async function mailAnswer(source: ConsoleSource, mail: SentMail, bytes: Buffer, extension: string | undefined) {
  switch (extension) {
    case '.eml':
      return mailSource(mail, bytes);
    case '.html':
      return mailHtml(bytes);
    default:
      return page(source, await mailPage(mail, bytes));
  }
}
