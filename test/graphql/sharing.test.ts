import {
  getNamedType,
  type GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  isCompositeType,
  GraphQLInt,
  GraphQLNonNull,
  isLeafType,
  isNonNullType,
  isObjectType,
  type OperationTypeNode,
  parse,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GuestIdentity } from '../../src/domain/organizations/identity.js';
import type { Scope } from '../../src/domain/scope.js';
import { openLiveRuns } from '../../src/events/live-runs.js';
import { ForbiddenError } from '../../src/failures.js';
import { createContext } from '../../src/graphql/context.js';
import { schema } from '../../src/graphql/schema.js';
import { subscribe } from '../../src/graphql/subscriptions/subscribe.js';
import { decodeId, encodeId, idPrefixes, resultIdOf } from '../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { testScope } from '../support/scope.js';
import { type Asker, asker, askerAs } from './ask.js';
import { sampleArguments, takesId } from './sample-arguments.js';
import { type Seed, seedExperiment } from './seed.js';

let database: TestDatabase;
let scope: Scope;
let shared: Seed;
/** Another experiment of the organization, with a dataset of its own. */
let other: Seed;
/** Another experiment over the very items of the shared one. */
let neighbour: { experiment: string; variant: string; run: string; result: string };
let identity: GuestIdentity;
let guest: Asker;

beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  shared = await seedExperiment(scope, { name: 'shared' });
  const stepId = decodeId('inferenceStep', shared.ids.InferenceStep) ?? '';
  await scope.db.experimentStep.create({ data: { experimentId: shared.experimentId, stepId, sortOrder: 1, parameters: [] } });
  other = await seedExperiment(scope, { name: 'other' });
  neighbour = await seedNeighbour();
  identity = guestOf(shared);
  guest = askerAs(scope, identity);
});
afterAll(() => database.close());

function guestOf({ experimentId, ids }: Seed): GuestIdentity {
  const shareLinkId = decodeId('shareLink', ids.ShareLink) ?? '';
  return { kind: 'guest', organizationId: scope.organizationId, shareLinkId, experimentId };
}

/** The shared experiment's dataset gets a version that it does not use, and its items another experiment's run. */
async function seedNeighbour() {
  const { db, organizationId } = scope;
  const datasetId = decodeId('dataset', shared.ids.Dataset) ?? '';
  const itemId = decodeId('datasetItem', shared.ids.DatasetItem) ?? '';
  const item = await db.datasetItem.create({
    data: { datasetId, externalId: 'later', input: 'of a later version', contentHash: new Uint8Array([99]) },
  });
  const places = { create: { position: 0, itemId: item.id } };
  await db.datasetVersion.create({ data: { datasetId, number: 2, itemCount: 1, items: places } });
  const datasetVersionId = decodeId('datasetVersion', shared.ids.DatasetVersion) ?? '';
  const experiment = await db.experiment.create({ data: { organizationId, name: 'neighbour', type: 'LLM', datasetVersionId } });
  const variant = await db.variant.create({
    data: { experimentId: experiment.id, name: 'theirs', taskType: 'LLM', configuration: {}, sortOrder: 1 },
  });
  const start = await db.runStart.create({ data: { experimentId: experiment.id, arguments: {} } });
  const {
    id: _,
    variantId: __,
    startId: ___,
    experimentId: ____,
    ...like
  } = await db.run.findFirstOrThrow({
    where: { experimentId: shared.experimentId, status: 'COMPLETED' },
  });
  const data = { ...like, configuration: {}, evaluators: [], plan: {}, comparedAnswer: undefined, experimentId: experiment.id };
  const run = await db.run.create({ data: { ...data, variantId: variant.id, startId: start.id } });
  const result = await db.result.create({
    data: {
      id: resultIdOf(run.id, itemId, 0),
      runId: run.id,
      itemId,
      trial: 0,
      sequence: 1,
      output: 'of the neighbour',
      outputHash: new Uint8Array(8),
    },
  });
  return {
    experiment: encodeId('experiment', experiment.id),
    variant: encodeId('variant', variant.id),
    run: encodeId('run', run.id),
    result: encodeId('result', result.id),
  };
}

