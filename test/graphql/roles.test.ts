import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Role } from '../../src/database/client.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { testScope } from '../support/scope.js';
import { type Asker, asker } from './ask.js';
import { seedExperiment, type Seed } from './seed.js';

let database: TestDatabase;
let seed: Seed;
let askers: Record<Role, Asker>;

beforeAll(async () => {
  database = await createTestDatabase();
  const scope = await testScope(database);
  seed = await seedExperiment(scope);
  askers = { VIEWER: await asker(scope, 'VIEWER'), EDITOR: await asker(scope, 'EDITOR'), ADMIN: await asker(scope, 'ADMIN') };
});
afterAll(() => database.close());

// None of them changes anything: what they name does not exist, or is empty.
const needs: [mutation: string, needed: Role][] = [
  ['createDataset(input: {name: ""})', 'EDITOR'],
  ['updateDataset(input: {id: "x"})', 'EDITOR'],
  ['addDatasetVersion(input: {datasetId: "x", items: []})', 'EDITOR'],
  ['deleteDataset(id: "x")', 'ADMIN'],
  ['addOutputSchema(input: {jsonSchema: {}})', 'EDITOR'],
  ['createExperiment(input: {name: "", type: LLM})', 'EDITOR'],
  ['updateExperiment(input: {id: "x"})', 'EDITOR'],
  ['deleteExperiment(id: "x")', 'ADMIN'],
  ['completeExperiment(input: {id: "x"})', 'EDITOR'],
  ['reopenExperiment(id: "x")', 'EDITOR'],
  ['archiveExperiment(id: "x")', 'EDITOR'],
  ['unarchiveExperiment(id: "x")', 'EDITOR'],
  ['duplicateExperiment(input: {id: "x"})', 'EDITOR'],
  ['createInferenceStep(input: {externalId: "", kind: LLM})', 'EDITOR'],
  ['updateInferenceStep(input: {id: "x"})', 'EDITOR'],
  ['deleteInferenceStep(id: "x")', 'ADMIN'],
  ['addVariant(input: {experimentId: "x", name: "", configuration: {}})', 'EDITOR'],
  ['updateVariant(input: {id: "x"})', 'EDITOR'],
  ['deleteVariant(id: "x")', 'ADMIN'],
  ['addEvaluator(input: {experimentId: "x", name: "", kind: REGEX})', 'EDITOR'],
  ['updateEvaluator(input: {id: "x"})', 'EDITOR'],
  ['removeEvaluator(id: "x")', 'ADMIN'],
  ['startRuns(input: {experimentId: "x"})', 'EDITOR'],
  ['cancelRun(id: "x")', 'EDITOR'],
  ['retryFailedItems(runId: "x")', 'EDITOR'],
  ['submitTestResult(input: {testId: "x"})', 'EDITOR'],
  ['submitTestTrace(input: {testId: "x", steps: []})', 'EDITOR'],
  ['markBaseline(runId: "x")', 'EDITOR'],
  ['clearBaseline(runId: "x")', 'EDITOR'],
  ['addModelProvider(input: {name: "", kind: OPENAI})', 'ADMIN'],
  ['updateModelProvider(input: {id: "x"})', 'ADMIN'],
  ['removeModelProvider(id: "x")', 'ADMIN'],
  ['setDefaultProvider(name: "nothing")', 'ADMIN'],
  ['addEndpoint(input: {name: "", url: ""})', 'ADMIN'],
  ['updateEndpoint(input: {id: "x"})', 'ADMIN'],
  ['removeEndpoint(id: "x")', 'ADMIN'],
  ['rotateEndpointSecret(input: {id: "x"})', 'ADMIN'],
  ['testWebhook(endpointId: "x")', 'EDITOR'],
  ['sendEvent(input: {name: ""})', 'EDITOR'],
  ['sendEvents(input: {events: [{name: ""}]})', 'EDITOR'],
  ['cancelFunctionRun(id: "x")', 'EDITOR'],
  ['retryFunctionRun(id: "x")', 'EDITOR'],
  ['removeFunction(id: "x")', 'EDITOR'],
  ['recordScore(input: {experiment: "x", name: "", value: 1})', 'EDITOR'],
  ['promoteVariant(input: {variantId: "x", liveExperimentId: "x", liveVariant: "x", weight: 1})', 'EDITOR'],
  ['createApiKey(input: {name: "", role: VIEWER})', 'ADMIN'],
  ['revokeApiKey(id: "x")', 'ADMIN'],
];

it.each(needs)('%s takes the role %s', async (mutation, needed) => {
  const document = `mutation { answer: ${mutation} { __typename ... on ForbiddenError { code message } } }`;
  const refused = { answer: { __typename: 'ForbiddenError', code: 'FORBIDDEN', message: expect.stringContaining(needed) } };
  const allowed = { answer: { __typename: 'ValidationError' } };
  expect(await askers.VIEWER.ask(document)).toEqual(refused);
  expect(await askers.EDITOR.ask(document)).toEqual(needed === 'ADMIN' ? refused : allowed);
  expect(await askers.ADMIN.ask(document)).toEqual(allowed);
});

it('a viewer reads everything', async () => {
  const document = `query ($experiment: ID!, $run: ID!) {
    viewer { role organization { name } apiKey { name } }
    apiKeys { hint } endpoints { headerNames } modelProviders { hasApiKey }
    experiment(id: $experiment) { variants { configuration } evaluators { name } runs { edges { node { status } } } }
    run(id: $run) { results { edges { node { output scores { value } } } } }
    functions { externalId } functionRuns { edges { node { output steps { output } } } }
    liveExperiments { edges { node { units variants { exposures errorRate { mean } scores { mean } } } } }
  }`;
  const { viewer } = await askers.VIEWER.ask(document, { experiment: seed.ids.Experiment, run: seed.ids.Run });
  expect(viewer).toEqual({ role: 'VIEWER', organization: { name: 'test' }, apiKey: { name: 'a key of the role VIEWER' } });
});
