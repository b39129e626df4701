-- Function runs keep which job they were handed out with, instead of whether they were: runs may share one.

DROP INDEX function_run_waiting;
DROP INDEX function_run_under_way;
DROP FUNCTION hand_out_function_runs(uuid[], int);
DROP FUNCTION begin_function_runs(uuid[], int[]);

-- AlterTable
ALTER TABLE "function_run" ADD COLUMN     "job" TEXT;
UPDATE function_run SET job = id || '.' || retries WHERE dispatched;
ALTER TABLE "function_run" DROP COLUMN "dispatched";

-- What waits to be handed out, by key, what is under way, and with which job. What changes when an attempt begins is in no index, so
-- that beginning one touches none.
CREATE INDEX function_run_waiting ON function_run (function_id, concurrency_key, id) WHERE completed_at IS NULL AND job IS NULL;
CREATE INDEX function_run_under_way ON function_run (function_id, concurrency_key) WHERE completed_at IS NULL AND job IS NOT NULL;
CREATE INDEX function_run_job ON function_run (function_id, job) WHERE completed_at IS NULL AND job IS NOT NULL;

CREATE OR REPLACE FUNCTION tell_function_runs_updated() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed uuid[];
  cancelled uuid[];
  functions uuid[];
BEGIN
  SELECT array_agg(id), array_agg(id) FILTER (WHERE status = 'CANCELLED'),
      array_agg(DISTINCT function_id) FILTER (WHERE completed_at IS NOT NULL OR job IS NULL)
    INTO changed, cancelled, functions FROM updated;
  PERFORM tell_changed('variorum_function_run', changed);
  IF cancelled IS NOT NULL THEN PERFORM tell_changed('variorum_function_run_cancelled', cancelled); END IF;
  -- One that has ended makes room for others only where there is a limit.
  IF functions IS NOT NULL THEN
    PERFORM tell_changed('variorum_function', (SELECT array_agg(f.id) FROM durable_function f WHERE f.id = ANY(functions)
      AND (f.concurrency IS NOT NULL OR f.key_concurrency IS NOT NULL
        OR EXISTS (SELECT 1 FROM updated u WHERE u.function_id = f.id AND u.completed_at IS NULL AND u.job IS NULL))));
  END IF;
  RETURN NULL;
END $$;

-- Hands out runs that wait, of each function at most so many: the caller puts their jobs into the queue. Of a function with a limit they
-- are the oldest that it leaves room for; of one without, those of one key come after those of the key before, the oldest first. The
-- limits of a function hold over all processes, since whoever hands out runs of a limited function holds its row; a run counts from here
-- until it has ended. A job is called by its first run and how often that was retried by hand, and so is never called as one before it.
-- Runs of a function without a limit share a job, up to `together[place]` of `functions[place]`, once there are more than `most_jobs`.
CREATE FUNCTION hand_out_function_runs(functions uuid[], together int[], most int, most_jobs int)
RETURNS TABLE (id uuid, function_id uuid, job text) LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  f durable_function;
  room int;
