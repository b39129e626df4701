-- Function runs and live experiments tell also whose they are, so that whoever shows a list of one organization hears of no other.

CREATE FUNCTION tell_changed(channel text, owner uuid, changed uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  FOR place IN 1 .. coalesce(cardinality(changed), 0) BY 150 LOOP
    PERFORM pg_notify(channel, json_build_object('organizationId', owner, 'ids', changed[place : place + 149])::text);
  END LOOP;
END $$;

CREATE OR REPLACE FUNCTION tell_function_runs_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_changed('variorum_function_run', organization_id, array_agg(id)) FROM inserted GROUP BY organization_id;
  PERFORM tell_changed('variorum_function', (SELECT array_agg(DISTINCT function_id) FROM inserted));
  RETURN NULL;
END $$;

-- Steps alone, which no list shows, are told by `commit_function_work`, as before.
CREATE OR REPLACE FUNCTION tell_function_runs_updated() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  cancelled uuid[];
  functions uuid[];
BEGIN
  PERFORM tell_changed('variorum_function_run', organization_id, array_agg(id)) FROM updated GROUP BY organization_id;
  SELECT array_agg(id) FILTER (WHERE status = 'CANCELLED'),
      array_agg(DISTINCT function_id) FILTER (WHERE completed_at IS NOT NULL OR job IS NULL)
    INTO cancelled, functions FROM updated;
  IF cancelled IS NOT NULL THEN PERFORM tell_changed('variorum_function_run_cancelled', cancelled); END IF;
  -- One that has ended makes room for others only where there is a limit.
  IF functions IS NOT NULL THEN
    PERFORM tell_changed('variorum_function', (SELECT array_agg(f.id) FROM durable_function f WHERE f.id = ANY(functions)
      AND (f.concurrency IS NOT NULL OR f.key_concurrency IS NOT NULL
        OR EXISTS (SELECT 1 FROM updated u WHERE u.function_id = f.id AND u.completed_at IS NULL AND u.job IS NULL))));
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION tell_live_experiments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_changed('variorum_live_experiment', x.organization_id, array_agg(x.id)) FROM live_experiment x
    WHERE x.id IN (SELECT live_experiment_id FROM changed) GROUP BY x.organization_id;
  RETURN NULL;
END $$;
