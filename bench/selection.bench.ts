import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { test } from 'vitest';
import { median } from './median.js';
import { installRivals } from './rivals.js';

const run = promisify(execFile);
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);

test('bucket selections a second, beside the Inngest SDK', async ({ skip }) => {
  const rivals = await installRivals();
  if (!rivals) return skip();
  // A plain process loads what is built and what is published; here, both would go through the test runner's loader.
  const program = fileURLToPath(new URL('rivals/selections.mjs', import.meta.url));
  const ours = new URL('../dist/functions/experiment.js', import.meta.url).href;
  const { stdout } = await run(process.execPath, [program, rivals, ours, String(rounds)]);
  const measured = JSON.parse(stdout) as { variants: number; ours: number; inngest: number }[];

  const rows = measured.map((round) => ({
    variants: round.variants,
    'selections/s': Math.round(round.ours),
    'Inngest selections/s': Math.round(round.inngest),
    ratio: Number((round.ours / round.inngest).toFixed(2)),
  }));
  console.log('Bucket selections of 50,000 keys with weights, both in one process');
  console.table(rows);
  for (const variants of new Set(rows.map((row) => row.variants)))
    console.log(
      `median ratio, ${variants} variants: ${median(rows.filter((row) => row.variants === variants).map(({ ratio }) => ratio))}`,
    );
});
