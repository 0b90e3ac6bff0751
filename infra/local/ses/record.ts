// What is kept of a draft once it is accepted.
import { type Draft, recipientsOf } from './draft.ts';
import type { Header } from './headers.ts';
import type { Mail } from './mail.ts';
import { type Outcome, wasSent } from './outcomes.ts';
import { rawHeader } from './raw.ts';
import type { State } from './state.ts';

export const configurationSetOf = ({ configurationSets }: State, { configurationSet }: Draft) =>
  configurationSet === undefined ? undefined : configurationSets.get(configurationSet);

export function mailOf(state: State, draft: Draft, at: Date, events: Outcome[], countedForTheDay: number): Mail {
  const addresses = (list: Draft['to']) => list.map(({ address }) => address);
  const id = state.newId();
  if (state.mails.has(id)) throw new Error(`The id ${id} was given to a mail before.`);
  const { sequence, file } = state.nextFile(recipientsOf(draft)[0] ?? '');
  const destinations = [...(configurationSetOf(state, draft)?.destinations ?? [])];
  return {
    id,
    sequence,
    file: wasSent(events) ? file : null,
    from: draft.from.text,
    fromAddress: draft.from.address,
    to: addresses(draft.to),
    cc: addresses(draft.cc),
    bcc: addresses(draft.bcc),
    subject: subjectOf(draft),
    sentAt: at.toISOString(),
    templated: draft.content.kind === 'templated',
    headers: headersOf(draft),
    tags: tagLists(draft.tags),
    configurationSet: draft.configurationSet ?? null,
    countedForTheDay,
    events: events.map((event) => ({
      ...event,
      topics: destinations.filter(([, types]) => types.has(event.type)).map(([topicArn]) => topicArn),
    })),
  };
}

function subjectOf({ content }: Draft): string | null {
  if (content.kind === 'unrenderable') return null;
  return content.kind === 'raw' ? (rawHeader(content.raw, 'subject') ?? null) : content.body.subject;
}

/** The original headers, as events carry them: before SES sets its own. */
function headersOf(draft: Draft): Header[] {
  if (draft.content.kind === 'raw') return draft.content.raw.headers;
  const list = (name: string, mailboxes: Draft['to']) =>
    mailboxes.length === 0 ? [] : [{ name, value: mailboxes.map(({ text }) => text).join(', ') }];
  const subject = subjectOf(draft);
  return [
    ...list('From', [draft.from]),
    ...list('Reply-To', draft.replyTo),
    ...list('To', draft.to),
    ...list('Cc', draft.cc),
    ...(subject === null ? [] : [{ name: 'Subject', value: subject }]),
    { name: 'MIME-Version', value: '1.0' },
    ...draft.headers,
  ];
}

function tagLists(tags: Draft['tags']): Record<string, string[]> {
  const lists: Record<string, string[]> = {};
  for (const { name, value } of tags) lists[name] = [...(lists[name] ?? []), value];
  return lists;
}
