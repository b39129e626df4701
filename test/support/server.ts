import type { ExecutionResult, GraphQLSchema } from 'graphql';
import type { Role } from '../../src/database/client.js';
import { createApiKey } from '../../src/domain/organizations/api-keys.js';
import type { Scope } from '../../src/domain/scope.js';
import { openLiveRuns } from '../../src/events/live-runs.js';
import { DatabaseSignals } from '../../src/events/signals.js';
import { isFailure } from '../../src/failures.js';
import { createContext } from '../../src/graphql/context.js';
import { subscribe } from '../../src/graphql/subscriptions/subscribe.js';
import { createServer, type Server, type ServerOptions } from '../../src/server/server.js';
import type { TestDatabase } from './database.js';
import { testScope } from './scope.js';

/** An organization of a test, with a key of each role. */
export interface TestOrganization {
  scope: Scope;
  viewer: string;
  editor: string;
  admin: string;
}

export interface TestServer {
  url: string;
  server: Server;
  /** Two organizations that must not see each other. */
  a: TestOrganization;
  b: TestOrganization;
  /** Sends an operation with a key, that of A's editor unless another is given, and gives the whole result. */
  request<T = Record<string, unknown>>(
    query: string,
    variables?: Record<string, unknown>,
    key?: string,
  ): Promise<ExecutionResult<T>>;
  close(): Promise<void>;
}

export interface TestServerOptions extends Partial<Pick<ServerOptions, 'subscribe' | 'dashboard'>> {
  /** The product's own when it is not given. */
  schema?: GraphQLSchema;
  /** What the process has, where it matters to the test. */
  services?: Partial<Scope>;
  /** A free one when it is not given. */
  port?: number;
}

/** Serves the API on a free port. */
export async function startTestServer(database: TestDatabase, options: TestServerOptions = {}): Promise<TestServer> {
  const { schema = (await import('../../src/graphql/schema.js')).schema, services: overrides, port = 0, ...rest } = options;
  const [a, b] = [await testOrganization(database, overrides), await testOrganization(database, overrides)];
  const services = { ...a.scope, config: { ...a.scope.config, port } };
  const signals = await DatabaseSignals.open(database.url, services.log);
  const live = openLiveRuns(database.db, signals);
  const server = createServer({
    services,
    schema,
    createContext: (identity) => createContext({ ...services, live }, identity),
    subscribe,
    ...rest,
  });
  const closeSources = async (): Promise<void> => {
    live.close();
    await signals.close();
  };
  const url = await server.listen().catch(async (error: unknown) => {
    await closeSources();
    throw error;
  });
  return {
    url,
    server,
    a,
    b,
    async request(query, variables = {}, key = a.editor) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
        body: JSON.stringify({ query, variables }),
      });
      return await response.json();
    },
    close: async () => {
      await server.close();
      await closeSources();
    },
  };
}

async function testOrganization(database: TestDatabase, overrides?: Partial<Scope>): Promise<TestOrganization> {
  const scope = await testScope(database, overrides);
  const keyOf = async (role: Role): Promise<string> => {
    const created = await createApiKey(scope, { name: role, role });
    if (isFailure(created)) throw created;
    return created.key;
  };
  return { scope, viewer: await keyOf('VIEWER'), editor: await keyOf('EDITOR'), admin: await keyOf('ADMIN') };
}
