import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Experiment, Variant } from '../../../src/database/client.js';
import { archiveExperiment, completeExperiment } from '../../../src/domain/experiments/lifecycle.js';
import type { Scope } from '../../../src/domain/scope.js';
import { checkVariants } from '../../../src/domain/variants/check-variants.js';
import { deleteVariant } from '../../../src/domain/variants/delete-variant.js';
import { readTree } from '../../../src/domain/variants/read-tree.js';
import { addVariant, type AddVariantInput, updateVariant } from '../../../src/domain/variants/variants.js';
import { ConflictError, NotFoundError, ValidationError } from '../../../src/failures.js';
import { encodeId } from '../../../src/ids.js';
import type { Json, JsonObject } from '../../../src/json.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';
import { newExperiment, storedResult, storedRun, succeeded } from '../experiments/rows.js';
import { type App, appExperiment, baselineOf, branched, appWithSteps } from './app.js';

let database: TestDatabase;
let scope: Scope;
let app: App;
beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  app = await appWithSteps(scope);
  await database.db.endpoint.create({
    data: { organizationId: scope.organizationId, name: 'service', url: 'http://127.0.0.1:1/' },
  });
});
afterAll(() => database.close());

const temperature = 'response_generator.temperature';
const model = 'response_generator.model';

/** The seed's tree: the baseline, A below it, B below A. */
async function seedTree(): Promise<{ experiment: Experiment; baseline: Variant; a: Variant; b: Variant }> {
  const experiment = await appExperiment(scope, app);
  const baseline = await baselineOf(scope, experiment);
  const a = await branched(scope, baseline, 'A', temperature, 0.3);
  return { experiment, baseline, a, b: await branched(scope, a, 'B', model, 'gpt-4o') };
}

/** A CUSTOM experiment with one root, by the name `root`. */
async function flatRoot(input: Partial<AddVariantInput> = {}): Promise<{ experiment: Experiment; root: Variant }> {
  const experiment = await newExperiment(scope);
  const given = { experimentId: experiment.id, name: 'root', configuration: { endpoint: 'service', depth: 1 }, ...input };
  return { experiment, root: succeeded(await addVariant(scope, given)) };
}

async function namesOf(experiment: Experiment): Promise<string[]> {
  const { tree } = await readTree(database.db, experiment);
  expect(tree.variants.map(({ sortOrder }) => sortOrder)).toEqual(tree.variants.map((_, place) => place + 1));
  return tree.variants.map(({ name }) => name);
}

