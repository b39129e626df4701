import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { GraphQLSchema } from 'graphql';
import type { Identity } from '../domain/organizations/identity.js';
import type { RequestContext } from '../graphql/context.js';
import type { Services } from '../domain/scope.js';
import { identify } from './credentials.js';
import { builtDashboard, createDashboard } from './dashboard.js';
import { answerExport } from './exports.js';
import { createGraphQLOverHttp, type GraphQLOptions, type Subscribe } from './graphql-http.js';
import { createGraphQLOverWebSocket } from './graphql-websocket.js';
import { answerHealth, answerReadiness } from './health.js';
import { LiveConnections } from './live-connections.js';
import { answerSession } from './session.js';
import { answerSharePage } from './share-page.js';
import { answerSignIn, SignIns } from './sign-ins.js';
import { createErrorMask } from './unexpected-errors.js';

/** How long requests under way and closing sockets are waited for when the server stops. */
const graceMs = 3_000;
/** How soon the open sockets of a revoked key, or of a link that was revoked or expired, are closed; its next request is refused at once. */
const recheckMs = 30_000;

export interface ServerOptions {
  services: Services;
  schema: GraphQLSchema;
  /** Makes what the resolvers of one request are given. */
  createContext: (identity: Identity) => RequestContext;
  subscribe: Subscribe;
  /** The folder of the built dashboard, that of the package when it is not given. */
  dashboard?: string;
}

/** The API of one process. */
export interface Server {
  /** Listens where the configuration says. @returns the address, such as `http://127.0.0.1:4000`. */
  listen(): Promise<string>;
  /** A link that signs one browser in, once, within ten minutes. It carries no key. */
  createSignInLink(): Promise<string>;
  /** Accepts nothing more, ends subscriptions with 1001, lets requests under way finish for a moment, and closes. */
  close(): Promise<void>;
}

/**
 * Makes the HTTP server: GraphQL at `/graphql` over HTTP and WebSocket, `/exports/…`, `/session`, `/sign-in`, `/shared`, `/health`
 * and `/ready`; the dashboard everywhere else.
 */
export function createServer({ services, schema, createContext, subscribe, dashboard }: ServerOptions): Server {
  const { config, log } = services;
  const signIns = new SignIns(services);
  const connections = new LiveConnections();
  const options: GraphQLOptions = {
    services,
    schema,
    createContext,
    subscribe,
    connections,
    mask: createErrorMask(log),
  };
  const graphql = createGraphQLOverHttp(options);
  const sockets = createGraphQLOverWebSocket(options, graphql);
  const answerFromDashboard = createDashboard(dashboard ?? builtDashboard);
  const http = createHttpServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      log.error({ err: error }, 'A request was not answered');
      response.destroy();
    });
  });
  http.on('upgrade', upgrade);
  let stopping = false;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('x-content-type-options', 'nosniff').setHeader('x-frame-options', 'DENY');
    const url = addressOf(request);
    const { pathname, searchParams } = url;
    if (pathname === '/graphql') await graphql(request, response);
    else if (pathname.startsWith('/exports/')) await answerExport(options, request, response, url);
    else if (pathname === '/health') answerHealth(response);
    else if (pathname === '/ready') await answerReadiness(services, response, stopping);
    else if (pathname === '/shared') await answerSharePage(options, request, response);
    else if (pathname === '/sign-in') await answerSignIn(signIns, options, request, response, searchParams.get('code'));
    else if (pathname === '/session') await answerSession(options, request, response);
    else answerFromDashboard(request, response, pathname);
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (addressOf(request).pathname === '/graphql' && !stopping) {
      sockets.handleUpgrade(request, socket, head, (webSocket) => sockets.emit('connection', webSocket, request));
    } else {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    }
  }

  function address(): string {
    const { port } = http.address() as AddressInfo;
    return `http://${displayedHost(config.host)}:${port}`;
  }

  const recheck = setInterval(() => {
    connections
      .endRefused(async (credential) => (await identify(services, credential)) !== null)
      .catch((error: unknown) => log.warn({ err: error }, 'The keys of open connections could not be checked'));
  }, recheckMs).unref();

  return {
    listen: () =>
      new Promise((resolve, reject) => {
        http.once('error', reject);
        http.listen(config.port, config.host, () => {
          http.off('error', reject);
          resolve(address());
        });
      }),
    createSignInLink: async () => `${address()}/sign-in?code=${await signIns.createCode()}`,
    async close() {
      stopping = true;
      clearInterval(recheck);
      const closed = new Promise<void>((resolve) => http.close(() => resolve()));
      connections.endAll();
      http.closeIdleConnections();
      const force = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
        http.closeAllConnections();
      }, graceMs);
      await closed;
      clearTimeout(force);
      await graphql.dispose();
    },
  };
}

function addressOf(request: IncomingMessage): URL {
  const target = request.url ?? '/';
  return URL.canParse(target, 'http://localhost') ? new URL(target, 'http://localhost') : new URL('http://localhost/');
}

/** What to open in a browser on this machine: a server that listens everywhere is at localhost too. */
function displayedHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
