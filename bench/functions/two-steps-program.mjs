// Function runs of two steps, as users write them, in the process that sends their events: node two-steps-program.mjs COUNT WARM_UP,
// the rest by environment as in a worker. Sends WARM_UP events, then COUNT, and prints {"runsPerSecond": …} for the latter, from the
// first event to the last run that has completed. The steps are those of ../rivals/dbos-program.mjs.
import pg from 'pg';
import { serve, Variorum } from 'variorum/functions';

const [count, warmUp] = process.argv.slice(2).map(Number);
/** Events are sent so many at a time. */
const atATime = 100;

/** How often the handler has returned. */
let returned = 0;

const variorum = new Variorum({ id: 'bench' });
const twoSteps = variorum.createFunction({ id: 'two-steps', triggers: { event: 'bench/started' } }, async ({ event, step }) => {
  const { place } = event.data;
  const first = await step.run('first', async () => ({ text: `first ${place}` }));
  const second = await step.run('second', async () => ({ text: `second of ${first.text}` }));
  returned += 1;
  return { first, second };
});

const serving = await serve({ functions: [twoSteps] });
const database = new pg.Client({ connectionString: process.env.DATABASE_URL });
await database.connect();
await database.query('LISTEN variorum_function_run');

await runToEnd(warmUp);
const started = performance.now();
await runToEnd(count);
console.log(JSON.stringify({ runsPerSecond: (count * 1000) / (performance.now() - started) }));
await database.end();
await serving.stop();

async function runToEnd(runs) {
  const ended = untilAllHaveEnded(returned + runs);
  for (let sent = 0; sent < runs; sent += atATime) {
    const events = Array.from({ length: Math.min(atATime, runs - sent) }, (_, place) => ({
      name: 'bench/started',
      data: { place: sent + place },
    }));
    await variorum.send(events);
  }
  await ended;
}

/** Resolves when the handler has returned so often, and what it returned is stored: the database tells of each run that is. */
function untilAllHaveEnded(times) {
  return new Promise((resolve) => {
    let looking = Promise.resolve();
    let isOver = false;
    const look = () => {
      if (returned < times) return;
      looking = looking.then(async () => {
        if (isOver) return;
        const { rows } = await database.query('SELECT FROM function_run WHERE completed_at IS NULL LIMIT 1');
        if (rows.length > 0) return;
        isOver = true;
        database.off('notification', look);
        resolve();
      });
    };
    database.on('notification', look);
  });
}