describe('a baseline on steps', () => {
  test('has what the steps use at present, as far as it is known, where nothing else is given', async () => {
    const experiment = await appExperiment(scope, app);
    const given = { response_generator: { temperature: 1 }, classifier: { system: 'Sort.' } };
    expect(await addVariant(scope, { experimentId: experiment.id, name: 'baseline', configuration: given })).toMatchObject({
      baseline: true,
      parentId: null,
      configuration: {
        response_generator: { temperature: 1, model: 'gpt-4o-mini' },
        classifier: { system: 'Sort.' },
        retriever: { top_k: 5, index: 'main' },
      },
    });
    expect(await baselineOf(scope, await appExperiment(scope, app))).toMatchObject({
      configuration: { response_generator: { temperature: 0.7, model: 'gpt-4o-mini' }, retriever: { top_k: 5, index: 'main' } },
    });
  });

  test('is the one root: every other variant says what it branches from', async () => {
    const { experiment, baseline } = await seedTree();
    const refused = await addVariant(scope, { experimentId: experiment.id, name: 'another', configuration: {} });
    expect(refused).toBeInstanceOf(ConflictError);
    expect(refused).toMatchObject({ message: expect.stringContaining(`parentId: "${encodeId('variant', baseline.id)}"`) });
    expect(await updateVariant(scope, { id: baseline.id, baseline: false })).toMatchObject({ field: 'baseline' });
    expect(
      await addVariant(scope, { experimentId: experiment.id, name: 'none', configuration: {}, baseline: false }),
    ).toMatchObject({ field: 'baseline' });
  });

  test.each<[string, JsonObject, RegExp]>([
    [
      'configuration.rewriter',
      { rewriter: {} },
      /"rewriter" is not in scope\. The steps in scope are: response_generator, classifier, retriever/,
    ],
    ['configuration.classifier', { classifier: 3 }, /has to be an object/],
    ['configuration.classifier.colour', { classifier: { colour: 'red' } }, /accepts: system, temperature, top_p/],
    ['configuration.classifier.temperature', { classifier: { temperature: 3 } }, /at most 2/],
    ['configuration.retriever.top_k', { retriever: { top_k: 51 } }, /at most 50/],
  ])('is refused at %s', async (field, configuration, message) => {
    const experiment = await appExperiment(scope, app);
    const input = { experimentId: experiment.id, name: 'baseline', configuration };
    expect(await addVariant(scope, input)).toMatchObject({ field, message: expect.stringMatching(message) });
    expect(await namesOf(experiment)).toEqual([]);
  });

  test('is the last to be deleted, and not once it is locked', async () => {
    const { experiment, baseline } = await seedTree();
    const failed = await storedRun(scope, experiment, baseline, 'FAILED');
    expect(await updateVariant(scope, { id: baseline.id, configuration: {} })).toMatchObject({ configuration: {} });
    const completed = await storedRun(scope, experiment, baseline, 'COMPLETED');
    for (const refused of [
      await updateVariant(scope, { id: baseline.id, configuration: { classifier: { temperature: 1 } } }),
      await deleteVariant(scope, baseline.id, true),
    ])
      expect(refused).toMatchObject({
        code: 'EXPERIMENT_LOCKED',
        message: expect.stringMatching(/the baseline has completed a run.*duplicateExperiment/),
      });
    expect(await updateVariant(scope, { id: baseline.id, configuration: {}, name: 'as it is' })).toMatchObject({
      name: 'as it is',
    });
    await database.db.run.deleteMany({ where: { id: { in: [completed.id, failed.id] } } });
    expect(await deleteVariant(scope, baseline.id, true)).toMatchObject({ id: baseline.id });
    expect(await namesOf(experiment)).toEqual([]);
  });
});

