-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "role" AS ENUM ('VIEWER', 'EDITOR', 'ADMIN');

-- CreateEnum
CREATE TYPE "experiment_type" AS ENUM ('EXTRACTION', 'LLM', 'CUSTOM');

-- CreateEnum
CREATE TYPE "run_status" AS ENUM ('PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "model_provider_kind" AS ENUM ('OPENAI', 'ANTHROPIC', 'GOOGLE', 'OPENAI_COMPATIBLE');

-- CreateEnum
CREATE TYPE "evaluator_kind" AS ENUM ('EXACT_MATCH', 'GROUNDING', 'JSON_SCHEMA', 'CONTAINS', 'REGEX', 'NUMERIC', 'LEVENSHTEIN', 'LLM_JUDGE');

-- CreateTable
CREATE TABLE "deployment" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),

    CONSTRAINT "deployment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organization" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "default_provider" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "hash" BYTEA NOT NULL,
    "hint" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dataset" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dataset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dataset_version" (
    "id" UUID NOT NULL,
    "dataset_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "item_count" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dataset_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dataset_version_item" (
    "version_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "item_id" UUID NOT NULL,

    CONSTRAINT "dataset_version_item_pkey" PRIMARY KEY ("version_id","position")
);

-- CreateTable
CREATE TABLE "dataset_item" (
    "id" UUID NOT NULL,
    "dataset_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "input" JSONB NOT NULL,
    "expected_output" JSONB,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "content_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dataset_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "output_schema" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "output_schema_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "output_schema_version" (
    "id" UUID NOT NULL,
    "schema_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "json_schema" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "output_schema_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_provider" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "model_provider_kind" NOT NULL,
    "base_url" TEXT,
    "api_key_encrypted" BYTEA,
    "concurrency" INTEGER,
    "rate_limit" INTEGER,
    "rate_limit_window_ms" INTEGER NOT NULL DEFAULT 1000,
    "timeout_ms" INTEGER,
    "prices" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_provider_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "endpoint" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "headers_encrypted" BYTEA,
    "timeout_ms" INTEGER NOT NULL DEFAULT 30000,
    "concurrency" INTEGER,
    "rate_limit" INTEGER,
    "rate_limit_window_ms" INTEGER NOT NULL DEFAULT 1000,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "endpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "experiment" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "type" "experiment_type" NOT NULL,
    "dataset_version_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "experiment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "variant" (
    "id" UUID NOT NULL,
    "experiment_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "task_type" "experiment_type" NOT NULL,
    "configuration" JSONB NOT NULL,
    "sort_order" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "variant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evaluator" (
    "id" UUID NOT NULL,
    "experiment_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "evaluator_kind" NOT NULL,
    "configuration" JSONB NOT NULL DEFAULT '{}',
    "threshold" DOUBLE PRECISION NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "evaluator_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_start" (
    "id" UUID NOT NULL,
    "experiment_id" UUID NOT NULL,
    "idempotency_key" TEXT,
    "arguments" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "run_start_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "experiment_id" UUID NOT NULL,
    "variant_id" UUID NOT NULL,
    "dataset_version_id" UUID NOT NULL,
    "start_id" UUID NOT NULL,
    "status" "run_status" NOT NULL DEFAULT 'PENDING',
    "configuration" JSONB NOT NULL,
    "evaluators" JSONB NOT NULL,
    "plan" JSONB NOT NULL,
    "lane" TEXT NOT NULL,
    "trials" INTEGER NOT NULL DEFAULT 1,
    "concurrency" INTEGER NOT NULL,
    "items_total" INTEGER NOT NULL DEFAULT 0,
    "items_completed" INTEGER NOT NULL DEFAULT 0,
    "items_failed" INTEGER NOT NULL DEFAULT 0,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "dispatched" INTEGER NOT NULL DEFAULT 0,
    "outstanding" INTEGER NOT NULL DEFAULT 0,
    "duration_sum_ms" BIGINT NOT NULL DEFAULT 0,
    "tokens_sum" BIGINT NOT NULL DEFAULT 0,
    "answered_tokens_sum" BIGINT NOT NULL DEFAULT 0,
    "answered_tokens" INTEGER NOT NULL DEFAULT 0,
    "cost_sum" DECIMAL(24,12) NOT NULL DEFAULT 0,
    "cost_unknown" INTEGER NOT NULL DEFAULT 0,
    "judge_cost_sum" DECIMAL(24,12) NOT NULL DEFAULT 0,
    "judge_cost_unknown" INTEGER NOT NULL DEFAULT 0,
    "judge_tokens_sum" BIGINT NOT NULL DEFAULT 0,
    "score_sum" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "scored" INTEGER NOT NULL DEFAULT 0,
    "passed" INTEGER NOT NULL DEFAULT 0,
    "not_passed" INTEGER NOT NULL DEFAULT 0,
    "error_type" TEXT,
    "error_message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "result" (
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "trial" SMALLINT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "output" JSONB,
    "error_type" TEXT,
    "error_message" TEXT,
    "output_hash" BYTEA NOT NULL,
    "duration_ms" INTEGER,
    "input_tokens" INTEGER,
    "output_tokens" INTEGER,
    "estimated_cost" DECIMAL(24,12),
    "score" DOUBLE PRECISION,
    "passed" BOOLEAN,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "result_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "score" (
    "result_id" UUID NOT NULL,
    "evaluator_id" UUID NOT NULL,
    "value" DOUBLE PRECISION,
    "passed" BOOLEAN,
    "explanation" TEXT,
    "error_type" TEXT,
    "error_message" TEXT,
    "input_tokens" INTEGER,
    "output_tokens" INTEGER,
    "cost" DECIMAL(24,12),

    CONSTRAINT "score_pkey" PRIMARY KEY ("result_id","evaluator_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");

-- CreateIndex
CREATE INDEX "api_key_organization_id_idx" ON "api_key"("organization_id");

-- CreateIndex
CREATE INDEX "dataset_organization_id_id_idx" ON "dataset"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "dataset_version_dataset_id_number_key" ON "dataset_version"("dataset_id", "number");

-- CreateIndex
CREATE INDEX "dataset_version_item_item_id_idx" ON "dataset_version_item"("item_id");

-- CreateIndex
CREATE UNIQUE INDEX "dataset_version_item_version_id_item_id_key" ON "dataset_version_item"("version_id", "item_id");

-- CreateIndex
CREATE UNIQUE INDEX "dataset_item_dataset_id_external_id_content_hash_key" ON "dataset_item"("dataset_id", "external_id", "content_hash");

-- CreateIndex
CREATE INDEX "output_schema_organization_id_idx" ON "output_schema"("organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "output_schema_version_schema_id_number_key" ON "output_schema_version"("schema_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "model_provider_organization_id_name_key" ON "model_provider"("organization_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "endpoint_organization_id_name_key" ON "endpoint"("organization_id", "name");

-- CreateIndex
CREATE INDEX "experiment_organization_id_id_idx" ON "experiment"("organization_id", "id");

-- CreateIndex
CREATE INDEX "experiment_dataset_version_id_idx" ON "experiment"("dataset_version_id");

-- CreateIndex
CREATE INDEX "variant_experiment_id_sort_order_idx" ON "variant"("experiment_id", "sort_order");

-- CreateIndex
CREATE UNIQUE INDEX "variant_experiment_id_name_key" ON "variant"("experiment_id", "name");

-- CreateIndex
CREATE INDEX "evaluator_experiment_id_idx" ON "evaluator"("experiment_id");

-- CreateIndex
CREATE UNIQUE INDEX "run_start_experiment_id_idempotency_key_key" ON "run_start"("experiment_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "run_experiment_id_id_idx" ON "run"("experiment_id", "id");

-- CreateIndex
CREATE INDEX "run_variant_id_created_at_idx" ON "run"("variant_id", "created_at");

-- CreateIndex
CREATE INDEX "run_dataset_version_id_idx" ON "run"("dataset_version_id");

-- CreateIndex
CREATE INDEX "run_start_id_idx" ON "run"("start_id");

-- CreateIndex
CREATE INDEX "result_item_id_idx" ON "result"("item_id");

-- CreateIndex
CREATE UNIQUE INDEX "result_run_id_item_id_trial_key" ON "result"("run_id", "item_id", "trial");

-- CreateIndex
CREATE UNIQUE INDEX "result_run_id_sequence_key" ON "result"("run_id", "sequence");

-- CreateIndex
CREATE INDEX "score_evaluator_id_idx" ON "score"("evaluator_id");

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dataset" ADD CONSTRAINT "dataset_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dataset_version" ADD CONSTRAINT "dataset_version_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dataset_version_item" ADD CONSTRAINT "dataset_version_item_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "dataset_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dataset_version_item" ADD CONSTRAINT "dataset_version_item_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "dataset_item"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dataset_item" ADD CONSTRAINT "dataset_item_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "output_schema" ADD CONSTRAINT "output_schema_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "output_schema_version" ADD CONSTRAINT "output_schema_version_schema_id_fkey" FOREIGN KEY ("schema_id") REFERENCES "output_schema"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_provider" ADD CONSTRAINT "model_provider_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "endpoint" ADD CONSTRAINT "endpoint_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "experiment" ADD CONSTRAINT "experiment_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "experiment" ADD CONSTRAINT "experiment_dataset_version_id_fkey" FOREIGN KEY ("dataset_version_id") REFERENCES "dataset_version"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "variant" ADD CONSTRAINT "variant_experiment_id_fkey" FOREIGN KEY ("experiment_id") REFERENCES "experiment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluator" ADD CONSTRAINT "evaluator_experiment_id_fkey" FOREIGN KEY ("experiment_id") REFERENCES "experiment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_start" ADD CONSTRAINT "run_start_experiment_id_fkey" FOREIGN KEY ("experiment_id") REFERENCES "experiment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_experiment_id_fkey" FOREIGN KEY ("experiment_id") REFERENCES "experiment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_dataset_version_id_fkey" FOREIGN KEY ("dataset_version_id") REFERENCES "dataset_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_start_id_fkey" FOREIGN KEY ("start_id") REFERENCES "run_start"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "result" ADD CONSTRAINT "result_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "result" ADD CONSTRAINT "result_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "dataset_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "score" ADD CONSTRAINT "score_result_id_fkey" FOREIGN KEY ("result_id") REFERENCES "result"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "score" ADD CONSTRAINT "score_evaluator_id_fkey" FOREIGN KEY ("evaluator_id") REFERENCES "evaluator"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Everything below is what Prisma's schema can't say.

INSERT INTO deployment DEFAULT VALUES;

-- An error has a type and a message, or is none.
ALTER TABLE "result" ADD CONSTRAINT "result_error" CHECK (("error_type" IS NULL) = ("error_message" IS NULL));
ALTER TABLE "result" ADD CONSTRAINT "result_outcome" CHECK ("error_type" IS NULL OR "output" IS NULL);
ALTER TABLE "result" ADD CONSTRAINT "result_score" CHECK ("score" BETWEEN 0 AND 1);
ALTER TABLE "score" ADD CONSTRAINT "score_value" CHECK ("value" BETWEEN 0 AND 1);
ALTER TABLE "run" ADD CONSTRAINT "run_counters" CHECK ("items_completed" + "items_failed" <= "items_total");
CREATE INDEX "run_unfinished" ON "run" ("id") WHERE "status" IN ('PENDING', 'RUNNING');

-- Hands out the next units of a running run that have no result yet, in dataset order, each trial of an item after the
-- other. The caller's transaction holds the run's row afterwards.
--
-- A wave is what may be out at once. From a concurrency of 16 on it is half as much again as may be executed at once, so
-- that an executor never waits for the queue, and it is filled up an eighth at a time, because a queue takes many jobs at
-- little more than the cost of one; the semaphores of the worker processes hold the limit. Below 16 the wave is the limit
-- itself, which then holds over any number of processes.
-- Plans are kept by each connection, so one that was made while the tables were small must not read them whole later.
CREATE FUNCTION claim_units(p_run uuid)
RETURNS TABLE (item_id uuid, trial smallint) LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  r record;
  unit record;
  v_room int;
  v_window int;
  v_found int := 0;
  v_last int;
BEGIN
  SELECT run.dispatched, run.trials, run.dataset_version_id, run.concurrency, run.outstanding, run.items_total INTO r FROM run
    WHERE run.id = p_run AND run.status = 'RUNNING' FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  v_room := (CASE WHEN r.concurrency < 16 THEN r.concurrency ELSE ceil(r.concurrency * 1.5) END) - r.outstanding;
  IF v_room <= 0 OR (r.outstanding > 0 AND v_room < r.concurrency / 8) THEN RETURN; END IF;

  -- Windows of units, so that each look is a range of an index. All units of a first window are free but where failed
  -- items are tried again; there the windows grow until enough are found.
  v_window := v_room;
  WHILE v_found < v_room AND r.dispatched < r.items_total LOOP
    FOR unit IN
      SELECT i.position * r.trials + t.trial AS place, i.item_id, t.trial::smallint AS trial
      FROM dataset_version_item i CROSS JOIN generate_series(0, r.trials - 1) AS t(trial)
      WHERE i.version_id = r.dataset_version_id
        AND i.position BETWEEN r.dispatched / r.trials AND (r.dispatched + v_window - 1) / r.trials
        AND i.position * r.trials + t.trial BETWEEN r.dispatched AND r.dispatched + v_window - 1
        AND (SELECT true FROM result x WHERE x.run_id = p_run AND x.item_id = i.item_id AND x.trial = t.trial) IS NULL
      ORDER BY i.position, t.trial
      LIMIT v_room - v_found
    LOOP
      item_id := unit.item_id;
      trial := unit.trial;
      v_last := unit.place;
      v_found := v_found + 1;
      RETURN NEXT;
    END LOOP;
    r.dispatched := CASE WHEN v_found = v_room THEN v_last + 1 ELSE least(r.dispatched + v_window, r.items_total) END;
    v_window := least(v_window * 2, 4096);
  END LOOP;
  UPDATE run SET dispatched = r.dispatched, outstanding = run.outstanding + v_found WHERE run.id = p_run;
END $$;

-- Makes results durable, adds them to the run's counters and sums, hands out units that take their place, and closes the
-- run with its last result: one transaction, and every result once however often it is delivered. The lock is
-- the first statement and the insert a later one, because only a statement that starts after the lock was granted sees
-- what others committed while it waited.
CREATE FUNCTION commit_results(p_run uuid, p_results jsonb) RETURNS jsonb LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  r record;
  v_inserted int;
  v_next jsonb;
BEGIN
  SELECT run.status, run.sequence INTO r FROM run WHERE run.id = p_run FOR NO KEY UPDATE;
  IF NOT FOUND OR r.status <> 'RUNNING' THEN
    RETURN jsonb_build_object('inserted', 0, 'status', r.status, 'next', '[]'::jsonb);
  END IF;

  WITH given AS (
    SELECT DISTINCT ON (g.item, g.trial) g.*
    FROM ROWS FROM (jsonb_to_recordset(p_results) AS (
      id uuid, item uuid, trial smallint, output jsonb, "errorType" text, "errorMessage" text, hash text,
      "durationMs" int, "inputTokens" int, "outputTokens" int, cost numeric, score float8, passed bool, "judgeCostsUnknown" int, scores jsonb))
      WITH ORDINALITY AS g(id, item, trial, output, error_type, error_message, hash,
        duration_ms, input_tokens, output_tokens, cost, score, passed, "judgeCostsUnknown", scores, place)
    -- A scalar subquery probes the index for each; an anti-join may be planned, while the table is small, as one that
    -- reads every result, and the plan is kept when the table has grown.
    WHERE (SELECT true FROM result x WHERE x.run_id = p_run AND x.item_id = g.item AND x.trial = g.trial) IS NULL
    ORDER BY g.item, g.trial, g.place),
  added AS (
    INSERT INTO result (id, run_id, item_id, trial, sequence, output, error_type, error_message, output_hash,
      duration_ms, input_tokens, output_tokens, estimated_cost, score, passed)
    SELECT id, p_run, item, trial, r.sequence + row_number() OVER (ORDER BY place), output, error_type, error_message,
      decode(hash, 'hex'), duration_ms, input_tokens, output_tokens, cost, score, passed
    FROM given
    RETURNING result.*),
  judged AS (
    INSERT INTO score (result_id, evaluator_id, value, passed, explanation, error_type, error_message,
      input_tokens, output_tokens, cost)
    SELECT given.id, s."evaluatorId", s.value, s.passed, s.explanation, s."errorType", s."errorMessage",
      s."inputTokens", s."outputTokens", s.cost
    FROM given CROSS JOIN LATERAL jsonb_to_recordset(given.scores) AS s(
      "evaluatorId" uuid, value float8, passed bool, explanation text, "errorType" text, "errorMessage" text,
      "inputTokens" int, "outputTokens" int, cost numeric)
    -- An evaluator that was deleted with its experiment's last use of it can't be referred to any more.
    WHERE EXISTS (SELECT 1 FROM evaluator e WHERE e.id = s."evaluatorId")
    RETURNING score.*),
  sums AS (
    SELECT count(*)::int AS n,
      count(*) FILTER (WHERE error_type IS NULL)::int AS answered,
      coalesce(sum(duration_ms) FILTER (WHERE error_type IS NULL), 0) AS duration_ms,
      coalesce(sum(coalesce(input_tokens, 0)::bigint + coalesce(output_tokens, 0)), 0) AS tokens,
      coalesce(sum(input_tokens::bigint + output_tokens) FILTER (WHERE error_type IS NULL), 0) AS answered_tokens,
      count(input_tokens + output_tokens) FILTER (WHERE error_type IS NULL)::int AS with_tokens,
      coalesce(sum(estimated_cost), 0) AS cost,
      count(*) FILTER (WHERE estimated_cost IS NULL AND (error_type IS NULL OR coalesce(input_tokens, output_tokens) IS NOT NULL))::int AS cost_unknown,
      coalesce(sum(score), 0) AS score, count(score)::int AS scored,
      count(*) FILTER (WHERE passed)::int AS passed, count(*) FILTER (WHERE NOT passed)::int AS not_passed
    FROM added),
  judges AS (
    SELECT coalesce(sum(cost), 0) AS cost,
      (SELECT coalesce(sum(given."judgeCostsUnknown"), 0)::int FROM given) AS cost_unknown,
      coalesce(sum(coalesce(input_tokens, 0)::bigint + coalesce(output_tokens, 0)), 0) AS tokens
    FROM judged)
  UPDATE run SET
    sequence = run.sequence + sums.n,
    outstanding = greatest(run.outstanding - sums.n, 0),
    items_completed = run.items_completed + sums.answered,
    items_failed = run.items_failed + sums.n - sums.answered,
    duration_sum_ms = run.duration_sum_ms + sums.duration_ms,
    tokens_sum = run.tokens_sum + sums.tokens,
    answered_tokens_sum = run.answered_tokens_sum + sums.answered_tokens,
    answered_tokens = run.answered_tokens + sums.with_tokens,
    cost_sum = run.cost_sum + sums.cost,
    cost_unknown = run.cost_unknown + sums.cost_unknown,
    judge_cost_sum = run.judge_cost_sum + judges.cost,
    judge_cost_unknown = run.judge_cost_unknown + judges.cost_unknown,
    judge_tokens_sum = run.judge_tokens_sum + judges.tokens,
    score_sum = run.score_sum + sums.score,
    scored = run.scored + sums.scored,
    passed = run.passed + sums.passed,
    not_passed = run.not_passed + sums.not_passed,
    status = (CASE
      WHEN run.items_completed + run.items_failed + sums.n < run.items_total THEN 'RUNNING'
      WHEN run.items_completed + sums.answered = 0 THEN 'FAILED'
      ELSE 'COMPLETED' END)::run_status,
    completed_at = CASE WHEN run.items_completed + run.items_failed + sums.n < run.items_total THEN NULL ELSE now() END
  FROM sums, judges
  WHERE run.id = p_run AND sums.n > 0
  RETURNING sums.n, run.status INTO v_inserted, r.status;

  SELECT coalesce(jsonb_agg(jsonb_build_object('itemId', c.item_id, 'trial', c.trial)), '[]') INTO v_next
    FROM claim_units(p_run) c;
  RETURN jsonb_build_object('inserted', coalesce(v_inserted, 0), 'status', r.status, 'next', v_next);
END $$;

CREATE FUNCTION count_run_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.revision := OLD.revision + 1;
  RETURN NEW;
END $$;
CREATE TRIGGER run_revised BEFORE UPDATE ON run FOR EACH ROW EXECUTE FUNCTION count_run_revision();

-- Tells every process of a run's new state, with the commit that made it.
CREATE FUNCTION tell_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('variorum_run', json_build_object('runId', NEW.id, 'experimentId', NEW.experiment_id,
    'organizationId', NEW.organization_id, 'lane', NEW.lane, 'status', NEW.status, 'sequence', NEW.sequence)::text);
  RETURN NULL;
END $$;
CREATE TRIGGER run_inserted AFTER INSERT ON run FOR EACH ROW EXECUTE FUNCTION tell_run();
CREATE TRIGGER run_changed AFTER UPDATE ON run FOR EACH ROW
  WHEN (OLD.status IS DISTINCT FROM NEW.status OR OLD.sequence IS DISTINCT FROM NEW.sequence OR OLD.items_total IS DISTINCT FROM NEW.items_total)
  EXECUTE FUNCTION tell_run();
