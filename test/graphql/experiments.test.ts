import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatasetVersion } from '../../src/database/client.js';
import type { Scope } from '../../src/domain/scope.js';
import { encodeId } from '../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { testScope } from '../support/scope.js';
import { seedDatasetVersion } from '../support/seed.js';
import { type Asker, asker, askerAs } from './ask.js';
import { seedExperiment } from './seed.js';

let database: TestDatabase;
let scope: Scope;
let editor: Asker;
let version: DatasetVersion;

beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  editor = await asker(scope, 'EDITOR');
  const topics = ['refunds', 'shipping'];
  const items = topics.flatMap((topic) =>
    ['a', 'b', 'c'].map((name) => ({ externalId: `${topic}-${name}`, input: name, metadata: { topic } })),
  );
  version = await seedDatasetVersion(scope, items);
});
afterAll(() => database.close());

const failure = '... on Error { __typename code message } ... on ValidationError { field }';

async function createStep(input: object): Promise<{ id: string }> {
  const document = `mutation ($input: CreateInferenceStepInput!) { createInferenceStep(input: $input) {
    ... on InferenceStep { id externalId kind description parameters { name type default minimum maximum choices } } ${failure} } }`;
  return (await editor.ask<{ createInferenceStep: { id: string } }>(document, { input })).createInferenceStep;
}

const experimentFields = `id type stage locked taskCount taskSelection { kind externalIds metadata size seed }
  datasetVersion { id number } endpoint { name } winner { name } conclusion completedAt archivedAt
  steps { externalId kind step { id } overridableParameters { name type } }
  tasks(first: 2) { edges { cursor node { externalId } } pageInfo { hasNextPage endCursor } }`;

async function createExperiment(input: object): Promise<{ id: string }> {
  const document = `mutation ($input: CreateExperimentInput!) { createExperiment(input: $input) {
    ... on Experiment { ${experimentFields} } ${failure} } }`;
  return (await editor.ask<{ createExperiment: { id: string } }>(document, { input })).createExperiment;
}

async function updateExperiment(input: object): Promise<object> {
  const document = `mutation ($input: UpdateExperimentInput!) { updateExperiment(input: $input) {
    ... on Experiment { ${experimentFields} } ${failure} } }`;
  return (await editor.ask<{ updateExperiment: object }>(document, { input })).updateExperiment;
}

describe('inference steps', () => {
  it('are created, listed, changed and deleted', async () => {
    const created = await createStep({
      externalId: 'ranker',
      kind: 'OTHER',
      description: 'puts the best first',
      parameters: [
        { name: 'top_k', type: 'INTEGER', minimum: 1, maximum: 50, default: 10 },
        { name: 'order', choices: ['score', { by: 'date' }] },
      ],
    });
    expect(created).toEqual({
      id: expect.stringMatching(/^stp_/),
      externalId: 'ranker',
      kind: 'OTHER',
      description: 'puts the best first',
      parameters: [
        { name: 'top_k', type: 'INTEGER', default: 10, minimum: 1, maximum: 50, choices: null },
        { name: 'order', type: 'JSON', default: null, minimum: null, maximum: null, choices: ['score', { by: 'date' }] },
      ],
    });
    expect(await createStep({ externalId: 'ranker', kind: 'LLM' })).toMatchObject({ code: 'NAME_TAKEN' });
    await createStep({ externalId: 'searcher', kind: 'RETRIEVER' });
    const list = `query ($filter: InferenceStepFilter) { inferenceSteps(first: 1, filter: $filter) {
      edges { node { externalId } } pageInfo { hasNextPage } } }`;
    expect(await editor.ask(list)).toEqual({
      inferenceSteps: { edges: [{ node: { externalId: 'searcher' } }], pageInfo: { hasNextPage: true } },
    });
    expect(await editor.ask(list, { filter: { kind: 'OTHER', search: 'BEST' } })).toEqual({
      inferenceSteps: { edges: [{ node: { externalId: 'ranker' } }], pageInfo: { hasNextPage: false } },
    });
    const { id } = created;
    const update = `mutation ($id: ID!) { updateInferenceStep(input: { id: $id, kind: LLM, description: null }) {
      ... on InferenceStep { externalId kind description parameters { name } } } }`;
    expect(await editor.ask(update, { id })).toEqual({
      updateInferenceStep: {
        externalId: 'ranker',
        kind: 'LLM',
        description: null,
        parameters: [{ name: 'top_k' }, { name: 'order' }],
      },
    });
    const admin = await asker(scope);
    const remove = `mutation ($id: ID!) { deleteInferenceStep(id: $id) { ... on DeleteInferenceStepSuccess { id } ${failure} } }`;
    expect(await admin.ask(remove, { id })).toEqual({ deleteInferenceStep: { id } });
    expect(await editor.ask('query ($id: ID!) { inferenceStep(id: $id) { id } }', { id })).toEqual({ inferenceStep: null });
  });
});