describe('a child', () => {
  test('is given as a parent and an override, and a root as a configuration: the refusal says which goes with which', async () => {
    const { experiment, baseline } = await seedTree();
    const override = { step: 'classifier', parameter: 'temperature', value: 1 };
    const add = (input: Partial<AddVariantInput>) => addVariant(scope, { experimentId: experiment.id, name: 'C', ...input });
    expect(await add({ parentId: baseline.id })).toMatchObject({ field: 'override' });
    expect(await add({ override })).toMatchObject({ field: 'parentId' });
    expect(await add({ parentId: baseline.id, override, configuration: {} })).toMatchObject({ field: 'configuration' });
    expect(await add({ parentId: baseline.id, override, baseline: true })).toMatchObject({ field: 'baseline' });
    const { root } = await flatRoot();
    expect(await add({ parentId: root.id, override })).toMatchObject({ field: 'parentId' });
    const { experiment: flat } = await flatRoot();
    expect(await addVariant(scope, { experimentId: flat.id, name: 'C' })).toMatchObject({ field: 'configuration' });
    expect(await namesOf(experiment)).toEqual(['baseline', 'A', 'B']);
  });

  test.each<[string, string, string, Json[], Json[]]>([
    ['system', 'response_generator', 'a text', ['', 'You are a concise assistant.'], [3, null]],
    ['temperature', 'response_generator', '0 to 2', [0, 0.3, 2], [-0.1, 2.1, '0.3']],
    ['top_p', 'response_generator', 'above 0, to 1', [0.01, 0.9, 1], [0, 1.1]],
    ['max_tokens', 'response_generator', 'a whole number from 1', [1, 500], [0, 1.5, 10_000_001]],
    ['model', 'response_generator', 'free text', ['gpt-4o', 'a model of ours'], ['', 4]],
    ['verbosity', 'response_generator', 'low, medium, high', ['low', 'medium', 'high'], ['loud', 1]],
    ['top_k', 'retriever', 'what the step says', [1, 50], [0, 51, 2.5]],
    ['index', 'retriever', 'a text of its own', ['other'], [1]],
  ])('sets %s of %s to %s and nothing else', async (parameter, step, _range, inside, outside) => {
    const baseline = await baselineOf(scope, await appExperiment(scope, app));
    const add = (name: string, value: Json) =>
      addVariant(scope, {
        experimentId: baseline.experimentId,
        name,
        parentId: baseline.id,
        override: { step, parameter, value },
      });
    for (const [place, value] of inside.entries())
      expect(await add(`inside ${place}`, value)).toMatchObject({ overrideValue: value, configuration: null, baseline: false });
    for (const value of outside)
      expect(await add('outside', value)).toMatchObject({
        field: 'override.value',
        message: expect.stringContaining('override.value'),
      });
  });

  test.each<[string, string, string, object, RegExp]>([
    [
      'a step out of scope',
      'UNKNOWN_STEP',
      'override.step',
      { step: 'rewriter', parameter: 'model' },
      /response_generator, classifier, retriever/,
    ],
    ['no step', 'UNKNOWN_STEP', 'override.step', { parameter: 'model' }, /is missing\. The steps in scope are/],
    [
      'an unknown parameter',
      'VALIDATION',
      'override.parameter',
      { step: 'retriever', parameter: 'model' },
      /accepts: top_k, index/,
    ],
    [
      'a parameter that is not to be overridden',
      'VALIDATION',
      'override.parameter',
      { step: 'classifier', parameter: 'system' },
      /may: temperature, model/,
    ],
    ['no parameter', 'VALIDATION', 'override.parameter', { step: 'classifier', parameter: '' }, /empty/],
  ])('that names %s is refused', async (_, code, field, override, message) => {
    const { experiment, a } = await seedTree();
    const input = { experimentId: experiment.id, name: 'C', parentId: a.id };
    const given = { ...input, override: { value: 'x', ...override } as NonNullable<AddVariantInput['override']> };
    expect(await addVariant(scope, given)).toMatchObject({ code, field, message: expect.stringMatching(message) });
  });

  test('that would change nothing is refused, by what its parent runs with', async () => {
    const { experiment, baseline, a, b } = await seedTree();
    const add = (parentId: string, value: Json) =>
      addVariant(scope, {
        experimentId: experiment.id,
        name: `${parentId} ${value}`,
        parentId,
        override: { step: 'response_generator', parameter: 'temperature', value },
      });
    const nothing = { code: 'NO_CHANGE', field: 'override.value' };
    expect(await add(baseline.id, 0.7)).toMatchObject({ ...nothing, message: expect.stringContaining('"baseline"') });
    expect(await add(b.id, 0.3)).toMatchObject(nothing);
    // Below A it is a change to go back to where the baseline was.
    expect(await add(a.id, 0.7)).toMatchObject({ overrideValue: 0.7 });
    const { root } = await flatRoot();
    const same = { experimentId: root.experimentId, name: 'same', parentId: root.id, override: { parameter: 'depth', value: 1 } };
    expect(await addVariant(scope, same)).toMatchObject(nothing);
  });

  test('without steps, is checked as what it comes to', async () => {
    const experiment = await newExperiment(scope, 'prompts', 'LLM');
    await database.db.modelProvider.create({ data: { organizationId: scope.organizationId, name: 'local', kind: 'OPENAI' } });
    const configuration = { model: 'local:m', prompt: 'Q: {{input.text}}' };
    const root = succeeded(await addVariant(scope, { experimentId: experiment.id, name: 'root', configuration }));
    const add = (override: NonNullable<AddVariantInput['override']>) =>
      addVariant(scope, { experimentId: experiment.id, name: override.parameter, parentId: root.id, override });
    expect(await add({ parameter: 'temperature', value: 3 })).toMatchObject({
      field: 'override.value',
      message: expect.stringMatching(/^override\.value: give at most 2/),
    });
    expect(await add({ parameter: 'colour', value: 'red' })).toMatchObject({ field: 'override.parameter' });
    expect(await add({ parameter: 'prompt', value: '{{#open}}' })).toMatchObject({ field: 'override.value' });
    expect(await add({ parameter: 'model', value: 'nowhere:m' })).toMatchObject({ field: 'override.value' });
    expect(await add({ step: 'classifier', parameter: 'temperature', value: 1 })).toMatchObject({ field: 'override.step' });
    expect(await add({ parameter: 'temperature', value: 1 })).toMatchObject({
      overrideStep: null,
      overrideParameter: 'temperature',
    });
  });

  test('of another organization’s variant is as one of none', async () => {
    const { experiment } = await seedTree();
    const other = await testScope(database);
    const theirs = await baselineOf(other, await appExperiment(other, await appWithSteps(other)));
    const override = { step: 'classifier', parameter: 'temperature', value: 1 };
    expect(await addVariant(scope, { experimentId: experiment.id, name: 'C', parentId: theirs.id, override })).toBeInstanceOf(
      NotFoundError,
    );
    const { a } = await seedTree();
    expect(await updateVariant(scope, { id: a.id, parentId: theirs.id })).toBeInstanceOf(NotFoundError);
  });
});

