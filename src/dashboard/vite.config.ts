import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Where the API is while the dashboard is developed. */
const api = process.env.VARIORUM_URL ?? 'http://127.0.0.1:4000';
/** What the API answers; everything else is the dashboard’s. */
const answeredByApi = '^/(graphql|session|sign-in|shared|exports/[^?]*)(\\?|$)';

/** Writes each file once more, compressed, for the server to send as it is. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    // What is in the bundle before may not be what is written.
    async writeBundle({ dir = '' }, bundle) {
      for (const file of Object.keys(bundle)) {
        const content = await readFile(join(dir, file));
        await writeFile(join(dir, `${file}.gz`), gzipSync(content, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  plugins: [react(), tailwindcss(), compressed()],
  build: {
    outDir: '../../dist/dashboard',
    emptyOutDir: true,
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  server: {
    host: '127.0.0.1',
    proxy: { [answeredByApi]: { target: api, ws: true, changeOrigin: true, headers: { origin: api } } },
  },
});
