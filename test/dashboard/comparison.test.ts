import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prizesThatTell } from '../../src/dashboard/comparison/winners.js';
import { formatCost, formatDuration, formatTokens } from '../../src/dashboard/quantities.js';
import { encodeId } from '../../src/ids.js';
import { unwrap } from '../../src/sdk/client.js';
import { describeInBrowser } from '../support/dashboard.js';
import { type GivenCells, type GivenResult, givenExperiment } from '../support/given-runs.js';
import { numberedItems, seedExperiment } from '../support/seed.js';
import { startService, type TestService } from '../support/service.js';

const itemCount = 300;
/** Whatever is scrolled, no more rows than this are drawn: a screen of them and a few around it. */
const mostRowsDrawn = 40;

/** What a run has for all items: the same answer as the others but at the places told. */
function cells(usual: GivenResult, unusual: Record<number, GivenResult | undefined> = {}): GivenCells {
  return Array.from({ length: itemCount }, (_, place) => [
    place in unusual ? unusual[place] : { output: { total: place, vendor: 'Harbour' }, scores: [1], ...usual },
  ]);
}

describeInBrowser('The comparison', (dashboard) => {
  let experimentId: string;
  let path: string;

  beforeAll(async () => {
    const given = await givenExperiment(dashboard.deployment.server.a.scope, { items: numberedItems(itemCount), variants: 3 });
    await given.run(0, cells({ durationMs: 30, tokens: 5, cost: '0.002' }));
    await given.run(
      1,
      cells(
        { durationMs: 20, tokens: 9, cost: '0.001' },
        {
          1: { output: { total: 1, vendor: 'Pike' }, scores: [0.5], durationMs: 900, tokens: 9, cost: '0.001' },
          2: { scores: [0], durationMs: 4 },
          250: { output: { total: 0, vendor: 'Harbour' }, scores: [0], durationMs: 20, tokens: 9, cost: '0.001' },
        },
      ),
    );
    await given.run(2, cells({ durationMs: 40, tokens: 5, cost: null }));
    experimentId = encodeId('experiment', given.id);
    path = `/experiments/${experimentId}/comparison`;
  });

  test('shows the figures, winners, divergent rows and outliers that the API tells', async () => {
    const comparison = (await dashboard.deployment.client.comparisonRows({ experimentId, first: 10 }))?.comparison;
    const page = await dashboard.open(path);
    await cellOf(page, 0, 0).waitFor();
    const banner = page.getByText('of 300 rows').locator('..');
    expect(await banner.textContent()).toContain('3 rows diverge');
    expect(await banner.textContent()).toContain('297 rows agree');

    const rows = comparison?.rows.edges.map(({ node }) => node) ?? [];
    expect(rows.map(({ divergent }) => divergent)).toEqual([false, true, true, ...Array<boolean>(7).fill(false)]);
    for (const [position, { item, divergent, cells: answered }] of rows.entries()) {
      const [header, ...texts] = await rowOf(page, position).locator('th, td').allTextContents();
      expect(header).toContain(item.externalId);
      expect(header?.includes('divergent')).toBe(divergent);
      const telling = prizesThatTell(answered.filter(({ state }) => state === 'OUTPUT'));
      for (const [column, cell] of answered.entries()) {
        const text = texts[column] ?? '';
        expect(text).toContain(formatDuration(cell.durationMs));
        expect(text).toContain(formatTokens(cell.totalTokens));
        expect(text).toContain(formatCost(cell.cost));
        expect(text.includes('fastest')).toBe(cell.fastest && telling.has('fastest'));
        expect(text.includes('fewest tokens')).toBe(cell.fewestTokens && telling.has('fewestTokens'));
        expect(text.includes('cheapest')).toBe(cell.cheapest && telling.has('cheapest'));
        expect(text.includes('differs')).toBe(cell.outlier);
        expect(text.includes('error')).toBe(cell.state === 'ERROR');
      }
    }
    // Two of three are tied for the fewest tokens.
    expect(await cellOf(page, 0, 0).textContent()).toMatch(/fewest tokens/);
    expect(await cellOf(page, 0, 2).textContent()).toMatch(/fewest tokens/);
    const totals = page.getByRole('row', { name: 'All items' });
    expect(await totals.getByRole('gridcell').nth(0).textContent()).toMatch(/best score/);
    expect(await totals.getByRole('gridcell').nth(1).textContent()).not.toMatch(/best score/);
  });

  test('draws the rows in sight alone, and reads others where the scroll comes to rest', async () => {
    const page = await dashboard.open(path);
    await cellOf(page, 0, 0).waitFor();
    await page.getByRole('grid').press('End');
    await cellOf(page, itemCount - 1, 2).waitFor();
    expect(await rowOf(page, itemCount - 1).getAttribute('aria-selected')).toBe('true');
    expect(await rowOf(page, 0).count()).toBe(0);
    expect(await page.locator('tbody [data-position]').count()).toBeLessThan(mostRowsDrawn);
  });

  test('lists the rows that its address asks for', async () => {
    const page = await dashboard.open(`${path}?rows=divergent&search=pike`);
    await page.getByText('1 of 300 rows').waitFor();
    expect(await rowOf(page, 0).getByRole('rowheader').textContent()).toContain('item-1');
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByLabel('With an error').check();
    await page.getByText('1 of 300 rows').waitFor();
    await page.waitForURL(/errored=true/);
    await rowOf(page, 0).getByText('item-2').waitFor();
  });

  test('opens a row side by side by keys, shows where the pair differs, and goes on from row to row', async () => {
    const page = await dashboard.open(path);
    await cellOf(page, 0, 0).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('d');
    const diff = page.getByRole('dialog');
    await diff.locator('del', { hasText: 'Harbour' }).waitFor();
    expect(await diff.locator('ins').allInnerTexts()).toEqual(['"Pike"']);
    expect(await diff.getByLabel('Left').locator('option:checked').textContent()).toBe('variant 1');
    expect(await diff.getByLabel('Right').locator('option:checked').textContent()).toBe('variant 2');

    await page.keyboard.press('ArrowRight');
    await diff.getByText('Both gave the same').waitFor();
    await diff.getByLabel('Right').selectOption('variant 2');
    await diff.locator('ins', { hasText: 'Pike' }).waitFor();
    await page.getByRole('button', { name: 'Next row' }).click();
    await diff.getByRole('heading', { name: 'item-2' }).waitFor();
    await diff.getByText('It is broken.', { exact: true }).waitFor();
    await page.keyboard.press('k');
    await diff.getByRole('heading', { name: 'item-1' }).waitFor();

    await page.keyboard.press('Escape');
    await diff.waitFor({ state: 'detached' });
    expect(await rowOf(page, 1).getAttribute('aria-selected')).toBe('true');
    expect(new URL(page.url()).search).toBe('');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  });

  test('opens an item by its address, wherever its row is, and has it selected', async () => {
    const far = await dashboard.deployment.client.comparisonRows({ experimentId, first: 1, offset: 250 });
    const item = far?.comparison.rows.edges[0]?.node.item;
    const page = await dashboard.open(`${path}?item=${item?.id}`);
    const diff = page.getByRole('dialog', { name: 'item-250' });
    await diff.getByText('Row 251 of 300').waitFor();
    await diff.locator('del', { hasText: '250' }).waitFor();
    await page.keyboard.press('d');
    await diff.waitFor({ state: 'detached' });
    await cellOf(page, 250, 0).waitFor();
    expect(await rowOf(page, 250).getAttribute('aria-selected')).toBe('true');
  });
});

