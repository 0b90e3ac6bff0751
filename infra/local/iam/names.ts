import type { Call } from './policy.ts';

export type Names = { region: string; accountId: string };

export const arn = (service: string, { region, accountId }: Names, resource: string): string =>
  `arn:aws:${service}:${region}:${accountId}:${resource}`;

/** A name where an API takes a name or an ARN. */
export const arnOf = (service: string, names: Names, kind: string, nameOrArn: string): string =>
  nameOrArn.startsWith('arn:') ? nameOrArn : arn(service, names, `${kind}${nameOrArn}`);

/** A call on one resource; for an action that knows no resources, on `*`. */
export const call = (action: string, resource = '*'): Call => ({ action, resource: [resource], context: {} });
