// Tells the press office how its uploads stand: the receipt in the archive, a page beside it, and two mails.
import { archiveKey } from '../core/archive.ts';
import { ReceiptDue } from '../core/messages.ts';
import type { Newsroom } from '../core/newsroom.ts';
import { type Progress, Receipt } from '../core/receipt.ts';
import type { ReleaseHead } from '../core/release-head.ts';
import { type Archive, archive } from '../io/archive.ts';
import { type Bulletins, bulletins } from '../io/bulletins.ts';
import { env } from '../io/env.ts';
import { log } from '../io/log.ts';
import { type Letter, sendLetter } from '../io/mail.ts';
import { bundledNewsroom } from '../io/newsroom.ts';
import { onMessage } from '../io/on-message.ts';
import { type Outlets, outlets } from '../io/outlets.ts';
import { type NotedReceipt, type Receipts, receipts } from '../io/receipts.ts';
import { type Releases, releases } from '../io/releases.ts';
import { momentsOf, receiptMail } from './mail.ts';
import type { Pushed } from './outlets.ts';
import { receiptPage } from './page.ts';
import { currentReceipts, hasProgress, progress } from './progress.ts';

export type ReceiptEdges = {
  releases: Releases;
  receipts: Receipts;
  bulletins: Pick<Bulletins, 'of' | 'plans'>;
  outlets: Pick<Outlets, 'pushes' | 'of' | 'close'>;
  archive: Archive;
  send: (letter: Letter) => Promise<void>;
  newsroom: Newsroom;
  site: string;
  now: () => Date;
};

const edges = (): ReceiptEdges => {
  const names = env('RELEASES_TABLE', 'ARCHIVE_BUCKET', 'OUTLETS_TABLE', 'SITE_URL');
  return {
    releases: releases(names.RELEASES_TABLE),
    receipts: receipts(names.RELEASES_TABLE),
    bulletins: bulletins(names.RELEASES_TABLE),
    outlets: outlets(names.OUTLETS_TABLE),
    archive: archive(names.ARCHIVE_BUCKET),
    send: sendLetter,
    newsroom: bundledNewsroom(),
    site: names.SITE_URL,
    now: () => new Date(),
  };
};

async function tell({ releaseId }: ReceiptDue, edges: ReceiptEdges): Promise<void> {
  const current = currentReceipts(await edges.releases.head(releaseId));
  const noted = await edges.receipts.of(releaseId);
  const due = noted.filter(({ key, told }) => current.includes(key) || !told.includes('received'));
  const written: Written[] = [];
  const asOf = edges.now().toISOString();
  for (const { key, told } of due) written.push({ key, told, receipt: await rewrite(releaseId, key, edges) });
  await closePush(
    releaseId,
    written.map(({ receipt }) => receipt),
    edges,
    asOf,
  );
  // After all of them: a mail that SES refuses holds no receipt up.
  for (const one of written) await writeTo(releaseId, one, edges);
  log({ stage: 'receipts', outcome: 'told', releaseId, receipts: due.length });
}

type Written = NotedReceipt & { receipt: Receipt };

async function writeTo(releaseId: string, { key, told, receipt }: Written, edges: ReceiptEdges): Promise<void> {
  const mails = momentsOf(receipt);
  for (const moment of mails.filter((one) => !told.includes(one))) {
    await send({ releaseId, key, moment }, receipt, edges);
  }
  // Nothing is to be said of it by mail, and it needn't be looked at again for that.
  const isQuiet = !told.includes('received') && !mails.includes('received');
  if (isQuiet) await edges.receipts.end({ releaseId, key, moment: 'received' }, edges.now());
}

async function send(which: Parameters<Receipts['begin']>[0], receipt: Receipt, edges: ReceiptEdges): Promise<void> {
  const { newsroom, receipts } = edges;
  if (!(await receipts.begin(which, edges.now()))) return;
  try {
    await edges.send(receiptMail({ receipt, page: archiveKey.receiptPage(which.key), newsroom }));
  } catch (error) {
    await receipts.free(which);
    throw error;
  }
  await receipts.end(which, edges.now());
}

/** As it stands now, stored, with its page. */
async function rewrite(releaseId: string, key: string, edges: ReceiptEdges): Promise<Receipt> {
  const page = archiveKey.receiptPage(key);
  let written: Receipt | undefined;
  await edges.archive.replace([key, page], async () => {
    const head = await edges.releases.head(releaseId);
    const stored = await edges.archive.get(key);
    if (!stored) throw new Error(`The archive lacks a receipt of release ${releaseId}.`);
    const before = Receipt.parse(JSON.parse(new TextDecoder().decode(stored)));
    const isCurrent = head && currentReceipts(head).includes(key) && hasProgress(before);
    const receipt = isCurrent ? { ...before, progress: await progressOf(head, edges) } : before;
    written = receipt;
    return {
      [key]: { body: `${JSON.stringify(receipt, null, 2)}\n`, contentType: 'application/json' },
      [page]: { body: receiptPage({ receipt, newsroom: edges.newsroom }), contentType: 'text/html; charset=utf-8' },
    };
  });
  if (!written) throw new Error(`A receipt of release ${releaseId} was not written.`);
  return written;
}

async function progressOf(head: ReleaseHead, edges: ReceiptEdges): Promise<Progress> {
  const { newsroom, site, now } = edges;
  const publication = await edges.releases.publication(head.releaseId);
  const all = await edges.bulletins.of(head.releaseId);
  const bulletins = await Promise.all(
    all.map(async (bulletin) => ({ bulletin, plans: await edges.bulletins.plans(bulletin) })),
  );
  const pushed = await pushedOf(head.releaseId, edges);
  return progress({ head, publication, bulletins, pushed }, { newsroom, site, now: now().toISOString() });
}

async function pushedOf(releaseId: string, { outlets }: ReceiptEdges): Promise<Pushed[]> {
  const pushes = await outlets.pushes(releaseId);
  return Promise.all(
    pushes.map(async (push) => {
      const asked: Pushed['outlets'] = [];
      for await (const page of outlets.of(push.feed)) asked.push(...page);
      return { push, outlets: asked };
    }),
  );
}

/** Once all have it, nobody looks each hour whether they do. */
async function closePush(
  releaseId: string,
  receipts: Receipt[],
  { outlets }: ReceiptEdges,
  asOf: string,
): Promise<void> {
  const told = receipts.flatMap(({ progress }) => progress?.outlets ?? []);
  const isTaken = told.length > 0 && told.every(({ asked, taken }) => taken === asked);
  if (isTaken) await outlets.close({ releaseId, at: asOf });
}

export const handler = onMessage('receipts', ReceiptDue, tell, edges);
