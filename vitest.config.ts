import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Proofs take long or want the machine for themselves: `npm run proofs`.
    include: [process.env.PROOFS ? 'test/**/*.proof.ts' : 'test/**/*.test.ts'],
    globalSetup: 'test/synthesized.ts',
    testTimeout: 60_000,
    hookTimeout: 90_000,
    maxWorkers: 2,
  },
});
