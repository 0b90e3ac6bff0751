// The common way of every message: refused with a SesError, or accepted for good.
import { isVerified, simulatorScenario } from './address.ts';
import { compose } from './compose.ts';
import { type Draft, recipientsOf } from './draft.ts';
import { AnswerLost, badRequest, refusal, SesError } from './errors.ts';
import type { Mail } from './mail.ts';
import { outcomes } from './outcomes.ts';
import { noticesOf } from './publisher.ts';
import { configurationSetOf, mailOf } from './record.ts';
import { commit, type State } from './state.ts';

export type Accepted = { mail: Mail; draft: Draft; at: Date; answerLost: boolean };

/** Refuses what concerns the call as a whole: the account, the sender, the configuration set. */
export function checkSender(state: State, fromAddress: string, configurationSet: string | undefined): void {
  const { account, configurationSets, identities } = state;
  if (account.enforcement === 'SHUTDOWN') throw new SesError('AccountSuspendedException', 'The account is suspended.');
  if (!account.sendingEnabled) throw new SesError('SendingPausedException', 'Sending is paused for the account.');
  if (configurationSet !== undefined && !configurationSets.has(configurationSet)) {
    const message = `Configuration set <${configurationSet}> does not exist.`;
    throw new SesError('NotFoundException', message, 'CONFIGURATION_SET_NOT_FOUND');
  }
  if (!isVerified(fromAddress, identities)) throw notVerified([fromAddress]);
}

/** Takes the message, or throws the refusal. Nothing is written yet: see `deliver`. */
export function accept(state: State, draft: Draft): Accepted {
  const recipients = recipientsOf(draft);
  checkRecipients(state, recipients);
  const fault = state.faults(draft);
  if (fault !== undefined && fault !== 'accept-then-reset') throw refusal(fault);
  const countedForTheDay = recipients.filter((address) => simulatorScenario(address) === undefined).length;
  spend(state, recipients.length, countedForTheDay);
  const at = state.clock();
  const reasons = configurationSetOf(state, draft)?.suppressionReasons ?? ['BOUNCE', 'COMPLAINT'];
  const events = outcomes(draft.content, recipients, (address) => {
    const reason = state.suppressed.get(address.toLowerCase())?.reason;
    return reason && reasons.includes(reason) ? reason : undefined;
  });
  return { mail: mailOf(state, draft, at, events, countedForTheDay), draft, at, answerLost: fault !== undefined };
}

/** Files before journal before answer: a kill in between loses only mails that nobody was told of. */
export async function deliver(state: State, accepted: readonly Accepted[]): Promise<void> {
  state.underWay += accepted.length;
  try {
    await Promise.all(
      accepted.map(async ({ mail, draft, at }) => {
        if (mail.file !== null) await state.files.write(mail.file, await compose(draft, mail.id, at));
      }),
    );
    const mails = accepted.map(({ mail }) => mail);
    commit(
      state,
      mails.map((mail) => ({ kind: 'mail', mail })),
    );
    state.publisher.enqueue(mails.flatMap(noticesOf));
  } finally {
    state.underWay -= accepted.length;
  }
  if (accepted.some(({ answerLost }) => answerLost)) throw new AnswerLost('accepted, and the connection is lost');
}

function checkRecipients({ account, identities }: State, recipients: string[]): void {
  if (recipients.length === 0) throw badRequest('A message needs a recipient.');
  if (recipients.length > 50) throw badRequest(`A message has ${recipients.length} recipients; the limit is 50.`);
  if (account.production) return;
  const unverified = recipients.filter((address) => !simulatorScenario(address) && !isVerified(address, identities));
  if (unverified.length > 0) throw notVerified(unverified);
}

const notVerified = (addresses: string[]) =>
  new SesError(
    'MessageRejected',
    `Email address is not verified. The following identities failed the check: ${addresses.join(', ')}`,
  );

/** The messages are those of "Errors related to the sending quotas for your Amazon SES account". */
function spend({ quota }: State, recipients: number, countedForTheDay: number): void {
  switch (quota.take(recipients, countedForTheDay)) {
    case 'rate':
      throw new SesError('TooManyRequestsException', 'Maximum sending rate exceeded.');
    case 'day':
      throw new SesError('TooManyRequestsException', 'Daily message quota exceeded.', 'ACCOUNT_DAILY_QUOTA_EXCEEDED');
    case 'taken':
  }
}
