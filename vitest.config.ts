import { defineConfig } from 'vitest/config';

// What a file is called says what it needs: *.test.ts is quick (npm test), *.whole.ts starts newsrooms and commands
// (npm run test:whole), *.proof.ts wants the machine for itself (npm run proofs).

// On DynamoDB, S3, SQS and SES of the local cloud, which they share: functions/io keeps what it was given first.
const stores = ['test/functions/{bulletins,io,subscriptions}/**/*.test.ts'];

// A process for each: a cloud that is like no other, or many processes.
const alone = [
  'test/cli/{run,start}.test.ts',
  'test/functions/io/{mail,queue,secret}.test.ts',
  'test/infra/local/dynamodb*.test.ts',
  'test/pipeline/journey.test.ts',
];

// One newsroom for all of them.
const pipeline = ['test/pipeline/**/*.whole.ts'];

/** Imports cost most files more than their tests: those of a project that is not isolated import once in a process. */
const project = (name: string, include: string[], isolate: boolean, exclude: string[] = []) => ({
  extends: true as const,
  test: { name, include, isolate, exclude: [...exclude, '**/node_modules/**'] },
});

/** One file after the other, when those before are through. */
const inTurn = (groupOrder: number, one: ReturnType<typeof project>) => ({
  ...one,
  test: { ...one.test, maxWorkers: 1, sequence: { groupOrder } },
});

export default defineConfig({
  test: {
    globalSetup: 'test/temporary-folder.ts',
    testTimeout: 120_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
    projects: [
      project('quick', ['test/**/*.test.ts'], false, [...stores, ...alone]),
      project('quick-stores', stores, false, alone),
      project('quick-alone', alone, true),
      project('whole', ['test/**/*.whole.ts'], true, pipeline),
      inTurn(1, project('whole-pipeline', pipeline, false)),
      inTurn(2, project('proofs', ['test/**/*.proof.ts'], true)),
    ],
  },
});
