-- AlterTable
ALTER TABLE "experiment" ADD COLUMN     "compared_answer" JSONB;

-- AlterTable
ALTER TABLE "run" ADD COLUMN     "baseline" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "compared_answer" JSONB;

-- CreateTable
CREATE TABLE "run_vector" (
    "run_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "results" INTEGER NOT NULL,
    "answers" BYTEA NOT NULL,
    "states" BYTEA NOT NULL,
    "scores" BYTEA NOT NULL,

    CONSTRAINT "run_vector_pkey" PRIMARY KEY ("run_id")
);

-- CreateTable
CREATE TABLE "share_link" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "experiment_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "share_link_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "share_link_hash_key" ON "share_link"("hash");

-- CreateIndex
CREATE INDEX "share_link_experiment_id_idx" ON "share_link"("experiment_id");

-- AddForeignKey
ALTER TABLE "run_vector" ADD CONSTRAINT "run_vector_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "share_link" ADD CONSTRAINT "share_link_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "share_link" ADD CONSTRAINT "share_link_experiment_id_fkey" FOREIGN KEY ("experiment_id") REFERENCES "experiment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Everything below is what Prisma's schema can't say.

CREATE UNIQUE INDEX run_baseline ON run (variant_id) WHERE baseline;

-- Workers look for runs whose hashes are of another answer than their experiment compares; most compare whole outputs.
CREATE INDEX run_compared_answer ON run (id) WHERE compared_answer IS NOT NULL;
CREATE INDEX experiment_compared_answer ON experiment (id) WHERE compared_answer IS NOT NULL;

-- Packed bytes are read whole, and hardly shrink.
ALTER TABLE run_vector ALTER COLUMN answers SET STORAGE EXTERNAL;
ALTER TABLE run_vector ALTER COLUMN states SET STORAGE EXTERNAL;
ALTER TABLE run_vector ALTER COLUMN scores SET STORAGE EXTERNAL;

-- A run's results as run_vector keeps them, all as of one moment. Each unit is looked up in an index: a join may be planned,
-- while nothing is known of a young table, as one that reads the results of every run there is.
CREATE FUNCTION pack_run(p_run uuid)
RETURNS TABLE (sequence int, results int, answers bytea, states bytea, scores bytea)
LANGUAGE sql STABLE SET enable_seqscan = off SET jit = off SET work_mem = '32MB' AS $$
  WITH unit AS MATERIALIZED (
    SELECT x.id, x.output_hash, x.error_type
    FROM run r JOIN dataset_version_item i ON i.version_id = r.dataset_version_id
      CROSS JOIN LATERAL generate_series(0, r.trials - 1) AS t(trial)
      LEFT JOIN LATERAL (SELECT y.id, y.output_hash, y.error_type FROM result y
        WHERE y.run_id = p_run AND y.item_id = i.item_id AND y.trial = t.trial LIMIT 1) AS x ON true
    WHERE r.id = p_run
    ORDER BY i.position, t.trial),
  vector AS (
    SELECT e.place, (
      SELECT string_agg(float8send(coalesce(
        (SELECT coalesce(s.value, -2) FROM score s WHERE s.result_id = unit.id AND s.evaluator_id = (e.snapshot->>'id')::uuid),
        -1)), '') FROM unit) AS packed
    FROM run r CROSS JOIN LATERAL jsonb_array_elements(r.evaluators) WITH ORDINALITY AS e(snapshot, place)
    WHERE r.id = p_run),
  packed AS (
    SELECT coalesce(string_agg(coalesce(output_hash, '\x0000000000000000'), ''), '') AS answers,
      coalesce(string_agg(
        CASE WHEN id IS NULL THEN '\x00'::bytea WHEN error_type IS NULL THEN '\x01' ELSE '\x02' END, ''), '') AS states
    FROM unit)
  SELECT r.sequence, r.items_completed + r.items_failed, packed.answers, packed.states,
    (SELECT coalesce(string_agg(vector.packed, '' ORDER BY vector.place), '') FROM vector)
  FROM run r CROSS JOIN packed WHERE r.id = p_run
$$;
