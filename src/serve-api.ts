import type { Services } from './domain/scope.js';
import { openLiveRuns } from './events/live-runs.js';
import type { DatabaseSignals } from './events/signals.js';
import { createContext } from './graphql/context.js';
import { schema } from './graphql/schema.js';
import { subscribe } from './graphql/subscriptions/subscribe.js';
import { createServer } from './server/server.js';

/** The part of a process that answers queries. */
export interface Api {
  /** Where it answers. */
  url: string;
  /** A link that signs one browser in, once. */
  createSignInLink(): Promise<string>;
  close(): Promise<void>;
}

/** Serves the API where the configuration says. */
export async function serveApi(services: Services, signals: DatabaseSignals): Promise<Api> {
  const live = openLiveRuns(services.db, signals);
  const server = createServer({
    services,
    schema,
    subscribe,
    createContext: (identity) => createContext({ ...services, live }, identity),
  });
  const url = await server.listen();
  return {
    url,
    createSignInLink: () => server.createSignInLink(),
    close: async () => {
      await server.close();
      live.close();
    },
  };
}
