import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExperimentType } from '../../../src/database/client.js';
import type { Scope } from '../../../src/domain/scope.js';
import {
  columnsOf,
  contentOf,
  type Override,
  type VariantContent,
  withOverrides,
} from '../../../src/domain/variants/configuration.js';
import { type TreeVariant, VariantTree } from '../../../src/domain/variants/tree.js';
import { addVariant, updateVariant } from '../../../src/domain/variants/variants.js';
import { canonicalJson, type Json, type JsonObject } from '../../../src/json.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';
import { newExperiment, succeeded } from '../experiments/rows.js';
import { type App, appExperiment, baselineOf, branched, appWithSteps } from './app.js';

let database: TestDatabase;
let scope: Scope;
let app: App;
beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  app = await appWithSteps(scope);
});
afterAll(() => database.close());

async function storedTree(experimentId: string): Promise<VariantTree> {
  return new VariantTree(await database.db.variant.findMany({ where: { experimentId }, orderBy: { sortOrder: 'asc' } }));
}

/** A root, and children each of which branches from what stands before it. */
interface GivenTree {
  root: JsonObject;
  children: { parent: number; override: Override }[];
}

// Among them what objects have without having been given it.
const parameterNames = ['temperature', 'model', 'a.b', '__proto__', 'constructor'];
const stepNames = ['classifier', 'response_generator', '__proto__'];
const value = fc.oneof(fc.constantFrom(0, 0.3, 'gpt-4o', true), fc.jsonValue()) as fc.Arbitrary<Json>;

function objectOf(names: string[], values: fc.Arbitrary<Json>): fc.Arbitrary<JsonObject> {
  return fc.array(fc.tuple(fc.constantFrom(...names), values), { maxLength: 5 }).map((entries) => Object.fromEntries(entries));
}

function givenTrees(type: ExperimentType): fc.Arbitrary<GivenTree> {
  const parameters = objectOf(parameterNames, value);
  const step = type === 'WEBHOOK' ? fc.constantFrom(...stepNames) : fc.constant(null);
  const override = fc.record({ step, parameter: fc.constantFrom(...parameterNames), value });
  return fc.record({
    root: type === 'WEBHOOK' ? objectOf(stepNames, parameters) : parameters,
    children: fc.array(fc.record({ parent: fc.nat(), override }), { maxLength: 12 }),
  });
}

function treeOf(taskType: ExperimentType, { root, children }: GivenTree): VariantTree<TreeVariant> {
  const row = (place: number, content: VariantContent) => ({ id: `${place}`, taskType, ...columnsOf(content) });
  const below = children.map(({ parent, override }, place) =>
    row(place + 1, { kind: 'child', parentId: `${parent % (place + 1)}`, override }),
  );
  // Parents behind their children: the order says nothing.
  return new VariantTree([...below.reverse(), row(0, { kind: 'root', configuration: root })]);
}

/** The settings that a variant comes to when the path to it is walked by hand: of each, what was set last. */
function walked(type: ExperimentType, { root, children }: GivenTree, place: number): Map<string, Json> {
  const path: Override[] = [];
  for (let at = place; at > 0; ) {
    const child = children[at - 1] as GivenTree['children'][number];
    path.push(child.override);
    at = child.parent % at;
  }
  const settings = settingsOf(type, root);
  for (const { step, parameter, value: set } of path.reverse()) settings.set(JSON.stringify([step, parameter]), set);
  return settings;
}

function settingsOf(type: ExperimentType, configuration: JsonObject): Map<string, Json> {
  const steps: [string | null, JsonObject][] =
    type === 'WEBHOOK' ? (Object.entries(configuration) as [string, JsonObject][]) : [[null, configuration]];
  return new Map(
    steps.flatMap(([step, parameters]) =>
      Object.entries(parameters).map(([name, set]) => [JSON.stringify([step, name]), set] as const),
    ),
  );
}