/** The ids of everything that is the shared experiment's or used by it. */
async function idsInReach(): Promise<Set<string>> {
  const { db } = scope;
  const { experimentId } = shared;
  const versionId = decodeId('datasetVersion', shared.ids.DatasetVersion) ?? '';
  const ids = (rows: { id: string }[], noun: keyof typeof idPrefixes) => rows.map(({ id }) => encodeId(noun, id));
  return new Set([
    encodeId('experiment', experimentId),
    encodeId('datasetVersion', versionId),
    shared.ids.Dataset,
    ...ids(await db.variant.findMany({ where: { experimentId } }), 'variant'),
    ...ids(await db.evaluator.findMany({ where: { experimentId } }), 'evaluator'),
    ...ids(await db.run.findMany({ where: { experimentId } }), 'run'),
    ...ids(await db.result.findMany({ where: { run: { experimentId } } }), 'result'),
    ...ids(await db.datasetItem.findMany({ where: { versions: { some: { versionId } } } }), 'datasetItem'),
  ]);
}

const anyId = new RegExp(`\\b(?:${Object.values(idPrefixes).join('|')})_[0-9a-z]{26}\\b`, 'g');

function idsIn(value: unknown): string[] {
  return JSON.stringify(value ?? null).match(anyId) ?? [];
}

/** One field as part of a document, with all that it can be given. */
interface Asked {
  text: string;
  declared: string[];
  variables: { [name: string]: unknown };
}

/** Asks a field for one thing that it has. `name` keeps the variables of several fields apart. */
function askFor(field: GraphQLField<unknown, unknown>, id: string, name: string, selection: string): Asked {
  const variables = sampleArguments(field.args, id);
  const given = field.args.filter((arg) => arg.name in variables);
  const text = given.map((arg) => `${arg.name}: $${name}_${arg.name}`).join(', ');
  return {
    text: `${field.name}${text === '' ? '' : `(${text})`}${isCompositeType(getNamedType(field.type)) ? ` { ${selection} }` : ''}`,
    declared: given.map((arg) => `$${name}_${arg.name}: ${arg.type.toString()}`),
    variables: Object.fromEntries(Object.entries(variables).map(([key, value]) => [`${name}_${key}`, value])),
  };
}

function documentOf(operation: `${OperationTypeNode}`, { text, declared }: Asked): string {
  return `${operation} ${declared.length > 0 ? `(${declared.join(', ')})` : ''} { ${text} }`;
}

function isForbidden(error: GraphQLError): boolean {
  return error.originalError instanceof ForbiddenError;
}

/** The root fields of an operation that do not refuse a guest who gives them ids of the shared experiment. */
async function openTo(operation: 'query' | 'mutation'): Promise<string[]> {
  const root = operation === 'query' ? schema.getQueryType() : schema.getMutationType();
  const open: string[] = [];
  for (const field of Object.values(root?.getFields() ?? {})) {
    const asked = askFor(field, shared.ids.Experiment, 'root', '__typename');
    const { data, errors } = await guest.execute(documentOf(operation, asked), asked.variables);
    const value = data?.[field.name] as { __typename?: string } | null | undefined;
    const refused = errors?.some(isForbidden) || value?.__typename === 'ForbiddenError';
    if (!refused) open.push(field.name);
  }
  return open.sort();
}

