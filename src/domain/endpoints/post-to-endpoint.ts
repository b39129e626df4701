import type { Json } from '../../json.js';
import { type FaultOptions, faultOfError, faultOfResponse, timeoutFault, withoutSecrets } from '../../models/http-fault.js';
import type { Fault } from '../../models/outcome.js';
import { withTimeLimit } from '../../models/time-limit.js';
import { permanentFault } from '../execution/permanent-fault.js';
import type { Scope } from '../scope.js';
import type { EndpointConnection } from './connections.js';

const mostBytes = 4 * 1024 * 1024;
const mostErrorCharacters = 300;
/** A word of a header that has fewer characters is more likely a scheme than a secret. */
const shortestSecret = 8;

type Told = Required<FaultOptions> & { durationMs: number };

/** What an endpoint said, with any JSON as its body. */
export interface EndpointReply {
  kind: 'reply';
  body: Json;
  durationMs: number;
}

/**
 * Posts JSON to an endpoint, once.
 *
 * @param signal aborts for reasons of the caller's; the call then rejects. The endpoint's own time-out is a fault.
 */
export async function postToEndpoint(
  scope: Scope,
  connection: EndpointConnection,
  body: Json,
  signal: AbortSignal,
): Promise<EndpointReply | Fault> {
  const { url, headers, timeoutMs } = connection;
  const began = performance.now();
  const limited = await withTimeLimit(timeoutMs, signal, async (limit) => {
    const response = await scope.fetch(url, {
      method: 'POST',
      headers: { accept: 'application/json', ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: limit,
    });
    return { response, text: await readText(response) };
  });
  const told = { secrets: secretsIn(headers), durationMs: Math.round(performance.now() - began) };
  switch (limited.ended) {
    case 'in-time':
      return replyOf(connection, limited.value.response, limited.value.text, told);
    case 'too-late':
      return timeoutFault(timeoutMs, told);
    case 'failed':
      return faultOfError(limited.error, told);
  }
}

function replyOf({ name }: EndpointConnection, response: Response, text: string | null, told: Told): EndpointReply | Fault {
  const { durationMs } = told;
  if (!response.ok) {
    // Secrets first: one that is cut in two would not be found any more.
    const said = withoutSecrets(text ?? '', told.secrets)
      .trim()
      .slice(0, mostErrorCharacters);
    return faultOfResponse(
      response.status,
      response.headers,
      `The endpoint "${name}" answered ${response.status}${said ? `: ${said}` : '.'}`,
      told,
    );
  }
  if (text === null) {
    return permanentFault('response_too_large', `The endpoint "${name}" answered more than ${mostBytes / 1024 / 1024} MiB.`, {
      durationMs,
    });
  }
  try {
    return { kind: 'reply', body: JSON.parse(text) as Json, durationMs };
  } catch {
    return permanentFault(
      'invalid_response',
      `The endpoint "${name}" has to answer JSON, and its answer is ${text.trim() === '' ? 'empty' : 'none'}.`,
      { durationMs },
    );
  }
}

/** The values of headers, and their words: a service that says what is wrong with `Bearer abc…` may quote `abc…` alone. */
function secretsIn(headers: EndpointConnection['headers']): string[] {
  return Object.values(headers).flatMap((value) => [
    value,
    ...value.split(/\s+/).filter((word) => word.length >= shortestSecret),
  ]);
}

/** The body as text, or null where it is larger than allowed; then the rest of it is not read. */
async function readText(response: Response): Promise<string | null> {
  if (!response.body) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