describeInBrowser('The comparison of runs that are under way', (dashboard) => {
  let service: TestService;
  let answer = (): void => undefined;

  beforeAll(async () => {
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    service = await startService(async ({ configuration }) => {
      await answered;
      return { body: { output: configuration.answer } };
    });
  });
  afterAll(() => service.close());

  test('fills as results come in', async () => {
    const { client, server } = dashboard.deployment;
    const { experiment } = await seedExperiment(server.a.scope, {
      items: numberedItems(3),
      serviceUrl: service.url,
      variants: [{ answer: 'yes' }, { answer: 'no' }],
    });
    const experimentId = encodeId('experiment', experiment.id);
    unwrap(await client.startRuns({ input: { experimentId } }));
    const page = await dashboard.open(`/experiments/${experimentId}/comparison`);
    await cellOf(page, 2, 1).getByText('No result').waitFor();
    await page.getByText('3 rows are incomplete').waitFor();

    answer();
    await page.getByText('3 rows diverge').waitFor();
    await page.getByText('0 rows are incomplete').waitFor();
    for (const position of [0, 1, 2])
      for (const column of [0, 1]) await cellOf(page, position, column).getByText('differs').waitFor();
    expect(await page.getByRole('columnheader').getByText('Completed').count()).toBe(2);
  });
});

function rowOf(page: Page, position: number) {
  return page.locator(`[data-position="${position}"]`);
}

function cellOf(page: Page, position: number, column: number) {
  return rowOf(page, position).getByRole('gridcell').nth(column);
}
