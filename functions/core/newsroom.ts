// newsroom.yaml: the settings of one newsroom.
import { en } from 'zod/locales';
import * as z from 'zod/mini';
import { PermanentError } from './errors.ts';
import { canonicalLanguage } from './language.ts';

const language = z.string().check(
  z.refine((tag) => canonicalLanguage(tag) === tag, {
    error: ({ input }) => `"${input}" is no canonical BCP 47 language tag`,
  }),
);
const names = z.record(language, z.string().check(z.minLength(1)));
const domain = z.string().check(z.regex(/^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be a domain name in lower case'));
const zone = z.string().check(z.refine(isZone, 'must be a time zone of the IANA database, as Europe/Paris'));

const Newsroom = z
  .strictObject({
    organisation: names,
    authority: domain,
    domain: z.optional(domain),
    certificateArn: z.optional(z.string().check(z.startsWith('arn:aws:acm:us-east-1:'))),
    sender: z.email(),
    postalAddress: z.string().check(z.minLength(1)),
    languages: z.array(language).check(z.minLength(1)),
    topics: z._default(
      z.record(z.string().check(z.regex(/^[a-z0-9-]+$/, 'topics are lower-case letters, digits and hyphens')), names),
      {},
    ),
    /** IPTC's codes (cv.iptc.org/newscodes/mediatopic) of our topics. */
    mediaTopics: z._default(
      z.record(
        z.string(),
        z.string().check(z.regex(/^\d{8}$/, 'must be an IPTC Media Topic: "20000437", 8 digits in quotes')),
      ),
      {},
    ),
    /** Whether outlets may ask to be told of what is new. */
    webSub: z._default(z.boolean(), true),
    zone,
    alarmAddress: z.email(),
  })
  .check(
    z.refine((settings) => settings.languages.some((tag) => settings.organisation[tag]), {
      error: 'organisation needs a name in one of the languages',
    }),
    z.refine(({ topics, mediaTopics }) => Object.keys(mediaTopics).every((topic) => Object.hasOwn(topics, topic)), {
      error: 'must name topics of the newsroom',
      path: ['mediaTopics'],
    }),
    z.refine((settings) => (settings.domain === undefined) === (settings.certificateArn === undefined), {
      error: 'domain and certificateArn go together: CloudFront serves a domain with its certificate',
    }),
  );

/** The settings of newsroom.yaml. `authority` goes into item ids only; `domain` is where the site is served. */
export type Newsroom = z.infer<typeof Newsroom>;

// Asked for each row of a subscribers file, and dear to find out. Whoever writes a zone in all its spellings fills no
// memory with them.
const zones = new Set<string>();
const MOST_ZONES = 1000;

export function isZone(name: string): boolean {
  if (zones.has(name)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    return false;
  }
  if (zones.size < MOST_ZONES) zones.add(name);
  return true;
}

/** Checks what newsroom.yaml holds. Throws PermanentError "newsroom" naming every setting that is wrong. */
export function newsroom(settings: unknown): Newsroom {
  const checked = Newsroom.safeParse(settings, { error: en().localeError });
  if (checked.success) return checked.data;
  const faults = checked.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`);
  throw new PermanentError('newsroom', `newsroom.yaml can't be used. ${faults.join('; ')}.`, { cause: checked.error });
}

/** The name in `language`, else in the newsroom's first language that has one. */
export function nameIn(all: Record<string, string>, language: string, { languages }: Newsroom): string {
  const named = [language, ...languages, ...Object.keys(all)].find((tag) => all[tag]);
  return named === undefined ? '' : (all[named] ?? '');
}
