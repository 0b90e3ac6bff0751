// AWS Secrets Manager, as far as Polywire and CloudFormation use it: secrets made by createSecret, read and replaced.
import type { AwsRequest, AwsResponse, Emulator } from '../emulator.ts';
import { errorResponse, jsonResponse, SecretsError } from './errors.ts';
import { type Generate, generateSecret, type Random } from './generate.ts';
import { describeSecret, getSecretValue, putSecretValue, staged } from './values.ts';
import { openVault, type Vault } from './vault.ts';

export type SecretsSettings = {
  /** Where they are kept, with mode 0600. */
  file: string;
  clock: () => Date;
  random: Random;
  region?: string;
  account?: string;
};

export type Secrets = {
  handle: Emulator;
  /** Makes and keeps a secret, unless there is one of that name. Answers its ARN. */
  createSecret(name: string, generate: Generate): string;
};

const TARGET = 'secretsmanager.';
/** Capitals, small letters and digits: six of them end every secret's ARN (userguide/troubleshoot.html#ARN_secretnamehyphen). */
const ARN_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export function createSecrets(settings: SecretsSettings): Secrets {
  const vault = openVault(settings.file);
  return {
    handle: async (request) => answer(vault, settings.clock, request),
    createSecret: (name, generate) => createSecret(vault, settings, name, generate),
  };
}

function createSecret(vault: Vault, settings: SecretsSettings, name: string, generate: Generate): string {
  const existing = vault.find(name);
  if (existing !== undefined) return existing.arn;
  const { clock, random, region = 'us-east-1', account = '000000000000' } = settings;
  const created = clock().getTime();
  const end = Array.from(random(6), (byte) => ARN_CHARACTERS.charAt(byte % ARN_CHARACTERS.length)).join('');
  const arn = `arn:aws:secretsmanager:${region}:${account}:secret:${name}-${end}`;
  const first = { id: uuid(random(16)), stages: [], created, string: generateSecret(generate, random) };
  vault.save({ name, arn, created, changed: created, versions: staged([first], first.id, ['AWSCURRENT']) });
  return arn;
}

function answer(vault: Vault, clock: () => Date, { headers, body }: AwsRequest): AwsResponse {
  try {
    const target = headers['x-amz-target'] ?? '';
    const operation = target.startsWith(TARGET) ? target.slice(TARGET.length) : target;
    return jsonResponse(200, run(vault, clock, operation, readJson(body)));
  } catch (error) {
    return errorResponse(error);
  }
}

function run(vault: Vault, clock: () => Date, operation: string, body: unknown): unknown {
  switch (operation) {
    case 'GetSecretValue':
      return getSecretValue(vault, body);
    case 'DescribeSecret':
      return describeSecret(vault, body);
    case 'PutSecretValue':
      return putSecretValue(vault, body, clock());
    default:
      throw new SecretsError('UnknownOperationException', `The local Secrets Manager does not implement ${operation}`);
  }
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString() || '{}');
  } catch (error) {
    throw new SecretsError('SerializationException', String(error));
  }
}

/** RFC 9562 §5.4 */
function uuid(bytes: Buffer): string {
  const copy = Buffer.from(bytes);
  copy.writeUInt8((copy.readUInt8(6) & 0x0f) | 0x40, 6);
  copy.writeUInt8((copy.readUInt8(8) & 0x3f) | 0x80, 8);
  return copy.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
