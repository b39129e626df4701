import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * How many workflows of two steps DBOS ends a second, in a process of its own on a database where it keeps a schema of its own.
 *
 * `folder` is of installRivals. `direct`: they are started in the process that runs them; `queue`: through its queue.
 */
export async function dbosWorkflowsPerSecond(
  folder: string,
  databaseUrl: string,
  way: 'direct' | 'queue',
  load: { count: number; atOnce: number; warmUp: number },
): Promise<number> {
  const program = fileURLToPath(new URL('dbos-program.mjs', import.meta.url));
  const numbers = [load.count, load.atOnce, load.warmUp].map(String);
  const { stdout } = await run(process.execPath, [program, folder, databaseUrl, way, ...numbers]);
  return (JSON.parse(stdout) as { workflowsPerSecond: number }).workflowsPerSecond;
}
