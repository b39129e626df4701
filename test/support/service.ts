import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json, JsonObject } from '../../src/json.js';

export interface ServiceRequest {
  resultId: string;
  item: { externalId: string; input: Json; metadata: Json };
  configuration: JsonObject;
}

export interface ServiceAnswer {
  status?: number;
  headers?: Record<string, string>;
  body?: { [key: string]: Json | undefined };
}

/** A user's own HTTP service, as a CUSTOM variant calls it. */
export interface TestService {
  url: string;
  /** Every request so far, in the order of arrival. */
  requests: ServiceRequest[];
  /** The most requests that were under way at once. */
  peakConcurrency: number;
  close(): Promise<void>;
}

/** Answers with what `answer` gives; by default with the item's number as the output. */
export async function startService(
  answer: (request: ServiceRequest, place: number) => ServiceAnswer | Promise<ServiceAnswer> = ({ item }) => ({
    body: { output: (item.input as { number: number }).number },
  }),
): Promise<TestService> {
  let underWay = 0;
  const service: TestService = { url: '', requests: [], peakConcurrency: 0, close: async () => undefined };
  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    service.peakConcurrency = Math.max(service.peakConcurrency, ++underWay);
    let text = '';
    for await (const chunk of incoming) text += chunk;
    const request = JSON.parse(text) as ServiceRequest;
    service.requests.push(request);
    const { status = 200, headers = {}, body = {} } = await answer(request, service.requests.length);
    underWay -= 1;
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  }
  const server = createServer((incoming, response) => void handle(incoming, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  service.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  service.close = async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return service;
}
