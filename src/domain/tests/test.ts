import { Prisma, type Transaction } from '../../database/client.js';
import type { Id } from '../../ids.js';
import { storableText } from '../../json.js';
import type { Fault } from '../../models/outcome.js';
import { permanentFault } from '../execution/permanent-fault.js';
import type { Unit } from '../runs/units.js';
import type { TestAnswer } from './answer.js';

/**
 * How far a test has come, by the database's clock, and not by when transactions began, since they wait for each other.
 * Durations are in milliseconds.
 */
export interface TestState {
  /** How it ended; null: it has not. */
  answer: TestAnswer | null;
  /** From the request to its end, or to now. */
  elapsedMs: number;
  /** By when the app has to answer; null where it has not said that it will later. */
  deadlineAt: Date | null;
  /** How long it has until then: not above 0 when it is too late. Null without a deadline. */
  remainingMs: number | null;
}

const state = Prisma.sql`answer, deadline_at AS "deadlineAt",
  round(greatest(0, extract(epoch FROM coalesce(answered_at, clock_timestamp()) - asked_at)) * 1000)::float8 AS "elapsedMs",
  ceil(extract(epoch FROM deadline_at - clock_timestamp()) * 1000)::float8 AS "remainingMs"`;

/** Makes a test before its first request goes out. Until the app has taken it, every further call asks anew. */
export async function openTest(
  db: Transaction,
  { id, runId, itemId, trial }: Unit & { id: Id<'result'>; runId: Id<'run'> },
): Promise<TestState> {
  const rows = await db.$queryRaw<TestState[]>`
    INSERT INTO test (id, run_id, item_id, trial, asked_at)
    VALUES (${id}::uuid, ${runId}::uuid, ${itemId}::uuid, ${trial}, clock_timestamp())
    ON CONFLICT (id) DO UPDATE
      SET asked_at = CASE WHEN test.answer IS NULL AND test.deadline_at IS NULL THEN clock_timestamp() ELSE test.asked_at END
    RETURNING ${state}`;
  return only(rows);
}

/** The app has taken the test and answers later: its time runs from now on, unless its answer is there already. */
export async function awaitAnswer(db: Transaction, id: Id<'result'>, withinMs: number): Promise<TestState> {
  const rows = await db.$queryRaw<TestState[]>`
    UPDATE test SET deadline_at =
      CASE WHEN answer IS NULL THEN clock_timestamp() + make_interval(secs => ${withinMs / 1000}) ELSE deadline_at END
    WHERE id = ${id}::uuid
    RETURNING ${state}`;
  return only(rows);
}

/** Ends a test, unless it has ended: the first end counts, and is what the state tells. Null: the test is gone. */
export async function endTest(db: Transaction, id: Id<'result'>, end: TestAnswer): Promise<TestState | null> {
  const [row] = await db.$queryRaw<TestState[]>`
    UPDATE test SET answer = coalesce(answer, ${JSON.stringify(end)}::jsonb), answered_at = coalesce(answered_at, clock_timestamp())
    WHERE id = ${id}::uuid
    RETURNING ${state}`;
  return row ?? null;
}

/** A fault as the end of a test; its words may be the app's, and hold what can't be stored. */
export function endByFault({ type, message, usage, cost, durationMs }: Fault): TestAnswer {
  return { fault: { type: storableText(type), message: storableText(message), usage, cost, durationMs } };
}

/** Whether the app took a test, and its time is over. */
export async function isTooLate(db: Transaction, id: Id<'result'>): Promise<boolean> {
  const late = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM test WHERE id = ${id}::uuid AND deadline_at <= clock_timestamp()`;
  return late.length > 0;
}

/** What a test amounts to that the app took, and did not answer by then. */
export function deadlineFault(deadlineAt: Date | null): Fault {
  return permanentFault('deadline', `The app took the test, and did not answer it by ${deadlineAt?.toISOString()}.`);
}

/** Whether a test has ended. */
export async function hasEnded(db: Transaction, id: Id<'result'>): Promise<boolean> {
  return (await db.test.count({ where: { id, answeredAt: { not: null } } })) > 0;
}

/** The tests of running runs that were answered before their deadline, apart from the response, and have no result yet. */
export function answeredInWaiting(db: Transaction): Promise<{ id: Id<'result'>; runId: Id<'run'> }[]> {
  return db.$queryRaw`
    SELECT t.id, t.run_id AS "runId" FROM run r JOIN test t ON t.run_id = r.id
    WHERE r.status = 'RUNNING' AND t.deadline_at > now() AND t.answered_at IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM result x WHERE x.id = t.id)`;
}

/** Tests go with their run alone, or with their result when it is withdrawn. */
function only(rows: TestState[]): TestState {
  const [row] = rows;
  if (!row) throw new Error('The test is gone, and its run with it.');
  return row;
}
