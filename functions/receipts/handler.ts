// Tells the press office how its uploads stand: the receipt in the archive, a page beside it, and two mails.
import { archiveKey } from '../core/archive.ts';
import { ReceiptDue } from '../core/messages.ts';
import type { Newsroom } from '../core/newsroom.ts';
import { type Progress, Receipt } from '../core/receipt.ts';
import type { ReleaseHead } from '../core/release-head.ts';
import { PARTS } from '../core/subscriber.ts';
import { type Agenda, agenda } from '../io/agenda.ts';
import { type Archive, archive } from '../io/archive.ts';
import { env } from '../io/env.ts';
import { type Ledger, ledger } from '../io/ledger.ts';
import { log } from '../io/log.ts';
import { type Letter, sendLetter } from '../io/mail.ts';
import { bundledNewsroom } from '../io/newsroom.ts';
import { onMessage } from '../io/on-message.ts';
import { type Plans, plans } from '../io/plans.ts';
import { type NotedReceipt, type Receipts, receipts } from '../io/receipts.ts';
import { type Releases, releases } from '../io/releases.ts';
import { momentsOf, receiptMail } from './mail.ts';
import { receiptPage } from './page.ts';
import { counted, currentReceipts, hasProgress, noMails, progress, type Tally } from './progress.ts';

type Edges = {
  releases: Releases;
  receipts: Receipts;
  plans: Plans;
  agenda: Agenda;
  ledger: Ledger;
  archive: Archive;
  send: (letter: Letter) => Promise<void>;
  newsroom: Newsroom;
  site: string;
  now: () => Date;
};

const edges = (): Edges => {
  const names = env('RELEASES_TABLE', 'LEDGER_TABLE', 'ARCHIVE_BUCKET', 'SITE_URL');
  return {
    releases: releases(names.RELEASES_TABLE),
    receipts: receipts(names.RELEASES_TABLE),
    plans: plans(names.RELEASES_TABLE),
    agenda: agenda(names.RELEASES_TABLE),
    ledger: ledger(names.LEDGER_TABLE),
    archive: archive(names.ARCHIVE_BUCKET),
    send: sendLetter,
    newsroom: bundledNewsroom(),
    site: names.SITE_URL,
    now: () => new Date(),
  };
};

async function tell({ releaseId }: ReceiptDue, edges: Edges): Promise<void> {
  const current = currentReceipts(await edges.releases.head(releaseId));
  const noted = await edges.receipts.of(releaseId);
  const due = noted.filter(({ key, told }) => current.includes(key) || !told.includes('received'));
  const written: Written[] = [];
  for (const { key, told } of due) written.push({ key, told, receipt: await rewrite(releaseId, key, edges) });
  // After all of them: a mail that SES refuses holds no receipt up.
  for (const one of written) await writeTo(releaseId, one, edges);
  log({ stage: 'receipts', outcome: 'told', releaseId, receipts: due.length });
}

type Written = NotedReceipt & { receipt: Receipt };

async function writeTo(releaseId: string, { key, told, receipt }: Written, edges: Edges): Promise<void> {
  const mails = momentsOf(receipt);
  for (const moment of mails.filter((one) => !told.includes(one))) {
    await send({ releaseId, key, moment }, receipt, edges);
  }
  // Nothing is to be said of it by mail, and it needn't be looked at again for that.
  const isQuiet = !told.includes('received') && !mails.includes('received');
  if (isQuiet) await edges.receipts.end({ releaseId, key, moment: 'received' }, edges.now());
}

async function send(which: Parameters<Receipts['begin']>[0], receipt: Receipt, edges: Edges): Promise<void> {
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
async function rewrite(releaseId: string, key: string, edges: Edges): Promise<Receipt> {
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

/** Milliseconds after a bulletin was opened. */
const FIRST_COUNT = 30_000;

async function progressOf(head: ReleaseHead, edges: Edges): Promise<Progress> {
  const { newsroom, site, now } = edges;
  const bulletin = { releaseId: head.releaseId, occasion: 'publication' as const };
  const publication = await edges.releases.publication(head.releaseId);
  // In this order: a bulletin is opened before it is planned, and what was settled by then is counted after.
  const plans = await edges.plans.of(bulletin);
  const open = await edges.agenda.openBulletins();
  const own = open.find(({ releaseId, isSettled }) => releaseId === head.releaseId && !isSettled);
  // The ledger is long: nobody is written to before a part is planned, and the first count can wait for the clock.
  const isCounted = plans.length > 0 && !(own && now().getTime() - Date.parse(own.openedAt) < FIRST_COUNT);
  const tally = isCounted ? await tallyOf(bulletin, edges.ledger) : noMails;
  const standing = { head, publication, plans, tally, isOpen: own !== undefined };
  return progress(standing, { newsroom, site, now: now().toISOString() });
}

/** A part at a time: the ledger of a large audience doesn't fit into memory. */
async function tallyOf(bulletin: Parameters<Ledger['rows']>[0], ledger: Ledger): Promise<Tally> {
  let tally = noMails;
  const count = async (shard: number) => {
    for await (const rows of ledger.rows(bulletin, shard)) tally = counted(tally, rows);
  };
  for (const shards of PARTS) await Promise.all(shards.map(count));
  return tally;
}

export const handler = onMessage('receipts', ReceiptDue, tell, edges);
