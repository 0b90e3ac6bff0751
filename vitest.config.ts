import { defineConfig } from 'vitest/config';

// What they import keeps what it was given first: functions/io its clients, a setup its one cloud.
const alone = [
  'test/cli/**/*.test.ts',
  'test/pipeline/**/*.test.ts',
  'test/functions/{bulletins,io,subscriptions}/**/*.test.ts',
  'test/infra/local/{cloud,dynamodb,lambda}*.test.ts',
];

export default defineConfig({
  test: {
    globalSetup: 'test/synthesized.ts',
    testTimeout: 60_000,
    hookTimeout: 90_000,
    maxWorkers: process.env.PROOFS ? 1 : 2,
    projects: process.env.PROOFS
      ? // Proofs take long or want the machine for themselves: `npm run proofs`.
        [{ extends: true, test: { name: 'proofs', include: ['test/**/*.proof.ts'] } }]
      : [
          { extends: true, test: { name: 'alone', include: alone } },
          // Imports cost most of the other files more than their tests: these share a process, and import once.
          {
            extends: true,
            test: {
              name: 'together',
              include: ['test/**/*.test.ts'],
              exclude: [...alone, '**/node_modules/**'],
              isolate: false,
            },
          },
        ],
  },
});
