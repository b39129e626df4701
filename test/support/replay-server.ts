import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** What the server counts. */
export interface ReplayStatistics {
  requests: number;
  answered: number;
  failed: number;
  limited: number;
}

/** An OpenAI-compatible service in a process of its own, which answers what real models once answered. */
export interface ReplayServer {
  baseUrl: string;
  statistics(): Promise<ReplayStatistics>;
  close(): Promise<void>;
}

/** @param flags how it misbehaves, such as `--fail-every 7`. */
export async function startReplayServer(path: string, flags: string[] = []): Promise<ReplayServer> {
  const server = spawn(process.execPath, [path, '--port', '0', ...flags], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: server.stdout });
  const [line] = (await once(lines, 'line')) as [string];
  const { url } = JSON.parse(line) as { url: string };
  return {
    baseUrl: url,
    statistics: async () => (await fetch(new URL('/stats', url))).json(),
    close: async () => {
      const exited = once(server, 'exit');
      server.kill();
      await exited;
    },
  };
}
