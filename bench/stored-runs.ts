import { snapshotEvaluators } from '../src/domain/evaluation/evaluators.js';
import { answerHash } from '../src/domain/evaluation/answer-hash.js';
import { addEvaluator } from '../src/domain/evaluation/attachment.js';
import { createExperiment } from '../src/domain/experiments/experiments.js';
import { startRuns } from '../src/domain/runs/start-runs.js';
import type { Scope } from '../src/domain/scope.js';
import { addVariant } from '../src/domain/variants/variants.js';
import { addEndpoint } from '../src/domain/endpoints/endpoints.js';
import type { Id } from '../src/ids.js';
import { expectValue, seedDatasetVersion } from '../test/support/seed.js';

/** An experiment whose runs have ended. */
export interface StoredRuns {
  experimentId: Id<'experiment'>;
  runIds: Id<'run'>[];
}

const answers = Array.from({ length: 20 }, (_, answer) => ({ total: answer, currency: 'EUR' }));

/**
 * Stores an experiment with a completed run for each variant, as many executions and evaluations would have left it: most
 * results are right, the later variants' more often, 1 in 100 is an error, and one evaluator scored them. Written by SQL
 * alone, some 100,000 results a second.
 */
export async function storeRuns(scope: Scope, items: number, variants: number): Promise<StoredRuns> {
  const { db } = scope;
  const version = await seedDatasetVersion(scope, [{ externalId: 'first', input: {} }]);
  await db.$executeRaw`
    WITH added AS (
      INSERT INTO dataset_item (id, dataset_id, external_id, input, expected_output, content_hash)
      SELECT uuidv7(), ${version.datasetId}::uuid, 'item-' || n, jsonb_build_object('text', 'Invoice number ' || n),
        jsonb_build_object('total', n % 20, 'currency', 'EUR'), int4send(n)
      FROM generate_series(1, ${items - 1}::int) AS n
      RETURNING id)
    INSERT INTO dataset_version_item (version_id, position, item_id)
    SELECT ${version.id}::uuid, row_number() OVER (ORDER BY id), id FROM added`;
  await db.datasetVersion.update({ where: { id: version.id }, data: { itemCount: items } });

  const experiment = expectValue(await createExperiment(scope, { name: 'stored', type: 'CUSTOM', datasetVersionId: version.id }));
  const name = `stored-${crypto.randomUUID()}`;
  expectValue(await addEndpoint(scope, { name, url: 'http://127.0.0.1:9/' }));
  expectValue(await addEvaluator(scope, { experimentId: experiment.id, name: 'right', kind: 'EXACT_MATCH' }));
  for (let place = 1; place <= variants; place += 1) {
    const configuration = { endpoint: name, place };
    expectValue(await addVariant(scope, { experimentId: experiment.id, name: `variant ${place}`, configuration }));
  }
  const runs = expectValue(await startRuns(scope, { experimentId: experiment.id }));
  const [evaluator] = expectValue(await snapshotEvaluators(scope, experiment.id));
  if (!evaluator) throw new Error('The experiment has an evaluator.');
  for (const [place, run] of runs.entries()) await storeRun(scope, run.id, evaluator.id, place);
  return { experimentId: experiment.id, runIds: runs.map(({ id }) => id) };
}

async function storeRun({ db }: Scope, runId: Id<'run'>, evaluatorId: Id<'evaluator'>, place: number): Promise<void> {
  const hashes = answers.map((output) => answerHash({ kind: 'answer', output }));
  const errorHash = answerHash({ kind: 'fault' });
  await db.$transaction(
    async (tx) => {
      // References are right by construction; to check them takes longer than to write the rows.
      await tx.$executeRaw`SET LOCAL session_replication_role = replica`;
      await tx.$executeRaw`
        WITH drawn AS (
          SELECT i.item_id, i.position, mod(abs(hashint8(i.position::bigint * 64 + ${place}::int)), 100) AS luck
          FROM run r JOIN dataset_version_item i ON i.version_id = r.dataset_version_id WHERE r.id = ${runId}::uuid),
        answered AS (
          SELECT *, luck = 0 AS errored, (position + (luck <= ${20 - place}::int)::int) % 20 AS answer FROM drawn),
        added AS (
          INSERT INTO result (id, run_id, item_id, trial, sequence, output, error_type, error_message, output_hash,
            duration_ms, input_tokens, output_tokens, estimated_cost, score, passed)
          SELECT (left(${runId}::text, 13) || substr(gen_random_uuid()::text, 14))::uuid, ${runId}::uuid, item_id, 0, position + 1,
            CASE WHEN NOT errored THEN jsonb_build_object('total', answer, 'currency', 'EUR') END,
            CASE WHEN errored THEN 'broken' END, CASE WHEN errored THEN 'It is broken.' END,
            decode(CASE WHEN errored THEN ${errorHash} ELSE (${hashes}::text[])[answer + 1] END, 'hex'),
            200 + luck * 7, 300 + luck, 40, 0.0001 * (1 + luck),
            CASE WHEN NOT errored AND answer = position % 20 THEN 1 ELSE 0 END, NOT errored AND answer = position % 20
          FROM answered
          RETURNING *),
        judged AS (
          INSERT INTO score (result_id, evaluator_id, value, passed)
          SELECT id, ${evaluatorId}::uuid, score, passed FROM added)
        UPDATE run SET status = 'COMPLETED', revision = 2, started_at = now(), completed_at = now(), items_total = sums.n,
          items_completed = sums.answered, items_failed = sums.n - sums.answered, sequence = sums.n, dispatched = sums.n,
          duration_sum_ms = sums.duration, tokens_sum = sums.tokens, answered_tokens_sum = sums.answered_tokens,
          answered_tokens = sums.answered, cost_sum = sums.cost, score_sum = sums.score, scored = sums.n,
          passed = sums.passed, not_passed = sums.n - sums.passed
        FROM (SELECT count(*)::int AS n, count(*) FILTER (WHERE error_type IS NULL)::int AS answered,
            sum(duration_ms) FILTER (WHERE error_type IS NULL) AS duration, sum(input_tokens + output_tokens) AS tokens,
            sum(input_tokens + output_tokens) FILTER (WHERE error_type IS NULL) AS answered_tokens,
            sum(estimated_cost) AS cost, sum(score) AS score, count(*) FILTER (WHERE passed)::int AS passed FROM added) AS sums
        WHERE run.id = ${runId}::uuid`;
    },
    { timeout: 600_000 },
  );
}
