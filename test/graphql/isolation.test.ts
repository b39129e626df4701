import { GraphQLNonNull, isInputObjectType, type GraphQLArgument, type GraphQLInputField, type GraphQLInputType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scope } from '../../src/domain/scope.js';
import { schema } from '../../src/graphql/schema.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { testScope } from '../support/scope.js';
import { type Asker, asker } from './ask.js';
import { type Seed, seedExperiment } from './seed.js';

let database: TestDatabase;
let others: Seed;
let own: Seed;
let stranger: Asker;
let owner: Asker;
let othersScope: Scope;

beforeAll(async () => {
  database = await createTestDatabase();
  othersScope = await testScope(database);
  others = await seedExperiment(othersScope, { name: 'theirs' });
  owner = await asker(othersScope);
  const scope = await testScope(database);
  own = await seedExperiment(scope, { name: 'ours' });
  stranger = await asker(scope);
});
afterAll(() => database.close());

const kinds = [
  'Organization',
  'ApiKey',
  'Dataset',
  'DatasetVersion',
  'DatasetItem',
  'OutputSchema',
  'OutputSchemaVersion',
  'Endpoint',
  'Delivery',
  'InferenceStep',
  'Experiment',
  'Variant',
  'Evaluator',
  'Run',
  'Result',
  'ShareLink',
  'DurableFunction',
  'Event',
  'FunctionRun',
  'LiveExperiment',
] as const;

describe('node', () => {
  it.each(kinds)('gives its owner a %s, and nobody else', async (kind) => {
    const document = 'query ($id: ID!) { node(id: $id) { __typename id } }';
    expect(await owner.ask(document, { id: others.ids[kind] })).toEqual({ node: { __typename: kind, id: others.ids[kind] } });
    expect(await stranger.ask(document, { id: others.ids[kind] })).toEqual({ node: null });
  });

  it.each(['', 'nothing', 'run_', 'run_01hzzzzzzzzzzzzzzzzzzzzzz!', 'abc_01j00000000000000000000000', 'RXhwZXJpbWVudDox'])(
    'is null for "%s"',
    async (id) => {
      expect(await owner.ask('query ($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: null });
    },
  );

  it('gives no model provider, for some of them have no id', async () => {
    expect(await owner.ask('query ($id: ID!) { node(id: $id) { id } }', { id: others.ids.ModelProvider })).toEqual({
      node: null,
    });
  });
});

describe('a query field', () => {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {}).filter((field) =>
    field.args.some(({ name }) => name === 'id'),
  );

  it.each(fields.map((field) => field.name))('%s gives nothing of another organization for any id', async (field) => {
    for (const id of Object.values(others.ids)) {
      expect(await stranger.ask(`query ($id: ID!) { ${field}(id: $id) { id } }`, { id })).toEqual({ [field]: null });
    }
  });

  it.each([
    ['datasets', 'edges { node { name } }'],
    ['outputSchemas', 'edges { node { name } }'],
    ['experiments', 'edges { node { name } }'],
    ['endpoints', 'name'],
    ['inferenceSteps', 'edges { node { externalId } }'],
    ['modelProviders', 'name'],
    ['apiKeys', 'name'],
    ['functions', 'externalId'],
    ['functionRuns', 'edges { node { function { externalId } event { name } steps { externalId } exposures { variant } } }'],
    ['liveExperiments', 'edges { node { name } }'],
    ['viewer', 'organization { id }'],
  ])('%s lists what is the organization’s own', async (field, selection) => {
    const answer = JSON.stringify(await stranger.ask(`{ ${field} { ${selection} } }`));
    expect(answer).not.toContain('theirs');
    expect(answer).not.toContain(others.ids.Organization);
    expect(answer).toMatch(field === 'viewer' ? own.ids.Organization : field === 'apiKeys' ? 'a key of' : 'ours');
  });

  it('filters function runs by nothing of another organization', async () => {
    const runs = 'query ($filter: FunctionRunFilter) { functionRuns(filter: $filter) { edges { node { id } } } }';
    for (const filter of [{ functionId: others.ids.DurableFunction }, { liveExperimentId: others.ids.LiveExperiment }]) {
      expect(await stranger.ask(runs, { filter })).toEqual({ functionRuns: { edges: [] } });
    }
  });

  it('takes no cursor of another organization for more than a place in the order', async () => {
    const answer = await stranger.ask('query ($after: String) { experiments(after: $after) { edges { node { name } } } }', {
      after: others.ids.Experiment,
    });
    expect(JSON.stringify(answer)).not.toContain('theirs');
  });
});

describe('a mutation', () => {
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {}).flatMap((field) =>
    idPaths(field.args).map((path) => ({ name: field.name, path: path.join('.'), arguments: field.args })),
  );

  it.each(mutations)('$name changes nothing of another organization by $path', async ({ name, path, arguments: args }) => {
    const before = await fingerprint();
    const variables = argumentsOf(args, path);
    const declared = args.map((arg) => `$${arg.name}: ${arg.type.toString()}`).join(', ');
    const document = `mutation (${declared}) { ${name}(${args.map((arg) => `${arg.name}: $${arg.name}`).join(', ')}) { __typename ... on Error { message } } }`;
    const answer = await stranger.ask<{ [name: string]: { __typename: string; message: string } }>(document, variables);
    expect(answer[name]).toMatchObject({ __typename: 'NotFoundError' });
    expect(await fingerprint()).toEqual(before);
  });

  it.each(mutations)('$name says which id is none at $path', async ({ name, path, arguments: args }) => {
    const variables = argumentsOf(args, path, 'exp_nonsense');
    const declared = args.map((arg) => `$${arg.name}: ${arg.type.toString()}`).join(', ');
    const document = `mutation (${declared}) { ${name}(${args.map((arg) => `${arg.name}: $${arg.name}`).join(', ')}) { __typename ... on ValidationError { code field } } }`;
    const field = path.replace('input.', '');
    expect(await stranger.ask(document, variables)).toEqual({
      [name]: { __typename: 'ValidationError', code: 'INVALID_ID', field },
    });
  });

  it('covers every mutation that takes an id', () => {
    expect(new Set(mutations.map(({ name }) => name)).size).toBeGreaterThanOrEqual(23);
  });
});

