import { randomUUID } from 'node:crypto';
import type { RunStatus } from '../../src/database/client.js';
import { showExperiment } from '../../src/domain/live/expose.js';
import { unitOfRun } from '../../src/domain/live/unit.js';
import type { Scope } from '../../src/domain/scope.js';
import { encodeId, resultIdOf } from '../../src/ids.js';

export type Seed = Awaited<ReturnType<typeof seedExperiment>>;

/** An organization's data of every kind, stored as it is after runs: each variant ran twice over every item. */
export async function seedExperiment(scope: Scope, { name = 'invoices', variants = 2, items = 3 } = {}) {
  const { db, organizationId } = scope;
  const dataset = await db.dataset.create({ data: { organizationId, name } });
  const version = await db.datasetVersion.create({ data: { datasetId: dataset.id, number: 1, itemCount: items } });
  const stored = [];
  for (let position = 0; position < items; position += 1) {
    const item = await db.datasetItem.create({
      data: {
        datasetId: dataset.id,
        externalId: `case-${position}`,
        input: { question: position },
        contentHash: new Uint8Array([position]),
      },
    });
    await db.datasetVersionItem.create({ data: { versionId: version.id, position, itemId: item.id } });
    stored.push(item);
  }
  const outputSchema = await db.outputSchema.create({
    data: { organizationId, name, versions: { create: { number: 1, jsonSchema: {} } } },
    include: { versions: true },
  });
  const modelProvider = await db.modelProvider.create({ data: { organizationId, name, kind: 'OPENAI' } });
  const endpoint = await db.endpoint.create({ data: { organizationId, name, url: 'https://example.com/' } });
  const inferenceStep = await db.inferenceStep.create({
    data: { organizationId, externalId: name, kind: 'RETRIEVER', parameters: [] },
  });
  const apiKey = await db.apiKey.create({
    data: { organizationId, name, role: 'VIEWER', hash: crypto.getRandomValues(new Uint8Array(32)), hint: 'vrm_seed' },
  });
  const experiment = await db.experiment.create({ data: { organizationId, name, type: 'LLM', datasetVersionId: version.id } });
  const evaluator = await db.evaluator.create({
    data: { experimentId: experiment.id, name: 'exact', kind: 'EXACT_MATCH', threshold: 1 },
  });
  const shareLink = await db.shareLink.create({
    data: {
      organizationId,
      experimentId: experiment.id,
      name,
      hash: crypto.getRandomValues(new Uint8Array(32)),
      expiresAt: new Date(Date.now() + 3_600_000),
    },
  });
  const runs = [];
  for (let place = 1; place <= variants; place += 1) {
    const variant = await db.variant.create({
      data: {
        experimentId: experiment.id,
        name: `variant ${place}`,
        taskType: 'LLM',
        configuration: { model: 'rules:label' },
        sortOrder: place,
      },
    });
    for (const status of ['FAILED', 'COMPLETED'] as const) {
      const run = await seedRun(scope, {
        experimentId: experiment.id,
        variantId: variant.id,
        datasetVersionId: version.id,
        status,
      });
      runs.push(run);
      if (status === 'FAILED') continue;
      for (const [position, item] of stored.entries()) {
        await db.result.create({
          data: {
            id: resultIdOf(run.id, item.id, 0),
            runId: run.id,
            itemId: item.id,
            trial: 0,
            sequence: position + 1,
            output: { answer: position },
            outputHash: new Uint8Array(8),
            durationMs: 10 * (position + 1),
            inputTokens: 5,
            outputTokens: 1,
            estimatedCost: '0.0000001',
            score: 1,
            passed: true,
            scores: { create: { evaluatorId: evaluator.id, value: 1, passed: true } },
          },
        });
      }
    }
  }
  const [run] = runs.slice(-1);
  const [item] = stored;
  if (!run || !item) throw new Error('A seed needs a variant and an item.');
  const resultId = resultIdOf(run.id, item.id, 0);
  const delivery = await db.delivery.create({
    data: { endpointId: endpoint.id, purpose: 'EVALUATION', resultId, messageId: name, attempt: 1, status: 200, durationMs: 1 },
  });
  await db.test.create({ data: { id: resultId, runId: run.id, itemId: item.id, trial: 0 } });
  const live = await seedLiveExperiment(scope, name);
  return {
    experimentId: experiment.id,
    runs,
    /** The public id of one thing of every kind. */
    ids: {
      Organization: encodeId('organization', organizationId),
      ApiKey: encodeId('apiKey', apiKey.id),
      Dataset: encodeId('dataset', dataset.id),
      DatasetVersion: encodeId('datasetVersion', version.id),
      DatasetItem: encodeId('datasetItem', item.id),
      OutputSchema: encodeId('outputSchema', outputSchema.id),
      OutputSchemaVersion: encodeId('outputSchemaVersion', outputSchema.versions[0]?.id ?? ''),
      ModelProvider: encodeId('modelProvider', modelProvider.id),
      Endpoint: encodeId('endpoint', endpoint.id),
      InferenceStep: encodeId('inferenceStep', inferenceStep.id),
      Experiment: encodeId('experiment', experiment.id),
      Variant: encodeId('variant', run.variantId),
      ShareLink: encodeId('shareLink', shareLink.id),
      Evaluator: encodeId('evaluator', evaluator.id),
      Run: encodeId('run', run.id),
      Result: encodeId('result', resultId),
      Test: encodeId('result', resultId),
      Delivery: encodeId('delivery', delivery.id),
      ...live,
    },
  };
}

