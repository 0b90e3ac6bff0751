// The local Secrets Manager, held against the Secrets Manager API Reference (API_… pages) through the SDK.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { expect, onTestFinished, test } from 'vitest';
import { serve } from '../../../infra/local/emulator.ts';
import { createSecrets } from '../../../infra/local/secrets/secrets.ts';

const NOW = new Date('2026-11-23T10:20:30.000Z');

/** Looks random, is the same in every run. */
function seeded(seed: string) {
  let count = 0;
  return (bytes: number) => createHash('shake256', { outputLength: bytes }).update(`${seed} ${count++}`).digest();
}

function temporaryFile(): string {
  const directory = mkdtempSync(join(tmpdir(), 'local-secrets-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return join(directory, 'deep', 'secrets.json');
}

async function start(file = temporaryFile(), seed = 'seed') {
  const secrets = createSecrets({ file, clock: () => NOW, random: seeded(seed), account: '123456789012' });
  const server = await serve(secrets.handle, 0);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new SecretsManagerClient({ endpoint: server.url, region: 'us-east-1', credentials, maxAttempts: 1 });
  onTestFinished(async () => {
    client.destroy();
    await server.stop();
  });
  return { secrets, client, file, url: server.url };
}

test('a secret is read by name, by ARN, and by ARN without its end [API_GetSecretValue]', async () => {
  const { secrets, client } = await start();
  const arn = secrets.createSecret('polywire/keys', {});

  const values = [];
  for (const SecretId of ['polywire/keys', arn, arn.slice(0, -7)]) {
    values.push((await client.send(new GetSecretValueCommand({ SecretId }))).SecretString);
  }
  const secret = await client.send(new GetSecretValueCommand({ SecretId: arn }));

  expect(arn).toMatch(/^arn:aws:secretsmanager:us-east-1:123456789012:secret:polywire\/keys-[A-Za-z0-9]{6}$/);
  expect(new Set(values).size).toBe(1);
  expect(secret).toMatchObject({ ARN: arn, Name: 'polywire/keys', VersionStages: ['AWSCURRENT'], CreatedDate: NOW });
  expect(secret.VersionId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test.each([
  [{}, /^.{32}$/],
  [{ length: 64, excludePunctuation: true }, /^[A-Za-z0-9]{64}$/],
  [{ length: 4 }, /^.{4}$/],
])('the value generated for %j holds every kind of character [API_GetRandomPassword]', async (generate, shape) => {
  for (let n = 0; n < 50; n++) {
    const { secrets, client } = await start(undefined, `seed ${n}`);
    const SecretId = secrets.createSecret('s', generate);

    const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId }));

    expect(SecretString).toMatch(shape);
    expect(SecretString).toMatch(/[a-z]/);
    expect(SecretString).toMatch(/[A-Z]/);
    expect(SecretString).toMatch(/[0-9]/);
    if (!('excludePunctuation' in generate)) expect(SecretString).toMatch(/[!-/:-@[-`{-~]/);
  }
});

test('a template gets the generated value under its key [AWS::SecretsManager::Secret GenerateSecretString]', async () => {
  const { secrets, client } = await start();
  const generate = { secretStringTemplate: '{"kid":"1"}', generateStringKey: 'key', excludePunctuation: true };

  const SecretId = secrets.createSecret('s', generate);

  const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId }));
  expect(JSON.parse(SecretString)).toEqual({ kid: '1', key: expect.stringMatching(/^[A-Za-z0-9]{32}$/) });
});

test('a new value becomes AWSCURRENT and the one before it AWSPREVIOUS [API_PutSecretValue]', async () => {
  const { secrets, client } = await start();
  const SecretId = secrets.createSecret('s', {});
  for (const SecretString of ['second', 'third']) {
    await client.send(new PutSecretValueCommand({ SecretId, SecretString }));
  }
  const read = async (VersionStage?: string) =>
    (await client.send(new GetSecretValueCommand({ SecretId, VersionStage }))).SecretString;

  const described = await client.send(new DescribeSecretCommand({ SecretId }));

  expect([await read(), await read('AWSPREVIOUS')]).toEqual(['third', 'second']);
  expect(Object.values(described.VersionIdsToStages ?? {}).sort()).toEqual([['AWSCURRENT'], ['AWSPREVIOUS']]);
  expect(described).toMatchObject({ Name: 's', ARN: SecretId, LastChangedDate: NOW });
});

test('the same token with the same value is a repetition, with another one an error [API_PutSecretValue]', async () => {
  const { secrets, client } = await start();
  const input = { SecretId: secrets.createSecret('s', {}), ClientRequestToken: 'a'.repeat(32) };
  await client.send(new PutSecretValueCommand({ ...input, SecretString: 'one' }));

  const again = await client.send(new PutSecretValueCommand({ ...input, SecretString: 'one' }));
  const other = client.send(new PutSecretValueCommand({ ...input, SecretString: 'two' }));

  expect(again.VersionId).toBe(input.ClientRequestToken);
  await expect(other).rejects.toMatchObject({ name: 'ResourceExistsException' });
});

test('binary values come back as they were [API_PutSecretValue]', async () => {
  const { secrets, client } = await start();
  const SecretId = secrets.createSecret('s', {});

  await client.send(new PutSecretValueCommand({ SecretId, SecretBinary: Buffer.from([0, 255, 7]) }));

  const { SecretBinary = [] } = await client.send(new GetSecretValueCommand({ SecretId }));
  expect([...SecretBinary]).toEqual([0, 255, 7]);
});

test.each([
  ['ResourceNotFoundException', new GetSecretValueCommand({ SecretId: 'missing' })],
  ['ResourceNotFoundException', new GetSecretValueCommand({ SecretId: 's', VersionStage: 'AWSPREVIOUS' })],
  ['ResourceNotFoundException', new GetSecretValueCommand({ SecretId: 's', VersionId: 'b'.repeat(32) })],
  ['InvalidRequestException', new PutSecretValueCommand({ SecretId: 's' })],
  ['UnknownOperationException', new ListSecretsCommand({})],
] as const)('%s is an error the SDK knows by name [API_GetSecretValue, Errors]', async (name, command) => {
  const { secrets, client } = await start();
  secrets.createSecret('s', {});

  const call = client.send(command as GetSecretValueCommand);

  await expect(call).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
});

test('a restart keeps every secret, in a file that only its owner reads', async () => {
  const first = await start();
  const arn = first.secrets.createSecret('s', {});
  await first.client.send(new PutSecretValueCommand({ SecretId: arn, SecretString: 'mine' }));

  const second = await start(first.file, 'another seed');

  expect(second.secrets.createSecret('s', {})).toBe(arn);
  const { SecretString } = await second.client.send(new GetSecretValueCommand({ SecretId: 's' }));
  expect(SecretString).toBe('mine');
  expect(statSync(first.file).mode & 0o777).toBe(0o600);
  expect(readFileSync(first.file, 'utf8')).toContain('mine');
});
