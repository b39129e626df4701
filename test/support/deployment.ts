import { createGuardedFetch } from '../../src/models/guarded-fetch.js';
import { type Client, createClient, unwrap } from '../../src/sdk/client.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { startTestServer, type TestServer } from './server.js';
import { startTestWorker, type TestWorker } from './worker.js';

/** The whole product in this process: a database, the API over HTTP and WebSocket, and a worker. */
export interface Deployment {
  database: TestDatabase;
  server: TestServer;
  worker: TestWorker;
  /** The typed client, with an admin's key of the server's organization A. */
  client: Client;
  close(): Promise<void>;
}

/**
 * @param environment of the worker.
 * @param dashboard the folder of the built dashboard, where the test opens it.
 */
export async function startDeployment(environment: Record<string, string> = {}, dashboard?: string): Promise<Deployment> {
  const database = await createTestDatabase();
  const server = await startTestServer(database, {
    services: { fetch: createGuardedFetch('loopback') },
    ...(dashboard ? { dashboard } : {}),
  });
  const worker = await startTestWorker(database, environment, server.a.scope);
  const client = createClient({ url: server.url, apiKey: server.a.admin });
  return {
    database,
    server,
    worker,
    client,
    close: async () => {
      await client.close();
      await worker.close();
      await server.close();
      await database.close();
    },
  };
}

/** A dataset made of a file's lines, and the version that they make. */
export async function importJsonl(client: Client, name: string, file: Blob) {
  const dataset = unwrap(await client.createDataset({ input: { name } }));
  return unwrap(await client.importDatasetVersion({ input: { datasetId: dataset.id, format: 'JSONL', file } }));
}

/** Starts an experiment's runs, waits until all have ended, and gives them as they are then. */
export async function runToEnd(client: Client, experimentId: string, concurrency?: number) {
  const { runs } = unwrap(await client.startRuns({ input: { experimentId, concurrency } }));
  return Promise.all(
    runs.map(async ({ id }) => {
      for await (const { status } of client.runProgress({ runId: id })) {
        if (status === 'FAILED' || status === 'CANCELLED') throw new Error(`The run ${id} is ${status}.`);
      }
      return unwrap(await client.run({ id }));
    }),
  );
}