describe.each(['WEBHOOK', 'LLM'] as const)('in any tree of the type %s', (type) => {
  test('what a variant runs with is what walking down to it sets, and its overrides make that of the root’s', () => {
    fc.assert(
      fc.property(givenTrees(type), (given) => {
        const tree = treeOf(type, given);
        const root = tree.effectiveConfiguration('0');
        expect(root).toEqual(given.root);
        for (let place = 0; place <= given.children.length; place += 1) {
          const effective = tree.effectiveConfiguration(`${place}`);
          expect(settingsOf(type, effective)).toEqual(walked(type, given, place));
          const overrides = tree.overridesOf(`${place}`);
          expect(canonicalJson(withOverrides(type, root, overrides))).toBe(canonicalJson(effective));
          // Nothing among them is as it is in the root.
          const before = settingsOf(type, root);
          for (const [setting, set] of settingsOf(type, overrides))
            expect(canonicalJson(set)).not.toBe(before.has(setting) ? canonicalJson(before.get(setting) as Json) : undefined);
        }
      }),
    );
  });

  test('variants that come to the same are alike, whichever way they came', () => {
    fc.assert(
      fc.property(givenTrees(type), (given) => {
        const tree = treeOf(type, given);
        for (const { id } of tree.variants) {
          const same = tree.variants.filter(
            (other) =>
              other.id !== id &&
              canonicalJson(tree.effectiveConfiguration(other.id)) === canonicalJson(tree.effectiveConfiguration(id)),
          );
          expect(tree.alike(id)).toEqual(same);
        }
      }),
      { numRuns: 15 },
    );
  });

  test('each variant stands once below its root, behind its parent', () => {
    fc.assert(
      fc.property(givenTrees(type), (given) => {
        const tree = treeOf(type, given);
        const below = tree.descendantsOf('0').map(({ id }) => id);
        expect([...below].sort()).toEqual(given.children.map((_, place) => `${place + 1}`).sort());
        const places = new Map(['0', ...below].map((id, place) => [id, place]));
        for (const { id, parentId } of tree.variants) {
          if (parentId !== null) expect(places.get(parentId)).toBeLessThan(places.get(id) ?? -1);
          expect(tree.rootOf(id).id).toBe('0');
        }
      }),
      { numRuns: 15 },
    );
  });
});

test('what is stored of a tree gives it back, as it was added and moved', async () => {
  const settings = fc.constantFrom<[string, Json[]]>(
    ['response_generator.temperature', [0, 0.3, 1.5]],
    ['response_generator.model', ['gpt-4o', 'o3']],
    ['classifier.temperature', [0.1, 0.2]],
    ['retriever.top_k', [1, 2, 3]],
  );
  const steps = fc.array(fc.record({ at: fc.nat(), to: fc.nat(), setting: settings, pick: fc.nat(), move: fc.boolean() }), {
    minLength: 4,
    maxLength: 10,
  });
  await fc.assert(
    fc.asyncProperty(steps, async (given) => {
      const experiment = await appExperiment(scope, app);
      const root = await baselineOf(scope, experiment);
      const parents = new Map<string, { parent: string; override: Override }>();
      const walk = (id: string): JsonObject => {
        const own = parents.get(id);
        if (!own) return root.configuration as JsonObject;
        const { step, parameter, value: set } = own.override;
        const above = walk(own.parent);
        return { ...above, [step ?? '']: { ...(above[step ?? ''] as JsonObject), [parameter]: set } };
      };
      for (const { at, to, setting, pick, move } of given) {
        const ids = [root.id, ...parents.keys()];
        const parent = ids[to % ids.length] ?? root.id;
        const id = ids[at % ids.length] ?? root.id;
        const [path, picks] = setting;
        const [step = '', parameter = ''] = path.split('.');
        const override = { step, parameter, value: picks[pick % picks.length] ?? null };
        const moved = parents.get(id);
        if (move && moved) {
          const done = await updateVariant(scope, { id, parentId: parent });
          if (!(done instanceof Error)) parents.set(id, { ...moved, parent });
          continue;
        }
        const name = `variant ${ids.length}`;
        const done = await addVariant(scope, { experimentId: experiment.id, name, parentId: parent, override });
        const isChange =
          canonicalJson(((walk(parent)[step] ?? {}) as JsonObject)[parameter] ?? null) !== canonicalJson(override.value);
        if (!isChange) expect(done).toMatchObject({ code: 'NO_CHANGE' });
        else parents.set(succeeded(done).id, { parent, override });
      }
      const tree = await storedTree(experiment.id);
      expect(tree.variants).toHaveLength(1 + parents.size);
      for (const { id } of tree.variants) expect(tree.effectiveConfiguration(id)).toEqual(walk(id));
    }),
    { numRuns: 6 },
  );
});

