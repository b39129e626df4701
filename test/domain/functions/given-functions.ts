import type { Database, DurableFunction } from '../../../src/database/client.js';
import type { RunToBegin } from '../../../src/domain/functions/begin-attempts.js';
import type { FunctionDefinition } from '../../../src/domain/functions/definition.js';
import { handOutRuns } from '../../../src/domain/functions/hand-out.js';
import { registerFunctions } from '../../../src/domain/functions/register-functions.js';
import { sendEvents } from '../../../src/domain/functions/send-events.js';
import type { Scope } from '../../../src/domain/scope.js';
import type { Id } from '../../../src/ids.js';
import type { Json } from '../../../src/json.js';
import { expectValue } from '../../support/seed.js';

/** Registers a function as a worker does; it is started by events of its own name unless something else is said. */
export async function givenFunction(
  scope: Scope,
  externalId: string,
  settings: Partial<FunctionDefinition> = {},
): Promise<DurableFunction> {
  const defaults = {
    app: 'given',
    externalId,
    triggers: [externalId],
    retries: 4,
    timeoutMs: null,
    concurrency: null,
    keyed: null,
  };
  const [registered] = await registerFunctions(scope, [{ ...defaults, ...settings }]);
  if (!registered) throw new Error('A function that is registered is given back.');
  return registered;
}

/** Sends one event for each of the data, and gives the runs in that order. */
export async function givenRuns(scope: Scope, name: string, data: readonly Json[]): Promise<Id<'functionRun'>[]> {
  const sent = expectValue(
    await sendEvents(
      scope,
      data.map((each) => ({ name, data: each })),
    ),
  );
  return sent.flatMap(({ runs }) => runs);
}

/** A run as it is handed out: with a job of its own, if it still waits for one. */
export async function handedOut(db: Database, id: Id<'functionRun'>): Promise<RunToBegin> {
  const { functionId } = await db.functionRun.findUniqueOrThrow({ where: { id } });
  await handOutRuns(db, [{ id: functionId, together: 1 }], { runs: 1000, jobs: 1 });
  const { job } = await db.functionRun.findUniqueOrThrow({ where: { id } });
  if (job === null) throw new Error('The limits of its function have the run wait.');
  return { id, job };
}
