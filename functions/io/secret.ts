// The newsroom's one secret: keys by their one-character id, `current` naming the one that signs.
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import type { TokenKeys } from '../core/token.ts';

const client = new SecretsManagerClient({});

const Secret = z.catchall(z.object({ current: z.string().check(z.length(1)) }), z.string());

/** Read once in a function's life; a retired key stays in the secret, so old links go on working. */
export function secret(arn: string): () => Promise<TokenKeys> {
  let read: Promise<TokenKeys> | undefined;
  const fetch = async (): Promise<TokenKeys> => {
    const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
    const { current, ...keys } = Secret.parse(JSON.parse(SecretString));
    return { current, keys };
  };
  return () => {
    read ??= fetch().catch((error: unknown) => {
      read = undefined;
      throw error;
    });
    return read;
  };
}
