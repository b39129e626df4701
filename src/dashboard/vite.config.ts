import { readFile, writeFile } from 'node:fs/promises';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type HttpProxy, type Plugin } from 'vite';

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

/** The API takes a session from pages of its own origin alone. Those that this server sends count as such, and no others. */
function countAsOwnPages(proxy: HttpProxy.ProxyServer): void {
  const rewrite = (passedOn: ClientRequest, { headers: { origin, host } }: IncomingMessage): void => {
    if (origin === `http://${host}`) passedOn.setHeader('origin', new URL(api).origin);
  };
  proxy.on('proxyReq', rewrite).on('proxyReqWs', rewrite);
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
    proxy: { [answeredByApi]: { target: api, ws: true, changeOrigin: true, configure: countAsOwnPages } },
  },
});
