import { defineConfig } from 'vitest/config';

/** Benchmarks print tables and assert nothing; they run one after the other, each with the machine to itself. */
export default defineConfig({
  test: {
    include: ['bench/**/*.bench.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    fileParallelism: false,
    testTimeout: 1_800_000,
    hookTimeout: 60_000,
    disableConsoleIntercept: true,
  },
});