test('A sets the temperature, B branches from A and sets the model: B runs with both', async () => {
  const baseline = await baselineOf(scope, await appExperiment(scope, app));
  const a = await branched(scope, baseline, 'A', 'response_generator.temperature', 0.3);
  const b = await branched(scope, a, 'B', 'response_generator.model', 'gpt-4o');

  const tree = await storedTree(baseline.experimentId);
  expect(tree.pathTo(b.id).map(({ name }) => name)).toEqual(['baseline', 'A', 'B']);
  expect(tree.overridesOf(baseline.id)).toEqual({});
  expect(tree.overridesOf(a.id)).toEqual({ response_generator: { temperature: 0.3 } });
  expect(tree.overridesOf(b.id)).toEqual({ response_generator: { temperature: 0.3, model: 'gpt-4o' } });
  expect(tree.effectiveConfiguration(b.id)).toEqual({
    response_generator: { temperature: 0.3, model: 'gpt-4o' },
    retriever: { top_k: 5, index: 'main' },
  });
});

test('without steps, a child sets a key of the configuration', async () => {
  await database.db.endpoint.create({
    data: { organizationId: scope.organizationId, name: 'service', url: 'http://127.0.0.1:1/' },
  });
  const experiment = await newExperiment(scope);
  const configuration = { endpoint: 'service', depth: 1, nested: { a: 1 } };
  const root = succeeded(await addVariant(scope, { experimentId: experiment.id, name: 'root', configuration }));
  const child = await branched(scope, root, 'deep', 'depth', 2);
  const grandchild = await branched(scope, child, 'nested', 'nested', { b: 2 });
  const tree = await storedTree(experiment.id);
  expect(tree.effectiveConfiguration(grandchild.id)).toEqual({ endpoint: 'service', depth: 2, nested: { b: 2 } });
  expect(tree.overridesOf(grandchild.id)).toEqual({ depth: 2, nested: { b: 2 } });
  expect(contentOf(tree.get(child.id))).toMatchObject({ kind: 'child', override: { step: null, parameter: 'depth', value: 2 } });
});

test('a tree that turns back on itself is noticed, rather than walked for ever', () => {
  const row = (id: string, parentId: string): TreeVariant => ({
    id,
    taskType: 'LLM',
    ...columnsOf({ kind: 'child', parentId, override: { step: null, parameter: 'a', value: 1 } }),
  });
  expect(() => new VariantTree([row('1', '2'), row('2', '1')]).pathTo('1')).toThrow('never its own ancestor');
});

test('a chain of any length is walked', () => {
  const length = 10_000;
  const root: TreeVariant = { id: '0', taskType: 'LLM', ...columnsOf({ kind: 'root', configuration: { a: 0 } }) };
  const below = Array.from({ length }, (_, place): TreeVariant => {
    const override = { step: null, parameter: 'a', value: place + 1 };
    return { id: `${place + 1}`, taskType: 'LLM', ...columnsOf({ kind: 'child', parentId: `${place}`, override }) };
  });
  const tree = new VariantTree([root, ...below]);
  expect(tree.descendantsOf('0')).toEqual(below);
  expect(tree.effectiveConfiguration(`${length}`)).toEqual({ a: length });
});
