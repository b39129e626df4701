import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeId } from '../../src/ids.js';
import type { Json } from '../../src/json.js';
import { unwrap } from '../../src/sdk/client.js';
import { describeInBrowser } from '../support/dashboard.js';
import { runToEnd } from '../support/deployment.js';
import { givenExperiment } from '../support/given-runs.js';
import { numberedItems, seedExperiment } from '../support/seed.js';
import { startService, type TestService } from '../support/service.js';
import { cellOf, heldBack, rowOf } from './comparison-page.js';
import { layoutShift } from './layout-shift.js';

describeInBrowser('The comparison of runs that are under way', (dashboard) => {
  let service: TestService;
  let experimentId: string;
  let answer = (): void => undefined;
  /** What is refused, of the answers that variants are to give. */
  let refused: unknown = null;

  beforeAll(async () => {
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    service = await startService(async ({ configuration }) => {
      await answered;
      if (configuration.answer === refused) return { status: 400 };
      return { body: { output: configuration.answer } };
    });
    const { experiment } = await seedExperiment(dashboard.deployment.server.a.scope, {
      items: numberedItems(3),
      serviceUrl: service.url,
      variants: [{ answer: 'yes' }, { answer: 'no' }],
    });
    experimentId = encodeId('experiment', experiment.id);
  });
  afterAll(() => service.close());

  test('fills as results come in, and goes on to newer runs once its own have completed', async () => {
    const { client } = dashboard.deployment;
    const first = unwrap(await client.startRuns({ input: { experimentId } }));
    const path = `/experiments/${experimentId}/comparison`;
    const page = await dashboard.open(path);
    const narrow = await dashboard.open(path, { viewport: { width: 360, height: 740 } });
    await cellOf(narrow, 2, 1).getByText('No result').waitFor();
    await cellOf(page, 2, 1).getByText('No result').waitFor();
    await page.getByText('3 rows are incomplete').waitFor();
    await page.getByText('The latest run of each variant, as far as it has come.').waitFor();

    answer();
    await page.getByText('3 rows diverge').waitFor();
    await page.getByText('0 rows are incomplete').waitFor();
    for (const position of [0, 1, 2])
      for (const column of [0, 1]) await cellOf(page, position, column).getByText('differs').waitFor();
    expect(await page.getByRole('columnheader').getByText('Completed').count()).toBe(2);
    await cellOf(narrow, 2, 1).getByText('differs').waitFor();
    for (const screen of [page, narrow]) {
      await screen.getByText('The latest completed run of each variant.').waitFor();
      expect(await layoutShift(screen)).toBeLessThan(0.001);
    }
    expect(new URL(page.url()).search).toBe('');
    const shown = (runs: { id: string }[]) =>
      page.locator(`a[href$="comparison.csv?runs=${runs.map(({ id }) => id).join()}"]`).waitFor();
    await shown(first.runs);
    await shown(await runToEnd(client, experimentId));

    const older = await dashboard.open(`${path}?runs=${first.runs.map(({ id }) => id).join()}`);
    await older.getByText('The runs that were chosen.').waitFor();
    await older.getByRole('button', { name: 'Show the latest completed run of each variant' }).click();
    await older.getByText('The latest completed run of each variant.').waitFor();

    unwrap(await client.updateExperiment({ input: { id: experimentId, comparedAnswer: { normalize: ['CASE'] } } }));
    await older.reload();
    await older.getByText('Compared: All of the output · differences that don’t count: Upper and lower case').waitFor();
  });

  test('stays where it is read when newer runs complete: the scroll, the selected row, the open one and its pair', async () => {
    const items = 300;
    const given = await givenExperiment(dashboard.deployment.server.a.scope, { items: numberedItems(items), variants: 3 });
    /** Runs a variant: all items alike, but for some. */
    const run = (variant: number, durationMs: number, unlike: Record<number, Json> = {}) =>
      given.run(
        variant,
        Array.from({ length: items }, (_, place) => [{ output: unlike[place] ?? `answer ${place}`, durationMs }]),
      );
    await run(0, 10);
    await run(1, 20, { 250: 'another answer' });
    await run(2, 30);
    const page = await dashboard.open(`/experiments/${encodeId('experiment', given.id)}/comparison`);
    await page.getByRole('grid').press('End');
    for (let row = items - 1; row > 250; row -= 1) await page.keyboard.press('k');
    await cellOf(page, 250, 1).waitFor();
    await page.keyboard.press('d');
    const diff = page.getByRole('dialog');
    await diff.locator('ins', { hasText: 'another' }).waitFor();
    const scrolled = await scrollOf(page);

    await run(2, 31, { 250: 'a third answer' });
    await cellOf(page, 250, 2).getByText('31 ms').waitFor();
    await diff.getByText('Row 251 of 300').waitFor();
    const opened = await heldBack(page, 'OpenRow');
    // The other two differ then, which would be the pair of whoever opens the row anew.
    await run(1, 21);
    await opened.fail('The database is away.');
    await diff.getByRole('alert').getByText('The database is away.').waitFor();
    await diff.getByRole('button', { name: 'Try again' }).click();
    await diff.getByText('Both gave the same').waitFor();
    await diff.getByText('Row 251 of 300').waitFor();
    expect(await diff.getByLabel('Left').locator('option:checked').textContent()).toBe('variant 1');
    expect(await diff.getByLabel('Right').locator('option:checked').textContent()).toBe('variant 2');
    await page.keyboard.press('Escape');
    await diff.waitFor({ state: 'detached' });

    // Who has scrolled on stays there, and sees no figure of a run below the head of another.
    await page.locator('[data-matrix]').evaluate(({ parentElement }) => parentElement?.scrollBy(0, -2000));
    await cellOf(page, 215, 0).waitFor();
    const read = await heldBack(page, 'Rows');
    await run(0, 11);
    await page.getByText('Newer runs have completed').waitFor();
    const totals = page.getByRole('row', { name: 'All items' }).getByRole('gridcell').first();
    expect([await totals.textContent(), await cellOf(page, 215, 0).textContent()]).toEqual([
      expect.stringContaining('10 ms'),
      expect.stringContaining('10 ms'),
    ]);
    await read.answer();
    await cellOf(page, 215, 0).getByText('11 ms').waitFor();
    expect(await totals.textContent()).toContain('11 ms');
    expect(await scrollOf(page)).toBe(scrolled - 2000);

    const places = await heldBack(page, 'RowPlaces');
    await run(2, 32);
    await places.fail('The database is away.');
    await page.getByRole('alert').getByText('Newer runs could not be read').waitFor();
    await cellOf(page, 215, 2).getByText('31 ms').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await cellOf(page, 215, 2).getByText('32 ms').waitFor();
    await page.keyboard.press('ArrowRight');
    await rowOf(page, 250).and(page.locator('[aria-selected="true"]')).waitFor();
  });

  test('keeps the selected row of a filtered list where it is on screen, whatever comes before it', async () => {
    const items = 300;
    const given = await givenExperiment(dashboard.deployment.server.a.scope, { items: numberedItems(items), variants: 2 });
    /** Runs a variant: its answers are its own from a place on, but for those that are told. */
    const run = (variant: number, from: number, told: Record<number, Json> = {}) =>
      given.run(
        variant,
        Array.from({ length: items }, (_, place) => [
          { output: told[place] ?? (place >= from && place < 200 ? variant : 'the same') },
        ]),
      );
    await run(0, 0);
    await run(1, 100);
    const page = await dashboard.open(`/experiments/${encodeId('experiment', given.id)}/comparison?rows=divergent`);
    await page.getByText('200 of 300 rows').waitFor();
    await page.getByRole('grid').press('End');
    const selected = page.locator('[aria-selected="true"]', { hasText: 'item-199' });
    await selected.waitFor();

    // Also where it is out of sight, and not read for a while.
    await page.locator('[data-matrix]').evaluate(({ parentElement }) => parentElement?.scrollTo({ top: 0 }));
    await cellOf(page, 0, 0).waitFor();
    await run(0, 0, Object.fromEntries(Array.from({ length: 20 }, (_, place) => [150 + place, 1])));
    await page.getByText('180 of 300 rows').waitFor();
    await run(0, 0);
    await page.getByText('200 of 300 rows').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.locator('[data-position="199"][aria-selected="true"]', { hasText: 'item-199' }).waitFor();
    const placed = await selected.boundingBox();
    for (const [from, rows] of [
      [190, 10],
      [20, 180],
      [150, 50],
    ] as const) {
      await run(0, from);
      await run(1, from);
      await page.getByText(`${rows} of 300 rows`).waitFor();
      await page.locator(`[data-position="${rows - 1}"][aria-selected="true"]`, { hasText: 'item-199' }).waitFor();
      if (rows > 40) expect(await selected.boundingBox()).toEqual(placed);
    }

    // Another is selected while it is read where the former one stands.
    const places = await heldBack(page, 'RowPlaces');
    await run(0, 150, { 195: 1, 196: 1, 197: 1 });
    await page.getByText('Newer runs have completed').waitFor();
    for (let row = 49; row > 43; row -= 1) await page.keyboard.press('ArrowUp');
    await places.answer();
    await page.getByText('47 of 300 rows').waitFor();
    await page.locator('[data-position="43"][aria-selected="true"]', { hasText: 'item-193' }).waitFor();
  });

  test('what is open stands still while the results of its runs come in, on a wide screen and on a narrow one', async () => {
    const { client, server } = dashboard.deployment;
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const invoices = await startService(async ({ configuration }) => {
      await held;
      const total = Number(configuration.total);
      return total === 0 ? { status: 400 } : { body: { output: { total, currency: 'EUR', lines: [1, total] } } };
    });
    const { experiment } = await seedExperiment(server.a.scope, {
      items: numberedItems(1),
      serviceUrl: invoices.url,
      name: 'invoices',
      variants: [{ total: 1 }, { total: 2 }, { total: 0 }],
    });
    const id = encodeId('experiment', experiment.id);
    const configuration = { text: 'EUR' };
    unwrap(await client.addEvaluator({ input: { experimentId: id, name: 'in euros', kind: 'CONTAINS', configuration } }));
    const { runs } = unwrap(await client.startRuns({ input: { experimentId: id, trials: 2 } }));
    const screens = await Promise.all(
      [
        { width: 1280, height: 900 },
        { width: 360, height: 740 },
      ].map(async (viewport) => {
        const page = await dashboard.open(`/experiments/${id}/comparison`, { viewport });
        await rowOf(page, 0).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByText('No result').nth(1).waitFor();
        await dialog.getByText('No compared field differs so far').waitFor();
        return { page, dialog, moved: await layoutShift(page) };
      }),
    );

    letGo();
    await Promise.all(runs.map(async ({ id: runId }) => everyState(client.runProgress({ runId }))));
    for (const { page, dialog, moved } of screens) {
      await dialog.getByText('The runs differ in 2 fields').waitFor();
      await dialog.getByText('The answer that most of 2 trials gave.').nth(1).waitFor();
      await dialog.getByRole('region', { name: 'What came of variant 2' }).getByText('in euros').waitFor();
      await dialog.getByText('EUR').first().waitFor();
      expect((await layoutShift(page)) - moved).toBeLessThan(0.001);
      await page.keyboard.press('ArrowRight');
      await dialog.getByRole('region', { name: 'What came of variant 3' }).getByText('400').waitFor();
    }
    await invoices.close();
  });

  test('shows of an open row what came of a retry, and no more what was wrong before', async () => {
    const { client } = dashboard.deployment;
    answer();
    refused = 'yes';
    const { runs } = unwrap(await client.startRuns({ input: { experimentId } }));
    await Promise.all(runs.map(async ({ id }) => everyState(client.runProgress({ runId: id }))));
    const asked = runs.map(({ id }) => id).join();
    const page = await dashboard.open(`/experiments/${experimentId}/comparison?runs=${asked}`);
    await rowOf(page, 0).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('del').getByText('400').first().waitFor();

    refused = null;
    unwrap(await client.retryFailedItems({ runId: runs[0]?.id ?? '' }));
    await dialog.locator('del').getByText('yes').waitFor();
    expect(await dialog.getByText('400').count()).toBe(0);
  });

  test('keeps the run of which failed items are tried again, and shows what came of them', async () => {
    const { client, server } = dashboard.deployment;
    let wrong = false;
    let held = Promise.resolve();
    const rough = await startService(async ({ item }) => {
      if ((item.input as { number: number }).number !== 1) return { body: { output: 'read' } };
      await held;
      return wrong ? { status: 400 } : { body: { output: 'read' } };
    });
    const { experiment, variants } = await seedExperiment(server.a.scope, {
      items: numberedItems(3),
      serviceUrl: rough.url,
      name: 'rough',
      variants: [{}, { another: true }],
    });
    const id = encodeId('experiment', experiment.id);
    await runToEnd(client, id);
    wrong = true;
    const [run] = await runToEnd(client, id);
    const page = await dashboard.open(`/experiments/${id}/comparison`);
    const shown = () => page.getByRole('link', { name: 'Download as CSV' }).getAttribute('href');
    await cellOf(page, 1, 0).getByText('http_400').waitFor();

    wrong = false;
    let letGo = (): void => undefined;
    held = new Promise((resolve) => {
      letGo = resolve;
    });
    unwrap(await client.retryFailedItems({ runId: run?.id ?? '' }));
    await page.getByText('failed items of which are tried again').waitFor();
    const other = encodeId('variant', variants[1]?.id ?? '');
    unwrap(await client.startRuns({ input: { experimentId: id, variantId: other } }));
    await page.getByText('1 run is under way and not shown').waitFor();
    expect(await shown()).toContain(run?.id);
    letGo();
    await page.getByText('The latest completed run of each variant.').waitFor();
    await cellOf(page, 1, 0).getByText('score').waitFor();
    expect(await shown()).toContain(run?.id);
    await rough.close();
  });
});

/** Waits for the end of a run. */
async function everyState(states: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of states);
}

function scrollOf(page: Page): Promise<number> {
  return page.locator('[data-matrix]').evaluate(({ parentElement }) => parentElement?.scrollTop ?? Number.NaN);
}
