import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/database/client.js';
import { registerFunctions } from '../../src/domain/functions/register-functions.js';
import { sendEvents } from '../../src/domain/functions/send-events.js';
import type { Scope } from '../../src/domain/scope.js';
import { experiment, NonRetriableError, Variorum } from '../../src/functions.js';
import { AttemptRunner } from '../../src/functions/worker/attempt-runner.js';
import { FunctionCatalog } from '../../src/functions/worker/function-catalog.js';
import { FunctionStore } from '../../src/functions/worker/function-store.js';
import type { Id } from '../../src/ids.js';
import { handedOut } from '../domain/functions/given-functions.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { testScope } from '../support/scope.js';
import { expectValue } from '../support/seed.js';
import { Counter, type StageHandler } from './stage.js';

let database: TestDatabase;
let scope: Scope;
beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
});
afterAll(() => database.close());

const client = new Variorum({ id: 'attempts' });

/** A run of the handler that waits for its first attempt, and who makes it, with a database that fails as it is told to. */
async function given(handler: StageHandler, failures: Partial<Record<keyof Database, Error>> = {}, log = scope.log) {
  const catalog = FunctionCatalog.of([client.createFunction({ id: 'order', triggers: { event: 'order' } }, handler)]);
  catalog.identify(await registerFunctions(scope, catalog.definitions));
  const [sent] = expectValue(await sendEvents(scope, [{ name: 'order', data: {} }]));
  const [id] = sent?.runs ?? [];
  if (!id) throw new Error('An event that triggers a function starts a run.');
  return { run: await handedOut(scope.db, id), runner: new AttemptRunner({ ...scope, log, db: failingOnce(failures) }, catalog) };
}

/** The database, whose parts each fail the first time that they are asked. */
function failingOnce(failures: Partial<Record<PropertyKey, Error>>): Database {
  return new Proxy(scope.db, {
    get(db, part) {
      const error = failures[part];
      delete failures[part];
      if (error) throw error;
      return Reflect.get(db, part) as unknown;
    },
  });
}

const outage = () => Object.assign(new Error('The database is away.'), { code: 'P1001' });
const stepsOf = (runId: Id<'functionRun'>) => scope.db.functionStep.findMany({ where: { runId }, orderBy: { position: 'asc' } });

test('a job that is begun twice at once is begun by the later alone', async () => {
  const { run } = await given(() => null);
  const store = new FunctionStore(scope.db, scope.log);
  const [one, other] = await Promise.all([store.begin(run), store.begin(run)]);
  expect(one).toBeNull();
  expect(other).toMatchObject({ id: run.id, attempts: 1 });
});

test('what was paid for is not repeated where the database is away as it is priced, or as an experiment is shown', async () => {
  const done = new Counter();
  const code: StageHandler = ({ step, group }) =>
    group.experiment('model', {
      variants: {
        only: () =>
          step.run('call', ({ usage }) => {
            usage({ model: 'openai:gpt-4o', inputTokens: 1_000_000, outputTokens: 0 });
            return done.add('call');
          }),
      },
      select: experiment.weighted({ only: 1 }),
    });
  const failures = { liveAllocation: outage(), modelProvider: outage() };
  const { run, runner } = await given(code, failures);

  expect(await runner.attempt(run)).toMatchObject({ kind: 'COMPLETED', output: '1' });
  expect(failures).toEqual({});
  expect((await stepsOf(run.id)).map(({ externalId, cost }) => [externalId, cost?.toString()])).toEqual([
    ['model', undefined],
    ['call', '2.5'],
  ]);
});

test('a price that can’t be looked up is not known', async () => {
  const failures = { modelProvider: new Error('It is broken.') };
  const { run, runner } = await given(
    ({ step }) => step.run('call', ({ usage }) => usage({ model: 'openai:gpt-4o', inputTokens: 7, outputTokens: 3 })),
    failures,
  );
  expect(await runner.attempt(run)).toMatchObject({ kind: 'COMPLETED' });
  expect(failures).toEqual({});
  expect(await stepsOf(run.id)).toMatchObject([{ status: 'COMPLETED', inputTokens: 7, outputTokens: 3, cost: null }]);
});

test('the log has where the code threw, and what it gave the logger', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  const written = async (handler: StageHandler) => {
    const { run, runner } = await given(handler, {}, log);
    await runner.attempt(run);
    return lines.splice(0).map((line) => JSON.parse(line));
  };
  const broken: StageHandler = () => {
    throw new NonRetriableError('It is broken.');
  };
  const here = expect.stringMatching(/It is broken\.[\s\S]*attempt-runner\.test\.ts:\d+/);
  expect(await written(broken)).toMatchObject([{ error: 'It is broken.', err: { stack: here } }]);
  // A step's failure is told of by its own stack, as the cause of what the handler was given.
  const brokenStep: StageHandler = (context) => context.step.run('call', () => broken(context));
  expect(await written(brokenStep)).toMatchObject([{ type: 'StepError', err: { stack: here } }]);

  const error = new Error('It is broken.');
  await expect(
    written(({ logger }) => {
      logger.warn('caught', { error, time: 3 });
      logger.error(error, { time: 3 });
    }),
  ).resolves.toMatchObject([
    { msg: 'caught', error: { message: 'It is broken.', stack: here }, time: 3 },
    { msg: 'It is broken.', err: { stack: here }, time: 3 },
  ]);
});

test('a run that is begun while the worker closes is given back before its code is called', async () => {
  const done = new Counter();
  const { run, runner } = await given(({ step }) => step.run('call', () => done.add('call')));
  runner.drain();
  expect(await runner.attempt(run)).toEqual({ kind: 'YIELD' });
  expect(done.counts).toEqual({});
  expect(await scope.db.functionRun.findUniqueOrThrow({ where: { id: run.id } })).toMatchObject({
    status: 'RUNNING',
    attempts: 1,
    attemptOpen: false,
  });
});
