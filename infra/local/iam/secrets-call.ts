// Service Authorization Reference, "AWS Secrets Manager".
import { z } from 'zod';
import type { AwsRequest } from '../emulator.ts';
import { inputOf, operationOf, unknown } from './input.ts';
import { arn, call, type Names } from './names.ts';
import type { Call } from './policy.ts';

const Input = z.object({ SecretId: z.string().min(1) });

export function secretsCalls(request: AwsRequest, names: Names): Call[] {
  const operation = operationOf(request);
  if (operation === 'ListSecrets') return [call('secretsmanager:ListSecrets')];
  if (!['DescribeSecret', 'GetSecretValue', 'PutSecretValue'].includes(operation)) {
    throw unknown(`Secrets Manager's ${operation}`);
  }
  const { SecretId } = inputOf(Input, request);
  return [call(`secretsmanager:${operation}`, secretArn(SecretId, names))];
}

/** A name doesn't tell the six characters that end the ARN: a policy must leave them open to allow it. */
const secretArn = (id: string, names: Names): string =>
  id.startsWith('arn:') ? id : arn('secretsmanager', names, `secret:${id}-??????`);
