import { readFileSync } from 'node:fs';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, inject, test } from 'vitest';
import { encodeId } from '../src/ids.js';
import { unwrap } from '../src/sdk/client.js';
import { besideCheckout } from '../test/support/beside.js';
import { chromiumPath } from '../test/support/chromium.js';
import { type Deployment, importJsonl, runToEnd, startDeployment } from '../test/support/deployment.js';
import { startReplayServer } from '../test/support/replay-server.js';
import { median } from './median.js';
import { storeRuns } from './stored-runs.js';

const items = 10_000;
const variants = 10;
/** How far one step of a mouse wheel goes, and a page, in pixels. */
const stepSizes = { wheel: 120, page: 800 };
const steps = 60;

const questions = besideCheckout('data/gsm8k.jsonl');
const replayServer = besideCheckout('tools/replay-model-server.mjs');
const models = ['6b_finetuning', '6b_verification', '175b_finetuning', '175b_verification'];

let deployment: Deployment;
let browser: Browser;

beforeAll(async () => {
  if (chromiumPath === null) return;
  deployment = await startDeployment({ VARIORUM_WORKER_CONCURRENCY: '64' }, inject('dashboard'));
  browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-gpu'] });
});
afterAll(async () => {
  await browser?.close();
  await deployment?.close();
});

test.skipIf(chromiumPath === null)(`the matrix of ${items} rows and ${variants} runs`, async () => {
  const { experimentId, runIds } = await storeRuns(deployment.server.a.scope, items, variants);
  await deployment.database.db.$executeRawUnsafe('VACUUM ANALYZE');
  for (const runId of runIds) await deployment.server.a.scope.vectors.keep(runId);
  await measure(`${items} rows × ${variants} runs`, encodeId('experiment', experimentId));
});

test.skipIf(chromiumPath === null || questions === null || replayServer === null)(
  'the matrix of four models over GSM8K',
  async () => {
    const { client } = deployment;
    const server = await startReplayServer(replayServer ?? '', []);
    try {
      const version = await importJsonl(client, 'gsm8k', new Blob([readFileSync(questions ?? '')]));
      unwrap(await client.addModelProvider({ input: { name: 'gsm8k', kind: 'OPENAI_COMPATIBLE', baseUrl: server.baseUrl } }));
      const { id } = unwrap(
        await client.createExperiment({ input: { name: 'GSM8K', type: 'LLM', datasetVersionId: version.id } }),
      );
      for (const model of models) {
        const configuration = { model: `gsm8k:${model}`, prompt: '{{input.question}}' };
        unwrap(await client.addVariant({ input: { experimentId: id, name: model, configuration } }));
      }
      const configuration = { extract: 'A: (.*)' };
      unwrap(
        await client.addEvaluator({ input: { experimentId: id, name: 'right answer', kind: 'EXACT_MATCH', configuration } }),
      );
      unwrap(await client.updateExperiment({ input: { id, comparedAnswer: { pointer: '', extract: 'A: (.*)' } } }));
      await runToEnd(client, id, 64);
      await measure(`GSM8K, ${version.itemCount} rows × ${models.length} runs`, id);
    } finally {
      await server.close();
    }
  },
);

/** Opens the matrix, scrolls through it, and prints what that took. */
async function measure(name: string, experimentId: string): Promise<void> {
  const { url, a } = deployment.server;
  const firstRows: number[] = [];
  for (let visit = 0; visit < 5; visit += 1) {
    const page = await openSignedIn(url, a.viewer);
    firstRows.push(await firstRow(page, `${url}/experiments/${experimentId}/comparison`));
    await page.context().close();
  }
  console.log(
    `${name}: first row ${firstRows.map((ms) => ms.toFixed(0)).join(' ')} ms after the address was entered, median ${median(firstRows).toFixed(0)}`,
  );

  const page = await openSignedIn(url, a.viewer);
  await firstRow(page, `${url}/experiments/${experimentId}/comparison`);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const figures = [];
  for (const [kind, pixels] of Object.entries(stepSizes)) {
    // Down over rows that have to be read, and up again over those that are there.
    figures.push(await scrolled(page, session, `${kind}, ${pixels} px, new rows`, pixels, filled));
    figures.push(await scrolled(page, session, `${kind}, ${pixels} px, known rows`, -pixels, async () => undefined));
  }
  console.table(figures);
  await page.context().close();
}

/** What the steps of a scroll cost, each to the end of what it set going. */
async function scrolled(page: Page, session: CDPSession, step: string, pixels: number, ended: (page: Page) => Promise<unknown>) {
  const script: number[] = [];
  const nodes: number[] = [];
  for (let count = 0; count < steps; count += 1) {
    const before = await scriptMs(session);
    await scroll(page, pixels);
    await ended(page);
    script.push((await scriptMs(session)) - before);
    nodes.push(await page.evaluate(() => document.querySelectorAll('*').length));
  }
  const sorted = [...script].sort((left, right) => left - right);
  return {
    step,
    'script ms, median': Number(median(script).toFixed(2)),
    p90: Number((sorted[Math.floor(steps * 0.9)] ?? 0).toFixed(2)),
    most: Number((sorted.at(-1) ?? 0).toFixed(2)),
    'DOM nodes, most': Math.max(...nodes),
  };
}

/** Waits until every row that is drawn has its figures. */
function filled(page: Page): Promise<unknown> {
  return page.waitForFunction(() =>
    [...document.querySelectorAll('[data-position]')].every((row) => row.querySelectorAll('td').length > 0),
  );
}

async function openSignedIn(url: string, key: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  await context.request.post(`${url}/session`, { headers: { origin: url }, data: { key } });
  return context.newPage();
}

/** Goes to the matrix. @returns how long it took until a row with its figures was on screen, in milliseconds. */
async function firstRow(page: Page, address: string): Promise<number> {
  await page.goto(address, { waitUntil: 'commit' });
  const row = await page.waitForFunction(() =>
    document.querySelector('[data-position="0"] [role="gridcell"], [data-position="0"] td') ? performance.now() : false,
  );
  return Number(await row.jsonValue());
}

/** Scrolls the matrix by so many pixels, and waits until the next two frames are drawn. */
async function scroll(page: Page, pixels: number): Promise<void> {
  await page.evaluate(async (by) => {
    const frame = document.querySelector('[data-matrix]')?.parentElement;
    frame?.scrollBy(0, by);
    for (let drawn = 0; drawn < 2; drawn += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  }, pixels);
}

/** How long the page’s scripts have run so far. */
async function scriptMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0);
}
