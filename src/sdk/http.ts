import { errorOfResponse, reasonOf, VariorumError } from './error.js';
import { multipartBody } from './multipart.js';

export interface HttpOptions {
  /** Of the GraphQL endpoint. */
  url: URL;
  apiKey: string;
  fetch: typeof fetch;
  /** Aborts what is under way when the client is closed. */
  closed: AbortSignal;
}

interface Body {
  data?: Record<string, unknown> | null;
  errors?: { message: string; extensions?: Record<string, unknown> }[];
}

/**
 * Sends one operation over HTTP.
 *
 * @returns its data.
 * @throws VariorumError for whatever goes wrong.
 */
export async function send(options: HttpOptions, query: string, variables: unknown): Promise<Record<string, unknown>> {
  const form = multipartBody(query, variables);
  const { data, errors } = await reach(options, {
    method: 'POST',
    headers: {
      accept: 'application/graphql-response+json, application/json',
      authorization: `Bearer ${options.apiKey}`,
      ...(form ? {} : { 'content-type': 'application/json' }),
    },
    body: form ?? JSON.stringify({ query, variables }),
    signal: options.closed,
  });
  if (errors && errors.length > 0) throw errorOfResponse(errors);
  if (!data) throw new VariorumError(`${options.url.origin} gave neither data nor errors.`, 'BAD_RESPONSE');
  return data;
}

async function reach({ url, fetch, closed }: HttpOptions, request: RequestInit): Promise<Body> {
  try {
    const response = await fetch(url, request);
    const text = await response.text();
    const body = parse(text);
    if (body) return body;
    const message = `${url.href} answered ${response.status} with something that is not GraphQL. Is this the address of a Variorum server?`;
    throw new VariorumError(message, 'BAD_RESPONSE');
  } catch (error) {
    if (error instanceof VariorumError) throw error;
    if (closed.aborted) throw new VariorumError('The client was closed.', 'CLOSED', { cause: error });
    throw new VariorumError(`${url.origin} can't be reached: ${reasonOf(error)}.`, 'NETWORK', { cause: error });
  }
}

function parse(text: string): Body | null {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null && ('data' in body || 'errors' in body) ? (body as Body) : null;
  } catch {
    return null;
  }
}
