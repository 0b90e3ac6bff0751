// What proves that a subscriber wanted it: a record of each thing that was said, to which only is added.
import * as z from 'zod/mini';
import { Wording } from './sign-up.ts';
import { Wishes } from './subscriber.ts';

const instant = z.iso.datetime();

/** How somebody left. */
export const Way = z.enum(['one click', 'page', 'preferences', 'mail']);
export type Way = z.infer<typeof Way>;

const of = { subscriberId: z.string(), at: instant };

export const Consent = z.discriminatedUnion('said', [
  /** Asked for on a page, and confirmed by the mail to the address. */
  z.object({ ...of, said: z.literal('yes'), address: z.string(), wishes: Wishes, wording: Wording, askedAt: instant }),
  /** Taken over from another list, with what that one has for a proof. */
  z.object({ ...of, said: z.literal('imported'), address: z.string(), wishes: Wishes, proof: z.string() }),
  z.object({ ...of, said: z.literal('changed'), wishes: Wishes }),
  /**
   * `former` is the keyed hash of the address that it was; `merged` the subscriber who had the new one, whose records stand
   * under their own id.
   */
  z.object({
    ...{ ...of, said: z.literal('moved'), address: z.string(), former: z.string(), askedAt: instant },
    merged: z.nullable(z.string()),
  }),
  z.object({ ...of, said: z.literal('no'), way: Way }),
  /** Took the leaving back at once. */
  z.object({ ...of, said: z.literal('yes again') }),
]);
export type Consent = z.infer<typeof Consent>;

/** The same thing said once more has the same name: by when it was asked for, where it was. */
export const consentName = (consent: Consent): string =>
  `${'askedAt' in consent ? consent.askedAt : consent.at}#${consent.said}`;
