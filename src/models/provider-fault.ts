import { APICallError, InvalidResponseDataError } from '@ai-sdk/provider';
import { faultOfError, faultOfResponse, retryAfterMs } from './http-fault.js';
import type { ModelConnection } from './language-models.js';
import type { Fault } from './outcome.js';

/** The fault behind what a call to a model provider threw: those of http-fault.ts, `quota_exhausted` and `invalid_response`. */
export function faultOfProvider(error: unknown, connection: ModelConnection, durationMs: number): Fault {
  const options = { secrets: [connection.apiKey], durationMs, conflictPasses: true };
  if (InvalidResponseDataError.isInstance(error)) return invalidResponse(error.message, connection, options);
  if (!APICallError.isInstance(error) || error.statusCode === undefined) return faultOfError(error, options);
  const { statusCode, responseHeaders = {}, responseBody = '' } = error;
  if (statusCode < 300) {
    const fault = faultOfError(error, options);
    return fault.type === 'unexpected' ? invalidResponse(error.message, connection, options) : fault;
  }
  // Without `data` the body was not an error as this provider writes them, and the message is the status alone.
  const said = (error.data === undefined && responseBody.trim()) || error.message;
  const message = `${connection.name} answered ${statusCode}: ${said}`;
  // A limit that waiting does not lift: OpenAI answers 429 also when the account has no money left.
  if (statusCode === 429 && responseBody.includes('insufficient_quota')) {
    return {
      ...faultOfResponse(statusCode, responseHeaders, message, options),
      type: 'quota_exhausted',
      recovery: { when: 'never' },
    };
  }
  return faultOfResponse(statusCode, withRetryDelay(responseHeaders, responseBody), message, options);
}

function invalidResponse(
  message: string,
  { name }: ModelConnection,
  options: { secrets: (string | null)[]; durationMs: number },
): Fault {
  const said = `${name} answered with something that is not an answer of its protocol: ${message}`;
  return { ...faultOfError(new Error(said), options), type: 'invalid_response' };
}

/** Google asks for a delay in the body (google.rpc.RetryInfo), not in a header. */
function withRetryDelay(headers: Record<string, string>, body: string): Record<string, string> {
  const seconds = /"retryDelay":\s*"(\d+(?:\.\d+)?)s"/.exec(body)?.[1];
  return seconds === undefined || retryAfterMs(headers) !== null ? headers : { ...headers, 'retry-after': seconds };
}
