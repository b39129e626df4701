import { randomUUID } from 'node:crypto';
import type { ExposureStatus } from '../../../src/database/client.js';
import { type ExposedTo, type ShownExperiment, showExperiment } from '../../../src/domain/live/expose.js';
import { unitOfKey, unitOfRun } from '../../../src/domain/live/unit.js';
import type { Scope } from '../../../src/domain/scope.js';
import { encodeId, type Id, newId } from '../../../src/ids.js';

/** That a function run was given a variant, and what came of it. */
export interface GivenExposure {
  variant: string;
  /** What `bucket` chose by; null: chosen for the run. */
  key?: string | null;
  /** One of the runs given before; a run of its own when it is not given. */
  functionRunId?: Id<'functionRun'>;
  status?: ExposureStatus;
  durationMs?: number | null;
  /** US dollars. */
  cost?: string | null;
  /** By name. */
  scores?: { [name: string]: number };
  /** Which of the ways of choosing, 0 for the first; the latest when it is not given. */
  allocation?: number;
}

export interface StoredExposure {
  id: string;
  functionRunId: Id<'functionRun'>;
}

/** A live experiment whose exposures the test gives it, without a worker. */
export interface GivenLiveExperiment {
  id: Id<'liveExperiment'>;
  publicId: string;
  /** Has the exposures from here on chosen otherwise. */
  choose(by: Partial<Pick<ShownExperiment, 'weights' | 'strategy' | 'managed' | 'variants'>>): Promise<void>;
  /** Stores exposures, each later than the one before; they have completed where nothing else is said. */
  expose(...exposures: GivenExposure[]): Promise<StoredExposure[]>;
}

export async function givenLiveExperiment(scope: Scope, shown: Partial<ShownExperiment> = {}): Promise<GivenLiveExperiment> {
  const by: ShownExperiment = {
    name: `live-${randomUUID()}`,
    variants: ['current', 'candidate'],
    strategy: 'BUCKET',
    managed: false,
    weights: { current: 1, candidate: 1 },
    ...shown,
  };
  const { liveExperimentId: id, allocationId } = await followed(scope, by);
  const allocations = [allocationId];
  const event = await givenEvent(scope, by.name);
  let latest = by;
  let time = Date.UTC(2026, 0, 1);
  return {
    id,
    publicId: encodeId('liveExperiment', id),
    choose: async (otherwise) => {
      latest = { ...latest, ...otherwise };
      allocations.push((await followed(scope, latest)).allocationId);
    },
    expose: async (...exposures) => {
      const rows = exposures.map(({ variant, key = null, status = 'COMPLETED', ...given }) => {
        const functionRunId = given.functionRunId ?? newId('functionRun');
        time += 1;
        return {
          id: randomUUID(),
          liveExperimentId: id,
          variant,
          allocationId: allocations.at(given.allocation ?? -1) ?? allocationId,
          functionRunId,
          unit: new Uint8Array(key === null ? unitOfRun(functionRunId) : unitOfKey(id, key)),
          status,
          durationMs: status === 'RUNNING' ? null : (given.durationMs ?? null),
          cost: status === 'RUNNING' ? null : (given.cost ?? null),
          ...(status === 'FAILED' && { errorType: 'Error', errorMessage: 'It is broken.' }),
          createdAt: new Date(time),
        };
      });
      const runs = new Set(rows.map(({ functionRunId }) => functionRunId));
      await scope.db.functionRun.createMany({
        data: [...runs].map((runId) => ({ id: runId, ...event })),
        skipDuplicates: true,
      });
      await scope.db.exposure.createMany({ data: rows });
      const scores = exposures.flatMap(({ scores = {} }, place) => {
        const { id: exposureId = '', variant = '', unit = new Uint8Array() } = rows[place] ?? {};
        const of = { liveExperimentId: id, variant, exposureId, unit };
        return Object.entries(scores).map(([name, value]) => ({ ...of, name, value }));
      });
      await scope.db.liveScore.createMany({ data: scores });
      return rows.map(({ id: exposureId, functionRunId }) => ({ id: exposureId, functionRunId }));
    },
  };
}

/** The live experiment as the commit of an exposure leaves it. */
async function followed(scope: Scope, shown: ShownExperiment): Promise<ExposedTo> {
  const exposedTo = await showExperiment(scope, shown);
  const isException = shown.strategy === 'BUCKET' && shown.weights === null;
  if (!isException) await scope.db.$queryRaw`SELECT follow_allocations(ARRAY[${exposedTo.allocationId}::uuid])::text`;
  return exposedTo;
}

/** What runs belong to whose handler nobody calls. */
async function givenEvent({ db, organizationId }: Scope, name: string) {
  const called = await db.durableFunction.create({
    data: { organizationId, app: 'given', externalId: name, triggers: [name], retries: 4, timeoutMs: 60_000 },
  });
  const event = await db.event.create({ data: { organizationId, name, data: {} } });
  return { organizationId, functionId: called.id, eventId: event.id };
}
