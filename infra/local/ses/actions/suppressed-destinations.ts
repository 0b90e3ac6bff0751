// API_PutSuppressedDestination, API_GetSuppressedDestination, API_DeleteSuppressedDestination,
// API_ListSuppressedDestinations. Of the account; tenants have none here.
import { parseMailbox } from '../address.ts';
import { SesError } from '../errors.ts';
import type { Suppressed } from '../journal.ts';
import { paginate } from '../paginate.ts';
import { PutSuppressedDestination, parse } from '../schemas.ts';
import { commit, type State } from '../state.ts';

export function putSuppressedDestination(state: State, body: Buffer) {
  const { EmailAddress, Reason } = parse(PutSuppressedDestination, body);
  const { address } = parseMailbox(EmailAddress);
  commit(state, [{ kind: 'suppressed', suppressed: { address, reason: Reason, at: state.clock().toISOString() } }]);
  return {};
}

export function getSuppressedDestination(state: State, address: string) {
  return { SuppressedDestination: summary(find(state, address)) };
}

export function deleteSuppressedDestination(state: State, address: string) {
  commit(state, [{ kind: 'unsuppressed', address: find(state, address).address }]);
  return {};
}

export function listSuppressedDestinations({ suppressed }: State, query: URLSearchParams) {
  const reasons = query.getAll('Reason');
  const start = Date.parse(query.get('StartDate') ?? '') || Number.NEGATIVE_INFINITY;
  const end = Date.parse(query.get('EndDate') ?? '') || Number.POSITIVE_INFINITY;
  const chosen = [...suppressed.values()].filter(({ reason, at }) => {
    const time = Date.parse(at);
    return (reasons.length === 0 || reasons.includes(reason)) && time >= start && time <= end;
  });
  const { items, ...more } = paginate(chosen, ({ address }) => address.toLowerCase(), query);
  return { SuppressedDestinationSummaries: items.map(summary), ...more };
}

function find({ suppressed }: State, address: string): Suppressed {
  const found = suppressed.get(address.toLowerCase());
  if (!found)
    throw new SesError('NotFoundException', `Email address ${address} does not exist on your suppression list.`);
  return found;
}

const summary = ({ address, reason, at }: Suppressed) => ({
  EmailAddress: address,
  Reason: reason,
  LastUpdateTime: Date.parse(at) / 1000,
});
