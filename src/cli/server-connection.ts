import { type Client, createClient } from '../sdk/client.js';
import { UsageError } from './failures.js';
import type { Terminal } from './terminal.js';

/** Does something with the server that the environment names: `VARIORUM_URL` with the key `VARIORUM_API_KEY`. */
export async function withClient(
  terminal: Terminal,
  use: (client: Client) => Promise<void>,
  options: { fetch?: typeof fetch } = {},
): Promise<void> {
  const client = createClient({ ...readServer(terminal), ...options });
  try {
    await use(client);
  } finally {
    await client.close();
  }
}

/** Where the server is, and the key to it. @throws UsageError where the environment has no key. */
export function readServer({ environment }: Terminal): { url: string; apiKey: string } {
  const url = environment.VARIORUM_URL || 'http://127.0.0.1:4000';
  const apiKey = environment.VARIORUM_API_KEY;
  if (apiKey) return { url, apiKey };
  throw new UsageError(
    `Set VARIORUM_API_KEY to a key of the server at ${url}. The first one is printed when the server first starts.`,
  );
}
