import { Webhook } from 'standardwebhooks';
import type { Overrides, WebhookMessage } from './webhook-messages.js';

export type { EvaluationMessage, Overrides, PingMessage, TestMessage, WebhookMessage } from './webhook-messages.js';

/** A request as a server of Node.js has it, with its body as it came: text or bytes, not parsed. */
export interface ReceivedRequest {
  headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
  body: string | Uint8Array;
}

/** Of the endpoint that the request is for: `whsec_…`; several while they are rotated. */
export type SigningSecrets = string | readonly string[];

/** A request that is not to be trusted. The message says why; answer it with 401, and do nothing else. */
export class WebhookVerificationError extends Error {
  override readonly name = 'WebhookVerificationError';
}

/**
 * The message of a request, once it is certain that it comes from Variorum and is not an old one sent again: its signature
 * is checked by the scheme of Standard Webhooks, and its time may be off by five minutes.
 *
 * @throws WebhookVerificationError when it is not.
 * @throws TypeError when there is no secret to check it by, or the body was parsed before.
 */
export function verify(request: Request, secret: SigningSecrets): Promise<WebhookMessage>;
export function verify(request: ReceivedRequest, secret: SigningSecrets): WebhookMessage;
export function verify(request: Request | ReceivedRequest, secret: SigningSecrets): WebhookMessage | Promise<WebhookMessage> {
  if (!('arrayBuffer' in request)) return verifyReceived(request, secret);
  return request.arrayBuffer().then((body) => verifyReceived({ headers: request.headers, body: new Uint8Array(body) }, secret));
}

/**
 * The configuration of an inference step as a test wants it: its own, with the overrides of this step on top. A new object;
 * the one that is given stays as it is.
 *
 * @param step its `externalId`.
 */
export function applyOverrides<Config extends object>(config: Config, step: string, overrides: Overrides): Config {
  return { ...config, ...(Object.hasOwn(overrides, step) ? overrides[step] : null) };
}

const signed = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;

function verifyReceived({ headers, body }: ReceivedRequest, secret: SigningSecrets): WebhookMessage {
  const webhooks = [secret].flat().map(webhookOf);
  if (webhooks.length === 0) throw new TypeError('Give the signing secret of the endpoint: there is none to verify by.');
  const text = textOf(body);
  const given = Object.fromEntries(signed.map((name) => [name, headerOf(headers, name)]));
  const missing = signed.filter((name) => !given[name]);
  if (missing.length > 0) {
    throw new WebhookVerificationError(
      `The request has no ${missing.join(' and no ')}. If it comes from Variorum, the endpoint has no signing secret: rotateEndpointSecret makes one.`,
    );
  }
  const failures = webhooks.map((webhook) => failureOf(webhook, text, given));
  if (!failures.includes(null)) throw new WebhookVerificationError(reasonOf(failures[0] ?? '', given['webhook-timestamp'] ?? ''));
  return messageOf(text);
}

function webhookOf(secret: string): Webhook {
  try {
    return new Webhook(secret);
  } catch {
    // The library's own message may quote the secret.
    throw new TypeError('A signing secret is whsec_ followed by base64, as rotateEndpointSecret gave it; this one is not.');
  }
}

function textOf(body: unknown): string {
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return new TextDecoder('utf-8', { ignoreBOM: true }).decode(body);
  throw new TypeError('The signature is that of the body as it came: give its text or bytes, not what was parsed from it.');
}

function headerOf(headers: ReceivedRequest['headers'], name: string): string {
  if (typeof headers.get === 'function') return headers.get(name) ?? '';
  const [, value = ''] = Object.entries(headers).find(([key]) => key.toLowerCase() === name) ?? [];
  return String(value);
}

/** What the library says against a message; null where it is right. */
function failureOf(webhook: Webhook, text: string, headers: Record<string, string>): string | null {
  try {
    webhook.verify(text, headers, { jsonParse: false });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function reasonOf(failure: string, timestamp: string): string {
  switch (failure) {
    case 'Message timestamp too old':
      return `The message is more than five minutes old: its webhook-timestamp is ${timestamp}. It was sent again by somebody else, or the clock here is wrong.`;
    case 'Message timestamp too new':
      return `The message is from more than five minutes ahead: its webhook-timestamp is ${timestamp}. The clock here or there is wrong.`;
    case 'No matching signature found':
      return 'The signature is not one of this message by any of the secrets: another secret signed it, or it was changed on its way.';
    default:
      return `The message can't be verified: ${failure}.`;
  }
}

function messageOf(text: string): WebhookMessage {
  try {
    return JSON.parse(text) as WebhookMessage;
  } catch {
    throw new WebhookVerificationError('The message is signed, but its body is not JSON.');
  }
}
