// polywire start: the whole newsroom on this machine.
import { randomUUID } from 'node:crypto';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { operator, REGION } from '../infra/local/account.ts';
import type { ConsoleSource, LogLine } from '../infra/local/console/source.ts';
import { type Server, serve } from '../infra/local/emulator.ts';
import { StateFault } from '../infra/local/state-fault.ts';
import { readArguments } from './arguments.ts';
import { freshAssembly } from './assembly.ts';
import { watchInbox } from './inbox-folder.ts';
import type { LocalNewsroom } from './local-newsroom.ts';
import { logSentence } from './log-lines.ts';
import { freePorts } from './ports.ts';
import { type ReleaseNames, releaseNames } from './release-names.ts';
import { makeFolder, Refusal } from './sentence.ts';
import { snapshot } from './snapshot.ts';
import { forgetRunning, noteRunning, noteSample, openState, stateFault, USUAL_PORT } from './state-folder.ts';
import { steps } from './steps.ts';

const LOG_LINES = 500;

const samples = fileURLToPath(new URL('../samples/', import.meta.url));
const sample = 'reservoir-agreement.txt';

export async function start(args: string[]): Promise<number> {
  const { values, positionals } = readArguments('start', args, {
    port: { type: 'string' },
    inbox: { type: 'string', default: 'inbox' },
    state: { type: 'string', default: '.polywire' },
  });
  if (positionals.length > 0)
    throw new Refusal(`polywire start takes no file; put "${positionals[0]}" into the inbox folder.`);
  const told = steps(process.stdout);
  const directory = resolve(values.state);
  const inboxFolder = resolve(values.inbox);
  const state = openState(directory, portOf(values.port), USUAL_PORT);
  const { port } = state;
  makeFolder(inboxFolder, '--inbox');
  await freePorts([port, port + 1, port + 2]);
  // The one in its own process, the others here: both take a second and more.
  const [{ directory: assembly, isFresh }, { openNewsroom }, { createConsole }] = await Promise.all([
    freshAssembly(told),
    import('./local-newsroom.ts'),
    import('../infra/local/console/console.ts'),
  ]);
  told(isFresh ? 'synthesized the stacks' : 'the stacks are up to date');
  const log: LogLine[] = [];
  let isEnding = false;
  const onLog = (line: string) => {
    const text = logSentence(line, names);
    if (text === '' || isEnding) return;
    told(text);
    log.push({ at: new Date().toISOString(), text });
    log.splice(0, log.length - LOG_LINES);
  };
  // Nothing logs before there is a newsroom.
  let names: ReleaseNames = { fileOf: () => undefined, summaryOf: () => undefined };
  const newsroom = await openNewsroom({
    assembly,
    directory,
    persistent: true,
    ports: { site: port, aws: port + 2 },
    onLog,
  }).catch((error: unknown) => {
    throw error instanceof StateFault ? stateFault(directory, error) : error;
  });
  const { InboxBucket = '', ArchiveBucket = '' } = newsroom.cloud.outputs;
  names = releaseNames(newsroom.cloud.emulators.s3, { inbox: InboxBucket, archive: ArchiveBucket });
  noteRunning(directory, { endpoint: newsroom.cloud.emulators.gateway.url, outputs: newsroom.cloud.outputs });
  told('started the cloud on this machine');
  const source = consoleSource({ newsroom, inboxFolder, log, told });
  const consoleServer = await serve(createConsole(source), port + 1);
  if (!state.hasSample) {
    await publishSample(newsroom, told);
    noteSample(directory, state);
  }
  await newsroom.cloud.warm;
  const inbox = watchInbox({
    folder: inboxFolder,
    upload: (file, key) => newsroom.upload(file, key),
    uploaded: (key) => newsroom.cloud.emulators.s3.read(source.inboxBucket, key)?.etag.replaceAll('"', ''),
    onFault: told,
  });
  process.stdout.write(addresses(newsroom, consoleServer, relative(process.cwd(), inboxFolder)));
  await interrupted();
  process.stdout.write('\nEnding; state is kept in the state folder.\n');
  // What is cut short now goes on at the next start: nobody needs to hear of it.
  isEnding = true;
  forgetRunning(directory);
  inbox.stop();
  await consoleServer.stop();
  await newsroom.cloud.stop();
  return 0;
}

/** What any S3 client needs to be let in. */
const s3Environment = {
  AWS_ACCESS_KEY_ID: operator.accessKeyId,
  AWS_SECRET_ACCESS_KEY: operator.secretAccessKey,
  AWS_DEFAULT_REGION: REGION,
};

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_534) return port;
  throw new Refusal(`"${text}" is no port; --port takes a number from 1 to 65533.`);
}

async function publishSample(newsroom: LocalNewsroom, told: (text: string) => void): Promise<void> {
  const { added } = await newsroom.importSubscribers(join(samples, 'subscribers.csv'));
  told(`added ${added} sample subscribers`);
  await newsroom.upload(join(samples, sample), sample);
  told(`uploaded the sample release ${sample}`);
  await newsroom.cloud.quiet();
  told(`${newsroom.bulletins().length} mails to subscribers are in the mailbox`);
}

function addresses({ cloud }: LocalNewsroom, consoleServer: Server, inboxFolder: string): string {
  const { InboxBucket } = cloud.outputs;
  const environment = Object.entries(s3Environment)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
  const endpoint = cloud.emulators.gateway.url;
  return `
  Newsroom      ${cloud.site.url}/
  Mailbox       ${consoleServer.url}/mailbox/
  Control room  ${consoleServer.url}/
  S3 and SQS    ${endpoint}

  To publish, put a file into ${inboxFolder}/
  or            ${environment} aws --endpoint-url ${endpoint} s3 cp FILE s3://${InboxBucket}/
  Ctrl-C ends.

`;
}

/** Both read much, and the control room asks every three seconds: on a busy machine it would be what keeps it busy. */
const latest = <Value>(read: () => Promise<Value>) => snapshot(read, 1000, () => performance.now());

type Shown = { newsroom: LocalNewsroom; inboxFolder: string; log: LogLine[]; told: (text: string) => void };

function consoleSource({ newsroom, inboxFolder, log, told }: Shown): ConsoleSource {
  const { cloud } = newsroom;
  return {
    site: cloud.site.url,
    s3Endpoint: cloud.emulators.gateway.url,
    inboxBucket: cloud.outputs.InboxBucket ?? '',
    inboxFolder,
    mails: () => cloud.emulators.ses.outbox(),
    readMail: (id) => cloud.emulators.ses.read(id),
    receipts: latest(async () =>
      newsroom
        .receipts()
        .map(({ receipt }) => receipt)
        .reverse(),
    ),
    receiptPage: async (key) => cloud.emulators.s3.read(cloud.outputs.ArchiveBucket ?? '', key)?.body,
    s3Environment,
    releases: latest(() => newsroom.releases()),
    stages: async () => cloud.stages(),
    async redrive(stage) {
      const count = await cloud.redrive(stage);
      told(`gave ${count} dead letters back to the stage ${stage}`);
    },
    formToken: randomUUID(),
    log: () => log,
  };
}

const interrupted = (): Promise<void> =>
  new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done());
  });
