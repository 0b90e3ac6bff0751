// AWS CloudFormation Template Reference, "Intrinsic functions", "Pseudo parameters" and "DependsOn attribute".
import { describe, expect, it } from 'vitest';
import type { Template } from '../../../infra/local/assembly.ts';
import { deploy } from '../../../infra/local/deploy.ts';
import { failure } from './local-emulators.ts';
import { template, thing, things } from './templates.ts';

/** What `value` becomes beside a thing "Other1A2B3C4D". */
async function resolved(value: unknown, rest: Partial<Template> = {}, parameters: Record<string, string> = {}) {
  const { made, types } = things();
  const Polywire = template({ Subject: thing({ value }), Other1A2B3C4D: thing() }, rest);
  await deploy({ Polywire }, types, parameters);
  return made.find(({ name }) => name === 'polywire-subject')?.properties.value;
}

const OTHER = 'Other1A2B3C4D';
const parameters = { Parameters: { SiteUrl: { Default: 'https://default' }, Bare: {} } };

describe('a reference becomes what it stands for:', () => {
  it.each<[string, unknown, unknown]>([
    ['Ref', { Ref: OTHER }, 'ref of polywire-other'],
    ['Fn::GetAtt', { 'Fn::GetAtt': [OTHER, 'Arn'] }, 'arn of polywire-other'],
    ['Fn::Join', { 'Fn::Join': ['/', ['a', { Ref: OTHER }, 'c']] }, 'a/ref of polywire-other/c'],
    ['Fn::Sub', { 'Fn::Sub': `a-\${${OTHER}}-\${AWS::Region}` }, 'a-ref of polywire-other-us-east-1'],
    ['AWS::Region', { Ref: 'AWS::Region' }, 'us-east-1'],
    ['AWS::AccountId', { Ref: 'AWS::AccountId' }, '000000000000'],
    ['AWS::Partition', { Ref: 'AWS::Partition' }, 'aws'],
    ['AWS::URLSuffix', { Ref: 'AWS::URLSuffix' }, 'amazonaws.com'],
    [
      'one inside lists and objects',
      [{ a: [{ Ref: OTHER }], b: 2 }, null],
      [{ a: ['ref of polywire-other'], b: 2 }, null],
    ],
  ])('%s', async (_, value, expected) => {
    expect(await resolved(value)).toEqual(expected);
  });

  it('a parameter: its default, or what is given instead', async () => {
    const value = { Ref: 'SiteUrl' };

    expect(await resolved(value, parameters)).toBe('https://default');
    expect(await resolved(value, parameters, { SiteUrl: 'http://127.0.0.1:4080' })).toBe('http://127.0.0.1:4080');
    expect(await resolved(value, parameters, { SiteUrl: '' })).toBe('');
    expect(await resolved({ Ref: 'Bare' }, parameters)).toBe('');
  });

  it('Fn::If, with Fn::Equals and Fn::Not', async () => {
    const Conditions = {
      IsDefault: { 'Fn::Equals': [{ Ref: 'SiteUrl' }, 'https://default'] },
      IsGiven: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'SiteUrl' }, 'https://default'] }] },
    };
    const value = {
      isDefault: { 'Fn::If': ['IsDefault', 'yes', 'no'] },
      isGiven: { 'Fn::If': ['IsGiven', { Ref: OTHER }, 'no'] },
    };

    expect(await resolved(value, { ...parameters, Conditions })).toEqual({ isDefault: 'yes', isGiven: 'no' });
    expect(await resolved(value, { ...parameters, Conditions }, { SiteUrl: 'http://here' })).toEqual({
      isDefault: 'no',
      isGiven: 'ref of polywire-other',
    });
  });

  it('Fn::ImportValue, by the other stack in whose terms it is', async () => {
    const { made, types } = things();
    const PolywireState = template(
      { Bucket: thing() },
      { Outputs: { Export: { Value: { 'Fn::GetAtt': ['Bucket', 'Arn'] }, Export: { Name: 'State:Bucket' } } } },
    );
    const Polywire = template({ Reader: thing({ bucket: { 'Fn::ImportValue': 'State:Bucket' } }) });

    await deploy({ Polywire, PolywireState }, types, {});

    expect(made.at(-1)).toEqual({ name: 'polywire-reader', properties: { bucket: 'arn of polywire-bucket' } });
  });
});

