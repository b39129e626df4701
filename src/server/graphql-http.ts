import type { IncomingMessage, ServerResponse } from 'node:http';
import { createYoga, type Plugin, type YogaServerInstance } from 'graphql-yoga';
import type { ExecutionArgs, ExecutionResult, GraphQLSchema } from 'graphql';
import type { Identity } from '../domain/organizations/identity.js';
import type { Services } from '../domain/scope.js';
import type { RequestContext } from '../graphql/context.js';
import { uploadLimitBytes, useBodyLimit } from './body-limit.js';
import { type Credential, credentialOf, howToAuthenticate, identify, isSameOrigin, whyRefused } from './credentials.js';
import type { LiveConnections } from './live-connections.js';
import { useOperationLimits } from './operation-limits.js';
import type { ErrorMask } from './unexpected-errors.js';
import { useUploads } from './upload.js';

interface NodeContext {
  req: IncomingMessage;
  res: ServerResponse;
}
export type GraphQLOverHttp = YogaServerInstance<NodeContext, RequestContext>;
/** How subscriptions are executed, over HTTP and WebSocket alike. */
export type Subscribe = (args: ExecutionArgs) => Promise<AsyncIterable<ExecutionResult> | ExecutionResult>;

export interface GraphQLOptions {
  services: Services;
  schema: GraphQLSchema;
  subscribe: Subscribe;
  createContext: (identity: Identity) => RequestContext;
  connections: LiveConnections;
  mask: ErrorMask;
}

/** GraphQL over HTTP (JSON, and server-sent events for subscriptions) with GraphiQL, at `/graphql`. */
export function createGraphQLOverHttp(options: GraphQLOptions): GraphQLOverHttp {
  const callers = new WeakMap<Request, Caller>();
  return createYoga<NodeContext, RequestContext>({
    schema: options.schema,
    graphqlEndpoint: '/graphql',
    landingPage: false,
    // Any page may ask with a key that it has; without credentials a browser sends no cookie along.
    cors: { origin: '*', credentials: false },
    graphiql: { title: 'Variorum' },
    // This one brings its scripts and styles along; the other fetches them from the internet. It is 9 MB, so only when asked for.
    renderGraphiQL: async (settings) => (await import('@graphql-yoga/render-graphiql')).renderGraphiQL(settings),
    // Multipart requests are read as they arrive, by a plugin of this server.
    multipart: false,
    maxRequestBodySize: false,
    // The mask logs what is unexpected; the server's own log would have it again, and without an id.
    logging: false,
    maskedErrors: { maskError: options.mask },
    context: ({ request }) => options.createContext(callerOf(callers, request).identity),
    plugins: [
      useAuthentication(options, callers),
      useBodyLimit(),
      useOperationLimits(),
      useSubscribe(options.subscribe),
      useLiveConnections(options.connections, callers),
      useUploads({ maxBytes: uploadLimitBytes }),
    ],
  });
}

interface Caller {
  credential: Credential;
  identity: Identity;
}

function callerOf(callers: WeakMap<Request, Caller>, request: Request): Caller {
  const caller = callers.get(request);
  if (!caller) throw new Error('A request reached GraphQL that was not authenticated.');
  return caller;
}

const whatToDo: Record<Credential['kind'], string> = {
  key: howToAuthenticate,
  link: 'Ask whoever shared it for a new one.',
  session: 'Sign in again, or open the share link once more.',
};

/** Finds out who asks, before anything of the request is read. */
function useAuthentication({ services }: GraphQLOptions, callers: WeakMap<Request, Caller>): Plugin<object, NodeContext> {
  return {
    async onRequestParse({ request, serverContext, endResponse, fetchAPI }) {
      const refuse = (status: 401 | 403, code: string, message: string): void => {
        const headers = { 'content-type': 'application/json; charset=utf-8', 'www-authenticate': 'Bearer' };
        endResponse(new fetchAPI.Response(JSON.stringify({ errors: [{ message, extensions: { code } }] }), { status, headers }));
      };
      const credential = credentialOf(serverContext.req);
      if (!credential) return refuse(401, 'UNAUTHENTICATED', `This needs an API key. ${howToAuthenticate}`);
      if (credential.kind === 'session' && request.method === 'POST' && !isOwnPage(serverContext.req)) {
        return refuse(
          403,
          'CROSS_SITE',
          `A signed-in session counts only for JSON and multipart requests of this server's own pages. ${howToAuthenticate}`,
        );
      }
      const identity = await identify(services, credential);
      if (identity) callers.set(request, { credential, identity });
      else refuse(401, 'UNAUTHENTICATED', `${whyRefused[credential.kind]} ${whatToDo[credential.kind]}`);
    },
  };
}

function isOwnPage(request: IncomingMessage): boolean {
  const type = request.headers['content-type'] ?? '';
  return isSameOrigin(request) && (type.startsWith('application/json') || type.startsWith('multipart/form-data'));
}

function useSubscribe(subscribe: Subscribe): Plugin {
  return {
    onSubscribe({ setSubscribeFn }) {
      setSubscribeFn(subscribe);
    },
  };
}

function useLiveConnections(connections: LiveConnections, callers: WeakMap<Request, Caller>): Plugin<object, NodeContext> {
  return {
    onExecutionResult({ result, request, context }) {
      if (!result || !(Symbol.asyncIterator in result)) return;
      const { credential } = callerOf(callers, request);
      // Ended without the event `complete`, which would say that nothing more is to come.
      const remove = connections.add({ credential, end: () => context.res.destroy() });
      context.res.once('close', remove);
    },
  };
}
