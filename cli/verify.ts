// polywire verify: whether an item is the newsroom's, unchanged, and still to be used. For outlets, who need no newsroom.
import { readFileSync } from 'node:fs';
import { canonical } from '../functions/outlets/signature.ts';
import { Jwks, type Signed, type Verdict, verified } from '../functions/outlets/verify.ts';
import { fromCaller, readArguments } from './arguments.ts';
import { fileFault, Refusal } from './sentence.ts';

/** Seconds in which a site answers, or doesn't. */
const PATIENCE = 15;
/** An item with its text is far smaller. */
const LARGEST = 5_000_000;

export type Checked = {
  ok: boolean;
  /** What holds, and what doesn't, a sentence each. */
  says: string[];
  item: Signed | null;
};

/** Asks a site for a text. */
export type Ask = (url: string) => Promise<string>;

export async function verify(args: string[]): Promise<number> {
  const { values, positionals } = readArguments('verify', args, {
    key: { type: 'string' },
    offline: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  });
  const [what] = positionals;
  if (what === undefined || positionals.length > 1)
    throw new Refusal('Name one item: polywire verify URL|FILE --key jwks.json');
  const { key } = values;
  if (key === undefined)
    throw new Refusal(
      'Name the keys that you trust with --key: save SITE/.well-known/jwks.json once, and keep it (or give its address to trust what it says now).',
    );
  const place = (said: string): string => (isUrl(said) ? said : fromCaller(said));
  const checked = await check(place(what), {
    keys: await keysAt(place(key), fetched),
    offline: values.offline,
    ask: fetched,
  });
  process.stdout.write(values.json ? `${JSON.stringify(checked, null, 2)}\n` : `${checked.says.join('\n')}\n`);
  return checked.ok ? 0 : 1;
}

type Checking = { keys: Jwks; offline: boolean; ask: Ask };

export async function check(what: string, { keys, offline, ask }: Checking): Promise<Checked> {
  const { text, document } = isUrl(what) ? { text: await ask(signatureOf(what)), document: undefined } : saved(what);
  const verdict = verified(text, keys);
  if ('fault' in verdict) return { ok: false, says: [verdict.fault], item: null };
  if (document !== undefined && canonical(document) !== canonical(verdict.document))
    return { ok: false, says: ['The document is not the one that was signed beside it.'], item: verdict.item };
  const says = said(verdict);
  if (verdict.item.pubStatus !== 'usable') return { ok: false, says, item: verdict.item };
  if (isUrl(what) || offline) {
    const unknown = offline && !isUrl(what) ? ['Whether it was corrected or withdrawn since was not asked.'] : [];
    return { ok: true, says: [...says, ...unknown], item: verdict.item };
  }
  const since = await laterThan(verdict.item, { keys, ask });
  return { ok: since.ok, says: [...says, since.says], item: verdict.item };
}

function said({ item, kid }: Exclude<Verdict, { fault: string }>): string[] {
  const { title, copyrightHolder, version, versionCreated, firstCreated, edNote } = item;
  const note = edNote === undefined ? [] : [`Note: ${edNote}`];
  return [
    `Signed by ${copyrightHolder}, with the key ${kid} that you trust; not changed since.`,
    `${item.uri}, in ${item.language}: ${title}`,
    `Version ${version} of ${versionCreated}; first published ${firstCreated}.`,
    ...note,
    ...use(item),
  ];
}

/** Whether it may be used, where there is anything to say of it. */
function use({ pubStatus, embargoedUntil }: Signed): string[] {
  if (pubStatus === 'canceled') return ['It has been withdrawn: it must not be used any more.'];
  if (pubStatus === 'withheld' && embargoedUntil === undefined)
    return ['It is withheld: it must not be used until it is published.'];
  if (pubStatus === 'withheld')
    return [`It is withheld, under embargo until ${embargoedUntil}: it must not be used before it is published then.`];
  return embargoedUntil === undefined ? [] : [`It was under embargo until ${embargoedUntil}.`];
}

/** What the site says of it now. */
async function laterThan(item: Signed, { keys, ask }: Pick<Checking, 'keys' | 'ask'>) {
  const address = item.renditions.find(({ name }) => name === 'signature')?.href;
  const text = address === undefined ? undefined : await ask(address).catch(() => undefined);
  if (text === undefined)
    return {
      ok: true,
      says: 'Whether it was corrected or withdrawn since could not be asked: the site does not answer.',
    };
  const now = verified(text, keys);
  if ('fault' in now) return { ok: false, says: `What the site has now does not hold: ${now.fault}` };
  const { pubStatus, version, versionCreated } = now.item;
  if (now.item.uri !== item.uri) return { ok: false, says: 'The site has another item at its address.' };
  if (pubStatus === 'withheld') return { ok: false, says: `What the site has now: ${use(now.item).join(' ')}` };
  if (pubStatus === 'canceled')
    return { ok: false, says: `It has been withdrawn since, on ${versionCreated}: it must not be used any more.` };
  if (Number(version) > Number(item.version))
    return { ok: true, says: `It has been corrected since: version ${version} of ${versionCreated} is the newest.` };
  return { ok: true, says: 'It is the newest version, and has not been withdrawn.' };
}

const isUrl = (what: string): boolean => /^https?:\/\//.test(what);

/** Of the page, or of any of the documents beside it. */
const signatureOf = (url: string): string =>
  `${url.replace(/[?#].*$/, '').replace(/\.(?:html|ninjs\.json|newsml\.xml|jws)$/, '')}.jws`;

/** A signed item, or a ninjs document with its signature beside it. */
function saved(file: string): { text: string; document: unknown } {
  const text = contents(file);
  if (!file.endsWith('.json')) return { text, document: undefined };
  try {
    return { text: contents(file.replace(/(?:\.ninjs)?\.json$/, '.jws')), document: JSON.parse(text) };
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    throw new Refusal(`"${file}" holds no JSON.`, { cause });
  }
}

function contents(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw fileFault(file, error);
  }
}

export async function keysAt(where: string, ask: Ask): Promise<Jwks> {
  const text = isUrl(where) ? await ask(where) : contents(where);
  try {
    return Jwks.parse(JSON.parse(text));
  } catch (cause) {
    throw new Refusal(`"${where}" holds no keys (RFC 7517).`, { cause });
  }
}

async function fetched(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE * 1000) });
    const text = await response.text();
    if (!response.ok) throw new Refusal(`${url} answers ${response.status}.`);
    if (text.length > LARGEST) throw new Refusal(`${url} has ${text.length} characters; no item is so long.`);
    return text;
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    throw new Refusal(`${url} does not answer.`, { cause });
  }
}
