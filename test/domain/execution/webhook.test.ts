import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PlanSubject } from '../../../src/domain/execution/executor.js';
import { permanentFault } from '../../../src/domain/execution/permanent-fault.js';
import { webhookExecutor } from '../../../src/domain/execution/webhook.js';
import { addEndpoint } from '../../../src/domain/endpoints/endpoints.js';
import { makeSigningSecret } from '../../../src/domain/endpoints/signing-secrets.js';
import type { Scope } from '../../../src/domain/scope.js';
import { modelParameters } from '../../../src/domain/steps/parameters.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { subjectOf } from '../../support/plan-subject.js';
import { testScope } from '../../support/scope.js';
import { expectValue } from '../../support/seed.js';

let database: TestDatabase;
let scope: Scope;
let subject: PlanSubject;

beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  const endpoint = expectValue(
    await addEndpoint(scope, { name: 'app', url: 'https://example.com/', signingSecret: makeSigningSecret() }),
  );
  const parameters = modelParameters.map((parameter) => ({ ...parameter, overridable: true }));
  subject = {
    ...subjectOf({ classifier: { temperature: 0.3, model: 'whatever the app calls it' } }),
    endpointId: endpoint.id,
    overrides: { classifier: { temperature: 0.3 } },
    steps: [{ stepId: endpoint.id, externalId: 'classifier', kind: 'LLM', parameters }],
  };
});
afterAll(() => database.close());

test('a plan has what each request tells the app, and goes through the lane of its endpoint', async () => {
  expect(await webhookExecutor.plan(subject, scope)).toEqual({
    lane: `endpoint-${subject.endpointId}`,
    values: {
      endpointId: subject.endpointId,
      endpoint: 'app',
      experimentId: subject.experimentId,
      variantId: null,
      overrides: { classifier: { temperature: 0.3 } },
    },
  });
});

test('without an app that is the organization’s own there is no plan, nor without a secret to sign requests to it with', async () => {
  const noApp = {
    code: 'UNKNOWN_ENDPOINT',
    field: 'endpointId',
    message: expect.stringContaining('updateExperiment(input: {id: "exp_'),
  };
  expect(await webhookExecutor.plan({ ...subject, endpointId: null }, scope)).toMatchObject(noApp);
  expect(await webhookExecutor.plan(subject, await testScope(database))).toMatchObject(noApp);
  const unsigned = expectValue(await addEndpoint(scope, { name: 'unsigned', url: 'https://example.com/' }));
  expect(await webhookExecutor.plan({ ...subject, endpointId: unsigned.id }, scope)).toMatchObject({
    code: 'VALIDATION',
    message: expect.stringContaining('rotateEndpointSecret(input: {id: "ept_'),
  });
});

test('a fault of a test that is gone, or never was, is the fault', async () => {
  const fault = permanentFault('internal', 'Something failed.');
  expect(await webhookExecutor.conclude?.(crypto.randomUUID(), fault, scope)).toEqual(fault);
});

test.each([
  [{ retriever: {} }, 'UNKNOWN_STEP', 'configuration.retriever'],
  [{ classifier: { temperature: 3 } }, 'VALIDATION', 'configuration.classifier.temperature'],
  [{ classifier: { heat: 3 } }, 'VALIDATION', 'configuration.classifier.heat'],
])('the configuration %j does not fit the steps in scope', async (configuration, code, field) => {
  expect(await webhookExecutor.plan({ ...subject, configuration }, scope)).toMatchObject({ code, field });
});
