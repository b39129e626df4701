import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // GraphQL must be loaded once: packages get what Node resolves, and Vite would take the other build of it.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    // Tests wait for a database and for processes more than they compute.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
