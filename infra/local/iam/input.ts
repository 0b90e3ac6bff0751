// What a request of the JSON protocols says of itself.
import { z } from 'zod';
import type { AwsRequest } from '../emulator.ts';

/** The operation: what follows the last dot of X-Amz-Target. */
export const operationOf = ({ headers }: AwsRequest): string => (headers['x-amz-target'] ?? '').replace(/^.*\./, '');

export function inputOf<Output>(schema: z.ZodType<Output>, request: AwsRequest): Output {
  const result = schema.safeParse(JSON.parse(request.body.toString() || '{}'));
  if (result.success) return result.data;
  const what = request.headers['x-amz-target'] ?? `${request.method} ${request.path}`;
  throw new Error(`The local IAM can't tell which resource ${what} needs: ${z.prettifyError(result.error)}`);
}

/** A call of no known right must not pass in silence. */
export const unknown = (what: string): Error => new Error(`The local IAM does not know which right ${what} needs.`);
