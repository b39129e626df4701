import { parse } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addEndpoint } from '../../src/domain/endpoints/endpoints.js';
import { makeSigningSecret } from '../../src/domain/endpoints/signing-secrets.js';
import type { Scope } from '../../src/domain/scope.js';
import { decodeId, encodeId } from '../../src/ids.js';
import { asker, type Asker } from '../graphql/ask.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { commitCells } from '../support/given-runs.js';
import { testScope } from '../support/scope.js';
import { expectValue, numberedItems, seedDatasetVersion } from '../support/seed.js';
import { beginRun } from '../../src/domain/runs/begin-run.js';
import { blocksIn } from './pages.js';

let database: TestDatabase;
let scope: Scope;
let editor: Asker;

beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  editor = await asker(scope, 'EDITOR');
});
afterAll(() => database.close());

/** The operations of the page, by the names of the first field of each. */
const operations = new Map(
  blocksIn('graphql')
    .filter(({ page }) => page === 'experiments.md')
    .map(({ text }) => {
      const [definition] = parse(text).definitions;
      const [first] = definition?.kind === 'OperationDefinition' ? definition.selectionSet.selections : [];
      return [first?.kind === 'Field' ? (first.alias ?? first.name).value : '', text];
    }),
);

test('the operations of the page, in their order, tell the story that it tells', async () => {
  expect([...operations.keys()]).toEqual([
    'classifier',
    'createExperiment',
    'addVariant',
    'experiment',
    'duplicateExperiment',
    'completeExperiment',
    'experiments',
  ]);
  const ask = <Data>(name: string, variables: object = {}) => editor.ask<Data>(operations.get(name) ?? '', variables);

  const version = await seedDatasetVersion(scope, numberedItems(50));
  const app = expectValue(
    await addEndpoint(scope, { name: 'app', url: 'http://127.0.0.1:9/', signingSecret: makeSigningSecret() }),
  );
  const { classifier, search } = await ask<Record<'classifier' | 'search', { id: string }>>('classifier');
  const { createExperiment } = await ask<{ createExperiment: { id: string } }>('createExperiment', {
    datasetVersionId: encodeId('datasetVersion', version.id),
    endpointId: encodeId('endpoint', app.id),
    classifier: classifier.id,
    search: search.id,
  });
  expect(createExperiment).toMatchObject({
    stage: 'DRAFT',
    taskCount: 40,
    steps: [
      { externalId: 'classifier', overridableParameters: [{ name: 'model' }, { name: 'temperature' }] },
      { externalId: 'search', overridableParameters: [{ name: 'top_k' }] },
    ],
  });

  const experimentId = createExperiment.id;
  const { addVariant, startRuns } = await ask<{ addVariant: { id: string }; startRuns: { runs: { id: string }[] } }>(
    'addVariant',
    {
      experimentId,
    },
  );
  expect(addVariant).toMatchObject({
    baseline: true,
    effectiveConfiguration: { classifier: { model: 'gpt-4o-mini', temperature: 0.7 }, search: { top_k: 10 } },
  });
  expect(startRuns).toMatchObject({ runs: [{ variant: { name: 'production' }, datasetVersion: { number: 1 } }] });
  expect(await ask('experiment', { experimentId })).toMatchObject({ experiment: { stage: 'RUNNING_BASELINE', locked: true } });

  const run = await database.db.run.findUniqueOrThrow({ where: { id: decodeId('run', startRuns.runs[0]?.id ?? '') ?? '' } });
  await beginRun(database.db, run.id);
  await commitCells(
    scope,
    run,
    numberedItems(40).map(() => [{ output: 1 }]),
  );
  const { experiment } = await ask<{ experiment: object }>('experiment', { experimentId });
  expect(experiment).toMatchObject({
    stage: 'BASELINE_COMPLETE',
    locked: true,
    taskSelection: { kind: 'SAMPLE', size: 40, seed: 'spring' },
    tasks: { edges: { length: 3 } },
    variants: [{ name: 'production', baseline: true, overrides: {} }],
    winner: null,
  });
  expect(await ask('duplicateExperiment', { experimentId })).toMatchObject({
    duplicateExperiment: { stage: 'BASELINE_PENDING', variants: [{ name: 'production', parent: null }] },
  });
  expect(await ask('completeExperiment', { experimentId, winnerVariantId: addVariant.id })).toEqual({
    completeExperiment: { stage: 'COMPLETED', winner: { name: 'production' } },
    archiveExperiment: { stage: 'ARCHIVED' },
  });
  expect(await ask('experiments')).toMatchObject({
    experiments: { edges: [{ node: { stage: 'ARCHIVED', conclusion: 'Production stays.', winner: { name: 'production' } } }] },
  });
});
