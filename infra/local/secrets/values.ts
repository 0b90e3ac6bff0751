// The three calls on a secret. Their inputs are strict: a field that isn't honoured here must not pass in silence.
import { z } from 'zod';
import { SecretsError } from './errors.ts';
import type { Secret, Vault, Version } from './vault.ts';

const CURRENT = 'AWSCURRENT';
const PREVIOUS = 'AWSPREVIOUS';

const GetInput = z.strictObject({
  SecretId: z.string().min(1),
  VersionId: z.string().optional(),
  VersionStage: z.string().optional(),
});
const DescribeInput = z.strictObject({ SecretId: z.string().min(1) });
const PutInput = z.strictObject({
  SecretId: z.string().min(1),
  ClientRequestToken: z.string().min(32).max(64),
  SecretString: z.string().optional(),
  SecretBinary: z.string().optional(),
  VersionStages: z.array(z.string()).min(1).optional(),
});

/** API_GetSecretValue */
export function getSecretValue(vault: Vault, body: unknown): unknown {
  const input = checked(GetInput, body);
  const secret = findSecret(vault, input.SecretId);
  const version = findVersion(secret, input.VersionId, input.VersionStage);
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: version.id,
    SecretString: version.string,
    SecretBinary: version.binary,
    VersionStages: version.stages,
    CreatedDate: version.created / 1000,
  };
}

/** API_DescribeSecret */
export function describeSecret(vault: Vault, body: unknown): unknown {
  const secret = findSecret(vault, checked(DescribeInput, body).SecretId);
  const staged = secret.versions.filter(({ stages }) => stages.length > 0);
  return {
    ARN: secret.arn,
    Name: secret.name,
    CreatedDate: secret.created / 1000,
    LastChangedDate: secret.changed / 1000,
    VersionIdsToStages: Object.fromEntries(staged.map(({ id, stages }) => [id, stages])),
  };
}

/** API_PutSecretValue: the token is the version's id, and makes a repetition harmless. */
export function putSecretValue(vault: Vault, body: unknown, now: Date): unknown {
  const { SecretId, ClientRequestToken: id, VersionStages = [CURRENT], ...value } = checked(PutInput, body);
  if (value.SecretString === undefined && value.SecretBinary === undefined) {
    throw new SecretsError('InvalidRequestException', 'You must provide either SecretString or SecretBinary.');
  }
  if (value.SecretString !== undefined && value.SecretBinary !== undefined) {
    throw new SecretsError('InvalidParameterException', "You can't specify both SecretString and SecretBinary.");
  }
  const secret = findSecret(vault, SecretId);
  const version = { id, created: now.getTime(), string: value.SecretString, binary: value.SecretBinary };
  const before = secret.versions.find((one) => one.id === id);
  if (before === undefined) {
    const versions = staged([...secret.versions, { ...version, stages: [] }], id, VersionStages);
    vault.save({ ...secret, changed: now.getTime(), versions });
  } else if (before.string !== version.string || before.binary !== version.binary) {
    const message = `You can't modify version ${id}: it already exists with another value.`;
    throw new SecretsError('ResourceExistsException', message);
  }
  return { ARN: secret.arn, Name: secret.name, VersionId: id, VersionStages: before?.stages ?? VersionStages };
}

/** Moves labels to a version. Whatever loses AWSCURRENT gets AWSPREVIOUS. */
export function staged(versions: Version[], id: string, labels: string[]): Version[] {
  const demoted = labels.includes(CURRENT) ? versions.find(({ stages }) => stages.includes(CURRENT))?.id : undefined;
  const moved = demoted === undefined ? labels : [...labels, PREVIOUS];
  return versions.map((version) => {
    const kept = version.stages.filter((stage) => !moved.includes(stage));
    if (version.id === id) return { ...version, stages: [...kept, ...labels] };
    return { ...version, stages: version.id === demoted ? [...kept, PREVIOUS] : kept };
  });
}

function checked<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new SecretsError('ValidationException', z.prettifyError(result.error));
}

function findSecret(vault: Vault, id: string): Secret {
  const secret = vault.find(id);
  if (secret !== undefined) return secret;
  throw new SecretsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
}

function findVersion(secret: Secret, id: string | undefined, stage: string | undefined): Version {
  const wanted = stage ?? (id === undefined ? CURRENT : undefined);
  const version = secret.versions.find((one) => (id === undefined ? one.stages.includes(wanted ?? '') : one.id === id));
  if (version === undefined) {
    const which = id === undefined ? `staging label: ${wanted}` : `VersionId: ${id}`;
    const message = `Secrets Manager can't find the specified secret value for ${which}`;
    throw new SecretsError('ResourceNotFoundException', message);
  }
  if (wanted === undefined || version.stages.includes(wanted)) return version;
  const message = 'You provided a VersionStage that is not associated to the provided VersionId.';
  throw new SecretsError('InvalidRequestException', message);
}
