import { z } from 'zod';
import type { Transaction } from '../../database/client.js';
import { isFailure, ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import { canonicalJson, type Json, storable } from '../../json.js';
import { reportedTokens } from '../endpoints/reported-spend.js';
import { givenJson, parseGiven } from '../execution/parse-given.js';

const mostSteps = 1_000;
const mostBytes = 1024 * 1024;

/** What the app told of one inference step that it took for a test. */
export type TraceStep = {
  /** The name that the app has for the step. */
  externalId: string;
  input: Json;
  output: Json;
  durationMs: number | null;
  inputTokens: number | null;
  outputTokens: number | null;
};

const Step = z
  .object({
    externalId: z.string().min(1).max(200),
    input: givenJson.optional(),
    output: givenJson.optional(),
    durationMs: z
      .number()
      .min(0)
      .max(2 ** 31 - 1)
      .nullish(),
    inputTokens: reportedTokens.nullish(),
    outputTokens: reportedTokens.nullish(),
  })
  .transform(
    ({ externalId, input = null, output = null, durationMs, inputTokens, outputTokens }): TraceStep =>
      storable({
        externalId,
        input,
        output,
        durationMs: typeof durationMs === 'number' ? Math.round(durationMs) : null,
        inputTokens: inputTokens ?? null,
        outputTokens: outputTokens ?? null,
      }),
  );

const Steps = z.array(Step).max(mostSteps);

/** Steps, checked; none where nothing is given. */
export function readSteps(given: unknown, field: string): TraceStep[] | ValidationError {
  return parseGiven(Steps, given ?? [], field);
}

/** The steps of a stored test, in the order in which they came. */
export function traceOf(test: { trace: unknown }): TraceStep[] {
  return test.trace as TraceStep[];
}

/**
 * A trace with further steps at its end. One that is there already, equal in everything, is not added again, so that what is
 * sent twice is kept once; two alike that come together are both kept.
 */
export function withSteps(trace: readonly TraceStep[], steps: readonly TraceStep[]): TraceStep[] | ValidationError {
  const known = new Set(trace.map(canonicalJson));
  const all = [...trace, ...steps.filter((step) => !known.has(canonicalJson(step)))];
  if (all.length > mostSteps) {
    return new ValidationError(
      `The test would have ${all.length} steps, and a trace holds at most ${mostSteps}. Leave out the least telling ones.`,
      { field: 'steps' },
    );
  }
  const bytes = Buffer.byteLength(JSON.stringify(all));
  if (bytes > mostBytes) {
    return new ValidationError(
      `The trace of the test would have ${bytes} bytes, and holds at most ${mostBytes}. Shorten the steps’ inputs and outputs.`,
      { field: 'steps' },
    );
  }
  return all;
}

/**
 * Adds steps to the trace of a test, whose row stays locked until the transaction ends.
 *
 * @returns why the trace stays as it is, or null.
 */
export async function addSteps(
  tx: Transaction,
  testId: Id<'result'>,
  steps: readonly TraceStep[],
): Promise<ValidationError | null> {
  if (steps.length === 0) return null;
  const [test] = await tx.$queryRaw<{ trace: unknown }[]>`SELECT trace FROM test WHERE id = ${testId}::uuid FOR NO KEY UPDATE`;
  if (!test) return null;
  const trace = withSteps(traceOf(test), steps);
  if (isFailure(trace)) return trace;
  await tx.test.update({ where: { id: testId }, data: { trace } });
  return null;
}