describe('changing a tree', () => {
  test('a child’s override and place can change, with all that stands below it', async () => {
    const { experiment, baseline, a, b } = await seedTree();
    const c = await branched(scope, baseline, 'C', 'retriever.top_k', 9);
    const override = { step: 'response_generator', parameter: 'temperature', value: 0.5 };
    succeeded(await updateVariant(scope, { id: a.id, override, parentId: c.id }));
    const { tree } = await readTree(database.db, experiment);
    expect(tree.overridesOf(b.id)).toEqual({
      response_generator: { temperature: 0.5, model: 'gpt-4o' },
      retriever: { top_k: 9 },
    });
  });

  test('is refused where it would close a circle, and where a root would become a child or the other way round', async () => {
    const { baseline, a, b } = await seedTree();
    for (const parentId of [a.id, b.id])
      expect(await updateVariant(scope, { id: a.id, parentId })).toMatchObject({
        field: 'parentId',
        message: expect.stringContaining('cycles'),
      });
    const override = { step: 'classifier', parameter: 'temperature', value: 1 };
    expect(await updateVariant(scope, { id: baseline.id, parentId: a.id })).toMatchObject({ field: 'parentId' });
    expect(await updateVariant(scope, { id: baseline.id, override })).toMatchObject({ field: 'override' });
    expect(await updateVariant(scope, { id: a.id, configuration: {} })).toMatchObject({ field: 'configuration' });
    expect(await updateVariant(scope, { id: a.id, baseline: true })).toMatchObject({ field: 'baseline' });
  });

  test('moves that would close a circle together leave one of them out', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { experiment, baseline, a } = await seedTree();
      const c = await branched(scope, baseline, 'C', 'classifier.temperature', 1);
      await Promise.all([updateVariant(scope, { id: a.id, parentId: c.id }), updateVariant(scope, { id: c.id, parentId: a.id })]);
      const { tree } = await readTree(database.db, experiment);
      for (const { id } of tree.variants) expect(tree.rootOf(id).id).toBe(baseline.id);
    }
  });

  test('a variant below that would no longer change anything is named', async () => {
    const { baseline, a, b } = await seedTree();
    const refused = await updateVariant(scope, {
      id: a.id,
      override: { step: 'response_generator', parameter: 'model', value: 'gpt-4o' },
    });
    expect(refused).toBeInstanceOf(ValidationError);
    expect(refused).toMatchObject({ code: 'NO_CHANGE', message: expect.stringContaining(`"B" (${encodeId('variant', b.id)})`) });
    const configuration = { response_generator: { temperature: 0.3 } };
    expect(await updateVariant(scope, { id: baseline.id, configuration })).toMatchObject({
      code: 'NO_CHANGE',
      message: expect.stringContaining('"A"'),
    });
  });

  test('what a variant is stays once one below it has run, whatever came of that; its own runs are no hindrance', async () => {
    const { experiment, a, b } = await seedTree();
    const override = { step: 'response_generator', parameter: 'temperature', value: 0.5 };
    await storedRun(scope, experiment, a, 'COMPLETED');
    expect(await updateVariant(scope, { id: a.id, override })).toMatchObject({ overrideValue: 0.5 });
    const c = await branched(scope, b, 'C', 'classifier.temperature', 1);
    await storedRun(scope, experiment, c, 'CANCELLED');
    const refused = await updateVariant(scope, { id: a.id, override: { ...override, value: 0.6 } });
    expect(refused).toBeInstanceOf(ConflictError);
    expect(refused).toMatchObject({ code: 'VARIANT_IN_USE', message: expect.stringContaining('"C"') });
    expect(await updateVariant(scope, { id: b.id, parentId: c.id })).toMatchObject({ field: 'parentId' });
    // The same again is no change, and a name is no part of what it runs with.
    expect(await updateVariant(scope, { id: a.id, override, name: 'A again' })).toMatchObject({ name: 'A again' });
  });

  test('all of an experiment’s variants are checked at once, by the same rules', async () => {
    const { experiment, a } = await seedTree();
    const { experiment: terms, tree } = await readTree(database.db, experiment);
    expect(await checkVariants(scope, terms, tree.variants)).toBeNull();
    const others = terms.steps.filter(({ externalId }) => externalId !== 'response_generator');
    expect(await checkVariants(scope, { ...terms, steps: others }, tree.variants)).toMatchObject({
      code: 'UNKNOWN_STEP',
      message: expect.stringContaining('"baseline"'),
    });
    const fixed = terms.steps.map((step) => ({
      ...step,
      parameters: step.parameters.map((each) => ({ ...each, overridable: each.name !== 'temperature' })),
    }));
    expect(await checkVariants(scope, { ...terms, steps: fixed }, tree.variants)).toMatchObject({
      field: 'override.parameter',
      message: expect.stringContaining(encodeId('variant', a.id)),
    });
  });
});

