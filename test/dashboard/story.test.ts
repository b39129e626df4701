import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { prizesThatTell } from '../../src/dashboard/comparison/winners.js';
import { formatDelta, formatScore } from '../../src/dashboard/quantities.js';
import { verdictWords } from '../../src/dashboard/regression/verdict-words.js';
import { type Client, unwrap } from '../../src/sdk/client.js';
import { describeInBrowser } from '../support/dashboard.js';

const sample = (name: string) => fileURLToPath(new URL(`../../samples/${name}`, import.meta.url));
const strategies = ['labels', 'lines', 'shapes'];

describeInBrowser('From a fresh start', (dashboard) => {
  test('someone imports a file, compares three variants, changes one, and learns from the screen what became better and what worse', async () => {
    const { client } = dashboard.deployment;
    const page = await dashboard.open('/');
    await page.getByText('There is no experiment yet').waitFor();

    await page.getByRole('link', { name: 'Datasets' }).click();
    await page.getByRole('button', { name: 'Import a file as a new dataset' }).click();
    await page.getByLabel('Drop a JSONL or CSV file here').setInputFiles(sample('invoices.jsonl'));
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText('Version 1 of “invoices” has 40 items.').waitFor();
    await page.getByRole('link', { name: 'Show version 1' }).click();

    await page.getByRole('link', { name: 'Experiments', exact: true }).click();
    await page.getByRole('link', { name: 'New experiment' }).click();
    await page.getByLabel('Name', { exact: true }).first().fill('Reading invoices');
    await page.getByLabel('What it compares').selectOption('EXTRACTION');
    await page.getByLabel('Dataset').selectOption('invoices');
    for (const [place, strategy] of strategies.entries()) {
      if (place > 0) await page.getByRole('button', { name: 'Another variant' }).click();
      const variant = page.getByRole('group', { name: `Variant ${place + 1}` });
      await variant.getByLabel('Name', { exact: true }).fill(strategy);
      await variant.getByLabel('Model').fill(`rules:${strategy}`);
      if (place === 0) await addSchema(page);
      else await variant.getByLabel('Output schema').selectOption('invoice');
    }
    await page.getByRole('checkbox', { name: 'Start now' }).uncheck();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('heading', { name: 'Reading invoices' }).waitFor();
    const experimentPath = new URL(page.url()).pathname;
    const experimentId = experimentPath.split('/').at(-1) ?? '';

    // Few items at once, so that there is something to see of its progress.
    await page.evaluate(watchProgress);
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByRole('dialog').getByLabel('Items at once').fill('2');
    await page.getByRole('dialog').getByRole('button', { name: 'Start' }).click();
    const runs = page.getByRole('region', { name: 'Table of runs' }).getByRole('row');
    for (const strategy of strategies)
      await runs.filter({ hasText: strategy }).getByText('40 of 40 items', { exact: true }).waitFor();
    const seen = await page.evaluate(() => (globalThis as unknown as { seen: number[] }).seen);
    expect(seen.filter((value) => value > 0 && value < 40).length).toBeGreaterThan(2);

    await page.getByRole('link', { name: 'Comparison' }).first().click();
    await expectMatrixOfApi(page, client, experimentId);
    await page.locator('[data-position="0"]').getByRole('gridcell').first().click();
    await page.getByRole('dialog').locator('del, ins').first().waitFor();
    await page.keyboard.press('Escape');

    await page.getByRole('link', { name: 'Reading invoices' }).click();
    await runs.filter({ hasText: 'labels' }).getByRole('button', { name: 'Mark as the baseline of labels' }).click();
    await runs.getByText('Marked baseline').waitFor();
    await page.getByRole('button', { name: 'Edit labels' }).click();
    await page.getByRole('dialog').getByLabel('Model').fill('rules:shapes');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await runs.filter({ hasText: 'labels' }).getByRole('button', { name: 'Run labels again' }).click();
    await page.getByText('vs marked baseline').waitFor();
    await runs.getByRole('link', { name: 'Details' }).click();

    const { runs: all } = unwrap(await client.experimentRuns({ id: experimentId }));
    const newest = all.edges[0]?.node.id ?? '';
    const report = unwrap(await client.regression({ runId: newest })).regression;
    if (!report) throw new Error('The second run has a baseline.');
    const panel = page.getByRole('dialog');
    await panel.getByText(verdictWords(report.statistics, 0.05)).waitFor();
    const { improved, regressed, unchanged, meanDelta, baselineMean, currentMean } = report.summary;
    const text = await panel.textContent();
    for (const said of [
      `${improved} improved`,
      `${regressed} regressed`,
      `${unchanged} unchanged`,
      formatDelta(meanDelta),
      formatScore(baselineMean),
      formatScore(currentMean),
    ])
      expect(text).toContain(said);

    const improvedItem = panel.getByRole('region', { name: 'Improved' }).getByRole('listitem').first().getByRole('link');
    const name = /invoice-\d\d/.exec((await improvedItem.textContent()) ?? '')?.[0] ?? '';
    await improvedItem.click();
    await page.getByRole('dialog', { name }).getByText('Row ').waitFor();
    expect(new URL(page.url()).searchParams.get('right')).toBe(newest);
  }, 60_000);
});

async function addSchema(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New schema' }).click();
  await page.getByLabel('Name of the schema').fill('invoice');
  await page.getByLabel('JSON Schema').fill(await readFile(sample('invoice.schema.json'), 'utf8'));
  await page.getByRole('button', { name: 'Add the schema' }).click();
}

/** Keeps what the progress bars of the page say, whenever one of them moves. */
function watchProgress(): void {
  const seen: number[] = [];
  (globalThis as unknown as { seen: number[] }).seen = seen;
  const read = (records: MutationRecord[]): void => {
    for (const { target } of records) if (target instanceof Element) seen.push(Number(target.getAttribute('aria-valuenow')));
  };
  new MutationObserver(read).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['aria-valuenow'] });
}

/** Holds the rows at the top of the matrix against what the API says of them: who won, who differs, which rows diverge. */
async function expectMatrixOfApi(page: Page, client: Client, experimentId: string): Promise<void> {
  const { summary } = unwrap(await client.comparison({ experimentId })).comparison;
  const { rows } = unwrap(await client.comparisonRows({ experimentId, first: 10 })).comparison;
  await page.getByText(`${summary.divergentRows} rows diverge`).waitFor();
  for (const [position, { node }] of rows.edges.entries()) {
    const row = page.locator(`[data-position="${position}"]`);
    await row.getByRole('rowheader', { name: node.item.externalId }).waitFor();
    expect(await row.getByRole('rowheader').getByText('divergent').count()).toBe(node.divergent ? 1 : 0);
    const cells = await row.getByRole('gridcell').allInnerTexts();
    const telling = prizesThatTell(node.cells.filter(({ state }) => state === 'OUTPUT'));
    expect(cells.map((cell) => [cell.includes('differs'), cell.includes('fastest')])).toEqual(
      node.cells.map(({ outlier, fastest }) => [outlier, fastest && telling.has('fastest')]),
    );
  }
}
