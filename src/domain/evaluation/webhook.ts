import { z } from 'zod';
import { isFailure } from '../../failures.js';
import { encodeId } from '../../ids.js';
import type { JsonObject } from '../../json.js';
import { endpointConnections } from '../endpoints/connections.js';
import { deliver, type EndpointReply, messageIdOf } from '../endpoints/deliver.js';
import { endpointRemoved, namedEndpoint } from '../endpoints/named-endpoint.js';
import { reportedSpend } from '../endpoints/reported-spend.js';
import { laneOfEndpoint } from '../execution/lanes.js';
import { parseGiven } from '../execution/parse-given.js';
import { permanentFault } from '../execution/permanent-fault.js';
import type { Fault } from '../../models/outcome.js';
import { answerIn, answerOptions, notAsked, withNormalizedStrings } from './answer.js';
import type { RemoteEvaluator, RemoteVerdict } from './evaluator.js';

const options = answerOptions([]);
const Configuration = z.strictObject({
  ...options,
  /** The name or the id of an endpoint. */
  endpoint: z.string().trim().min(1, 'must name an endpoint'),
});
const Planned = z.object({ ...options, endpointId: z.string(), endpoint: z.string() });

/** What the judge answers. */
const Opinion = z
  .object({
    score: z.number().min(0).max(1).nullish(),
    passed: z.boolean().nullish(),
    explanation: z.string().nullish(),
    ...reportedSpend,
  })
  .refine(({ score, passed }) => typeof score === 'number' || typeof passed === 'boolean', 'neither score nor passed is given')
  .refine(({ score, passed }) => typeof score !== 'number' || typeof passed !== 'boolean', 'both score and passed are given');

/** The user's own judge: posts the item and the answer to an endpoint, and takes a score or a pass back. */
export const webhook: RemoteEvaluator<z.output<typeof Configuration>> = {
  where: 'remote',
  kind: 'WEBHOOK',
  threshold: 0.5,
  configuration: Configuration,
  async plan(configuration, scope) {
    const endpoint = await namedEndpoint(scope, configuration.endpoint);
    if (isFailure(endpoint)) return endpoint;
    const values: JsonObject = {
      pointer: configuration.pointer,
      extract: configuration.extract?.source ?? null,
      normalize: [...configuration.normalize],
      endpointId: endpoint.id,
      endpoint: endpoint.name,
    };
    return { lane: laneOfEndpoint(endpoint.id), values };
  },
  async judge({ item, output }, plan, call, scope) {
    const { endpointId, endpoint, ...chosen } = Planned.parse(plan);
    const answer = answerIn(output, chosen);
    if (!answer.found) return { kind: 'verdict', value: 0, explanation: answer.explanation, ...notAsked };

    const connection = await endpointConnections.get(scope, endpointId);
    if (!connection) return endpointRemoved(endpoint);
    const { resultId, attempt, evaluatorId, signal } = call;
    const { externalId, input, expectedOutput, metadata } = item;
    const body = {
      testId: encodeId('result', resultId),
      item: { externalId, input, expectedOutput, metadata },
      output: withNormalizedStrings(answer.value, chosen),
    };
    const messageId = messageIdOf(call, encodeId('evaluator', evaluatorId));
    const reply = await deliver(scope, connection, { purpose: 'EVALUATION', messageId, attempt, resultId, body }, signal);
    return reply.kind === 'reply' ? verdictOf(reply, endpoint) : reply;
  },
};

function verdictOf({ body, durationMs }: EndpointReply, endpoint: string): RemoteVerdict | Fault {
  const opinion = parseGiven(Opinion, body ?? undefined, 'the answer');
  if (isFailure(opinion)) {
    return permanentFault(
      'invalid_verdict',
      `The endpoint "${endpoint}" has to answer {score (0 to 1) or passed (true or false), explanation?, usage?, cost?}: ${opinion.message}`,
      { durationMs },
    );
  }
  const { score, passed, explanation, usage, cost } = opinion;
  return {
    kind: 'verdict',
    value: score ?? (passed ? 1 : 0),
    explanation: explanation ?? null,
    usage,
    cost,
  };
}
