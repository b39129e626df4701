import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from '../../src/json.js';

/** A request as the server saw it. */
export interface JsonRequest {
  method: string;
  headers: IncomingHttpHeaders;
  body: Json;
}

/** What the server answers: a body that is sent as JSON (or as it is, when it is text), or nothing at all. */
export type JsonReply = { status?: number; headers?: Record<string, string>; body: Json } | 'nothing';

export interface JsonServer {
  url: string;
  requests: JsonRequest[];
  close(): Promise<void>;
}

/** The user's own HTTP service, for tests. */
export async function startJsonServer(answer: (request: JsonRequest) => JsonReply | Promise<JsonReply>): Promise<JsonServer> {
  const requests: JsonRequest[] = [];
  const server = createServer(async (incoming, response) => {
    let text = '';
    for await (const chunk of incoming.setEncoding('utf8')) text += chunk;
    const request = { method: incoming.method ?? '', headers: incoming.headers, body: JSON.parse(text) as Json };
    requests.push(request);
    const reply = await answer(request);
    if (reply === 'nothing') return;
    const { status = 200, headers = {}, body } = reply;
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/variant`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
