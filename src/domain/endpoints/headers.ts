import { validateHeaderName, validateHeaderValue } from 'node:http';
import { ValidationError } from '../../failures.js';

export type Headers = { [name: string]: string };

/** Headers that belong to the connection or to the request's own body and signature, and can't be chosen. */
const reserved = new Set([
  'connection',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'webhook-id',
  'webhook-signature',
  'webhook-timestamp',
]);
const mostHeaders = 50;

/** Checks headers as they are given. An error names the header, and never holds its value. */
export function readHeaders(given: { [name: string]: unknown }): Headers | ValidationError {
  const entries = Object.entries(given);
  if (entries.length > mostHeaders)
    return refusal('headers', `there are ${entries.length}, and at most ${mostHeaders} can be sent`);
  const headers: Headers = {};
  for (const [name, value] of entries) {
    const field = `headers.${name}`;
    if (typeof value !== 'string') return refusal(field, 'its value is not a string');
    if (reserved.has(name.toLowerCase())) return refusal(field, 'it is set by the request itself');
    if (!accepts(() => validateHeaderName(name))) return refusal(field, 'its name holds what HTTP does not allow in one');
    if (!accepts(() => validateHeaderValue(name, value)))
      return refusal(field, 'its value holds what HTTP does not allow in one, such as a line break');
    headers[name] = value;
  }
  return headers;
}

function refusal(field: string, reason: string): ValidationError {
  return new ValidationError(`${field} can't be used: ${reason}.`, { field });
}

function accepts(check: () => void): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}
