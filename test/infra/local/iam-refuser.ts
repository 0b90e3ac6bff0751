// An emulator that refuses everything, and clients that ask it.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll } from 'vitest';
import { serve } from '../../../infra/local/emulator.ts';
import { callsOf, principalOf } from '../../../infra/local/iam/call.ts';
import { accessDenied } from '../../../infra/local/iam/denied.ts';
import type { Call } from '../../../infra/local/iam/policy.ts';

export const NAMES = { region: 'us-east-1', accountId: '123456789012' };
export const ACCOUNT = `${NAMES.region}:${NAMES.accountId}`;

/** Refuses everything, and notes what it would have needed. */
async function start() {
  const asked: Call[][] = [];
  const server = await serve(async (request) => {
    const calls = callsOf(request, NAMES);
    asked.push(calls);
    const [first] = calls;
    const principal = principalOf(request);
    if (principal?.accessKeyId !== 'INGEST' || first === undefined) throw new Error('nobody asked for anything');
    return accessDenied(request, principal.service, first);
  }, 0);
  const credentials = { accessKeyId: 'INGEST', secretAccessKey: 'secret' };
  const settings = { endpoint: server.url, region: NAMES.region, credentials };
  const clients = {
    s3: new S3Client(settings),
    sqs: new SQSClient(settings),
    documents: DynamoDBDocumentClient.from(new DynamoDBClient(settings)),
    ses: new SESv2Client(settings),
    secrets: new SecretsManagerClient(settings),
    sns: new SNSClient(settings),
  };
  return { ...clients, url: server.url, asked, stop: server.stop };
}

export type Refuser = Awaited<ReturnType<typeof start>>;

/** One for all tests of a file, gone after them. */
export async function refuser(): Promise<Refuser> {
  const local = await start();
  afterAll(local.stop);
  return local;
}

export type Send = (local: Refuser) => Promise<unknown>;

/** The calls that were needed, and the error that the SDK throws. */
export async function refused(local: Refuser, send: Send) {
  local.asked.length = 0;
  const error = await send(local).then(
    () => new Error('the call succeeded'),
    (thrown: Error) => thrown,
  );
  return { tries: local.asked.length, calls: local.asked[0], error };
}

export const call = (action: string, resource: string | string[], context: Call['context'] = {}): Call => ({
  action,
  resource: [resource].flat(),
  context,
});