describe('an experiment on an app', () => {
  it('is set up in one go, and its tasks are paged', async () => {
    const step = await createStep({ externalId: 'classifier', kind: 'LLM' });
    const { organizationId } = scope;
    const app = await database.db.endpoint.create({ data: { organizationId, name: 'my app', url: 'https://example.com/' } });
    const created = await createExperiment({
      name: 'x',
      type: 'WEBHOOK',
      datasetVersionId: encodeId('datasetVersion', version.id),
      tasks: { metadata: { topic: 'shipping' } },
      endpointId: encodeId('endpoint', app.id),
      steps: [{ stepId: step.id, parameters: ['temperature', 'model'] }],
    });
    expect(created).toMatchObject({
      stage: 'DRAFT',
      locked: false,
      taskCount: 3,
      taskSelection: { kind: 'FILTER', externalIds: null, metadata: { topic: 'shipping' }, size: null, seed: null },
      datasetVersion: { id: encodeId('datasetVersion', version.id), number: 1 },
      endpoint: { name: 'my app' },
      winner: null,
      steps: [
        {
          externalId: 'classifier',
          kind: 'LLM',
          step: { id: step.id },
          overridableParameters: [
            { name: 'temperature', type: 'NUMBER' },
            { name: 'model', type: 'STRING' },
          ],
        },
      ],
      tasks: {
        edges: [{ node: { externalId: 'shipping-a' } }, { node: { externalId: 'shipping-b' } }],
        pageInfo: { hasNextPage: true },
      },
    });
    const { id } = created;
    const next = 'query ($id: ID!) { experiment(id: $id) { tasks(after: "1") { edges { node { externalId } } } } }';
    expect(await editor.ask(next, { id })).toEqual({
      experiment: { tasks: { edges: [{ node: { externalId: 'shipping-c' } }] } },
    });
    expect(
      await updateExperiment({ id, tasks: { sample: { size: 2, seed: 's', metadata: { topic: 'refunds' } } } }),
    ).toMatchObject({
      taskCount: 2,
      taskSelection: { kind: 'SAMPLE', size: 2, seed: 's', metadata: { topic: 'refunds' } },
    });
    expect(await updateExperiment({ id, tasks: { externalIds: ['refunds-b'] } })).toMatchObject({
      taskCount: 1,
      taskSelection: { kind: 'LIST', externalIds: ['refunds-b'], metadata: null },
    });
    expect(await updateExperiment({ id, tasks: { all: true } })).toMatchObject({ taskCount: 6, taskSelection: { kind: 'ALL' } });
    expect(await updateExperiment({ id, datasetVersionId: null, steps: [], endpointId: null })).toMatchObject({
      taskCount: null,
      taskSelection: null,
      endpoint: null,
      steps: [],
      tasks: { edges: [], pageInfo: { hasNextPage: false } },
    });
  });

  it('says what does not fit, and where', async () => {
    const { id } = await createExperiment({ name: 'x', type: 'LLM', datasetVersionId: encodeId('datasetVersion', version.id) });
    expect(await updateExperiment({ id, tasks: { externalIds: ['nobody'] } })).toMatchObject({ field: 'tasks.externalIds' });
    expect(await updateExperiment({ id, tasks: { metadata: [] } })).toMatchObject({ field: 'tasks.metadata' });
    expect(await updateExperiment({ id, tasks: { sample: { size: 1, metadata: 'x' } } })).toMatchObject({
      field: 'tasks.sample.metadata',
    });
    expect(await updateExperiment({ id, steps: [{ stepId: 'exp_1' }] })).toMatchObject({ field: 'steps[0].stepId' });
    const several = await editor.execute(
      'mutation ($input: UpdateExperimentInput!) { updateExperiment(input: $input) { __typename } }',
      {
        input: { id, tasks: { all: true, externalIds: ['refunds-a'] } },
      },
    );
    expect(several.errors?.[0]?.message).toContain('TaskSelectionInput');
  });
});