it('makes each resource once, after what it needs and what it depends on', async () => {
  const { made, types } = things();
  const Polywire = template({
    Third: thing({ value: { Ref: 'Second' } }),
    Second: thing({}, ['First']),
    First: thing(),
    Fourth: thing({ value: { 'Fn::GetAtt': ['Second', 'Arn'] } }, ['Third']),
  });

  await deploy({ Polywire }, types, {});

  expect(made.map(({ name }) => name)).toEqual([
    'polywire-first',
    'polywire-second',
    'polywire-third',
    'polywire-fourth',
  ]);
});

it('names a resource by its id without the hash, in words', async () => {
  const { made, types } = things();
  const Polywire = template({ UploadsDeadLetters82A5D75E: thing() });

  await deploy({ Polywire }, types, {});

  expect(made).toMatchObject([{ name: 'polywire-uploads-dead-letters' }]);
});

it('gives the outputs that are not exports', async () => {
  const Outputs = { Site: { Value: { Ref: 'Edge' } }, Export: { Value: 'x', Export: { Name: 'State:x' } } };

  const { outputs } = await deploy({ Polywire: template({ Edge: thing() }, { Outputs }) }, things().types, {});

  expect(outputs).toEqual({ Site: 'ref of polywire-edge' });
});

describe('throws, naming what it does not know:', () => {
  it.each<[string, unknown, string]>([
    ['a function', { 'Fn::Select': [0, ['a']] }, 'Fn::Select'],
    ['a function in a function', { 'Fn::Join': ['', [{ 'Fn::Base64': 'a' }]] }, 'Fn::Base64'],
    ['a resource', { Ref: 'Nothing' }, 'Nothing'],
    ['a pseudo parameter', { Ref: 'AWS::StackName' }, 'AWS::StackName'],
    ['an attribute', { 'Fn::GetAtt': [OTHER, 'StreamArn'] }, 'StreamArn'],
    ['an attribute in Fn::Sub', { 'Fn::Sub': `\${${OTHER}.Arn}` }, `${OTHER}.Arn`],
    ['Fn::Sub with a map', { 'Fn::Sub': [`\${a}`, { a: 'b' }] }, 'Fn::Sub'],
    ['a condition', { 'Fn::If': ['Nowhere', 1, 2] }, 'Nowhere'],
    ['an export', { 'Fn::ImportValue': 'Other:export' }, 'Other:export'],
    ['no text in Fn::Join', { 'Fn::Join': ['', [['a']]] }, '["a"]'],
  ])('%s', async (_, value, name) => {
    const error = await failure(resolved(value));

    expect(error).toMatchObject({ message: expect.stringContaining(name) });
  });

  it.each(['Fn::And', 'Fn::Or', 'Condition'])('the condition function %s', async (name) => {
    const Conditions = { Both: { [name]: [] } };

    expect(await failure(resolved({ 'Fn::If': ['Both', 1, 2] }, { Conditions }))).toMatchObject({
      message: expect.stringContaining(name),
    });
  });

  it('a type of resource, with the one that has it', async () => {
    const Polywire = template({ Search: { Type: 'AWS::OpenSearchService::Domain' } });

    await expect(deploy({ Polywire }, things().types, {})).rejects.toThrow(
      "The local cloud doesn't know AWS::OpenSearchService::Domain (Polywire/Search).",
    );
  });

  it('two resources of a type that would have one name here', async () => {
    const Polywire = template({ Queue11111111: thing(), Queue22222222: thing() });

    await expect(deploy({ Polywire }, things().types, {})).rejects.toThrow(/would both be called polywire-queue here/);
  });
});