/** Where an argument is an id, as paths. */
function idPaths(fields: readonly (GraphQLArgument | GraphQLInputField)[]): string[][] {
  return fields.flatMap((field) => {
    const type = nullable(field.type);
    if (isInputObjectType(type)) return idPaths(Object.values(type.getFields())).map((path) => [field.name, ...path]);
    return type.toString() === 'ID' ? [[field.name]] : [];
  });
}

/** Arguments that fit, all ids the caller's own, but for the one at the path. */
function argumentsOf(args: readonly GraphQLArgument[], path: string, id?: string): object {
  const sampleOf = (field: GraphQLArgument | GraphQLInputField, at: string, noun: string): unknown => {
    const type = nullable(field.type);
    if (isInputObjectType(type)) {
      const entries = Object.values(type.getFields())
        // An answer has an output, or else an error.
        .filter(({ name, type }) => type instanceof GraphQLNonNull || `${at}.${name}` === path || name === 'output')
        .map((inner) => [inner.name, sampleOf(inner, `${at}.${inner.name}`, noun)]);
      return Object.fromEntries(entries);
    }
    if (type.toString() === 'ID')
      return at === path ? (id ?? others.ids[kindOf(field.name, noun)]) : own.ids[kindOf(field.name, noun)];
    const samples: { [type: string]: unknown } = {
      // A live experiment is named by its id as well.
      String: field.name === 'experiment' ? own.ids.LiveExperiment : 'a name',
      Float: 1,
      JSON: { jsonSchema: { type: 'object' }, configuration: { model: 'rules:any' } }[field.name] ?? {},
      ExperimentType: 'LLM',
      EvaluatorKind: 'EXACT_MATCH',
      ModelProviderKind: 'OPENAI',
      FileFormat: 'JSONL',
      Upload: { filename: 'items.jsonl', mimeType: 'text/plain', stream: oneItem() },
      '[DatasetItemInput!]': [{ externalId: 'a', input: { a: 1 } }],
      '[TraceStepInput!]': [{ externalId: 'a' }],
    };
    return samples[type.toString()];
  };
  return Object.fromEntries(args.map((arg) => [arg.name, sampleOf(arg, arg.name, mutationNoun(args, path))]));
}

async function* oneItem() {
  yield new TextEncoder().encode('{"externalId": "a", "input": {"a": 1}}\n');
}

function nullable(type: GraphQLInputType): GraphQLInputType {
  return type instanceof GraphQLNonNull ? (type.ofType as GraphQLInputType) : type;
}

/** What a mutation's plain `id` names, from the mutation that has these arguments. */
function mutationNoun(args: readonly GraphQLArgument[], path: string): string {
  const mutation = Object.values(schema.getMutationType()?.getFields() ?? {}).find((field) => field.args === args);
  if (!mutation) throw new Error(`No mutation has the argument ${path}.`);
  return mutation.name.replace(/^[a-z]+/, '');
}

function kindOf(argument: string, noun: string): keyof Seed['ids'] {
  const owns: { [argument: string]: string } = {
    id: noun.replace(/Secret$/, '').replace(/^Function$/, 'DurableFunction'),
    schemaId: 'OutputSchema',
    winnerVariantId: 'Variant',
    parentId: 'Variant',
  };
  const named = owns[argument] ?? argument.replace(/Id$/, '');
  return `${named.charAt(0).toUpperCase()}${named.slice(1)}` as keyof Seed['ids'];
}

/** Everything of the other organization, as text. */
async function fingerprint(): Promise<string> {
  const { db, organizationId } = othersScope;
  const organization = await db.organization.findUniqueOrThrow({
    where: { id: organizationId },
    include: {
      apiKeys: true,
      modelProviders: true,
      endpoints: { include: { deliveries: true } },
      inferenceSteps: true,
      outputSchemas: { include: { versions: true } },
      datasets: { include: { versions: { include: { items: true } }, items: true } },
      functions: true,
      events: true,
      functionRuns: { include: { steps: true, exposures: true } },
      liveExperiments: { include: { variants: true, allocations: true, scores: true } },
      experiments: {
        include: {
          variants: true,
          evaluators: true,
          shareLinks: true,
          runs: { include: { results: { include: { scores: true } }, tests: true } },
        },
      },
    },
  });
  return JSON.stringify(organization, (_key, value) => (typeof value === 'bigint' ? String(value) : value));
}
