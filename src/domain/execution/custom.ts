import { z } from 'zod';
import { isFailure, ValidationError } from '../../failures.js';
import { decodeId, encodeId } from '../../ids.js';
import type { JsonObject } from '../../json.js';
import { decimalOfNumber } from '../../models/decimal.js';
import type { Outcome } from '../../models/outcome.js';
import { endpointConnections } from '../endpoints/connections.js';
import { type Endpoint, listEndpoints } from '../endpoints/endpoints.js';
import { type EndpointReply, postToEndpoint } from '../endpoints/post-to-endpoint.js';
import type { Scope } from '../scope.js';
import type { Executor, Plan } from './executor.js';
import { laneOfEndpoint } from './lanes.js';
import { parseGiven } from './parse-given.js';
import { permanentFault } from './permanent-fault.js';

/** The user's own HTTP service, with any configuration: `{endpoint, …}`. */
const Configuration = z.object({ endpoint: z.string().min(1) }).loose();

type Values = {
  endpointId: string;
  endpoint: string;
  /** What the endpoint is sent: the configuration without the endpoint itself. */
  configuration: JsonObject;
};

const tokens = z
  .int()
  .min(0)
  .max(2 ** 31 - 1);
/** US dollars: what the database's decimal(24, 12) holds. */
const dollars = z.union([
  z.string().regex(/^\d{1,12}(\.\d{1,12})?$/, 'expected a decimal number of US dollars, such as "0.0042"'),
  z.number().min(0).lt(1e12).transform(decimalOfNumber),
]);
const Reply = z.object({
  output: z.json(),
  usage: z.object({ inputTokens: tokens.nullable(), outputTokens: tokens.nullable() }).nullish(),
  cost: dollars.nullish(),
});

/** Runs the variants of type CUSTOM: posts the item to an endpoint and takes `{output, usage?, cost?}` back. */
export const customExecutor: Executor = {
  type: 'CUSTOM',

  async plan(configuration, scope): Promise<Plan | ValidationError> {
    const given = parseGiven(Configuration, configuration, 'configuration');
    if (isFailure(given)) return given;
    const endpoint = await namedEndpoint(scope, given.endpoint);
    if (isFailure(endpoint)) return endpoint;
    const { endpoint: _, ...rest } = configuration;
    const values: Values = { endpointId: endpoint.id, endpoint: endpoint.name, configuration: rest };
    return { lane: laneOfEndpoint(endpoint.id), values };
  },

  async execute(request, scope): Promise<Outcome> {
    const { endpointId, endpoint, configuration } = request.plan as Values;
    const connection = await endpointConnections.get(scope, endpointId);
    if (!connection) {
      return permanentFault(
        'endpoint_removed',
        `The endpoint "${endpoint}" is no longer there. Add it again, and start a new run.`,
      );
    }
    const { externalId, input, metadata } = request.item;
    const body = { resultId: encodeId('result', request.resultId), item: { externalId, input, metadata }, configuration };
    const reply = await postToEndpoint(scope, connection, body, request.signal);
    return reply.kind === 'reply' ? outcomeOf(reply, endpoint) : reply;
  },
};

async function namedEndpoint(scope: Scope, nameOrId: string): Promise<Endpoint | ValidationError> {
  const endpoints = await listEndpoints(scope);
  const id = decodeId('endpoint', nameOrId);
  const found = endpoints.find((endpoint) => endpoint.id === id) ?? endpoints.find((endpoint) => endpoint.name === nameOrId);
  if (found) return found;
  const names = endpoints.map((endpoint) => endpoint.name).join(', ');
  const remedy = names ? `The endpoints there are: ${names}.` : 'Add one with addEndpoint(input: {name, url}).';
  return new ValidationError(`There is no endpoint "${nameOrId}". ${remedy}`, {
    code: 'UNKNOWN_ENDPOINT',
    field: 'configuration.endpoint',
  });
}

function outcomeOf({ body, durationMs }: EndpointReply, endpoint: string): Outcome {
  const reply = parseGiven(Reply, body, 'the answer');
  if (isFailure(reply)) {
    return permanentFault(
      'invalid_response',
      `The endpoint "${endpoint}" has to answer {output, usage?, cost?}: ${reply.message}`,
      { durationMs },
    );
  }
  return { kind: 'answer', output: reply.output, usage: reply.usage ?? null, cost: reply.cost ?? null, durationMs };
}
