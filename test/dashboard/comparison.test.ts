import { beforeAll, expect, test } from 'vitest';
import { prizesThatTell } from '../../src/dashboard/comparison/winners.js';
import { formatCost, formatDuration, formatTokens } from '../../src/dashboard/quantities.js';
import { addEvaluator } from '../../src/domain/evaluation/attachment.js';
import { encodeId } from '../../src/ids.js';
import { describeInBrowser } from '../support/dashboard.js';
import { type GivenCells, type GivenResult, givenExperiment } from '../support/given-runs.js';
import { expectValue, numberedItems } from '../support/seed.js';
import { cellOf, heldBack, rowOf } from './comparison-page.js';

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
        if (cell.state === 'ERROR') expect(text).toContain('broken: It is broken.');
        else for (const figure of [formatTokens(cell.totalTokens), formatCost(cell.cost)]) expect(text).toContain(figure);
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
    expect(await page.getByText('judged by different evaluators').count()).toBe(0);
  });

  test('draws the rows in sight alone, and reads others where the scroll comes to rest', async () => {
    const page = await dashboard.open(path);
    await cellOf(page, 0, 0).waitFor();
    // The row that keys lead to is on screen, but for the line under it, and not merely in the frame, which may reach below.
    const bottomOf = async (row: number) => {
      const box = await rowOf(page, row).boundingBox();
      return (box?.y ?? Number.NaN) + (box?.height ?? Number.NaN);
    };
    for (let row = 0; row < 14; row += 1) {
      await page.keyboard.press('j');
      await page.locator(`[data-position="${row}"][aria-selected="true"]`).waitFor();
      expect(await bottomOf(row)).toBeLessThanOrEqual(901);
    }
    await page.getByRole('grid').press('End');
    await cellOf(page, itemCount - 1, 2).waitFor();
    await expect.poll(() => bottomOf(itemCount - 1)).toBeLessThanOrEqual(901);
    expect(await rowOf(page, itemCount - 1).getAttribute('aria-selected')).toBe('true');
    expect(await rowOf(page, 0).count()).toBe(0);
    expect(await page.locator('tbody [data-position]').count()).toBeLessThan(mostRowsDrawn);

    // Another list begins at its top.
    const counted = await heldBack(page, 'RowCount');
    await page.getByLabel('Name, input or output').fill('Harbour');
    await cellOf(page, 0, 0).waitFor();
    await page.getByText('… of 300 rows').waitFor();
    await counted.answer();
    await page.getByText('300 of 300 rows').waitFor();
  });

  test('lists the rows that its address asks for', async () => {
    const page = await dashboard.open(`${path}?rows=divergent&search=pike&evaluator=of-another-experiment`);
    await page.getByText('1 of 300 rows').waitFor();
    await rowOf(page, 0).getByText('item-1', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();

    await page.getByLabel('Low score by').selectOption({ index: 1 });
    await page.getByText('3 of 300 rows').waitFor();
    const below = page.getByLabel('Below');
    const threshold = await below.inputValue();
    await below.fill('');
    expect(await below.inputValue()).toBe('');
    await below.blur();
    expect(await below.inputValue()).toBe(threshold);
    await below.fill('');
    await below.pressSequentially('0.3');
    await page.getByText('2 of 300 rows').waitFor();
    await page.waitForURL(/below=0\.3/);
    await page.getByRole('button', { name: 'Clear' }).click();

    await page.getByLabel('With an error').check();
    await page.getByText('1 of 300 rows').waitFor();
    await page.waitForURL(/errored=true/);
    await rowOf(page, 0).getByText('item-2').waitFor();
    await page.getByLabel('Name, input or output').fill('nowhere');
    await page.getByText('No row fits').waitFor();
    await page.getByText('0 of 300 rows').waitFor();
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
    await diff.locator('ins', { hasText: 'Pike' }).waitFor();

    const read = await heldBack(page, 'Diff');
    await page.keyboard.press('k');
    await diff.getByRole('heading', { name: 'item-0' }).waitFor();
    expect(await diff.locator('del, ins').count()).toBe(0);
    await read.answer();
    await diff.getByText('Both gave the same').waitFor();
    await page.keyboard.press('j');
    await diff.getByRole('heading', { name: 'item-1' }).waitFor();

    await page.keyboard.press('Escape');
    await diff.waitFor({ state: 'detached' });
    expect(await rowOf(page, 1).getAttribute('aria-selected')).toBe('true');
    expect(new URL(page.url()).search).toBe('');
    const help = page.getByRole('dialog', { name: 'Keys' });
    await page.keyboard.press('d');
    await page.keyboard.press('?');
    await help.waitFor();
    await page.keyboard.press('j');
    await help.getByLabel('Single letters are commands').uncheck();
    await page.keyboard.press('?');
    expect(await help.getByText('Turned off').count()).toBe(4);
    await help.getByLabel('Single letters are commands').check();
    await page.keyboard.press('?');
    await help.waitFor({ state: 'detached' });
    await page.getByRole('dialog', { name: 'item-1' }).waitFor();
  });

  test('draws as much of long outputs as can be read, and more when it is asked to', async () => {
    const lineOf = (place: number) =>
      `line ${place} of a text with so many words a line that those of thirty lines are too many to be compared`;
    const lines = (isOther: (place: number) => boolean) =>
      Array.from({ length: 3000 }, (_, place) => (isOther(place) ? lineOf(place).toUpperCase() : lineOf(place))).join('\n');
    const fields = (value: number) => Object.fromEntries(Array.from({ length: 300 }, (_, place) => [`field ${place}`, value]));
    const given = await givenExperiment(dashboard.deployment.server.a.scope, { items: numberedItems(3), variants: 2 });
    const outputs = [
      [lines(() => false), lines((place) => place % 100 === 3)],
      [lines(() => false), lines(() => true)],
      [fields(1), fields(2)],
    ];
    for (const variant of [0, 1])
      await given.run(
        variant,
        outputs.map((each) => [{ output: each[variant] }]),
      );
    const page = await dashboard.open(`/experiments/${encodeId('experiment', given.id)}/comparison`);
    const drawn = () => page.getByRole('dialog').locator('*').count();
    await rowOf(page, 0).click();
    await page.getByText('The first 2,500 of 3,000 lines are shown.').waitFor();
    await page.getByText('lines are marked whole, and not word by word').waitFor();
    expect(await page.locator('del').allInnerTexts()).toEqual(Array.from({ length: 25 }, (_, place) => lineOf(100 * place + 3)));
    expect(await drawn()).toBeLessThan(2500);
    await page.getByRole('button', { name: 'Show more' }).click();
    await expect.poll(() => page.locator('del').count()).toBe(30);

    await page.keyboard.press('j');
    await page.getByText('The texts have little in common').waitFor();
    await page.getByText('The first 200 of 3,000 lines are shown.').waitFor();
    expect(await drawn()).toBeLessThan(2500);

    await page.keyboard.press('j');
    await page.getByText('The first 50 of 200 fields are shown.').waitFor();
    await page.getByText('The first 200 of 300 places are shown.').waitFor();
    expect(await drawn()).toBeLessThan(5000);
  });

  test('opens an item by its address, wherever its row is, and has it selected', async () => {
    const far = await dashboard.deployment.client.comparisonRows({ experimentId, first: 1, offset: 250 });
    const item = far?.comparison.rows.edges[0]?.node.item;
    const page = await dashboard.open(`${path}?item=${item?.id}`);
    const diff = page.getByRole('dialog', { name: 'item-250' });
    await diff.getByText('Row 251 of 300').waitFor();
    await diff.locator('del', { hasText: '250' }).waitFor();

    // On a narrow screen the two sides stand beside each other, too.
    await page.setViewportSize({ width: 360, height: 740 });
    const badge = diff.getByText('Differs from the others');
    const [figures, outlier] = await Promise.all([diff.locator('dl', { hasText: 'Duration' }).all(), badge.boundingBox()]);
    const [left, right] = await Promise.all(figures.map((side) => side.locator('..').boundingBox()));
    expect(left && right && left.x + left.width <= right.x).toBe(true);
    expect(outlier && right && outlier.x >= right.x && outlier.x + outlier.width <= right.x + right.width).toBe(true);
    const content = diff.locator('header + div');
    expect(await content.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    await page.setViewportSize({ width: 1280, height: 900 });

    await page.keyboard.press('d');
    await diff.waitFor({ state: 'detached' });
    await cellOf(page, 250, 0).waitFor();
    expect(await rowOf(page, 250).getAttribute('aria-selected')).toBe('true');

    // Two runs are in sight there, beside the item, with all of their figures, and so is the row.
    await page.setViewportSize({ width: 360, height: 740 });
    const frame = page.locator('[data-matrix]').locator('..');
    await frame.scrollIntoViewIfNeeded();
    for (const cell of [cellOf(page, 250, 0), cellOf(page, 250, 1)]) {
      for (const figure of await cell.locator('.truncate').all())
        expect(await figure.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    }
    const [edge, second, row] = await Promise.all(
      [frame, cellOf(page, 250, 1), rowOf(page, 250)].map((each) => each.boundingBox()),
    );
    expect((second?.x ?? Number.NaN) + (second?.width ?? 0)).toBeLessThanOrEqual((edge?.x ?? 0) + (edge?.width ?? 0));
    expect(row && edge && row.y >= edge.y && row.y + row.height <= edge.y + edge.height).toBe(true);
  });

  test('tells why rows could not be counted, and why one could not be read', async () => {
    const page = await dashboard.open(`${path}`);
    await cellOf(page, 0, 0).waitFor();
    const counted = await heldBack(page, 'RowCount');
    await page.getByLabel('With an error').check();
    await counted.fail('The database is away.');
    await page.getByRole('alert').getByText('The database is away.').waitFor();
    await page.getByText('… of 300 rows').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('1 of 300 rows').waitFor();

    const read = await heldBack(page, 'OpenRow');
    await rowOf(page, 0).click();
    await read.fail('The item is locked.');
    await page.getByRole('dialog').getByRole('alert').getByText('The item is locked.').waitFor();
    expect(await page.getByText('The runs have no such item').count()).toBe(0);
  });

  test('says where different evaluators judged the runs, and calls the score of none the best', async () => {
    const { scope } = dashboard.deployment.server.a;
    const given = await givenExperiment(scope, { items: numberedItems(1), variants: 2 });
    await given.run(0, [[{ output: 1, scores: [1] }]]);
    expectValue(await addEvaluator(scope, { experimentId: given.id, name: 'another', kind: 'LEVENSHTEIN' }));
    await given.run(1, [[{ output: 1, scores: [0, 0] }]]);
    const page = await dashboard.open(`/experiments/${encodeId('experiment', given.id)}/comparison`);
    await page.getByText('These runs were judged by different evaluators').waitFor();
    expect(await page.getByRole('row', { name: 'All items' }).textContent()).not.toMatch(/best score/);
  });
});
