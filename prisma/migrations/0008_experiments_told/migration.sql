-- Tells also that an experiment was created, and whose it is.

-- The argument names the column that has the experiment's id. What one transaction does to one experiment is told once; what goes with
-- an experiment that is deleted is told with it.
CREATE OR REPLACE FUNCTION tell_experiment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
  told uuid := changed->>TG_ARGV[0];
  owner uuid := changed->>'organization_id';
BEGIN
  IF owner IS NULL THEN
    SELECT organization_id INTO owner FROM experiment WHERE id = told;
  END IF;
  IF owner IS NOT NULL THEN
    PERFORM pg_notify('variorum_experiment', json_build_object('experimentId', told, 'organizationId', owner)::text);
  END IF;
  RETURN NULL;
END $$;

DROP TRIGGER experiment_told ON experiment;
CREATE TRIGGER experiment_told AFTER INSERT OR UPDATE OR DELETE ON experiment
  FOR EACH ROW EXECUTE FUNCTION tell_experiment('id');