describe('tasks', () => {
  it('are no version of the dataset to anybody, and their runs show the version they are of', async () => {
    const seeded = await seedExperiment(scope, { name: 'with tasks' });
    const { Experiment, DatasetVersion, Dataset, Run } = seeded.ids;
    expect(await updateExperiment({ id: Experiment, tasks: { externalIds: ['case-1', 'case-0'] } })).toMatchObject({
      taskCount: 2,
    });
    const { taskVersionId } = await database.db.experiment.findUniqueOrThrow({ where: { id: seeded.experimentId } });
    await database.db.run.updateMany({
      where: { experimentId: seeded.experimentId },
      data: { datasetVersionId: taskVersionId ?? '' },
    });
    const ofSelection = encodeId('datasetVersion', taskVersionId ?? '');

    const versions = `query ($dataset: ID!, $selection: ID!) {
      dataset(id: $dataset) { latestVersion { id } versions { edges { node { id } } } }
      node(id: $selection) { id }
    }`;
    expect(await editor.ask(versions, { dataset: Dataset, selection: ofSelection })).toEqual({
      dataset: { latestVersion: { id: DatasetVersion }, versions: { edges: [{ node: { id: DatasetVersion } }] } },
      node: null,
    });
    expect(await createExperiment({ name: 'x', type: 'LLM', datasetVersionId: ofSelection })).toMatchObject({
      __typename: 'NotFoundError',
    });

    const read = `query ($id: ID!, $run: ID!) {
      experiment(id: $id) { datasetVersion { id } tasks { edges { node { externalId } } } sensitivity { items } steps { externalId } stage locked }
      run(id: $run) { datasetVersion { id number itemCount dataset { name } } }
    }`;
    const expected = {
      experiment: {
        datasetVersion: { id: DatasetVersion },
        tasks: { edges: [{ node: { externalId: 'case-0' } }, { node: { externalId: 'case-1' } }] },
        sensitivity: { items: 2 },
        steps: [],
        stage: 'IDLE',
        locked: false,
      },
      run: { datasetVersion: { id: DatasetVersion, number: 1, itemCount: 3, dataset: { name: 'with tasks' } } },
    };
    const { organizationId } = scope;
    const { experimentId } = seeded;
    const guest = askerAs(scope, { kind: 'guest', organizationId, shareLinkId: experimentId, experimentId });
    for (const reader of [editor, guest]) expect(await reader.ask(read, { id: Experiment, run: Run })).toEqual(expected);

    // Also when the experiment has moved on, and the runs alone tell of it.
    await database.db.experiment.update({
      where: { id: experimentId },
      data: { datasetVersionId: null, taskVersionId: null, taskSelection: undefined },
    });
    const { run } = await guest.ask(
      'query ($run: ID!) { run(id: $run) { datasetVersion { id number itemCount dataset { name } } } }',
      {
        run: Run,
      },
    );
    expect(run).toEqual(expected.run);
  });
});