describe('a baseline without steps', () => {
  test('is the only root, and may stop being it before it is locked', async () => {
    const { experiment, root } = await flatRoot({ baseline: true });
    const configuration = { endpoint: 'service' };
    const add = (name: string, baseline?: boolean) =>
      addVariant(scope, { experimentId: experiment.id, name, configuration, ...(baseline === undefined ? {} : { baseline }) });
    expect(await add('other')).toBeInstanceOf(ConflictError);
    expect(await updateVariant(scope, { id: root.id, baseline: false })).toMatchObject({ baseline: false });
    expect(await add('another', true)).toMatchObject({ message: expect.stringContaining('"root"') });
    succeeded(await add('other'));
    expect(await updateVariant(scope, { id: root.id, baseline: true })).toMatchObject({
      message: expect.stringContaining('"other"'),
    });
  });

  test('stays what it is once it runs, and nothing becomes it that has run', async () => {
    const { experiment, root } = await flatRoot({ baseline: true });
    const run = await storedRun(scope, experiment, root, 'RUNNING');
    expect(await updateVariant(scope, { id: root.id, baseline: false })).toMatchObject({ code: 'EXPERIMENT_LOCKED' });
    await database.db.run.update({ where: { id: run.id }, data: { status: 'CANCELLED' } });
    expect(await updateVariant(scope, { id: root.id, baseline: false })).toMatchObject({ baseline: false });
    expect(await updateVariant(scope, { id: root.id, baseline: true })).toMatchObject({ baseline: true });
    const { experiment: free, root: ran } = await flatRoot();
    await storedRun(scope, free, ran, 'COMPLETED');
    expect(await updateVariant(scope, { id: ran.id, baseline: true })).toMatchObject({ code: 'VARIANT_IN_USE' });
    // It had completed before its failed items were tried again.
    await database.db.run.updateMany({
      where: { variantId: ran.id },
      data: { status: 'CANCELLED', retries: 1, itemsCompleted: 1 },
    });
    expect(await updateVariant(scope, { id: ran.id, baseline: true })).toMatchObject({ code: 'VARIANT_IN_USE' });
  });

  test.each(['COMPLETED', 'RUNNING', 'FAILED', 'CANCELLED'] as const)(
    'becomes it, and stops being it, before any variant below has run: not with a %s run',
    async (status) => {
      const { experiment, root } = await flatRoot();
      const child = await branched(scope, root, 'deeper', 'depth', 2);
      const mark = (baseline: boolean) => updateVariant(scope, { id: root.id, baseline });
      expect(await mark(true)).toMatchObject({ baseline: true });
      expect(await mark(false)).toMatchObject({ baseline: false });
      const run = await storedRun(scope, experiment, child, status);
      const refused = {
        code: 'VARIANT_IN_USE',
        message: expect.stringMatching(new RegExp(`"deeper" has run \\(${encodeId('run', run.id)}\\).*duplicateExperiment`)),
      };
      expect(await mark(true)).toMatchObject(refused);
      await database.db.variant.update({ where: { id: root.id }, data: { baseline: true } });
      expect(await mark(false)).toMatchObject(refused);
      expect(await mark(true)).toMatchObject({ baseline: true });
    },
  );
});

