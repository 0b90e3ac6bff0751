// polywire status: what became of a release.
import { basename, dirname } from 'node:path/posix';
import type { Receipt } from '../functions/core/receipt.ts';
import { readNewsroom } from '../infra/settings.ts';
import { readArguments } from './arguments.ts';
import { findRelease } from './find-release.ts';
import { moment } from './moment.ts';
import { inNewsroom, type NewsroomAt, whichNewsroom } from './newsroom-at.ts';
import { mailsInWords, outletsInWords } from './progress.ts';
import { problemLine } from './read-release.ts';
import { languageStates } from './release-state.ts';
import { Refusal } from './sentence.ts';

/** Files that are listed where none is named. */
const NEWEST = 20;

export async function status(args: string[]): Promise<number> {
  const { values, positionals } = readArguments('status', args, {
    ...whichNewsroom,
    json: { type: 'boolean', default: false },
  });
  const [said] = positionals;
  if (positionals.length > 1) throw new Refusal('Name one release, or none for the newest: polywire status [RELEASE]');
  const text = await inNewsroom(values, (newsroom) =>
    said === undefined ? newest(newsroom, values.json) : told(said, newsroom, values.json),
  );
  process.stdout.write(`${text}\n`);
  return 0;
}

/** The newest receipt of each of the files that came in last. */
async function newest(newsroom: NewsroomAt, json: boolean): Promise<string> {
  const { zone } = readNewsroom();
  const keys = (await newsroom.receiptKeys('')).toSorted((one, other) => (basename(one) > basename(other) ? -1 : 1));
  const ofEach = [...Map.groupBy(keys, dirname).values()].slice(0, NEWEST).map(([first = '']) => first);
  const receipts = (await Promise.all(ofEach.map(newsroom.receipt))).filter((receipt) => receipt !== undefined);
  if (json) return receipts.map((receipt) => JSON.stringify(receipt)).join('\n');
  if (receipts.length === 0) return 'No file came in yet.';
  return receipts.map(({ receivedAt, summary }) => `${moment(receivedAt, zone)}\n  ${summary}`).join('\n');
}

async function told(said: string, newsroom: NewsroomAt, json: boolean): Promise<string> {
  const { stem, head, receipts } = await findRelease(said, newsroom);
  const last = await newsroom.receipt(receipts.at(-1) ?? '');
  if (json) {
    if (last) return JSON.stringify(last);
    throw new Refusal(`"${stem}" is being read; its receipt is not there yet.`);
  }
  const { zone } = readNewsroom();
  if (!head) return [`${stem}: nothing of it was published`, ...upload(last, zone)].join('\n');
  const accepted = await newsroom.receipt(head.uploads.at(-1)?.receipt ?? '');
  return [
    `${stem}: release ${head.releaseId}, version ${head.version}`,
    ...(await languages(head, newsroom, zone)),
    `  mails: ${accepted?.progress ? mailsInWords(accepted.progress) : 'not yet known'}`,
    ...(accepted?.progress ? outletsInWords(accepted.progress) : []).map((line) => `  ${line}`),
    ...upload(last, zone),
  ].join('\n');
}

type Head = NonNullable<Awaited<ReturnType<typeof findRelease>>['head']>;

async function languages(head: Head, { releases, archive, site }: NewsroomAt, zone: string): Promise<string[]> {
  const publication = await releases.publication(head.releaseId);
  const states = languageStates(head, publication, { site, zone, now: new Date() });
  const headlines = await Promise.all(
    states.map(async ({ language }) => {
      const edition = head.editions[language];
      if (!edition) return undefined;
      const { editions } = await archive.release(head.releaseId, edition.contentHash);
      return editions.find((one) => one.language === language)?.headline;
    }),
  );
  return states.flatMap(({ language, text, address }, at) => [
    `  ${language.padEnd(7)} ${text}`,
    ...(headlines[at] === undefined ? [] : [`          \u2068${headlines[at]}\u2069`]),
    ...(address === null ? [] : [`          ${address}`]),
  ]);
}

const upload = (receipt: Receipt | undefined, zone: string): string[] =>
  receipt
    ? [
        `  newest upload: ${receipt.file}, ${moment(receipt.receivedAt, zone)}, ${receipt.outcome}`,
        `    ${receipt.summary}`,
        ...receipt.problems.map((problem) => `  ${problemLine(problem)}`),
      ]
    : ['  newest upload: it is being read; its receipt is not there yet'];
