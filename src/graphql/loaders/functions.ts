import DataLoader from 'dataloader';
import type { Exposure, FunctionRun, FunctionStep } from '../../database/client.js';
import type { Scope } from '../../domain/scope.js';
import type { Id } from '../../ids.js';
import { byId, byIdOrNone } from './by-id.js';
import { grouped } from '../../domain/grouped.js';

/** What belongs to durable functions, their events and their runs. */
export function functionLoaders({ db, organizationId }: Scope) {
  return {
    functions: byId((ids) => db.durableFunction.findMany({ where: { id: { in: ids }, organizationId } })),
    events: byId((ids) => db.event.findMany({ where: { id: { in: ids }, organizationId } })),
    runs: byId((ids) => db.functionRun.findMany({ where: { id: { in: ids }, organizationId } })),
    /** The runs that an event started, in the order of their functions. */
    runsOfEvent: new DataLoader<Id<'event'>, FunctionRun[]>(async (ids) => {
      const rows = await db.functionRun.findMany({
        where: { eventId: { in: [...ids] }, organizationId },
        orderBy: { id: 'asc' },
      });
      const runs = grouped(rows, ({ eventId }) => eventId);
      return ids.map((id) => runs.get(id) ?? []);
    }),
    /** The steps of a run, in the order in which it asked for them. */
    steps: new DataLoader<Id<'functionRun'>, FunctionStep[]>(async (ids) => {
      const rows = await db.functionStep.findMany({
        where: { runId: { in: [...ids] }, run: { organizationId } },
        orderBy: [{ position: 'asc' }, { externalId: 'asc' }, { occurrence: 'asc' }],
      });
      const steps = grouped(rows, ({ runId }) => runId);
      return ids.map((id) => steps.get(id) ?? []);
    }),
    exposures: byIdOrNone((ids) => db.exposure.findMany({ where: { id: { in: ids }, functionRun: { organizationId } } })),
    /** The exposures of a run, in the order in which they came about. */
    exposuresOfRun: new DataLoader<Id<'functionRun'>, Exposure[]>(async (ids) => {
      const rows = await db.exposure.findMany({
        where: { functionRunId: { in: [...ids] }, functionRun: { organizationId } },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      });
      const exposures = grouped(rows, ({ functionRunId }) => functionRunId);
      return ids.map((id) => exposures.get(id) ?? []);
    }),
  };
}
