import type { IncomingMessage } from 'node:http';
import { type ExecutionArgs, type ExecutionResult, execute, GraphQLError } from 'graphql';
import { CloseCode, MessageType, type SubscribePayload } from 'graphql-ws';
import { type Extra, useServer } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { Latest } from '../events/latest.js';
import { bodyLimitBytes, bodyTooLarge } from './body-limit.js';
import { type Credential, credentialOf, identify, isSameOrigin, readBearer, whyRefused } from './credentials.js';
import type { GraphQLOptions, GraphQLOverHttp } from './graphql-http.js';
import { formatError } from './unexpected-errors.js';

/** RFC 6455: the server goes, and the client may try again elsewhere. */
const goingAway = 1001;
/** IANA's registry of close codes: try again later. */
const tryAgainLater = 1013;

/** Up to so many bytes a client may be behind before the next message to it waits until they are written. */
const mostUnwrittenBytes = 64 * 1024;

interface Connection extends Extra, Record<PropertyKey, unknown> {
  credential?: Credential;
  remove?: () => void;
}

/**
 * GraphQL over WebSocket (the `graphql-transport-ws` protocol): the same documents, limits and context as over HTTP. The key
 * (or the token of a share link) is sent as `connectionParams: {authorization: 'Bearer <key>'}`; without a right one the socket is closed with 4403.
 * Whatever is wrong with one operation is told to that operation, and never closes the socket.
 */
export function createGraphQLOverWebSocket(options: GraphQLOptions, http: GraphQLOverHttp): WebSocketServer {
  const { services, connections, mask, createContext } = options;
  // Twice the limit: a message above that is not read at all, which closes the socket with 1009.
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 2 * bodyLimitBytes });
  const messageBytes = new WeakMap<WebSocket, number>();
  // Registered before the protocol's own listener, so that it finds the size of the message it is about to handle.
  sockets.on('connection', (socket) => {
    socket.on('message', (data) => messageBytes.set(socket, Buffer.isBuffer(data) ? data.byteLength : 0));
  });

  useServer<Record<string, unknown>, Connection>(
    {
      // Errors of its own are not spelled out to the client.
      isProd: true,
      connectionInitWaitTimeout: 10_000,
      execute,
      subscribe: options.subscribe,
      async onConnect({ connectionParams, extra }) {
        const credential = credentialOfConnection(connectionParams, extra.request);
        if (!credential) return refuse(extra.socket, 'Send connectionParams {authorization: "Bearer <key>"}.');
        try {
          if (!(await identify(services, credential))) return refuse(extra.socket, whyRefused[credential.kind]);
        } catch (error) {
          mask(error);
          extra.socket.close(tryAgainLater, 'The key could not be checked. Try again.');
          return false;
        }
        extra.credential = credential;
        extra.remove = connections.add({ credential, end: (reason) => end(extra.socket, reason) });
        return true;
      },
      async onSubscribe({ extra }, _id, payload) {
        const bytes = messageBytes.get(extra.socket) ?? 0;
        if (bytes > bodyLimitBytes) return [bodyTooLarge()];
        try {
          // Asked for each operation, so that a revoked key can't start another one.
          const identity = extra.credential && (await identify(services, extra.credential));
          if (identity) return prepare(http, payload, createContext(identity));
          end(extra.socket, 'refused');
          return [new GraphQLError(whyRefused[extra.credential?.kind ?? 'key'], { extensions: { code: 'UNAUTHENTICATED' } })];
        } catch (error) {
          // A syntax error among them. Thrown on, it would close the socket with 4500.
          return [mask(error)];
        }
      },
      onOperation({ extra }, id, _payload, _args, results) {
        if (results instanceof Latest) results.takeFirst((result: ExecutionResult) => sendAtOnce(extra.socket, id, result));
      },
      onNext: (_connection, _id, _payload, _args, result) =>
        result.errors ? { ...result, errors: result.errors.map((error) => formatError(mask(error))) } : undefined,
      onError: (_connection, _id, _payload, errors) => errors.map((error) => formatError(mask(error))),
      onClose({ extra }) {
        extra.remove?.();
      },
    },
    sockets,
  );
  return sockets;
}

/** Parses and validates by the same rules as over HTTP, and with the same cache. */
function prepare(http: GraphQLOverHttp, payload: SubscribePayload, context: object): ExecutionArgs | readonly GraphQLError[] {
  const { schema, parse, validate } = http.getEnveloped(context);
  const document = parse(payload.query);
  const errors = validate(schema, document);
  if (errors.length > 0) return errors;
  return { schema, document, operationName: payload.operationName, variableValues: payload.variables, contextValue: context };
}

/**
 * Sends a result that many subscribers get, written once for them all, and without the promises of the protocol's own way,
 * which would take most of the time. @returns false where that way is to be taken: errors are masked there, and slow
 * clients waited for.
 */
function sendAtOnce(socket: WebSocket, id: string, result: ExecutionResult): boolean {
  if (result.errors || socket.bufferedAmount > mostUnwrittenBytes) return false;
  const text = texts.get(result) ?? JSON.stringify(result);
  texts.set(result, text);
  socket.send(`{"id":${JSON.stringify(id)},"type":"${MessageType.Next}","payload":${text}}`);
  return true;
}

const texts = new WeakMap<ExecutionResult, string>();

/** A cookie counts only on sockets of this server's own pages: a browser sends it along with those of other pages too. */
function credentialOfConnection(parameters: Record<string, unknown> | undefined, request: IncomingMessage): Credential | null {
  const given = parameters?.authorization ?? parameters?.Authorization;
  if (given !== undefined) return readBearer(given);
  const credential = credentialOf(request);
  return credential?.kind === 'session' && !isSameOrigin(request) ? null : credential;
}

function refuse(socket: WebSocket, reason: string): false {
  socket.close(CloseCode.Forbidden, reason);
  return false;
}

function end(socket: WebSocket, reason: 'going-away' | 'refused'): void {
  if (reason === 'refused')
    socket.close(CloseCode.Forbidden, 'The API key or share link counts no longer, or the session has ended.');
  else socket.close(goingAway, 'The server is stopping.');
}