describe('a hypothesis', () => {
  test('says that it will be better unless it says otherwise, and can be changed until the variant runs', async () => {
    const { experiment, a } = await seedTree();
    const hypothesis = 'Lowering temperature from 0.7 to 0.3 will reduce hallucinations and improve the pass rate.';
    expect(await updateVariant(scope, { id: a.id, hypothesis: ` ${hypothesis} ` })).toMatchObject({
      hypothesis,
      expectation: 'IMPROVED',
    });
    expect(await updateVariant(scope, { id: a.id, expectation: 'NOT_REGRESSED' })).toMatchObject({
      hypothesis,
      expectation: 'NOT_REGRESSED',
    });
    expect(await updateVariant(scope, { id: a.id, hypothesis: null })).toMatchObject({ hypothesis: null, expectation: null });
    expect(await updateVariant(scope, { id: a.id, expectation: 'IMPROVED' })).toMatchObject({ field: 'expectation' });
    expect(await updateVariant(scope, { id: a.id, hypothesis: 'x'.repeat(10_001) })).toMatchObject({ field: 'hypothesis' });
    succeeded(await updateVariant(scope, { id: a.id, hypothesis, expectation: 'NOT_REGRESSED' }));

    await storedRun(scope, experiment, a, 'FAILED');
    for (const given of [{ hypothesis: 'I always knew' }, { hypothesis: null }, { expectation: 'IMPROVED' as const }])
      expect(await updateVariant(scope, { id: a.id, ...given })).toMatchObject({ code: 'VARIANT_IN_USE' });
    expect(await updateVariant(scope, { id: a.id, hypothesis, name: 'A again' })).toMatchObject({ name: 'A again', hypothesis });
  });

  test('can be given from the start', async () => {
    const { experiment, baseline } = await seedTree();
    const override = { step: 'classifier', parameter: 'temperature', value: 1 };
    const input = { experimentId: experiment.id, name: 'C', parentId: baseline.id, override };
    expect(await addVariant(scope, { ...input, expectation: 'IMPROVED' })).toMatchObject({ field: 'expectation' });
    expect(await addVariant(scope, { ...input, hypothesis: 'Better.' })).toMatchObject({
      hypothesis: 'Better.',
      expectation: 'IMPROVED',
    });
  });
});