describe('a guest', () => {
  it('reads the experiment, its variants, runs, results and items', async () => {
    const { sharedExperiment } = await guest.ask<{ sharedExperiment: { id: string } }>(`{ sharedExperiment {
      id name status
      variants { id configuration latestRun { id } }
      evaluators { id name }
      datasetVersion { id number dataset { id name } items(first: 5) { edges { node { id externalId } } } }
      runs { edges { node { id metrics { averageScore } results { edges { node { id output item { id input } scores { value evaluator { id } } } } } } } }
    } }`);
    expect(sharedExperiment).toMatchObject({
      id: shared.ids.Experiment,
      name: 'shared',
      datasetVersion: { dataset: { id: shared.ids.Dataset, name: 'shared' } },
    });
    expect(idsIn(sharedExperiment)).toContain(shared.ids.Result);
  });

  it('asks these queries and no others', async () => {
    const allowed = ['experiment', 'resultDiff', 'run', 'sharedExperiment', 'viewer'];
    const open = await openTo('query');
    expect(open.filter((name) => !allowed.includes(name))).toEqual([]);
    expect(open).toEqual(expect.arrayContaining(['experiment', 'run', 'sharedExperiment']));
    expect(await guest.ask('{ viewer { role } }')).toEqual({ viewer: null });
  });

  it('changes nothing', async () => {
    expect(Object.keys(schema.getMutationType()?.getFields() ?? {}).length).toBeGreaterThan(20);
    expect(await openTo('mutation')).toEqual([]);
  });

  it('watches the experiment and its runs, and nothing else', async () => {
    const allowed = ['comparisonChanges', 'experimentChanged', 'experimentProgress', 'runProgress', 'runResults'];
    const live = openLiveRuns(scope.db, { subscribe: () => () => undefined });
    for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
      const opens = async (id: string): Promise<boolean> => {
        const asked = askFor(field, id, 'root', '__typename');
        const contextValue = createContext({ ...scope, live }, identity);
        const document = parse(documentOf('subscription', asked));
        const subscribed = await subscribe({ schema, document, variableValues: asked.variables, contextValue });
        if (!(Symbol.asyncIterator in subscribed)) return false;
        await subscribed[Symbol.asyncIterator]().return?.();
        return true;
      };
      const ofShared = (await opens(shared.ids.Experiment)) || (await opens(shared.ids.Run));
      if (ofShared) expect(allowed).toContain(field.name);
      for (const id of [...Object.values(other.ids), ...Object.values(neighbour)]) {
        expect({ field: field.name, id, opens: await opens(id) }).toEqual({ field: field.name, id, opens: false });
      }
    }
    live.close();
  });

  it('finds nothing else by its id', async () => {
    for (const id of [...Object.values(other.ids), ...Object.values(neighbour)]) {
      const { data } = await guest.execute('query ($id: ID!) { experiment(id: $id) { id } run(id: $id) { id } }', { id });
      expect(data).toEqual({ experiment: null, run: null });
      expect((await guest.execute('query ($id: ID!) { node(id: $id) { id } }', { id })).errors?.some(isForbidden)).toBe(true);
    }
    // Of the dataset a guest knows the id and the name, and nothing opens by them.
    for (const field of ['node', 'dataset']) {
      const { errors } = await guest.execute(`query ($id: ID!) { ${field}(id: $id) { id } }`, { id: shared.ids.Dataset });
      expect(errors?.some(isForbidden)).toBe(true);
    }
    expect(await guest.ask('query ($id: ID!) { run(id: $id) { id } }', { id: shared.ids.Run })).toEqual({
      run: { id: shared.ids.Run },
    });
  });

  it('is told that a link is not a key', async () => {
    const { errors } = await guest.execute('{ experiments { edges { node { id } } } }');
    expect(errors?.map(({ message }) => message)).toEqual([
      'A share link opens one experiment for reading, and not this. Ask whoever shared it for an API key.',
    ]);
  });
});

/** What a walk through the schema found. */
interface Walk {
  /** The types whose fields a guest was given. */
  types: Set<string>;
  /** The fields that were refused. */
  closed: Set<string>;
  /** The ids that were seen. */
  ids: Set<string>;
  /** All that was answered. */
  text: string;
}

/** A place that the walk gets to: what is asked to be there, and the type of what is there. */
interface Place {
  path: readonly Asked[];
  type: GraphQLObjectType;
}

/**
 * Asks every field of whatever any field gives that a guest can get to from the experiment: by all pairs of a field and one after
 * it, each along the shortest path to it. A field that takes an id is asked with each of `ids` as well as without.
 */
