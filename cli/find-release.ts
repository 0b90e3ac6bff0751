// Which release a person means: by its file's name, its id, or one of its addresses.
import { basename, extname } from 'node:path/posix';
import { releaseId, stem } from '../functions/core/release.ts';
import type { ReleaseHead } from '../functions/core/release-head.ts';
import { contentTypes } from './content-types.ts';
import type { NewsroomAt } from './newsroom-at.ts';
import { Refusal } from './sentence.ts';

export type FoundRelease = {
  /** What its files are called, without their type. */
  stem: string;
  /** Undefined where every upload of it was refused. */
  head: ReleaseHead | undefined;
  /** Keys of the receipts of all its uploads, oldest first. */
  receipts: string[];
};

/** Throws Refusal where the newsroom knows no such release. */
export async function findRelease(said: string, newsroom: NewsroomAt): Promise<FoundRelease> {
  const head = URL.canParse(said) ? await atAddress(new URL(said), newsroom) : await named(said, newsroom);
  const stems = head ? [stem(head.uploads[0]?.key ?? '')] : stemsOf(said);
  for (const one of stems) {
    const receipts = await receiptsOf(one, newsroom);
    if (head || receipts.length > 0) return { stem: one, head, receipts };
  }
  throw new Refusal(
    `The newsroom knows no release "${said}". Name its file ("budget.md" or "budget"), its id, or one of its addresses.`,
  );
}

async function atAddress({ origin, pathname, href }: URL, { site, releases }: NewsroomAt) {
  const address = /^\/[^/]+\/(\d{4}\/\d{2}\/[^/.]+)/.exec(pathname)?.[1];
  if (origin !== new URL(site).origin || address === undefined)
    throw new Refusal(`"${href}" is no address of a release of this newsroom, which is at ${site}/.`);
  const id = await releases.owner(decodeURIComponent(address));
  return id === undefined ? undefined : releases.head(id);
}

async function named(said: string, { releases }: NewsroomAt): Promise<ReleaseHead | undefined> {
  const ids = [...(/^[0-9a-f]{16}$/.test(said) ? [said] : []), ...stemsOf(said).map((one) => releaseId(`${one}.txt`))];
  for (const id of ids) {
    const head = await releases.head(id);
    if (head) return head;
  }
  return undefined;
}

/** What follows a dot may be the file's type or belong to its name; a path may be the key's or the disk's. */
const stemsOf = (said: string): string[] => [
  ...new Set(
    [said, basename(said)].flatMap((name) =>
      Object.hasOwn(contentTypes, extname(name).toLowerCase()) ? [stem(name), name] : [name, stem(name)],
    ),
  ),
];

async function receiptsOf(name: string, newsroom: NewsroomAt): Promise<string[]> {
  const keys = await newsroom.receiptKeys(name);
  const own = keys.filter((key) => stem(fileOf(key)).normalize('NFC') === name.normalize('NFC'));
  return own.toSorted((one, other) => (basename(one) < basename(other) ? -1 : 1));
}

/** The inbox key in a receipt's: "receipts/FILE/TIME-SHA.json". */
const fileOf = (receiptKey: string): string => receiptKey.split('/').slice(1, -1).join('/');
