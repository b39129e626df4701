import { z } from 'zod';
import { isFailure, type ValidationError } from '../../failures.js';
import { encodeId } from '../../ids.js';
import type { JsonObject } from '../../json.js';
import type { Outcome } from '../../models/outcome.js';
import { endpointConnections } from '../endpoints/connections.js';
import { deliver, type EndpointReply, messageIdOf } from '../endpoints/deliver.js';
import { endpointRemoved, namedEndpoint } from '../endpoints/named-endpoint.js';
import { reportedSpend } from '../endpoints/reported-spend.js';
import type { Executor, Plan } from './executor.js';
import { laneOfEndpoint } from './lanes.js';
import { givenJson, parseGiven } from './parse-given.js';
import { permanentFault } from './permanent-fault.js';

/** The user's own HTTP service, with any configuration: `{endpoint, …}`. */
const Configuration = z.object({ endpoint: z.string().min(1) }).loose();

type Values = {
  endpointId: string;
  endpoint: string;
  /** What the endpoint is sent: the configuration without the endpoint itself. */
  configuration: JsonObject;
};

const Reply = z.object({ output: givenJson, ...reportedSpend });

/** Runs the variants of type CUSTOM: posts the item to an endpoint and takes `{output, usage?, cost?}` back. */
export const customExecutor: Executor = {
  type: 'CUSTOM',

  async plan({ configuration }, scope): Promise<Plan | ValidationError> {
    const given = parseGiven(Configuration, configuration, 'configuration');
    if (isFailure(given)) return given;
    const endpoint = await namedEndpoint(scope, given.endpoint);
    if (isFailure(endpoint)) return endpoint;
    const { endpoint: _, ...rest } = configuration;
    const values: Values = { endpointId: endpoint.id, endpoint: endpoint.name, configuration: rest };
    return { lane: laneOfEndpoint(endpoint.id), values };
  },

  async execute({ plan, item, ...call }, scope): Promise<Outcome> {
    const { endpointId, endpoint, configuration } = plan as Values;
    const connection = await endpointConnections.get(scope, endpointId);
    if (!connection) return endpointRemoved(endpoint);
    const { resultId, attempt, signal } = call;
    const { externalId, input, metadata } = item;
    const body = { resultId: encodeId('result', resultId), item: { externalId, input, metadata }, configuration };
    const message = { purpose: 'TEST', messageId: messageIdOf(call), attempt, resultId, body } as const;
    const reply = await deliver(scope, connection, message, signal);
    return reply.kind === 'reply' ? outcomeOf(reply, endpoint) : reply;
  },
};

function outcomeOf({ body, durationMs }: EndpointReply, endpoint: string): Outcome {
  const reply = parseGiven(Reply, body ?? undefined, 'the answer');
  if (isFailure(reply)) {
    return permanentFault(
      'invalid_response',
      `The endpoint "${endpoint}" has to answer {output, usage?, cost?}: ${reply.message}`,
      { durationMs },
    );
  }
  return { kind: 'answer', ...reply, durationMs };
}