describe('deleting', () => {
  test('a variant with children says what would go with it, and takes it along when that is said to be all right', async () => {
    const { experiment, a, b } = await seedTree();
    const baseline = await database.db.variant.findFirstOrThrow({ where: { experimentId: experiment.id, baseline: true } });
    await branched(scope, baseline, 'C', 'classifier.temperature', 1);
    const run = await storedRun(scope, experiment, b, 'COMPLETED');
    await storedResult(scope, run);
    await database.db.run.update({ where: { id: run.id }, data: { itemsCompleted: 1 } });

    const refused = await deleteVariant(scope, a.id);
    expect(refused).toBeInstanceOf(ConflictError);
    expect(refused).toMatchObject({
      code: 'VARIANT_HAS_CHILDREN',
      message: expect.stringMatching(/"A".*"B".*1 run with 1 result\b.*withDescendants: true/),
    });
    expect(await namesOf(experiment)).toEqual(['baseline', 'A', 'B', 'C']);

    expect(await deleteVariant(scope, a.id, true)).toMatchObject({ id: a.id });
    expect(await namesOf(experiment)).toEqual(['baseline', 'C']);
    expect(await database.db.result.count({ where: { runId: run.id } })).toBe(0);
  });

  test('waits for the end of a run of any of them', async () => {
    const { experiment, a, b } = await seedTree();
    const run = await storedRun(scope, experiment, b, 'RUNNING');
    expect(await deleteVariant(scope, a.id, true)).toMatchObject({
      code: 'RUN_ACTIVE',
      message: expect.stringContaining(encodeId('run', run.id)),
    });
    expect(await namesOf(experiment)).toEqual(['baseline', 'A', 'B']);
  });
});

test('an experiment has at most 1,000 variants', async () => {
  const { experiment, root } = await flatRoot();
  await database.db.variant.createMany({
    data: Array.from({ length: 998 }, (_, place) => ({
      experimentId: experiment.id,
      name: `variant ${place}`,
      taskType: experiment.type,
      configuration: {},
      sortOrder: place + 2,
    })),
  });
  await branched(scope, root, 'the last', 'depth', 2);
  const input = { experimentId: experiment.id, name: 'one more', parentId: root.id, override: { parameter: 'depth', value: 3 } };
  const refused = await addVariant(scope, input);
  expect(refused).toBeInstanceOf(ValidationError);
  expect(refused).toMatchObject({ message: expect.stringContaining('1000 variants') });
});

test('nothing of a completed or archived experiment is added, changed or deleted', async () => {
  const { experiment, baseline, a } = await seedTree();
  await storedRun(scope, experiment, baseline, 'COMPLETED');
  const attempts = async () => [
    await addVariant(scope, {
      experimentId: experiment.id,
      name: 'C',
      parentId: a.id,
      override: { step: 'classifier', parameter: 'temperature', value: 1 },
    }),
    await updateVariant(scope, { id: a.id, name: 'other', configuration: {} }),
    await deleteVariant(scope, a.id, true),
  ];
  succeeded(await completeExperiment(scope, { id: experiment.id }));
  for (const refused of await attempts()) expect(refused).toMatchObject({ code: 'EXPERIMENT_COMPLETED' });
  succeeded(await archiveExperiment(scope, experiment.id));
  for (const refused of await attempts()) expect(refused).toMatchObject({ code: 'EXPERIMENT_ARCHIVED' });
  expect(await namesOf(experiment)).toEqual(['baseline', 'A', 'B']);
});
