// Workflows of two steps on DBOS, as its users write them: node dbos-program.mjs FOLDER DATABASE_URL WAY COUNT AT_ONCE WARM_UP
// FOLDER is where DBOS is installed, WAY "direct" (started where they run) or "queue". Runs WARM_UP workflows, then COUNT, and
// prints {"workflowsPerSecond": …} for the latter, from the first start to the last result.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [folder, systemDatabaseUrl, way, ...numbers] = process.argv.slice(2);
const [count, atOnce, warmUp] = numbers.map(Number);
const { DBOS } = createRequire(join(folder, 'package.json'))('@dbos-inc/dbos-sdk');

const workflow = DBOS.registerWorkflow(
  async ({ place }) => {
    const first = await DBOS.runStep(async () => ({ text: `first ${place}` }), { name: 'first' });
    const second = await DBOS.runStep(async () => ({ text: `second of ${first.text}` }), { name: 'second' });
    return { first, second };
  },
  { name: 'two-steps' },
);

// Its pool is left at its 10 connections: 20 were slower on two cores.
DBOS.setConfig({ name: 'two-steps', systemDatabaseUrl, logLevel: 'error' });
await DBOS.launch();
// By default a queue is looked at once a second, which holds it to AT_ONCE workflows a second.
if (way === 'queue') await DBOS.registerQueue('queue', { workerConcurrency: atOnce, minPollingIntervalMs: 10 });

const ways = {
  direct: (workflows) =>
    forEach(workflows, async (place) => {
      const handle = await DBOS.startWorkflow(workflow)({ place });
      await handle.getResult();
    }),
  queue: async (workflows) => {
    const handles = [];
    await forEach(workflows, async (place) => {
      handles.push(await DBOS.startWorkflow(workflow, { queueName: 'queue' })({ place }));
    });
    await DBOS.waitAll(handles, { pollingIntervalMs: 50 });
  },
};

await ways[way](warmUp);
const started = performance.now();
await ways[way](count);
console.log(JSON.stringify({ workflowsPerSecond: (count * 1000) / (performance.now() - started) }));
await DBOS.shutdown();

/** Does something for each of 0 … workflows - 1, AT_ONCE of them at a time. */
async function forEach(workflows, work) {
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < workflows) await work(next++);
    }),
  );
}