describe('the lifecycle', () => {
  const fields = '... on Experiment { id name stage winner { name } conclusion completedAt archivedAt }';

  it('goes on, and back, and each step shows where it came to, also in one request', async () => {
    const seeded = await seedExperiment(scope, { name: 'to the end' });
    const { Experiment: id, Variant: winner } = seeded.ids;
    const document = `mutation ($id: ID!, $winner: ID) {
      first: completeExperiment(input: { id: $id, winnerVariantId: $winner, conclusion: "so it is" }) { ${fields} ${failure} }
      again: completeExperiment(input: { id: $id }) { ${failure} }
      reopened: reopenExperiment(id: $id) { ${fields} ${failure} }
      archived: archiveExperiment(id: $id) { ${fields} ${failure} }
      refused: updateExperiment(input: { id: $id, name: "other" }) { ${failure} }
      taken: unarchiveExperiment(id: $id) { ${fields} ${failure} }
    }`;
    expect(await editor.ask(document, { id, winner })).toMatchObject({
      first: { stage: 'COMPLETED', winner: { name: 'variant 2' }, conclusion: 'so it is', completedAt: expect.any(String) },
      again: { code: 'EXPERIMENT_COMPLETED' },
      reopened: { stage: 'IDLE', winner: null, conclusion: null, completedAt: null },
      archived: { stage: 'ARCHIVED', archivedAt: expect.any(String) },
      refused: { code: 'EXPERIMENT_ARCHIVED' },
      taken: { stage: 'IDLE', archivedAt: null },
    });
  });

  it('leaves archived experiments out of the list, unless they are asked for', async () => {
    const alone = await testScope(database);
    const owner = await asker(alone, 'EDITOR');
    await seedExperiment(alone, { name: 'at hand' });
    const { ids } = await seedExperiment(alone, { name: 'put away' });
    await owner.ask(`mutation ($id: ID!) { archiveExperiment(id: $id) { ${failure} } }`, { id: ids.Experiment });
    const list = 'query ($filter: ExperimentFilter) { experiments(filter: $filter) { edges { node { name } } } }';
    const listed = async (filter?: object) => {
      const { experiments } = await owner.ask<{ experiments: { edges: { node: { name: string } }[] } }>(list, { filter });
      return experiments.edges.map(({ node }) => node.name);
    };
    expect(await listed()).toEqual(['at hand']);
    expect(await listed({ archived: true })).toEqual(['put away']);
    expect(await listed({ stage: 'ARCHIVED' })).toEqual(['put away']);
    expect(await listed({ stage: 'IDLE' })).toEqual(['at hand']);
    expect(await listed({ stage: 'DRAFT' })).toEqual([]);
  });

  it('begins anew with a copy', async () => {
    const { ids } = await seedExperiment(scope, { name: 'copied' });
    const document = `mutation ($id: ID!) { duplicateExperiment(input: { id: $id }) {
      ... on Experiment { name stage variants { name } evaluators { name } runs { edges { node { id } } } } ${failure} } }`;
    expect(await editor.ask(document, { id: ids.Experiment })).toEqual({
      duplicateExperiment: {
        name: 'copied (copy)',
        stage: 'DRAFT',
        variants: [{ name: 'variant 1' }, { name: 'variant 2' }],
        evaluators: [{ name: 'exact' }],
        runs: { edges: [] },
      },
    });
  });
});

it('a page of experiments with all of this takes as many statements as one of them', async () => {
  const owner = await testScope(database);
  const viewer = await asker(owner, 'VIEWER');
  const { db, organizationId } = owner;
  for (const name of ['one', 'two', 'three']) {
    const seeded = await seedExperiment(owner, { name });
    const endpoint = await db.endpoint.findFirstOrThrow({ where: { organizationId, name } });
    const step = await db.inferenceStep.findFirstOrThrow({ where: { organizationId, externalId: name } });
    const run = seeded.runs.at(-1);
    const where = { id: seeded.experimentId };
    await db.experiment.update({
      where,
      data: { endpointId: endpoint.id, winnerVariantId: run?.variantId, completedAt: new Date() },
    });
    await db.experimentStep.create({ data: { experimentId: where.id, stepId: step.id, sortOrder: 1, parameters: [] } });
  }
  const document = `query ($first: Int) { experiments(first: $first) { edges { node { name ${experimentFields} } } } }`;
  const statements = async (first: number) => {
    database.takeStatements();
    await viewer.ask(document, { first });
    return database.takeStatements().length;
  };
  expect(await statements(3)).toBe(await statements(1));
});
