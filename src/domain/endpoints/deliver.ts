import type { Delivery, DeliveryPurpose } from '../../database/client.js';
import { encodeId, type Id, newId } from '../../ids.js';
import { type Json, storableText } from '../../json.js';
import { ResponseTooLarge } from '../../models/guarded-fetch.js';
import { type FaultOptions, faultOfError, faultOfResponse, timeoutFault, withoutSecrets } from '../../models/http-fault.js';
import type { Fault } from '../../models/outcome.js';
import { type Limited, withTimeLimit } from '../../models/time-limit.js';
import type { Call } from '../execution/executor.js';
import { permanentFault } from '../execution/permanent-fault.js';
import type { Scope } from '../scope.js';
import type { EndpointConnection } from './connections.js';
import { logDelivery } from './delivery-log.js';
import { signedHeaders } from './signing-secrets.js';

const mostBytes = 4 * 1024 * 1024;
const mostErrorCharacters = 300;
const responseHeadCharacters = 1_000;
/** What has fewer characters in a header is more likely a scheme, a number or a common word than a secret. */
const shortestSecret = 8;

/** Something to tell an endpoint, once or again. */
export interface Message {
  purpose: DeliveryPurpose;
  /** What the request carries as `webhook-id`: the same whenever the message is sent again. */
  messageId: string;
  /** 1 for the first time that it is sent. */
  attempt: number;
  /** The result that it is for; null for a trial of the endpoint. */
  resultId: Id<'result'> | null;
  body: Json;
}

/** What an endpoint said when it took a message: a status of 2xx, and any JSON, null where the answer had no body. */
export interface EndpointReply {
  kind: 'reply';
  status: number;
  body: Json;
  durationMs: number;
}

/** What came of sending a message, and how it was logged. */
export interface Sent {
  outcome: EndpointReply | Fault;
  delivery: Delivery;
}

interface Received {
  response: Response;
  text: string;
}

/**
 * The `webhook-id` of what a call sends: the same for all its attempts, another when failed items are tried again.
 *
 * @param suffix tells apart the messages that one result needs.
 */
export function messageIdOf({ resultId, retries }: Pick<Call, 'resultId' | 'retries'>, suffix?: string): string {
  return [encodeId('result', resultId), ...(retries > 0 ? [retries] : []), ...(suffix === undefined ? [] : [suffix])].join('.');
}

/**
 * Sends a message to an endpoint as a signed POST, once, and logs what came of it.
 *
 * 408, 425, 429, 5xx, network faults and time-outs are faults that a repeated call may not meet; any other status but 2xx
 * is final, as `http_<status>` or `redirected`.
 *
 * @param signal aborts for reasons of the caller's; the call then rejects, and nothing is logged. The endpoint's own time-out
 * is a fault.
 */
export async function deliver(
  scope: Scope,
  connection: EndpointConnection,
  message: Message,
  signal: AbortSignal,
): Promise<EndpointReply | Fault> {
  const { outcome } = await send(scope, connection, message, signal);
  return outcome;
}

/** {@link deliver}, with the row of the log that it made. */
export async function send(scope: Scope, connection: EndpointConnection, message: Message, signal: AbortSignal): Promise<Sent> {
  const { url, headers, timeoutMs, signingSecrets } = connection;
  const createdAt = new Date();
  const content = JSON.stringify(message.body);
  const signed = signedHeaders(signingSecrets, message.messageId, content, createdAt);
  const began = performance.now();
  const limited = await withTimeLimit(timeoutMs, signal, async (limit): Promise<Received> => {
    const response = await scope.fetch(url, {
      method: 'POST',
      headers: { accept: 'application/json', ...headers, 'content-type': 'application/json', ...signed },
      body: content,
      signal: limit,
      mostBytes,
    });
    return { response, text: await response.text() };
  });
  const told = { secrets: secretsIn(connection), durationMs: Math.round(performance.now() - began) };
  const outcome = outcomeOf(connection, message, limited, told);
  const delivery = { ...logged(message, limited, outcome, told), endpointId: connection.id, createdAt };
  await logDelivery(scope, delivery);
  return { outcome, delivery };
}

type Told = Required<FaultOptions> & { durationMs: number };

function outcomeOf(
  connection: EndpointConnection,
  { purpose }: Message,
  limited: Limited<Received>,
  told: Told,
): EndpointReply | Fault {
  switch (limited.ended) {
    case 'in-time':
      return replyOf(connection, limited.value, purpose, told);
    case 'too-late':
      return timeoutFault(connection.timeoutMs, told);
    case 'failed':
      return faultOfError(limited.error, told);
  }
}

function replyOf(
  { name }: EndpointConnection,
  { response: { ok, status, headers }, text }: Received,
  purpose: DeliveryPurpose,
  told: Told,
): EndpointReply | Fault {
  const { durationMs, secrets } = told;
  if (!ok) {
    // Secrets first: one that is cut in two would not be found any more.
    const said = withoutSecrets(text, secrets).trim().slice(0, mostErrorCharacters);
    return faultOfResponse(status, headers, `The endpoint "${name}" answered ${status}${said ? `: ${said}` : '.'}`, told);
  }
  if (text.trim() === '') return { kind: 'reply', status, body: null, durationMs };
  try {
    return { kind: 'reply', status, body: JSON.parse(text) as Json, durationMs };
  } catch {
    // Whoever is only tried, or says that the answer comes later, may say so in any words.
    if (purpose === 'PING' || status === 202) return { kind: 'reply', status, body: null, durationMs };
    return permanentFault('invalid_response', `The endpoint "${name}" has to answer JSON, and its answer is none.`, {
      durationMs,
    });
  }
}

function logged(
  { purpose, messageId, attempt, resultId }: Message,
  limited: Limited<Received>,
  outcome: EndpointReply | Fault,
  { secrets, durationMs }: Told,
): Omit<Delivery, 'endpointId' | 'createdAt'> {
  const received = limited.ended === 'in-time' ? limited.value : null;
  const tooLarge = limited.ended === 'failed' && limited.error instanceof ResponseTooLarge ? limited.error : null;
  const fault = outcome.kind === 'fault' ? outcome : null;
  return {
    id: newId('delivery'),
    purpose,
    resultId,
    messageId,
    attempt,
    status: received?.response.status ?? tooLarge?.status ?? null,
    errorType: fault?.type ?? null,
    errorMessage: fault && storableText(fault.message),
    durationMs,
    responseHead: received && storableText(withoutSecrets(received.text, secrets).slice(0, responseHeadCharacters)),
  };
}

/**
 * What must not be seen of a request: signing secrets, the values of headers, and their words, as a service that says what is
 * wrong with `Bearer abc…` may quote `abc…` alone.
 */
function secretsIn({ headers, signingSecrets }: EndpointConnection): string[] {
  const words = Object.values(headers).flatMap((value) => [value, ...value.split(/\s+/)]);
  return [
    ...words.filter((word) => word.length >= shortestSecret),
    ...signingSecrets.flatMap(({ secret }) => [secret, secret.slice(secret.indexOf('_') + 1)]),
  ];
}
