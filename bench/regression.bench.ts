import pg from 'pg';
import { test } from 'vitest';
import { encodeId } from '../src/ids.js';
import { createTestDatabase } from '../test/support/database.js';
import { startTestServer, type TestServer } from '../test/support/server.js';
import { median } from './median.js';
import { storeRuns } from './stored-runs.js';

const items = 100_000;
const variants = 4;

/** What a report shows first. */
const report = `query ($runId: ID!, $baselineRunId: ID!) { run(id: $runId) { regression(baselineRunId: $baselineRunId) {
  summary { comparedItems improved regressed unchanged baselineMean currentMean meanDelta netDelta newlyFailing newlyWorking }
  items(first: 50, classification: REGRESSED) {
    edges { node { item { externalId } baselineScore currentScore delta classification change } }
    pageInfo { hasNextPage endCursor }
  }
} } }`;
const statistics = `query ($runId: ID!, $baselineRunId: ID!) { run(id: $runId) { regression(baselineRunId: $baselineRunId) {
  statistics { confidenceLow confidenceHigh pValue verdict }
} } }`;

/** The same as one would write it by hand, over the scores that the results keep. $1: the baseline run, $2: the run. */
const byHand = `
  WITH pair AS MATERIALIZED (
    SELECT b.item_id, b.score AS before, c.score AS after, round((c.score - b.score)::numeric, 9) AS delta,
      b.error_type IS NULL AND c.error_type IS NOT NULL AS newly_failing, b.error_type IS NOT NULL AND c.error_type IS NULL AS newly_working
    FROM result b JOIN result c ON c.item_id = b.item_id AND c.trial = b.trial
    WHERE b.run_id = $1 AND c.run_id = $2 AND b.score IS NOT NULL AND c.score IS NOT NULL)
  SELECT count(*), count(*) FILTER (WHERE delta > 0.05) AS improved, count(*) FILTER (WHERE delta < -0.05) AS regressed,
    count(*) FILTER (WHERE delta BETWEEN -0.05 AND 0.05) AS unchanged, avg(before), avg(after), avg(delta), sum(delta),
    count(*) FILTER (WHERE newly_failing), count(*) FILTER (WHERE newly_working),
    (SELECT json_agg(page) FROM (
      SELECT item.external_id, before, after, delta FROM pair JOIN dataset_item item ON item.id = pair.item_id
        JOIN run ON run.id = $2 JOIN dataset_version_item i ON i.version_id = run.dataset_version_id AND i.item_id = pair.item_id
      WHERE delta < -0.05 ORDER BY abs(delta) DESC, i.position LIMIT 50) AS page)
  FROM pair`;

test(`a regression report over ${items} items, against SQL written by hand`, async () => {
  const database = await createTestDatabase();
  const server = await startTestServer(database);
  const { runIds } = await storeRuns(server.a.scope, items, variants);
  await database.db.$executeRawUnsafe('VACUUM ANALYZE');
  for (const runId of runIds) await server.a.scope.vectors.keep(runId);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();

  const pairs = runIds.flatMap((baseline) => runIds.filter((run) => run !== baseline).map((run) => [baseline, run] as const));
  const rows = [];
  // Each pair once, so that nobody has looked at it.
  for (const [baseline, run] of pairs) {
    const sql = await timed(() => client.query(byHand, [baseline, run]));
    const first = await timed(() => ask(server, report, baseline, run));
    const again = await timed(() => ask(server, report, baseline, run));
    const computed = await timed(() => ask(server, statistics, baseline, run));
    const kept = await timed(() => ask(server, statistics, baseline, run));
    rows.push({
      'SQL ms': sql,
      'first ms': first,
      ratio: first / sql,
      'again ms': again,
      'statistics ms': computed,
      'again, ms': kept,
    });
  }
  console.log(
    `Summary and first page of a report over ${items} items, each pair of ${variants} runs; its statistics, and once they are kept`,
  );
  console.table(
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value.toFixed(2))]))),
  );
  console.log(`median ratio to SQL, first look: ${median(rows.map(({ ratio }) => ratio)).toFixed(2)}`);
  console.log(
    `The API, the benchmark and its client in one process: ${Math.round(process.memoryUsage.rss() / 1024 / 1024)} MB resident`,
  );
  await client.end();
  await server.close();
  await database.close();
});

async function ask(server: TestServer, query: string, baselineRunId: string, runId: string): Promise<void> {
  const variables = { runId: encodeId('run', runId), baselineRunId: encodeId('run', baselineRunId) };
  const { errors } = await server.request(query, variables, server.a.viewer);
  if (errors) throw new Error(JSON.stringify(errors));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
