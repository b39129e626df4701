import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import type { Parts, RunningProcess } from './cli/running-process.js';
import { type Config, readConfig } from './config.js';
import { type Database, openDatabase, type Organization } from './database/client.js';
import { startEmbeddedServer } from './database/embedded-server.js';
import { applyMigrations } from './database/migrations.js';
import { RunVectors } from './domain/comparison/run-vectors.js';
import { authenticate, createApiKey } from './domain/organizations/api-keys.js';
import { ensureFirstKey } from './domain/organizations/first-key.js';
import type { Services } from './domain/scope.js';
import { DatabaseSignals } from './events/signals.js';
import { isFailure } from './failures.js';
import type { InvocableFunction } from './functions/define-function.js';
import { type FunctionWorker, startFunctionWorker } from './functions/worker/function-worker.js';
import { startRunWorker } from './jobs/run-worker.js';
import { createGuardedFetch } from './models/guarded-fetch.js';
import { Secrets } from './models/secrets.js';
import type { Api } from './serve-api.js';

/** Undoes what was started, the last first. */
type Undo = () => Promise<void>;

/** Puts together what is to run in this process, and starts it: all of it, or nothing. */
export async function startProcess(parts: Parts): Promise<RunningProcess> {
  const given = readConfig(process.env);
  const config = {
    ...given,
    port: parts.port ?? given.port,
    logLevel: process.env.LOG_LEVEL ? given.logLevel : (parts.logLevel ?? given.logLevel),
  };
  const undo: Undo[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }));
    const url = await openServer(config, undo);
    await applyMigrations(url);
    const services = await openServices(config, url, log, undo);
    const first = await ensureFirstKey(services);
    const signals = await DatabaseSignals.open(url, log);
    undo.push(() => signals.close());
    const api = parts.api ? await openApi(services, signals, undo) : null;
    if (parts.worker) {
      const worker = await startRunWorker(services, signals, url);
      undo.push(() => worker.close());
    }
    if (parts.functions) {
      const functions = await workOn(parts.functions, services, signals, url);
      undo.push(() => functions.close());
    }
    return {
      url: api?.url ?? null,
      dataDirectory: config.databaseUrl === null ? config.dataDirectory : null,
      firstKey: first?.key ?? null,
      signInLink: async () => (api && config.databaseUrl === null ? api.createSignInLink() : null),
      localKey: () => makeLocalKey(services, undo),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The database's address: the one that is configured, or that of the embedded server, which it starts or joins. */
async function openServer({ databaseUrl, dataDirectory }: Config, undo: Undo[]): Promise<string> {
  if (databaseUrl !== null) return databaseUrl;
  const server = await startEmbeddedServer(dataDirectory);
  undo.push(() => server.stop());
  return server.url;
}

async function openServices(config: Config, url: string, log: Logger, undo: Undo[]): Promise<Services> {
  const db: Database = openDatabase({ url, connections: config.databaseConnections });
  undo.push(() => db.$disconnect());
  return {
    config,
    db,
    log,
    secrets: new Secrets(await readSecret(config)),
    fetch: createGuardedFetch(config.reachable),
    vectors: new RunVectors(db),
  };
}

/** The deployment's secret. The embedded database has one of its own beside its data; any other has to be given one. */
async function readSecret({ secret, databaseUrl, dataDirectory }: Config): Promise<string | null> {
  if (secret !== null || databaseUrl !== null) return secret;
  const path = join(dataDirectory, 'secret');
  await mkdir(dataDirectory, { recursive: true });
  // Exclusive: of two processes that start at once, both then read the one that was written first.
  await writeFile(path, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
  return readFile(path, 'utf8');
}

/** Works on the runs of functions, on behalf of the organization of the configured key, or else of the first. */
async function workOn(
  functions: readonly InvocableFunction[],
  services: Services,
  signals: DatabaseSignals,
  url: string,
): Promise<FunctionWorker> {
  const { apiKey } = services.config;
  const identity = apiKey === null ? null : await authenticate(services, apiKey);
  if (apiKey !== null && !identity) {
    services.log.warn(
      'VARIORUM_API_KEY opens nothing here: functions are worked on for the first organization. Set a key of this deployment, or none.',
    );
  }
  const organizationId = identity?.organizationId ?? (await firstOrganization(services)).id;
  return startFunctionWorker({ ...services, organizationId, onlyExperiment: null }, signals, url, functions);
}

/** A worker does without what the API is made of, which takes as long to load as all the rest. */
async function openApi(services: Services, signals: DatabaseSignals, undo: Undo[]): Promise<Api> {
  const { serveApi } = await import('./serve-api.js');
  const api = await serveApi(services, signals);
  undo.push(() => api.close());
  return api;
}

/** A key for a client within this process, gone when the process stops. */
async function makeLocalKey(services: Services, undo: Undo[]): Promise<string> {
  const organization = await firstOrganization(services);
  const made = await createApiKey(
    { ...services, organizationId: organization.id, onlyExperiment: null },
    { name: 'this process alone', role: 'ADMIN' },
  );
  if (isFailure(made)) throw made;
  undo.push(async () => void (await services.db.apiKey.delete({ where: { id: made.apiKey.id } })));
  return made.key;
}

function firstOrganization({ db }: Services): Promise<Organization> {
  return db.organization.findFirstOrThrow({ orderBy: { id: 'asc' } });
}