BEGIN
  FOR f IN SELECT d.* FROM durable_function d
    WHERE d.id = ANY(functions) AND d.concurrency IS NULL AND d.key_concurrency IS NULL ORDER BY d.id
  LOOP
    RETURN QUERY
      WITH due AS MATERIALIZED (
        SELECT w.id, w.retries FROM function_run w WHERE w.function_id = f.id AND w.completed_at IS NULL AND w.job IS NULL
        ORDER BY w.concurrency_key, w.id LIMIT most FOR UPDATE OF w SKIP LOCKED),
      placed AS (
        SELECT d.id, d.retries, row_number() OVER (ORDER BY d.id) AS place,
          least(together[array_position(functions, f.id)], (count(*) OVER () + most_jobs - 1) / most_jobs) AS size
        FROM due d),
      shared AS (
        SELECT p.id, first_value(p.id || '.' || p.retries) OVER (PARTITION BY (p.place - 1) / p.size ORDER BY p.place) AS job
        FROM placed p)
      UPDATE function_run r SET job = s.job FROM shared s WHERE r.id = s.id RETURNING r.id, r.function_id, r.job;
  END LOOP;
  FOR f IN SELECT d.* FROM durable_function d
    WHERE d.id = ANY(functions) AND (d.concurrency IS NOT NULL OR d.key_concurrency IS NOT NULL) ORDER BY d.id
    -- Not FOR UPDATE: whoever sends events holds the keys of the functions that they start.
    FOR NO KEY UPDATE
  LOOP
    -- Without a limit of its own the difference is null, which least() leaves out.
    room := least(most, f.concurrency - (SELECT count(*) FROM function_run u
      WHERE u.function_id = f.id AND u.completed_at IS NULL AND u.job IS NOT NULL));
    CONTINUE WHEN room <= 0;
    RETURN QUERY
      -- The keys that wait, one look into the index for each.
      WITH RECURSIVE keys AS (
        SELECT min(w.concurrency_key) AS key FROM function_run w
        WHERE w.function_id = f.id AND w.completed_at IS NULL AND w.job IS NULL
        UNION ALL
        SELECT (SELECT min(w.concurrency_key) FROM function_run w WHERE w.function_id = f.id AND w.completed_at IS NULL
          AND w.job IS NULL AND w.concurrency_key > keys.key) FROM keys WHERE keys.key IS NOT NULL),
      due AS MATERIALIZED (
        SELECT waiting.id FROM keys CROSS JOIN LATERAL (
          SELECT w.id FROM function_run w
          WHERE w.function_id = f.id AND w.concurrency_key = keys.key AND w.completed_at IS NULL AND w.job IS NULL
          ORDER BY w.id LIMIT greatest(0, least(room, coalesce(f.key_concurrency, room) - CASE WHEN f.key_concurrency IS NULL THEN 0 ELSE
            (SELECT count(*) FROM function_run u WHERE u.function_id = f.id AND u.concurrency_key = keys.key
              AND u.completed_at IS NULL AND u.job IS NOT NULL) END))) AS waiting
        WHERE keys.key IS NOT NULL
        ORDER BY waiting.id LIMIT room)
      UPDATE function_run r SET job = r.id || '.' || r.retries FROM due
        WHERE r.id = due.id AND r.completed_at IS NULL AND r.job IS NULL
      RETURNING r.id, r.function_id, r.job;
  END LOOP;
END $$;

-- Begins an attempt at each run that has not ended, and that is with the job of its place: one from before a run was handed out anew
-- begins none. Whoever began the last attempt is the one who may commit: `attempts` says so.
CREATE FUNCTION begin_function_runs(given uuid[], given_jobs text[])
RETURNS TABLE (id uuid, function_id uuid, job text, retries int, attempts int, failures int, lost int, event_id uuid,
  event_external_id text, event_name text, event_data json, event_created_at timestamptz, steps json)
LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  PERFORM 1 FROM function_run r WHERE r.id = ANY(given) AND r.job = ANY(given_jobs) ORDER BY r.id FOR NO KEY UPDATE;
  RETURN QUERY
    WITH begun AS (
      UPDATE function_run r SET status = 'RUNNING', attempts = r.attempts + 1, lost = r.lost + r.attempt_open::int,
        attempt_open = true, started_at = coalesce(r.started_at, now()), retry_at = NULL
      FROM unnest(given, given_jobs) AS g(run, job)
      WHERE r.id = g.run AND r.job = g.job AND r.completed_at IS NULL
      RETURNING r.*)
    SELECT b.id, b.function_id, b.job, b.retries, b.attempts, b.failures, b.lost, b.event_id, e.external_id, e.name, e.data, e.created_at,
      -- Nothing is remembered before the first attempt.
      CASE WHEN b.attempts = 1 THEN '[]'::json ELSE
        (SELECT coalesce(json_agg(json_build_object('externalId', s.external_id, 'occurrence', s.occurrence, 'kind', s.kind,
            'status', s.status, 'position', s.position, 'turn', s.turn, 'attempts', s.attempts, 'output', s.output, 'isEmpty', s.output IS NULL,
            'errorType', s.error_type, 'errorMessage', s.error_message, 'retryAt', s.retry_at, 'startedAt', s.started_at, 'durationMs', s.duration_ms,
            'inputTokens', s.input_tokens, 'outputTokens', s.output_tokens, 'cost', s.cost::text)), '[]'::json)
          FROM function_step s WHERE s.run_id = b.id) END
    FROM begun b JOIN event e ON e.id = b.event_id;
END $$;
