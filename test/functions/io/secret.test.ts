// The newsroom's secret, against the local Secrets Manager.
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { expect, test } from 'vitest';
import { clientSettings } from '../../../infra/local/emulators.ts';
import { startCloud } from './cloud.ts';

const cloud = await startCloud();
const { secret } = await import('../../../functions/io/secret.ts');
const operator = new SecretsManagerClient(clientSettings(cloud.gateway.url));

const newSecret = (name: string) =>
  cloud.secrets.createSecret(name, {
    secretStringTemplate: '{"current":"a"}',
    generateStringKey: 'a',
    length: 43,
    excludePunctuation: true,
  });

const store = (arn: string, value: unknown) =>
  operator.send(new PutSecretValueCommand({ SecretId: arn, SecretString: JSON.stringify(value) }));

test('the keys are those of the template, and the current one is named', async () => {
  const keys = await secret(newSecret('fresh'))();

  expect(keys).toEqual({ current: 'a', keys: { a: expect.stringMatching(/^[A-Za-z0-9]{43}$/) } });
});

test('a retired key stays beside the current one', async () => {
  const arn = newSecret('rotated');
  await store(arn, { current: 'b', a: 'old', b: 'new' });

  expect(await secret(arn)()).toEqual({ current: 'b', keys: { a: 'old', b: 'new' } });
});

test('it is read once in a function’s life', async () => {
  const arn = newSecret('once');
  const keys = secret(arn);
  const first = await keys();
  await store(arn, { current: 'b', b: 'new' });

  expect(await keys()).toEqual(first);
});

test('a secret that could not be read is read again by the next message', async () => {
  const arn = newSecret('broken');
  const keys = secret(arn);
  await store(arn, { a: 'nobody is current' });
  await expect(keys()).rejects.toThrow();

  await store(arn, { current: 'a', a: 'mended' });

  expect(await keys()).toEqual({ current: 'a', keys: { a: 'mended' } });
});
