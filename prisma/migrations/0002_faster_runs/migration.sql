-- More of a run is out at once, and a result costs less to store.
--
-- claim_units as before, but for the width of its waves.

-- Hands out the next units of a running run that have no result yet, in dataset order, each trial of an item after the
-- other. The caller's transaction holds the run's row afterwards.
--
-- A wave is what may be out at once. From a concurrency of 16 on it is twice what may be executed at once, so that an
-- executor never waits for the queue, and it is filled up an eighth at a time, because a queue takes many jobs at
-- little more than the cost of one; the semaphores of the worker processes hold the limit. Below 16 the wave is the limit
-- itself, which then holds over any number of processes.
-- Plans are kept by each connection, so one that was made while the tables were small must not read them whole later.
CREATE OR REPLACE FUNCTION claim_units(p_run uuid)
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
  v_room := (CASE WHEN r.concurrency < 16 THEN r.concurrency ELSE r.concurrency * 2 END) - r.outstanding;
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

-- Two references that cost every result a look and an index entry, and guard nothing that is not guarded elsewhere: an item
-- goes only with its dataset, which stays while a run refers to a version of it, and an evaluator only with its experiment,
-- whose runs and results go too.
ALTER TABLE result DROP CONSTRAINT result_item_id_fkey;
DROP INDEX result_item_id_idx;
ALTER TABLE score DROP CONSTRAINT score_evaluator_id_fkey;
DROP INDEX score_evaluator_id_idx;
