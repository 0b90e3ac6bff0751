// A running newsroom, on this machine or deployed, as its press office reaches it.
import { connect } from 'node:net';
import { PutObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { Receipt } from '../functions/core/receipt.ts';
import type { Archive } from '../functions/io/archive.ts';
import type { Releases } from '../functions/io/releases.ts';
import { operator, REGION } from '../infra/local/account.ts';
import type { Readers } from './held.ts';
import { readersAt } from './readers-at.ts';
import { Refusal } from './sentence.ts';
import { type Outputs, runningIn, stageOutputs } from './state-folder.ts';

export type NewsroomAt = {
  /** Origin of its public addresses. */
  site: string;
  /** Milliseconds from one look to the next. */
  pace: number;
  releases: Releases;
  archive: Archive;
  readers(): Promise<Readers>;
  /** Puts it into the inbox: the way of every release. */
  upload(key: string, body: string | Uint8Array, contentType: string): Promise<void>;
  /** Keys of the receipts of the files whose names begin so, in no order. */
  receiptKeys(fileName: string): Promise<string[]>;
  receipt(receiptKey: string): Promise<Receipt | undefined>;
};

/** How the commands say which newsroom they mean. */
export const whichNewsroom = {
  stage: { type: 'string' },
  state: { type: 'string', default: '.polywire' },
} as const;

type Which = { stage?: string | undefined; state: string };

/** Does the work with the newsroom that is meant. What AWS refuses is told in one sentence. */
export async function inNewsroom<Result>(which: Which, work: (newsroom: NewsroomAt) => Promise<Result>) {
  const outputs = which.stage === undefined ? await local(which.state) : deployed(which.state, which.stage);
  try {
    return await work(await reached(outputs, which.stage === undefined ? 200 : 1000));
  } catch (error) {
    throw refusedByAws(error) ?? error;
  }
}

/** functions/io makes its clients when it is imported: from then on all of it means this newsroom. */
async function local(folder: string): Promise<Outputs> {
  const { port, running } = runningIn(folder);
  if (!running || !(await answers(new URL(running.endpoint)))) {
    throw new Refusal(
      `No newsroom runs here (port ${port} does not answer). Start it with "npm start", or name a deployed one with --stage.`,
    );
  }
  const others = /^AWS_(?:PROFILE|SESSION_TOKEN|ENDPOINT_URL_.*)$/;
  for (const name of Object.keys(process.env).filter((one) => others.test(one))) delete process.env[name];
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: running.endpoint,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: operator.accessKeyId,
    AWS_SECRET_ACCESS_KEY: operator.secretAccessKey,
  });
  return running.outputs;
}

/** The credentials are those that the AWS SDK finds; the region is the one that the stacks are in. */
function deployed(folder: string, stage: string): Outputs {
  const outputs = stageOutputs(folder, stage);
  const region = /^arn:[^:]*:[^:]*:([^:]+):/.exec(outputs.SecretArn ?? '')?.[1];
  if (region !== undefined) process.env.AWS_REGION = region;
  return outputs;
}

async function reached(outputs: Outputs, pace: number): Promise<NewsroomAt> {
  const named = (name: string): string => {
    const value = outputs[name];
    if (value === undefined) throw new Refusal(`The newsroom's outputs have no ${name}; deploy it once more.`);
    return value;
  };
  const [{ releases }, { archive }] = await Promise.all([
    import('../functions/io/releases.ts'),
    import('../functions/io/archive.ts'),
  ]);
  const s3 = new S3Client({});
  const [inbox, archived] = [named('InboxBucket'), named('ArchiveBucket')];
  const store = archive(archived);
  return {
    ...{ pace, site: named('Site'), releases: releases(named('ReleasesTable')), archive: store },
    readers: () => readersAt(named),

    async upload(Key, Body, ContentType) {
      await s3.send(new PutObjectCommand({ Bucket: inbox, Key, Body, ContentType }));
    },

    async receiptKeys(fileName) {
      const list = { Bucket: archived, Prefix: `receipts/${fileName}` };
      const found: string[] = [];
      for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, list)) {
        found.push(...Contents.flatMap(({ Key = '' }) => (Key.endsWith('.json') ? [Key] : [])));
      }
      return found;
    },

    async receipt(receiptKey) {
      const bytes = await store.get(receiptKey);
      return bytes && Receipt.parse(JSON.parse(new TextDecoder().decode(bytes)));
    },
  };
}

const answers = ({ hostname, port }: URL): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

function refusedByAws(error: unknown): Refusal | undefined {
  if (!(error instanceof Error)) return undefined;
  const isAnswer = '$fault' in error || /^(?:CredentialsProvider|TokenProvider)Error$/.test(error.name);
  return isAnswer ? new Refusal(`AWS says ${error.name}: ${error.message}`, { cause: error }) : undefined;
}
