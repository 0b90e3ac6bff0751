import { badRequest } from './errors.ts';

export type Page<T> = { items: T[]; NextToken?: string };

/** The token is the key of the last item given, so a page stays right when items come and go in between. */
export function paginate<T>(items: readonly T[], keyOf: (item: T) => string, query: URLSearchParams): Page<T> {
  const size = Number(query.get('PageSize') ?? 100);
  if (!Number.isInteger(size) || size < 1 || size > 1000) throw badRequest('PageSize must be between 1 and 1000.');
  const token = query.get('NextToken');
  const after = token === null ? '' : Buffer.from(token, 'base64url').toString('utf8');
  const sorted = [...items].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)).filter((item) => keyOf(item) > after);
  const page = sorted.slice(0, size);
  const last = page.at(-1);
  if (last === undefined || sorted.length === page.length) return { items: page };
  return { items: page, NextToken: Buffer.from(keyOf(last)).toString('base64url') };
}