async function walk(ids: readonly string[]): Promise<Walk> {
  const found: Walk = { types: new Set(), closed: new Set(), ids: new Set(), text: '' };

  /** Asks a place for something; false where a guest is refused it, or a part of it. */
  async function ask({ path, type }: Place, asked: Asked): Promise<boolean> {
    const steps = [...path, asked];
    const text = steps.reduceRight((inner, step) => (inner === '' ? step.text : step.text.replace('__typename', inner)), '');
    const declared = steps.flatMap((step) => step.declared);
    const variables: object = Object.assign({}, ...steps.map((step) => step.variables));
    const { data, errors } = await guest.execute(documentOf('query', { text, declared, variables: {} }), variables);
    if (errors?.some(({ extensions }) => extensions.code === 'QUERY_TOO_COMPLEX')) throw errors[0];
    for (const id of idsIn(data)) found.ids.add(id);
    found.text += `${JSON.stringify(data)}\n`;
    if (errors?.some(isForbidden)) return false;
    if (isReached(data, steps)) found.types.add(type.name);
    return true;
  }

  async function askAlone(place: Place, asked: Asked, name: string): Promise<void> {
    if (!(await ask(place, asked))) found.closed.add(name);
  }

  const root = schema.getQueryType()?.getFields().sharedExperiment;
  const experiment = root && getNamedType(root.type);
  if (!root || !isObjectType(experiment)) throw new Error('There is no sharedExperiment.');
  const places: Place[] = [{ path: [askFor(root, '', 'at', '__typename')], type: experiment }];
  const followed = new Set<string>();
  const askedWithIds = new Set<string>();
  for (const place of places) {
    const fields = Object.values(place.type.getFields());
    // What is a value needs no request of its own, unless one of them is refused: its refusal hides the others.
    const values = fields.filter(({ args, type }) => args.length === 0 && isLeafType(getNamedType(type)));
    const together = { text: values.map(({ name }) => name).join(' '), declared: [], variables: {} };
    const open = values.length > 0 && (await ask(place, together)) ? new Set(values) : new Set();
    for (const field of fields.filter((other) => !open.has(other))) {
      const name = `${place.type.name}.${field.name}`;
      const variable = `at${place.path.length}`;
      const target = getNamedType(field.type);
      if (field.args.some((arg) => takesId(arg.type)) && !askedWithIds.has(name)) {
        askedWithIds.add(name);
        const selection = isObjectType(target) ? everyValueOf(target) : '';
        for (const id of ids) await askAlone(place, askFor(field, id, variable, selection), name);
      }
      const asked = askFor(withoutChoices(field), shared.ids.Evaluator, variable, '__typename');
      await askAlone(place, asked, name);
      if (found.closed.has(name) || followed.has(name) || !isObjectType(target)) continue;
      followed.add(name);
      places.push({ path: [...place.path, asked], type: target });
    }
  }
  return found;
}

/** Whether there is anything along a path to have the last field of it, be that null. */
function isReached(data: unknown, path: readonly Asked[]): boolean {
  const [step, ...further] = path;
  if (Array.isArray(data)) return data.some((element) => isReached(element, path));
  if (!step || typeof data !== 'object' || data === null) return !step;
  const name = /^\w+/.exec(step.text)?.[0] ?? '';
  return further.length === 0 ? name in data : isReached((data as { [name: string]: unknown })[name], further);
}

/** The field as one asks it who leaves out what may be left out, but for the size of a page. */
function withoutChoices(field: GraphQLField<unknown, unknown>): GraphQLField<unknown, unknown> {
  const args = field.args.filter((arg) => isNonNullType(arg.type) || arg.name === 'first');
  return { ...field, args: args.map((arg) => (arg.name === 'first' ? { ...arg, type: new GraphQLNonNull(GraphQLInt) } : arg)) };
}

/** All that is asked of a thing in one go to see whose it is: its values, and those of what it has. */
function everyValueOf(type: GraphQLObjectType, depth = 1): string {
  const inner = Object.values(type.getFields())
    .filter((field) => field.args.length === 0)
    .flatMap((field) => {
      const target = getNamedType(field.type);
      if (isLeafType(target)) return [field.name];
      return depth > 0 && isObjectType(target) ? [`${field.name} { ${everyValueOf(target, depth - 1)} }`] : [];
    });
  return ['__typename', ...inner].join(' ');
}

