// polywire publish: uploads files and follows each to its receipt, and to what becomes of it.
import { readFileSync, statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { Receipt } from '../functions/core/receipt.ts';
import { readNewsroom } from '../infra/settings.ts';
import { fromCaller, readArguments } from './arguments.ts';
import { contentTypes } from './content-types.ts';
import { lookUntil, type Received, uploaded } from './follow.ts';
import { inNewsroom, type NewsroomAt, whichNewsroom } from './newsroom-at.ts';
import { isSettled, progressInWords } from './progress.ts';
import { problemLine } from './read-release.ts';
import { fileFault, Refusal } from './sentence.ts';
import { steps } from './steps.ts';

const LIMIT_MINUTES = 10;
/** Milliseconds until a receipt tells what became of its release. One that was deployed long ago never does. */
const SILENCE = 10_000;

type Told = (text: string) => void;

export async function publish(args: string[]): Promise<number> {
  const { values, positionals } = readArguments('publish', args, {
    ...whichNewsroom,
    json: { type: 'boolean', default: false },
  });
  const files = positionals.map(fromCaller);
  if (files.length === 0) throw new Refusal('Name at least one file: polywire publish FILE…');
  // Before the first goes out: a name that is mistyped stops them all.
  for (const file of files) readable(file);
  const told = steps(values.json ? process.stderr : process.stdout);
  const receipts = await inNewsroom(values, async (newsroom) => {
    const all: Receipt[] = [];
    for (const file of files) {
      const receipt = await followed(file, newsroom, told);
      if (values.json) process.stdout.write(`${JSON.stringify(receipt)}\n`);
      all.push(receipt);
    }
    return all;
  });
  return receipts.some(({ outcome }) => outcome === 'refused') ? 1 : 0;
}

async function followed(file: string, newsroom: NewsroomAt, told: Told): Promise<Receipt> {
  const key = basename(file);
  const deadline = Date.now() + LIMIT_MINUTES * 60_000;
  const contentType = contentTypes[extname(key).toLowerCase()] ?? 'application/octet-stream';
  told(`uploads ${key} and follows it, ${LIMIT_MINUTES} minutes at most; its mails are counted each minute`);
  const received = await uploaded(key, { body: readFileSync(file), contentType }, newsroom, deadline);
  if (!received)
    throw new Refusal(
      `"${key}" has no receipt after ${LIMIT_MINUTES} minutes; it lies in the inbox. See polywire status.`,
    );
  told(received.receipt.summary);
  for (const problem of received.receipt.problems) told(problemLine(problem).trim());
  if (received.receipt.outcome !== 'accepted') return received.receipt;
  return settled(received, deadline, newsroom, told);
}

/** Tells each step until nothing more is to be seen: all is out, or waits for its hour. */
async function settled(received: Received, deadline: number, newsroom: NewsroomAt, told: Told): Promise<Receipt> {
  const { zone } = readNewsroom();
  let newest = received.receipt;
  const said = new Set<string>();
  const patience = Date.now() + SILENCE;
  const end = await lookUntil(deadline, newsroom.pace, async () => {
    newest = (await newsroom.receipt(received.key)) ?? newest;
    const { progress } = newest;
    for (const line of progress ? progressInWords(progress, zone) : []) {
      if (!said.has(line)) told(line);
      said.add(line);
    }
    if (progress) return isSettled(progress) ? 'settled' : undefined;
    return Date.now() > patience ? 'silent' : undefined;
  });
  if (end === 'silent') told('its receipt tells no more yet; polywire status does');
  if (end === undefined) told(`${LIMIT_MINUTES} minutes are over; polywire status tells what becomes of the rest`);
  return newest;
}

function readable(file: string): void {
  try {
    if (statSync(file).isFile()) return;
  } catch (error) {
    throw fileFault(file, error);
  }
  throw new Refusal(`"${file}" is a folder, not a file.`);
}
