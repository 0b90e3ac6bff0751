// What somebody asked for, until the owner of the mailbox confirms it: a subscription, or another address for one.
import * as z from 'zod/mini';
import { Wishes } from './subscriber.ts';

/** A link to confirm works for so long; then what was asked for is forgotten. */
export const CONFIRMATION_DAYS = 7;

/** The API's function ends after so long: whatever read a sign-up before it was taken away is done, or dead, by then. */
export const API_SECONDS = 10;

const instant = z.iso.datetime();

/** What whoever signed up was shown, as it was shown. */
export const Wording = z.object({
  /** BCP 47, of the page. */
  language: z.string(),
  text: z.string(),
  /** Made of the text: another wording has another version. */
  version: z.string(),
  /** The page's address. */
  page: z.string(),
});
export type Wording = z.infer<typeof Wording>;

/** The mails that a sign-up may bring: to the address itself, and of a change to the new address and to the old one. */
export const letters = ['confirm', 'arrive', 'depart'] as const;
export type LetterKind = (typeof letters)[number];

export const SignUp = z.object({
  /** The keyed hash of the mailbox, in which the variants of an address are one. */
  id: z.string(),
  /** As it was written. */
  address: z.string(),
  wishes: Wishes,
  wording: Wording,
  askedAt: instant,
  /** How often it was asked for since anything was last forgotten. */
  asked: z.int().check(z.positive()),
  /** Nothing is written to the mailbox before, whoever asks. */
  notBefore: instant,
  /** Seconds of the epoch: DynamoDB's time to live. */
  expires: z.int(),
  /** The subscriber whose new address it is to be. */
  moves: z.nullable(z.string()),
  confirmedAt: z.optional(instant),
  /** Both ends of a change of address. */
  arrivedAt: z.optional(instant),
  departedAt: z.optional(instant),
});
export type SignUp = z.infer<typeof SignUp>;