describe('whatever a guest asks of the experiment', () => {
  let found: Walk;
  beforeAll(async () => {
    found = await walk([...Object.values(other.ids), ...Object.values(neighbour)]);
  }, 120_000);

  it('is of the experiment', async () => {
    const reach = await idsInReach();
    expect([...found.ids].filter((id) => !reach.has(id))).toEqual([]);
    // It was there to be seen: the walk went through all kinds.
    expect([...found.ids]).toEqual(
      expect.arrayContaining([shared.ids.Run, shared.ids.Variant, shared.ids.Result, shared.ids.DatasetItem]),
    );
    expect(found.text).not.toMatch(/of a later version|of the neighbour|theirs|other/);
  });

  it('stops where the experiment ends', () => {
    const closed = [...found.closed].sort();
    expect(closed).toEqual([
      'Dataset.createdAt',
      'Dataset.description',
      'Dataset.latestVersion',
      'Dataset.versions',
      'DatasetVersion.changesSince',
      'Experiment.endpoint',
      'Experiment.shareLinks',
      'ExperimentStep.step',
      'Result.deliveries',
    ]);
  });

  it('is of nouns that were looked through for ways out', () => {
    const nouns = ['DatasetItem', 'DatasetVersion', 'Evaluator', 'Experiment', 'Result', 'Run', 'Variant'];
    const seen = [...found.types].filter((name) => {
      const type = schema.getType(name);
      return isObjectType(type) && type.getInterfaces().some((implemented) => implemented.name === 'Node');
    });
    expect(seen.filter((name) => name !== 'Dataset').sort()).toEqual(nouns);
  });
});

describe('share links', () => {
  const create = `mutation ($input: CreateShareLinkInput!) { createShareLink(input: $input) {
    ... on CreatedShareLink { token path shareLink { id name status experiment { id } } } ... on Error { code message } } }`;
  const list = 'query ($id: ID!) { experiment(id: $id) { shareLinks { id name status } } }';

  it('are made, listed and revoked by editors', async () => {
    const editor = await asker(scope, 'EDITOR');
    const { createShareLink: made } = await editor.ask<{
      createShareLink: { token: string; path: string; shareLink: { id: string } };
    }>(create, { input: { experimentId: other.ids.Experiment, name: 'for Ada', expiresInHours: 24 } });
    expect(made).toEqual({
      token: expect.stringMatching(/^vrs_/),
      path: `/shared#${made.token}`,
      shareLink: {
        id: expect.stringMatching(/^shl_/),
        name: 'for Ada',
        status: 'ACTIVE',
        experiment: { id: other.ids.Experiment },
      },
    });
    const { id } = made.shareLink;
    await database.db.shareLink.update({
      where: { id: decodeId('shareLink', other.ids.ShareLink) ?? '' },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    expect(await editor.ask('mutation ($id: ID!) { revokeShareLink(id: $id) { ... on ShareLink { status } } }', { id })).toEqual({
      revokeShareLink: { status: 'REVOKED' },
    });
    expect(await editor.ask(list, { id: other.ids.Experiment })).toEqual({
      experiment: {
        shareLinks: [
          { id, name: 'for Ada', status: 'REVOKED' },
          { id: other.ids.ShareLink, name: 'other', status: 'EXPIRED' },
        ],
      },
    });
  });

  it('are none of a viewer’s business', async () => {
    const viewer = await asker(scope, 'VIEWER');
    expect(await viewer.ask(create, { input: { experimentId: shared.ids.Experiment } })).toMatchObject({
      createShareLink: { code: 'FORBIDDEN' },
    });
    expect((await viewer.execute(list, { id: shared.ids.Experiment })).errors?.some(isForbidden)).toBe(true);
    const node = await viewer.execute('query ($id: ID!) { node(id: $id) { ... on ShareLink { name } } }', {
      id: shared.ids.ShareLink,
    });
    expect(node.errors?.some(isForbidden)).toBe(true);
  });

  it('open nothing to somebody who has a key', async () => {
    expect(await (await asker(scope)).ask('{ sharedExperiment { id } }')).toEqual({ sharedExperiment: null });
  });

  it('say what does not fit', async () => {
    const editor = await asker(scope, 'EDITOR');
    const refused = async (input: object) =>
      (await editor.ask(create, { input: { experimentId: shared.ids.Experiment, ...input } })).createShareLink;
    expect(await refused({ expiresInHours: 9000 })).toEqual({
      code: 'VALIDATION',
      message: 'expiresInHours is 9000. Give 1 to 8,760, which is a year.',
    });
    expect(await refused({ expiresAt: '2020-01-01T00:00:00Z' })).toMatchObject({ code: 'VALIDATION' });
    expect(await refused({ name: ' ' })).toMatchObject({ code: 'VALIDATION' });
  });
});
