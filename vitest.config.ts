import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // GraphQL must be loaded once: packages get what Node resolves, and Vite would take the other build of it.
    alias: [
      { find: /^graphql$/, replacement: 'graphql/index.js' },
      // What the examples import is what the tests are about, and not what was last built of it.
      { find: /^variorum\/functions$/, replacement: fileURLToPath(new URL('src/functions.ts', import.meta.url)) },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    // Tests wait for a database and for processes more than they compute.
    maxWorkers: 3,
    // Each file makes a database of its own, and nothing else outlives it: each process loads the product once, rather than
    // once for each file, which took a fifth of the time.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
