import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Experiment } from '../../src/database/client.js';
import type { Scope } from '../../src/domain/scope.js';
import { encodeId } from '../../src/ids.js';
import { type App, appExperiment, appWithSteps } from '../domain/variants/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { testScope } from '../support/scope.js';
import { type Asker, asker } from './ask.js';

let database: TestDatabase;
let scope: Scope;
let app: App;
let admin: Asker;
beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  app = await appWithSteps(scope);
  admin = await asker(scope);
});
afterAll(() => database.close());

const tree = `query ($id: ID!) { experiment(id: $id) { variants {
  name baseline configuration effectiveConfiguration overrides hypothesis expectation
  override { step parameter value } parent { name } children { name } sameConfigurationAs { name }
} } }`;

type Answer = { __typename: string; id: string; code?: string; message?: string };

/** Adds a variant, the baseline without a parent, and gives what came of it. */
async function add(experiment: Experiment, name: string, parentId?: string, path = '', value: unknown = null): Promise<Answer> {
  const [step, parameter] = path.split('.');
  const child = parentId === undefined ? {} : { parentId, override: { step, parameter, value } };
  const { addVariant } = await admin.ask<{ addVariant: Answer }>(
    `mutation ($input: AddVariantInput!) { addVariant(input: $input) { __typename ... on Variant { id } ... on Error { code message } } }`,
    { input: { experimentId: encodeId('experiment', experiment.id), name, ...child } },
  );
  return addVariant;
}

/** The seed's tree, with a third variant that comes to the same as B by another way. */
async function seedTree(): Promise<{ experiment: Experiment; id: string; ids: Record<string, string> }> {
  const experiment = await appExperiment(scope, app);
  const baseline = await add(experiment, 'baseline');
  const a = await add(experiment, 'A', baseline.id, 'response_generator.temperature', 0.3);
  const b = await add(experiment, 'B', a.id, 'response_generator.model', 'gpt-4o');
  const c = await add(experiment, 'C', baseline.id, 'response_generator.model', 'gpt-4o');
  const d = await add(experiment, 'D', c.id, 'response_generator.temperature', 0.3);
  const ids = { baseline: baseline.id, a: a.id, b: b.id, c: c.id, d: d.id };
  return { experiment, id: encodeId('experiment', experiment.id), ids };
}

describe('a tree of variants', () => {
  it('says of each what it is, what it comes to, and where it stands', async () => {
    const { id } = await seedTree();
    const { experiment } = await admin.ask<{ experiment: { variants: object[] } }>(tree, { id });
    const asKnown = { response_generator: { temperature: 0.7, model: 'gpt-4o-mini' }, retriever: { top_k: 5, index: 'main' } };
    expect(experiment.variants[0]).toEqual({
      name: 'baseline',
      baseline: true,
      configuration: asKnown,
      effectiveConfiguration: asKnown,
      overrides: {},
      hypothesis: null,
      expectation: null,
      override: null,
      parent: null,
      children: [{ name: 'A' }, { name: 'C' }],
      sameConfigurationAs: [],
    });
    expect(experiment.variants[2]).toEqual({
      name: 'B',
      baseline: false,
      configuration: { response_generator: { model: 'gpt-4o' } },
      effectiveConfiguration: { ...asKnown, response_generator: { temperature: 0.3, model: 'gpt-4o' } },
      overrides: { response_generator: { temperature: 0.3, model: 'gpt-4o' } },
      hypothesis: null,
      expectation: null,
      override: { step: 'response_generator', parameter: 'model', value: 'gpt-4o' },
      parent: { name: 'A' },
      children: [],
      sameConfigurationAs: [{ name: 'D' }],
    });
  });

  it('is read by as many statements, however many variants there are and whatever is asked of them', async () => {
    const small = await seedTree();
    const large = await seedTree();
    for (let place = 0; place < 10; place += 1)
      await add(large.experiment, `more ${place}`, large.ids.d, 'retriever.top_k', 10 + place);
    const statements = async (id: string) => {
      database.takeStatements();
      await admin.ask(tree, { id });
      return database.takeStatements().length;
    };
    expect(await statements(large.id)).toBe(await statements(small.id));
    expect(await statements(small.id)).toBe(3);
  });

  it('is grown, changed and cut by mutations that can stand in one request', async () => {
    const { id, ids } = await seedTree();
    const document = `mutation ($id: ID!, $a: ID!, $b: ID!) {
      added: addVariant(input: { experimentId: $id, name: "E", parentId: $b, hypothesis: "It reads more.",
        override: { step: "retriever", parameter: "top_k", value: 20 } }) {
        ... on Variant { overrides hypothesis expectation parent { name } } ... on Error { message } }
      changed: updateVariant(input: { id: $a, override: { step: "response_generator", parameter: "temperature", value: 0.1 } }) {
        ... on Variant { overrides children { name overrides } } ... on Error { message } }
      refused: deleteVariant(id: $a) { ... on ConflictError { code message } }
      deleted: deleteVariant(id: $a, withDescendants: true) { ... on DeleteVariantSuccess { id } ... on Error { message } }
      left: updateVariant(input: { id: $b, name: "B again" }) { ... on Error { code } }
    }`;
    const answer = await admin.ask(document, { id, ...ids });
    expect(answer).toEqual({
      added: {
        overrides: { response_generator: { temperature: 0.3, model: 'gpt-4o' }, retriever: { top_k: 20 } },
        hypothesis: 'It reads more.',
        expectation: 'IMPROVED',
        parent: { name: 'B' },
      },
      changed: {
        overrides: { response_generator: { temperature: 0.1 } },
        children: [{ name: 'B', overrides: { response_generator: { temperature: 0.1, model: 'gpt-4o' } } }],
      },
      refused: { code: 'VARIANT_HAS_CHILDREN', message: expect.stringContaining('"B", "E"') },
      deleted: { id: ids.a },
      left: { code: 'NOT_FOUND' },
    });
  });

  it('refuses with a code that says why', async () => {
    const { experiment, ids } = await seedTree();
    expect(await add(experiment, 'E', ids.b, 'response_generator.model', 'gpt-4o')).toMatchObject({ code: 'NO_CHANGE' });
    expect(await add(experiment, 'E', ids.b, 'rewriter.model', 'gpt-4o')).toMatchObject({ code: 'UNKNOWN_STEP' });
    const { moved } = await admin.ask(
      `mutation ($a: ID!, $b: ID!) { moved: updateVariant(input: { id: $a, parentId: $b }) { ... on ValidationError { field } } }`,
      ids,
    );
    expect(moved).toEqual({ field: 'parentId' });
  });
});
