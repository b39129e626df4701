import { defineConfig } from 'vitest/config';
import tests from '../vitest.config.js';

/** Benchmarks print tables and assert nothing; they run one after the other, each with the machine to itself. */
export default defineConfig({
  ...tests,
  test: {
    ...tests.test,
    include: ['bench/**/*.bench.ts'],
    maxWorkers: 1,
    testTimeout: 1_800_000,
    disableConsoleIntercept: true,
  },
});
