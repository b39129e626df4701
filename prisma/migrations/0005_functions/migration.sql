-- CreateEnum
CREATE TYPE "function_run_status" AS ENUM ('PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "function_step_kind" AS ENUM ('RUN', 'EXPERIMENT', 'SCORE');

-- CreateEnum
CREATE TYPE "function_step_status" AS ENUM ('COMPLETED', 'FAILED', 'RETRYING');

-- CreateEnum
CREATE TYPE "selection_strategy" AS ENUM ('WEIGHTED', 'BUCKET', 'FIXED', 'CUSTOM');

-- CreateEnum
CREATE TYPE "exposure_status" AS ENUM ('RUNNING', 'COMPLETED', 'FAILED');

-- CreateTable
CREATE TABLE "durable_function" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "app" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "triggers" TEXT[],
    "retries" INTEGER NOT NULL,
    "timeout_ms" INTEGER NOT NULL,
    "concurrency" INTEGER,
    "key_concurrency" INTEGER,
    "concurrency_key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "registered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "durable_function_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "external_id" TEXT,
    "name" TEXT NOT NULL,
    "data" JSON NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "function_run" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "function_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "status" "function_run_status" NOT NULL DEFAULT 'PENDING',
    "concurrency_key" TEXT NOT NULL DEFAULT '',
    "dispatched" BOOLEAN NOT NULL DEFAULT false,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "lost" INTEGER NOT NULL DEFAULT 0,
    "attempt_open" BOOLEAN NOT NULL DEFAULT false,
    "retries" INTEGER NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ(3),
    "output" JSON,
    "error_type" TEXT,
    "error_message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "function_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "function_step" (
    "run_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "occurrence" INTEGER NOT NULL,
    "kind" "function_step_kind" NOT NULL,
    "status" "function_step_status" NOT NULL,
    "position" INTEGER NOT NULL,
    "turn" INTEGER,
    "attempts" INTEGER NOT NULL,
    "output" JSON,
    "error_type" TEXT,
    "error_message" TEXT,
    "retry_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "input_tokens" INTEGER,
    "output_tokens" INTEGER,
    "cost" DECIMAL(24,12),
    "exposure_id" UUID,

    CONSTRAINT "function_step_pkey" PRIMARY KEY ("run_id","external_id","occurrence")
);

-- CreateTable
CREATE TABLE "live_experiment" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "strategy" "selection_strategy" NOT NULL,
    "managed" BOOLEAN NOT NULL,
    "allocation_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "live_experiment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "live_variant" (
    "live_experiment_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "weight" DOUBLE PRECISION,
    "configuration" JSONB,
    "promoted_variant_id" UUID,
    "promoted_at" TIMESTAMPTZ(3),

    CONSTRAINT "live_variant_pkey" PRIMARY KEY ("live_experiment_id","name")
);

-- CreateTable
CREATE TABLE "live_allocation" (
    "id" UUID NOT NULL,
    "live_experiment_id" UUID NOT NULL,
    "strategy" "selection_strategy" NOT NULL,
    "managed" BOOLEAN NOT NULL,
    "weights" JSONB,
    "variants" TEXT[],
    "content_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "live_allocation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "exposure" (
    "id" UUID NOT NULL,
    "live_experiment_id" UUID NOT NULL,
    "variant" TEXT NOT NULL,
    "allocation_id" UUID NOT NULL,
    "function_run_id" UUID NOT NULL,
    "parent_id" UUID,
    "unit" BYTEA NOT NULL,
    "status" "exposure_status" NOT NULL DEFAULT 'RUNNING',
    "error_type" TEXT,
    "error_message" TEXT,
    "duration_ms" INTEGER,
    "cost" DECIMAL(24,12),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "exposure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "live_score" (
    "id" UUID NOT NULL,
    "live_experiment_id" UUID NOT NULL,
    "variant" TEXT NOT NULL,
    "exposure_id" UUID,
    "unit" BYTEA NOT NULL,
    "name" TEXT NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "external_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "live_score_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "durable_function_organization_id_app_external_id_key" ON "durable_function"("organization_id", "app", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "event_organization_id_external_id_key" ON "event"("organization_id", "external_id");

-- CreateIndex
CREATE INDEX "function_run_organization_id_id_idx" ON "function_run"("organization_id", "id");

-- CreateIndex
CREATE INDEX "function_run_function_id_id_idx" ON "function_run"("function_id", "id");

-- CreateIndex
CREATE INDEX "function_run_event_id_idx" ON "function_run"("event_id");

-- CreateIndex
CREATE UNIQUE INDEX "live_experiment_organization_id_name_key" ON "live_experiment"("organization_id", "name");

-- CreateIndex
CREATE INDEX "live_variant_promoted_variant_id_idx" ON "live_variant"("promoted_variant_id");

-- CreateIndex
CREATE UNIQUE INDEX "live_allocation_live_experiment_id_content_hash_key" ON "live_allocation"("live_experiment_id", "content_hash");

-- CreateIndex
CREATE INDEX "exposure_live_experiment_id_unit_idx" ON "exposure"("live_experiment_id", "unit");

-- CreateIndex
CREATE INDEX "exposure_function_run_id_idx" ON "exposure"("function_run_id");

-- CreateIndex
CREATE INDEX "live_score_live_experiment_id_name_idx" ON "live_score"("live_experiment_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "live_score_exposure_id_name_key" ON "live_score"("exposure_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "live_score_live_experiment_id_external_id_key" ON "live_score"("live_experiment_id", "external_id");

-- AddForeignKey
ALTER TABLE "durable_function" ADD CONSTRAINT "durable_function_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "function_run" ADD CONSTRAINT "function_run_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "function_run" ADD CONSTRAINT "function_run_function_id_fkey" FOREIGN KEY ("function_id") REFERENCES "durable_function"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "function_run" ADD CONSTRAINT "function_run_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "function_step" ADD CONSTRAINT "function_step_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "function_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "live_experiment" ADD CONSTRAINT "live_experiment_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "live_variant" ADD CONSTRAINT "live_variant_live_experiment_id_fkey" FOREIGN KEY ("live_experiment_id") REFERENCES "live_experiment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "live_variant" ADD CONSTRAINT "live_variant_promoted_variant_id_fkey" FOREIGN KEY ("promoted_variant_id") REFERENCES "variant"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "live_allocation" ADD CONSTRAINT "live_allocation_live_experiment_id_fkey" FOREIGN KEY ("live_experiment_id") REFERENCES "live_experiment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exposure" ADD CONSTRAINT "exposure_live_experiment_id_fkey" FOREIGN KEY ("live_experiment_id") REFERENCES "live_experiment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exposure" ADD CONSTRAINT "exposure_function_run_id_fkey" FOREIGN KEY ("function_run_id") REFERENCES "function_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "live_score" ADD CONSTRAINT "live_score_live_experiment_id_fkey" FOREIGN KEY ("live_experiment_id") REFERENCES "live_experiment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Everything below is what Prisma's schema can't say.

ALTER TABLE durable_function ADD CONSTRAINT durable_function_key CHECK ((concurrency_key IS NULL) = (key_concurrency IS NULL));
ALTER TABLE function_run ADD CONSTRAINT function_run_error CHECK ((error_type IS NULL) = (error_message IS NULL));
ALTER TABLE function_run ADD CONSTRAINT function_run_end
  CHECK ((completed_at IS NULL) = (status IN ('PENDING', 'RUNNING')));
ALTER TABLE function_step ADD CONSTRAINT function_step_error CHECK ((error_type IS NULL) = (status = 'COMPLETED'));
ALTER TABLE exposure ADD CONSTRAINT exposure_error CHECK ((error_type IS NULL) = (status <> 'FAILED'));
ALTER TABLE live_experiment ADD CONSTRAINT live_experiment_allocation FOREIGN KEY (allocation_id) REFERENCES live_allocation (id);

-- What waits to be handed out, by key, and what is under way. What changes when an attempt begins is in no index, so that beginning
-- one touches none.
CREATE INDEX function_run_waiting ON function_run (function_id, concurrency_key, id) WHERE completed_at IS NULL AND NOT dispatched;
CREATE INDEX function_run_under_way ON function_run (function_id, concurrency_key) WHERE completed_at IS NULL AND dispatched;
ALTER TABLE function_run SET (fillfactor = 70);

-- Tells every process of what has changed, as many things at a time as a payload has room for.
CREATE FUNCTION tell_changed(channel text, changed uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  FOR place IN 1 .. coalesce(cardinality(changed), 0) BY 150 LOOP
    PERFORM pg_notify(channel, json_build_object('ids', changed[place : place + 149])::text);
  END LOOP;
END $$;

-- Function runs tell that they have changed, whose functions have runs to hand out, or may have because one that counted has ended,
-- and which runs nobody is to work on any more.
CREATE FUNCTION tell_function_runs_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_changed('variorum_function_run', (SELECT array_agg(id) FROM inserted));
  PERFORM tell_changed('variorum_function', (SELECT array_agg(DISTINCT function_id) FROM inserted));
  RETURN NULL;
END $$;
CREATE FUNCTION tell_function_runs_updated() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed uuid[];
  cancelled uuid[];
  functions uuid[];
BEGIN
  SELECT array_agg(id), array_agg(id) FILTER (WHERE status = 'CANCELLED'),
      array_agg(DISTINCT function_id) FILTER (WHERE completed_at IS NOT NULL OR NOT dispatched)
    INTO changed, cancelled, functions FROM updated;
  PERFORM tell_changed('variorum_function_run', changed);
  IF cancelled IS NOT NULL THEN PERFORM tell_changed('variorum_function_run_cancelled', cancelled); END IF;
  -- One that has ended makes room for others only where there is a limit.
  IF functions IS NOT NULL THEN
    PERFORM tell_changed('variorum_function', (SELECT array_agg(f.id) FROM durable_function f WHERE f.id = ANY(functions)
      AND (f.concurrency IS NOT NULL OR f.key_concurrency IS NOT NULL
        OR EXISTS (SELECT 1 FROM updated u WHERE u.function_id = f.id AND u.completed_at IS NULL AND NOT u.dispatched))));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER function_run_inserted AFTER INSERT ON function_run REFERENCING NEW TABLE AS inserted
  FOR EACH STATEMENT EXECUTE FUNCTION tell_function_runs_inserted();
CREATE TRIGGER function_run_updated AFTER UPDATE ON function_run REFERENCING NEW TABLE AS updated
  FOR EACH STATEMENT EXECUTE FUNCTION tell_function_runs_updated();

-- Live experiments tell that they, their variants, exposures or scores have changed.
CREATE FUNCTION tell_live_experiments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_changed('variorum_live_experiment', (SELECT array_agg(DISTINCT live_experiment_id) FROM changed));
  RETURN NULL;
END $$;
-- What `experiment.managed` reads is part of the variants.
CREATE FUNCTION tell_live_settings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_changed('variorum_live_settings', (SELECT array_agg(DISTINCT live_experiment_id) FROM changed));
  RETURN NULL;
END $$;
CREATE TRIGGER live_settings_updated AFTER UPDATE ON live_variant REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION tell_live_settings();
CREATE TRIGGER live_variant_inserted AFTER INSERT ON live_variant REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION tell_live_experiments();
CREATE TRIGGER live_variant_updated AFTER UPDATE ON live_variant REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION tell_live_experiments();
CREATE TRIGGER exposure_inserted AFTER INSERT ON exposure REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION tell_live_experiments();
CREATE TRIGGER exposure_updated AFTER UPDATE ON exposure REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION tell_live_experiments();
CREATE TRIGGER live_score_inserted AFTER INSERT ON live_score REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION tell_live_experiments();
CREATE TRIGGER live_score_updated AFTER UPDATE ON live_score REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION tell_live_experiments();

-- The functions below look for rows by their ids, at any size of the tables: what was planned while they were empty must not scan
-- them once they are not.

-- Hands out runs that wait, of each function at most so many: the caller puts them into the queue. Of a function with a limit they are
-- the oldest that it leaves room for; of one without, those of one key come after those of the key before, the oldest first. The limits
-- of a function hold over all processes, since whoever hands out runs of a limited function holds its row; a run counts from here until
-- it has ended.
CREATE FUNCTION hand_out_function_runs(functions uuid[], most int)
RETURNS TABLE (id uuid, function_id uuid, retries int) LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  f durable_function;
  room int;
BEGIN
  FOR f IN SELECT d.* FROM durable_function d
    WHERE d.id = ANY(functions) AND d.concurrency IS NULL AND d.key_concurrency IS NULL ORDER BY d.id
  LOOP
    RETURN QUERY
      WITH due AS MATERIALIZED (
        SELECT w.id FROM function_run w WHERE w.function_id = f.id AND w.completed_at IS NULL AND NOT w.dispatched
        ORDER BY w.concurrency_key, w.id LIMIT most FOR UPDATE OF w SKIP LOCKED)
      UPDATE function_run r SET dispatched = true FROM due WHERE r.id = due.id RETURNING r.id, r.function_id, r.retries;
  END LOOP;
  FOR f IN SELECT d.* FROM durable_function d
    WHERE d.id = ANY(functions) AND (d.concurrency IS NOT NULL OR d.key_concurrency IS NOT NULL) ORDER BY d.id
    -- Not FOR UPDATE: whoever sends events holds the keys of the functions that they start.
    FOR NO KEY UPDATE
  LOOP
    -- Without a limit of its own the difference is null, which least() leaves out.
    room := least(most, f.concurrency - (SELECT count(*) FROM function_run u
      WHERE u.function_id = f.id AND u.completed_at IS NULL AND u.dispatched));
    CONTINUE WHEN room <= 0;
    RETURN QUERY
      -- The keys that wait, one look into the index for each.
      WITH RECURSIVE keys AS (
        SELECT min(w.concurrency_key) AS key FROM function_run w
        WHERE w.function_id = f.id AND w.completed_at IS NULL AND NOT w.dispatched
        UNION ALL
        SELECT (SELECT min(w.concurrency_key) FROM function_run w WHERE w.function_id = f.id AND w.completed_at IS NULL
          AND NOT w.dispatched AND w.concurrency_key > keys.key) FROM keys WHERE keys.key IS NOT NULL),
      due AS MATERIALIZED (
        SELECT waiting.id FROM keys CROSS JOIN LATERAL (
          SELECT w.id FROM function_run w
          WHERE w.function_id = f.id AND w.concurrency_key = keys.key AND w.completed_at IS NULL AND NOT w.dispatched
          ORDER BY w.id LIMIT greatest(0, least(room, coalesce(f.key_concurrency, room) - CASE WHEN f.key_concurrency IS NULL THEN 0 ELSE
            (SELECT count(*) FROM function_run u WHERE u.function_id = f.id AND u.concurrency_key = keys.key
              AND u.completed_at IS NULL AND u.dispatched) END))) AS waiting
        WHERE keys.key IS NOT NULL
        ORDER BY waiting.id LIMIT room)
      UPDATE function_run r SET dispatched = true FROM due
        WHERE r.id = due.id AND r.completed_at IS NULL AND NOT r.dispatched
      RETURNING r.id, r.function_id, r.retries;
  END LOOP;
END $$;

-- Begins an attempt at each run that has not ended, and that was retried by hand so often: jobs from before it was begin none. Whoever
-- began the last attempt is the one who may commit: `attempts` says so.
CREATE FUNCTION begin_function_runs(given uuid[], given_retries int[])
RETURNS TABLE (id uuid, function_id uuid, retries int, attempts int, failures int, lost int, event_id uuid, event_external_id text,
  event_name text, event_data json, event_created_at timestamptz, steps json) LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  PERFORM 1 FROM function_run r WHERE r.id = ANY(given) ORDER BY r.id FOR NO KEY UPDATE;
  RETURN QUERY
    WITH begun AS (
      UPDATE function_run r SET status = 'RUNNING', dispatched = true, attempts = r.attempts + 1, lost = r.lost + r.attempt_open::int,
        attempt_open = true, started_at = coalesce(r.started_at, now()), retry_at = NULL
      FROM unnest(given, given_retries) AS g(run, retries)
      WHERE r.id = g.run AND r.retries = g.retries AND r.completed_at IS NULL
      RETURNING r.*)
    SELECT b.id, b.function_id, b.retries, b.attempts, b.failures, b.lost, b.event_id, e.external_id, e.name, e.data, e.created_at,
      -- Nothing is remembered before the first attempt.
      CASE WHEN b.attempts = 1 THEN '[]'::json ELSE
        (SELECT coalesce(json_agg(json_build_object('externalId', s.external_id, 'occurrence', s.occurrence, 'kind', s.kind,
            'status', s.status, 'position', s.position, 'turn', s.turn, 'attempts', s.attempts, 'output', s.output, 'isEmpty', s.output IS NULL,
            'errorType', s.error_type, 'errorMessage', s.error_message, 'retryAt', s.retry_at, 'startedAt', s.started_at, 'durationMs', s.duration_ms,
            'inputTokens', s.input_tokens, 'outputTokens', s.output_tokens, 'cost', s.cost::text)), '[]'::json)
          FROM function_step s WHERE s.run_id = b.id) END
    FROM begun b JOIN event e ON e.id = b.event_id;
END $$;

-- Has live experiments be as their latest exposures show them, which were chosen by these allocations. Variants that the code has no
-- more stay behind those that it has.
CREATE FUNCTION follow_allocations(latest uuid[]) RETURNS void LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  shown live_allocation;
BEGIN
  -- In one order, so that two never wait for each other.
  FOR shown IN SELECT a.* FROM live_allocation a JOIN live_experiment x ON x.id = a.live_experiment_id
    WHERE a.id = ANY(latest) AND x.allocation_id IS DISTINCT FROM a.id ORDER BY x.id FOR NO KEY UPDATE OF x
  LOOP
    UPDATE live_experiment x SET allocation_id = shown.id, strategy = shown.strategy, managed = shown.managed
      WHERE x.id = shown.live_experiment_id;
    UPDATE live_variant v SET position = placed.position
      FROM (SELECT o.name, row_number() OVER (ORDER BY array_position(shown.variants, o.name), o.position, o.name) - 1 AS position
        FROM live_variant o WHERE o.live_experiment_id = shown.live_experiment_id) AS placed
      WHERE v.live_experiment_id = shown.live_experiment_id AND v.name = placed.name AND v.position <> placed.position;
  END LOOP;
END $$;

-- Commits what attempts at function runs have done, all of one call or nothing: the attempt at `runs[place]` that has the number
-- `given_attempts[place]`, and what the other lists have of that place. `outputs` has the JSON texts that they point at, which jsonb
-- could not keep to the letter. All places count from 1. Gives those that count: the run is under way, and nobody has begun another
-- attempt since.
CREATE FUNCTION commit_function_work(runs uuid[], given_attempts int[], steps jsonb, exposures jsonb, outcomes jsonb, scores jsonb,
  ends jsonb, outputs text[]) RETURNS int[] LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  accepted int[];
  followed uuid[];
BEGIN
  -- In one order, so that two commits never wait for each other; the statements after it see what was committed while it waited.
  PERFORM 1 FROM function_run r WHERE r.id = ANY(runs) ORDER BY r.id FOR NO KEY UPDATE;
  SELECT array_agg(given.place) INTO accepted FROM unnest(runs, given_attempts) WITH ORDINALITY AS given(run, attempt, place)
    JOIN function_run r ON r.id = given.run AND r.status = 'RUNNING' AND r.attempts = given.attempt;
  IF accepted IS NULL THEN RETURN '{}'; END IF;

  IF jsonb_array_length(steps) > 0 THEN
    INSERT INTO function_step (run_id, external_id, occurrence, kind, status, position, turn, attempts, output, error_type, error_message,
        retry_at, started_at, duration_ms, input_tokens, output_tokens, cost, exposure_id)
      SELECT runs[s.place], s."externalId", s.occurrence, s.kind, s.status, s.position, s.turn, s.attempts, outputs[s.output]::json,
        s."errorType", s."errorMessage", s."retryAt", s."startedAt", s."durationMs", s."inputTokens", s."outputTokens", s.cost,
        s."exposureId"
      FROM jsonb_to_recordset(steps) AS s(place int, "externalId" text, occurrence int, kind function_step_kind,
        status function_step_status, position int, turn int, attempts int, output int, "errorType" text, "errorMessage" text,
        "retryAt" timestamptz, "startedAt" timestamptz, "durationMs" int, "inputTokens" int, "outputTokens" int, cost numeric,
        "exposureId" uuid)
      WHERE s.place = ANY(accepted)
      ON CONFLICT (run_id, external_id, occurrence) DO UPDATE SET status = EXCLUDED.status, turn = EXCLUDED.turn, attempts = EXCLUDED.attempts,
        output = EXCLUDED.output, error_type = EXCLUDED.error_type, error_message = EXCLUDED.error_message,
        retry_at = EXCLUDED.retry_at, started_at = EXCLUDED.started_at, duration_ms = EXCLUDED.duration_ms,
        input_tokens = EXCLUDED.input_tokens, output_tokens = EXCLUDED.output_tokens, cost = EXCLUDED.cost,
        exposure_id = EXCLUDED.exposure_id
      WHERE function_step.status = 'RETRYING';
    PERFORM tell_changed('variorum_function_run', (SELECT array_agg(DISTINCT runs[s.place])
      FROM jsonb_to_recordset(steps) AS s(place int) WHERE s.place = ANY(accepted)));
  END IF;
  IF jsonb_array_length(exposures) > 0 THEN
    WITH given AS MATERIALIZED (
      SELECT * FROM ROWS FROM (jsonb_to_recordset(exposures) AS (place int, id uuid, "liveExperimentId" uuid, variant text,
        "allocationId" uuid, "parentId" uuid, unit text)) WITH ORDINALITY AS x(place, id, experiment, variant, allocation, parent, unit, nth)
      WHERE x.place = ANY(accepted)),
    inserted AS (
      INSERT INTO exposure (id, live_experiment_id, variant, allocation_id, function_run_id, parent_id, unit)
        SELECT g.id, g.experiment, g.variant, g.allocation, runs[g.place], g.parent, decode(g.unit, 'hex') FROM given g
        ON CONFLICT (id) DO NOTHING RETURNING id, allocation_id),
    latest AS (
      SELECT DISTINCT ON (g.experiment) g.allocation FROM given g
      JOIN inserted i ON i.id = g.id AND i.allocation_id = g.allocation JOIN live_allocation a ON a.id = g.allocation
      -- What was chosen without a value, where it is chosen by one, says nothing of the weights.
      WHERE a.strategy <> 'BUCKET' OR a.weights IS NOT NULL
      ORDER BY g.experiment, g.nth DESC)
    SELECT array_agg(allocation) INTO followed FROM latest;
  END IF;
  IF jsonb_array_length(outcomes) > 0 THEN
    UPDATE exposure e SET status = o.status, error_type = o."errorType", error_message = o."errorMessage",
        duration_ms = o."durationMs", cost = o.cost
      -- Of what is told twice of one exposure, the later counts.
      FROM (SELECT DISTINCT ON ("exposureId") * FROM jsonb_to_recordset(outcomes) AS told(place int, "exposureId" uuid,
        status exposure_status, "errorType" text, "errorMessage" text, "durationMs" int, cost numeric)
        WHERE told.place = ANY(accepted) ORDER BY "exposureId", place DESC) AS o
      WHERE e.id = o."exposureId" AND e.function_run_id = runs[o.place];
  END IF;
  IF jsonb_array_length(scores) > 0 THEN
    INSERT INTO live_score (id, live_experiment_id, variant, exposure_id, unit, name, value)
      SELECT DISTINCT ON (e.id, s.name) s.id, e.live_experiment_id, e.variant, e.id, e.unit, s.name, s.value
      FROM jsonb_to_recordset(scores) AS s(place int, id uuid, "exposureId" uuid, name text, value float8)
      JOIN exposure e ON e.id = s."exposureId" AND e.function_run_id = runs[s.place]
      WHERE s.place = ANY(accepted)
      ORDER BY e.id, s.name, s.place DESC
      ON CONFLICT (exposure_id, name) DO UPDATE SET value = EXCLUDED.value;
  END IF;
  IF jsonb_array_length(ends) > 0 THEN
    UPDATE function_run r SET
        status = CASE e.kind WHEN 'COMPLETED' THEN 'COMPLETED'::function_run_status WHEN 'FAILED' THEN 'FAILED' ELSE r.status END,
        output = outputs[e.output]::json, error_type = e."errorType", error_message = e."errorMessage",
        failures = r.failures + coalesce(e.failures, 0), attempt_open = false, retry_at = e."retryAt",
        completed_at = CASE WHEN e.kind IN ('COMPLETED', 'FAILED') THEN now() END
      FROM jsonb_to_recordset(ends) AS e(place int, kind text, output int, "errorType" text, "errorMessage" text, failures int,
        "retryAt" timestamptz)
      WHERE r.id = runs[e.place] AND e.place = ANY(accepted);
    -- In a run that has failed nothing is under way any more, whichever attempt began it.
    UPDATE exposure x SET status = 'FAILED', error_type = e."errorType", error_message = e."errorMessage"
      FROM jsonb_to_recordset(ends) AS e(place int, kind text, "errorType" text, "errorMessage" text)
      WHERE x.function_run_id = runs[e.place] AND x.status = 'RUNNING' AND e.kind = 'FAILED' AND e.place = ANY(accepted);
  END IF;
  -- Last, since others who have the same live experiments follow have to wait from here on.
  IF followed IS NOT NULL THEN PERFORM follow_allocations(followed); END IF;
  RETURN accepted;
END $$;
