import { isFailure, ValidationError } from '../../failures.js';
import { encodeId, type Id } from '../../ids.js';
import { isJsonObject, type JsonObject } from '../../json.js';
import type { Outcome } from '../../models/outcome.js';
import { endpointConnections } from '../endpoints/connections.js';
import { deliver, type EndpointReply, messageIdOf } from '../endpoints/deliver.js';
import { findEndpoint } from '../endpoints/endpoints.js';
import { endpointRemoved } from '../endpoints/named-endpoint.js';
import type { Scope } from '../scope.js';
import { misfitOfConfiguration } from '../steps/check-configuration.js';
import { outcomeOfAnswer, readAnswer } from '../tests/answer.js';
import { takeAnswer } from '../tests/take-answer.js';
import { awaitAnswer, deadlineFault, endByFault, endTest, openTest, type TestState } from '../tests/test.js';
import type { Awaiting, ExecutionRequest, Executor, Plan } from './executor.js';
import { laneOfEndpoint } from './lanes.js';
import { permanentFault } from './permanent-fault.js';

type Values = {
  endpointId: Id<'endpoint'>;
  /** The endpoint's name. */
  endpoint: string;
  experimentId: Id<'experiment'>;
  variantId: Id<'variant'> | null;
  /** By inference step, the parameters that differ from the baseline's. */
  overrides: JsonObject;
};

/** The status by which an app says that it has taken a test and answers later. */
const accepted = 202;

/**
 * Runs the variants of type WEBHOOK: posts each item to the user's app with the variant's overrides, and takes the answer
 * from the response, or, when that is 202, from `submitTestResult` before the endpoint's deadline.
 */
export const webhookExecutor: Executor = {
  type: 'WEBHOOK',

  async plan({ configuration, steps, endpointId, experimentId, variantId, overrides }, scope): Promise<Plan | ValidationError> {
    const misfit = misfitOfConfiguration(steps, configuration, 'configuration');
    if (misfit) return misfit;
    const endpoint = endpointId === null ? null : await findEndpoint(scope, endpointId);
    const experiment = encodeId('experiment', experimentId);
    if (!endpoint) {
      return new ValidationError(
        `The experiment has no app to call. Choose one with updateExperiment(input: {id: "${experiment}", endpointId}).`,
        { code: 'UNKNOWN_ENDPOINT', field: 'endpointId' },
      );
    }
    if (!endpoint.hasSigningSecret) {
      return new ValidationError(
        `The endpoint "${endpoint.name}" has no secret to sign requests with. Make one with rotateEndpointSecret(input: {id: "${encodeId('endpoint', endpoint.id)}"}), and give it to the app.`,
        { field: 'endpointId' },
      );
    }
    const values: Values = { endpointId: endpoint.id, endpoint: endpoint.name, experimentId, variantId, overrides };
    return { lane: laneOfEndpoint(endpoint.id), values };
  },

  async execute(request, scope): Promise<Outcome | Awaiting> {
    const { resultId: id, runId, trial, item } = request;
    const test = await openTest(scope.db, { id, runId, itemId: item.id, trial });
    // Taken or answered in an earlier attempt: the app is not asked again.
    if (test.answer || test.deadlineAt) return standingOf(test);
    const { endpointId, endpoint } = request.plan as Values;
    const connection = await endpointConnections.get(scope, endpointId);
    if (!connection) return endpointRemoved(endpoint);
    const message = { purpose: 'TEST', messageId: messageIdOf(request), attempt: request.attempt, resultId: id } as const;
    const reply = await deliver(scope, connection, { ...message, body: bodyOf(request) }, request.signal);
    if (reply.kind === 'fault') return reply;
    if (reply.status === accepted) return standingOf(await awaitAnswer(scope.db, id, connection.answerWithinMs));
    return answeredBy(reply, request, scope);
  },

  async conclude(id, fault, scope): Promise<Outcome> {
    const test = await endTest(scope.db, id, endByFault(fault));
    return test?.answer ? outcomeOfAnswer(test.answer, test.elapsedMs) : fault;
  },
};

function bodyOf({ resultId, item: { input, metadata }, plan }: ExecutionRequest): JsonObject {
  const { experimentId, variantId, overrides } = plan as Values;
  return {
    testId: encodeId('result', resultId),
    input,
    ...(isJsonObject(input) && Object.hasOwn(input, 'prompt') && { prompt: input.prompt }),
    metadata,
    experiment: {
      experimentId: encodeId('experiment', experimentId),
      experimentVariantId: variantId && encodeId('variant', variantId),
      overrides,
    },
  };
}

/** What a test that was taken or answered amounts to now. */
function standingOf({ answer, elapsedMs, deadlineAt, remainingMs }: TestState): Outcome | Awaiting {
  if (answer) return outcomeOfAnswer(answer, elapsedMs);
  if (remainingMs !== null && remainingMs > 0) return { kind: 'awaiting', until: new Date(Date.now() + remainingMs) };
  return deadlineFault(deadlineAt);
}

/** Takes what the app said in its response; another answer may have been first, and counts. */
async function answeredBy(
  { body, durationMs }: EndpointReply,
  { resultId: id, plan }: ExecutionRequest,
  scope: Scope,
): Promise<Outcome> {
  const { steps = null, ...answer }: JsonObject = isJsonObject(body) ? body : {};
  const said = readAnswer(isJsonObject(body) ? answer : body, 'the answer');
  if (isFailure(said)) {
    const { endpoint } = plan as Values;
    return permanentFault(
      'invalid_response',
      `The endpoint "${endpoint}" has to answer {output | error, usage?, cost?, steps?}, or ${accepted} and later: ${said.message}`,
      { durationMs },
    );
  }
  const end = { said, durationMs };
  const test = await takeAnswer(scope, id, end, steps);
  return outcomeOfAnswer(test?.answer ?? end, test?.elapsedMs ?? durationMs);
}
