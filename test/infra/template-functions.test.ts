// What each function is, knows and may do, read from what `npm run synth` writes.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { handlers } from '../../infra/bundle.ts';
import { readNewsroom } from '../../infra/settings.ts';
import { rights, variables } from './rights.ts';
import { functionName, type Json, plainName, read, synthesized } from './synthesized.ts';

const directory = await synthesized();
const { ofType, one, target, text } = read(directory);

const list = (value: Json): Json[] => [value].flat();
const functions = ofType('AWS::Lambda::Function');

it('are those that have a handler', () => {
  expect(functions.map(({ id }) => functionName(id)).sort()).toEqual(Object.keys(handlers).sort());
  expect(Object.keys(rights).sort()).toEqual(Object.keys(handlers).sort());
});

const each = functions.map((one) => [functionName(one.id), one.Properties] as const);

it.each(each)('%s runs on Node 24, with its settings beside its code, and a log that ends', (_, properties) => {
  expect(properties).toMatchObject({ Runtime: 'nodejs24.x', Handler: 'index.handler', Architectures: ['arm64'] });
  expect(one(target(properties.LoggingConfig.LogGroup)).Properties.RetentionInDays).toBe(90);
  const asset = join(directory, `asset.${properties.Code.S3Key.replace('.zip', '')}`);
  expect(existsSync(join(asset, 'newsroom.json'))).toBe(true);
  // The templates are at SES; compiling one takes megabytes of code.
  expect(readFileSync(join(asset, 'index.mjs'), 'utf8')).not.toMatch(/mjml|mj-/);
});

it.each(each)('%s knows these variables and no other', (name, properties) => {
  expect(Object.keys(properties.Environment.Variables).sort()).toEqual(variables[name]);
});

const { sender } = readNewsroom();
const named = (resource: string) =>
  resource.replace('SENDER-DOMAIN', sender.slice(sender.indexOf('@') + 1)).replace('SENDER', sender);

const granted = (roleId: string): string[] =>
  ofType('AWS::IAM::Policy')
    .filter(({ Properties }) => Properties.Roles.some((role: Json) => target(role) === roleId))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .flatMap(({ Effect, Action, Resource, Condition = {} }: Json) => {
      expect(Effect).toBe('Allow');
      const { 'ForAllValues:StringLike': keys = {}, ...others } = Condition;
      expect(others).toEqual({});
      expect(Object.keys(keys).filter((key) => key !== 'dynamodb:LeadingKeys')).toEqual([]);
      const suffix = list(keys['dynamodb:LeadingKeys'] ?? [])
        .map((key) => ` ${key}`)
        .join('');
      return list(Action).flatMap((action) => list(Resource).map((one) => `${action} ${text(one)}${suffix}`));
    });

it.each(each)('%s may do this and nothing else', (name, properties) => {
  const role = one(target(properties.Role));
  const log = plainName(target(properties.LoggingConfig.LogGroup));

  expect(Object.keys(role.Properties)).toEqual(['AssumeRolePolicyDocument']);
  const expected = [...(rights[name] ?? []).map(named), `logs:CreateLogStream <${log}>`, `logs:PutLogEvents <${log}>`];
  expect(granted(role.id).sort()).toEqual(expected.sort());
});

it('have no right with a wildcard for an action, and two for all resources: the quota and SES’s list have none', () => {
  const all = functions.flatMap(({ Properties }) => granted(target(Properties.Role)));

  expect(all.filter((right) => /^[^ ]*\*/.test(right))).toEqual([]);
  expect(all.filter((right) => right.endsWith(' *')).toSorted()).toEqual([
    'ses:DeleteSuppressedDestination *',
    ...Array(4).fill('ses:GetAccount *'),
  ]);
});

it('are limited where they share the account’s rate, or wait for slow outlets, and nowhere else', () => {
  const limited = ofType('AWS::Lambda::EventSourceMapping').filter(({ Properties }) => Properties.ScalingConfig);

  expect(limited.map(({ Properties }) => functionName(target(Properties.FunctionName)))).toEqual([
    ...['send', 'deliver', 'letters'],
  ]);
});