/** A function that has run once, and was given a variant that has a score. Gives the public id of each of these. */
async function seedLiveExperiment(scope: Scope, name: string) {
  const { db, organizationId } = scope;
  const durableFunction = await db.durableFunction.create({
    data: { organizationId, app: 'app', externalId: name, triggers: [`${name}/happened`], retries: 4, timeoutMs: 60_000 },
  });
  const event = await db.event.create({ data: { organizationId, name: `${name}/happened`, data: { of: name } } });
  const functionRun = await db.functionRun.create({
    data: {
      organizationId,
      functionId: durableFunction.id,
      eventId: event.id,
      status: 'COMPLETED',
      attempts: 1,
      output: 'done',
      startedAt: new Date(),
      completedAt: new Date(),
    },
  });
  const { liveExperimentId, allocationId } = await showExperiment(scope, {
    name,
    variants: ['current', 'candidate'],
    strategy: 'WEIGHTED',
    managed: false,
    weights: { current: 1, candidate: 1 },
  });
  const shown = { liveExperimentId, variant: 'current', unit: new Uint8Array(unitOfRun(functionRun.id)) };
  const exposure = await db.exposure.create({
    data: { ...shown, id: randomUUID(), allocationId, functionRunId: functionRun.id, status: 'COMPLETED', durationMs: 10 },
  });
  await db.liveScore.create({ data: { ...shown, exposureId: exposure.id, name: 'resolved', value: 1 } });
  await db.functionStep.create({
    data: {
      runId: functionRun.id,
      externalId: name,
      occurrence: 0,
      kind: 'RUN',
      status: 'COMPLETED',
      position: 0,
      attempts: 1,
      output: { of: name },
      startedAt: new Date(),
      durationMs: 10,
      exposureId: exposure.id,
    },
  });
  return {
    DurableFunction: encodeId('durableFunction', durableFunction.id),
    Event: encodeId('event', event.id),
    FunctionRun: encodeId('functionRun', functionRun.id),
    LiveExperiment: encodeId('liveExperiment', liveExperimentId),
  };
}

/** A run without results, with the counters of one that had three. */
async function seedRun(
  scope: Scope,
  of: { experimentId: string; variantId: string; datasetVersionId: string; status: RunStatus },
) {
  const start = await scope.db.runStart.create({ data: { experimentId: of.experimentId, arguments: {} } });
  return scope.db.run.create({
    data: {
      ...of,
      organizationId: scope.organizationId,
      startId: start.id,
      configuration: { model: 'rules:label' },
      evaluators: [],
      plan: {},
      lane: 'provider/rules',
      concurrency: 4,
      itemsTotal: 3,
      itemsCompleted: 3,
      sequence: 3,
      durationSumMs: 60,
      tokensSum: 18,
      answeredTokensSum: 18,
      answeredTokens: 3,
      costSum: '0.0000003',
      scoreSum: 3,
      scored: 3,
      passed: 3,
    },
  });
}
