import type { Database, RunStatus } from '../../database/client.js';
import type { Id } from '../../ids.js';
import type { Unit } from '../runs/units.js';
import type { NewResult } from './result.js';

/** A {@link NewResult} as JSON text: written once, and measured while it waits. */
export type ResultText = string & { readonly __text?: 'result' };

export function resultText(result: NewResult): ResultText {
  return JSON.stringify(result);
}

export interface Committed {
  /** How many of the results were new; the others had been committed before, or the run takes no more. */
  inserted: number;
  /** The run's status now; null where the run is gone. */
  status: RunStatus | null;
  /** As many new units as results came in, for the queue. */
  next: Unit[];
}

/**
 * Makes results durable together with the run's counters, and hands out the units that take their place: one statement,
 * one transaction, every result once however often it is delivered. The rules are in the SQL function of the same name.
 */
export async function commitResults(db: Database, runId: Id<'run'>, results: ResultText[]): Promise<Committed> {
  const [row] = await db.$queryRaw<{ committed: Committed }[]>`
    SELECT commit_results(${runId}::uuid, ${`[${results.join(',')}]`}::jsonb) AS committed`;
  if (!row) throw new Error('A function call gives one row.');
  return row.committed;
}
