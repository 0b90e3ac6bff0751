// What each alarm says: what failed, for whom, and what to do. The operator reads nothing else at night.
import type { FunctionName } from './bundle.ts';

export const failures = {
  ingest:
    'Uploads could not be read, so the press office has no receipt and nothing was published. See the ingest log, mend the cause, then redrive the Uploads dead-letter queue.',
  publish:
    'Releases that were accepted did not come out: no reader has them. See the publish log, mend the cause, then redrive the Publish dead-letter queue.',
  feeds:
    'A feed was not rebuilt, so its readers miss the newest releases. See the feeds log, mend the cause, then redrive the Feeds dead-letter queue.',
  pages:
    'Pages of a release are missing or old, while feeds and mails link to them. See the pages log, mend the cause, then redrive the Pages dead-letter queue.',
  outlets:
    'Documents that media outlets import are missing or old, so they may use a release that was corrected or withdrawn. See the outlets log, mend the cause, then redrive the Outlets dead-letter queue.',
  hub: 'Media outlets that ask to be told of new releases meet an error, and go on without. Those who asked before are told all the same. See the hub log.',
  verify:
    'Media outlets that asked to be told of new releases, or no more, were not asked whether they meant it: they ask again themselves. See the verify log, mend the cause, then redrive the Verifications dead-letter queue.',
  distribute:
    'Media outlets were not told of a release, a correction or a withdrawal: they may still use what was taken back. See the distribute log, mend the cause, then redrive the Distribution dead-letter queue.',
  deliver:
    'Some media outlets were not told of a release, a correction or a withdrawal, and not because of themselves: those that fail are tried again without any alarm. See the deliver log, mend the cause, then redrive the Deliveries dead-letter queue: what an outlet has is not sent again.',
  deliverSlowly:
    'Some media outlets that answer late, or failed before, were not told of a release, a correction or a withdrawal. See the deliver log, mend the cause, then redrive the SlowDeliveries dead-letter queue: what an outlet has is not sent again.',
  plan: 'Part of the audience was not planned, so these subscribers have no mail of a release. See the plan log, mend the cause, then redrive the Bulletins dead-letter queue: nobody gets a second copy.',
  send: 'Up to 50 subscribers for each message have no mail of a release. See the send log and mend the cause. The clock plans for them again by itself; to have it sooner, redrive the Copies dead-letter queue: nobody gets a second copy.',
  paused:
    'SES takes no mails of a bulletin for now, so its readers wait; the receipt says since when and why. ACCOUNT_DAILY_QUOTA_EXCEEDED: the quota of the day is used up, it goes on by itself when it frees; ask AWS for more. Any other: see the SES console (account under review or paused, sender not verified); mend it, and it goes on within 15 minutes. Nobody gets a second copy.',
  late: 'What SES says of its mails is noted late. Mails of which nobody knows whether they went out are not sent again until it is, and bounces go unheard. See the feedback log and its concurrency.',
  feedback:
    'What SES said of some mails was not noted: addresses that bounced or complained may be written to again. See the feedback log, mend the cause, then redrive the Feedback dead-letter queue.',
  receipts:
    'The press office is not told how some uploads stand: receipts in the archive are old, and mails to the newsroom are missing, most likely as SES takes none. Readers are not affected. See the receipts log, mend the cause, then redrive the Receipts dead-letter queue.',
  subscriptions:
    'Readers who want to subscribe, to change what they get or to leave meet an error, and mail programs that unsubscribe for them give up. See the subscriptions log, and mend it today: the law and the mailbox providers give two days.',
  letters:
    'People who signed up, or want another address, have no mail to confirm it, most likely as SES takes none. Readers are not affected. See the letters log, mend the cause, then redrive the Letters dead-letter queue: nobody gets a second mail.',
  clock:
    'The minute clock fails: releases under embargo will not come out on time, and mails whose sender died are not sent again. See the clock log.',
} as const satisfies Partial<Record<FunctionName | 'deliverSlowly' | 'paused' | 'late', string>>;
