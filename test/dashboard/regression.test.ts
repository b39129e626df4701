import { beforeAll, expect, test } from 'vitest';
import { formatDelta, formatPercent, formatPValue, formatScore } from '../../src/dashboard/quantities.js';
import { verdictWords } from '../../src/dashboard/regression/verdict-words.js';
import { encodeId } from '../../src/ids.js';
import { describeInBrowser } from '../support/dashboard.js';
import { type GivenCells, givenExperiment } from '../support/given-runs.js';
import { numberedItems } from '../support/seed.js';

/** Results with these scores, one for each item; an error for null, and none by a broken judge for undefined. */
const scored = (...scores: (number | null | undefined)[]): GivenCells =>
  scores.map((score) => [
    score === null
      ? { scores: [0] }
      : { output: 'an answer', scores: [score ?? null], durationMs: score === 1 ? 40 : 20, tokens: 5, cost: '0.002' },
  ]);

describeInBrowser('The regression panel', (dashboard) => {
  let path: string;
  let baselineId: string;
  let runId: string;

  beforeAll(async () => {
    const experiment = await givenExperiment(dashboard.deployment.server.a.scope, { items: numberedItems(9), variants: 1 });
    const ran = async (cells: GivenCells) => encodeId('run', (await experiment.run(0, cells)).id);
    baselineId = await ran(scored(0.9, 0.3, 0.5, 1, 0.6, 0.6, 0.2, 0.7, 0.7));
    runId = await ran(scored(0.4, 0.9, 0.5, null, 0.8, 0.8, 0.5, 0.7, undefined));
    path = `/experiments/${encodeId('experiment', experiment.id)}`;
  });

  test('says of a run what the API says, and leads from an item to both of its answers', async () => {
    const { client } = dashboard.deployment;
    const report = (await client.regression({ runId }))?.regression;
    if (!report) throw new Error('The second run has a prior run.');
    const { summary, statistics } = report;
    const page = await dashboard.open(`${path}?regression=${runId}`);
    const panel = page.getByRole('dialog');
    await panel.getByText(verdictWords(statistics, 0.05)).waitFor();
    const text = await panel.textContent();
    for (const said of [
      'vs prior run',
      `${summary.improved} improved`,
      `${summary.regressed} regressed`,
      `${summary.unchanged} unchanged`,
      'of 8 compared items',
      '1 newly failing',
      formatDelta(summary.meanDelta),
      `95 % interval ${formatDelta(statistics.confidenceLow)} to ${formatDelta(statistics.confidenceHigh)}`,
      formatDelta(summary.netDelta),
      formatScore(summary.baselineMean),
      formatScore(summary.currentMean),
      formatPercent(statistics.currentPassRate?.rate),
      formatPValue(statistics.pValue),
      '1 item without a score',
    ])
      expect(text).toContain(said);
    expect(summary).toMatchObject({ improved: 4, regressed: 2, unchanged: 2 });

    const regressed = panel.getByRole('region', { name: 'Regressed' }).getByRole('listitem');
    await regressed.first().waitFor();
    expect(await regressed.allInnerTexts()).toEqual([
      expect.stringMatching(/item-3\s*newly failing\s*−1\.000/),
      expect.stringMatching(/item-0\s*−0\.500/),
    ]);
    await regressed.getByRole('img', { name: '0.90 → 0.40' }).click();
    await page.waitForURL((url) => url.pathname === `${path}/comparison`);
    const item = report.regressed.find(({ delta }) => delta === -0.5)?.item.id ?? null;
    const { searchParams } = new URL(page.url());
    expect(['runs', 'item', 'left', 'right'].map((name) => searchParams.get(name))).toEqual([
      `${baselineId},${runId}`,
      item,
      baselineId,
      runId,
    ]);
  });

  test('holds a run against another one, from another change on, as its address says', async () => {
    const { client } = dashboard.deployment;
    const page = await dashboard.open(`${path}?regression=${baselineId}`, { role: 'VIEWER' });
    const panel = page.getByRole('dialog');
    await panel.getByText('No prior run').waitFor();

    await panel.getByLabel('Baseline run').selectOption(runId);
    await panel.getByText('vs chosen run').waitFor();
    await panel.getByText('4 regressed').waitFor();
    await panel.getByLabel('Threshold').selectOption('±0.5');
    const wide = (await client.regression({ runId: baselineId, baselineRunId: runId, threshold: 0.5 }))?.regression;
    expect(wide?.summary).toMatchObject({ improved: 1, regressed: 1, unchanged: 6 });
    await panel.getByText('6 unchanged').waitFor();
    await page.reload();
    await panel.getByText('6 unchanged').waitFor();
    expect(await panel.getByLabel('Baseline run').inputValue()).toBe(runId);

    await panel.getByRole('button', { name: 'Show items without a score' }).click();
    const leftOut = panel.getByRole('region', { name: 'Left out' }).getByRole('link');
    await leftOut.first().waitFor();
    expect(await leftOut.allInnerTexts()).toEqual(['item-8']);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('');
  });
});
