import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { prepareSampleExperiment } from '../../src/cli/sample-experiment.js';
import { formatDelta, formatPercent, formatScore } from '../../src/dashboard/quantities.js';
import { encodeId } from '../../src/ids.js';
import { unwrap } from '../../src/sdk/client.js';
import { describeInBrowser } from '../support/dashboard.js';
import { importJsonl, runToEnd } from '../support/deployment.js';
import { numberedItems, seedExperiment } from '../support/seed.js';
import { type ServiceAnswer, type ServiceRequest, startService, type TestService } from '../support/service.js';
import { heldBack } from './comparison-page.js';
import { layoutShift } from './layout-shift.js';

describeInBrowser('The page of an experiment', (dashboard) => {
  let service: TestService;
  /** What the app answers otherwise than the item’s number, which is right. */
  let otherwise: (request: ServiceRequest, number: number) => Promise<ServiceAnswer> | ServiceAnswer | undefined;
  let experimentId: string;
  let path: string;

  beforeAll(async () => {
    service = await startService((request) => {
      const { number } = request.item.input as { number: number };
      return otherwise(request, number) ?? { body: { output: number } };
    });
  });
  afterAll(() => service?.close());

  beforeEach(async () => {
    otherwise = () => undefined;
    const { experiment } = await seedExperiment(dashboard.deployment.server.a.scope, {
      items: numberedItems(3),
      serviceUrl: service.url,
      name: `app-${crypto.randomUUID()}`,
      variants: [{}, {}],
    });
    experimentId = encodeId('experiment', experiment.id);
    path = `/experiments/${experimentId}`;
  });

  const openRuns = async (role: 'VIEWER' | 'EDITOR' | 'ADMIN') => {
    const page = await dashboard.open(path, { role });
    const runs = page.getByRole('region', { name: 'Table of runs' }).getByRole('row');
    return { page, runs };
  };
  const variantNamed = async (name: string) => {
    const { variants } = unwrap(await dashboard.deployment.client.experiment({ id: experimentId }));
    const variant = variants.find((one) => one.name === name);
    if (!variant) throw new Error(`There is no variant "${name}".`);
    return variant;
  };
  /** The newest run of the first variant, as the API has it. */
  const newestRun = async () => {
    const experiment = unwrap(await dashboard.deployment.client.experimentRuns({ id: experimentId }));
    const found = experiment.runs.edges.find(({ node }) => node.variant.name === 'variant 1');
    if (!found) throw new Error('The first variant has not run.');
    return found.node;
  };

  test('shows a start as it goes on, without reload, to the figures that the API gives', async () => {
    const last = gate();
    otherwise = (_request, number) => (number === 2 ? last.opened.then(() => ({ body: { output: 'wrong' } })) : undefined);
    const { page, runs } = await openRuns('EDITOR');
    await page.getByText('Nothing has run yet').waitFor();
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByRole('dialog').getByText('Runs “variant 1” and “variant 2”.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Start' }).click();

    const first = runs.filter({ hasText: 'variant 1' });
    await first.getByText('2 of 3 items').waitFor();
    expect(await first.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('2');
    const head = page.getByRole('heading', { level: 1 }).locator('..');
    await head.getByText('Running', { exact: true }).waitFor();

    last.open();
    await head.getByText('Completed', { exact: true }).waitFor();
    await first.getByText('No prior run').waitFor();
    const { averageScore, passRate } = (await newestRun()).metrics;
    expect(averageScore).toBeCloseTo(2 / 3);
    await first.getByText(formatScore(averageScore)).waitFor();
    await first.getByText(formatPercent(passRate)).waitFor();
    // So has the trend.
    await page.getByRole('link', { name: new RegExp(`^variant 1, run 1, .*: ${formatScore(averageScore)}$`) }).waitFor();
  });

  test('nothing moves from a start to the end of its runs, nor while others start more, on a wide screen and on a narrow one', async () => {
    const { client } = dashboard.deployment;
    const sample = await prepareSampleExperiment(client);
    const { id } = unwrap(await client.duplicateExperiment({ input: { id: sample.id, name: 'Standing still' } }));
    const wide = await dashboard.open(`/experiments/${id}`, { role: 'EDITOR' });
    const narrow = await dashboard.open(`/experiments/${id}`, { role: 'EDITOR', viewport: { width: 360, height: 740 } });
    const listedOn = (page: Page) => page.getByRole('region', { name: 'Table of runs' }).getByRole('row');
    const newerOn = (page: Page) => page.getByRole('button', { name: 'Show newer runs' });
    const screens = [wide, narrow].map((page) => ({ page, moved: 0 }));
    for (const screen of screens) {
      await screen.page.getByText('Nothing has run yet').waitFor();
      await screen.page.getByText('The smallest difference').waitFor();
      screen.moved = await layoutShift(screen.page);
    }
    await wide.getByRole('button', { name: 'Start' }).click();
    await wide.getByRole('dialog').getByRole('button', { name: 'Start' }).click();
    for (const { page, moved } of screens) {
      const variants = page.getByRole('region', { name: 'Table of variants' });
      for (const { name } of sample.variants) {
        await variants.getByRole('row', { name }).getByText('Completed', { exact: true }).waitFor({ timeout: 30_000 });
        await page.getByRole('link', { name: new RegExp(`^${name}, run 1`) }).waitFor();
      }
      await page.getByText('No prior run').last().waitFor();
      // Digits of right-aligned figures may begin elsewhere, and that is all.
      expect((await layoutShift(page)) - moved).toBeLessThan(0.01);
    }

    for (const screen of screens) {
      await listedOn(screen.page).last().scrollIntoViewIfNeeded();
      screen.moved = await layoutShift(screen.page);
    }
    await runToEnd(client, id);
    for (const { page, moved } of screens) {
      for (const { name } of sample.variants) await page.getByRole('link', { name: new RegExp(`^${name}, run 2`) }).waitFor();
      await newerOn(page).waitFor();
      expect(await listedOn(page).count()).toBe(1 + 3);
      expect((await layoutShift(page)) - moved).toBeLessThan(0.01);
    }
    // Who asks for them has them all, and who starts one more waits for nothing.
    await newerOn(narrow).click();
    await listedOn(narrow).nth(6).waitFor();
    expect(await narrow.evaluate(() => document.activeElement?.ariaLabel)).toBe('Table of runs');
    await wide.getByRole('button', { name: `Run again: ${sample.variants[0]?.name}` }).click();
    await listedOn(wide).nth(7).waitFor();
    expect(await newerOn(wide).count()).toBe(0);
  }, 60_000);

  test('shows what one starts oneself, whoever else starts meanwhile, and nothing else unasked', async () => {
    const { client } = dashboard.deployment;
    await runToEnd(client, experimentId);
    const { page, runs } = await openRuns('EDITOR');
    await runs.nth(2).waitFor();
    const again = page.getByRole('button', { name: 'Run again: variant 1' });
    const newer = page.getByRole('button', { name: 'Show newer runs' });

    const refused = await heldBack(page, 'StartRuns');
    await again.click();
    await refused.fail('The queue is out of reach.');
    await page.getByText('The queue is out of reach.').waitFor();
    await runToEnd(client, experimentId);
    await newer.waitFor();
    expect(await runs.count()).toBe(1 + 2);

    const slow = await heldBack(page, 'StartRuns');
    await again.click();
    await runToEnd(client, experimentId);
    await slow.answer();
    await runs.nth(7).waitFor();
    expect(await runs.count()).toBe(1 + 7);
    expect(await newer.count()).toBe(0);
  });

  test('holds each run against the baseline run that it names, and leads to the report', async () => {
    const { client } = dashboard.deployment;
    const { page, runs } = await openRuns('ADMIN');
    // A run that starts elsewhere appears.
    await runToEnd(client, experimentId);
    const own = runs.filter({ hasText: 'variant 1' });
    await own.getByText('No prior run').waitFor();
    await own.getByRole('button', { name: 'Mark as the baseline of variant 1' }).click();
    await own.getByText('Marked baseline').waitFor();

    otherwise = ({ configuration }, number) =>
      configuration.changed === true && number === 1 ? { body: { output: 'wrong' } } : undefined;
    const { id: variantId, configuration } = await variantNamed('variant 1');
    unwrap(
      await client.updateVariant({ input: { id: variantId, configuration: { ...(configuration as object), changed: true } } }),
    );
    const variants = page.getByRole('region', { name: 'Table of variants' });
    await variants.getByText('Changed since this run').waitFor();
    await own.getByRole('button', { name: 'Run variant 1 again' }).click();
    const newest = own.first();
    await newest.getByText('0 improved · 1 regressed · 2 unchanged').waitFor();
    await newest.getByText('vs marked baseline').waitFor();
    await variants.getByText('Changed since this run').waitFor({ state: 'detached' });
    await newest.getByRole('button', { name: 'changed: true' }).click();
    await page.getByRole('dialog', { name: 'What this run of “variant 1” had' }).getByText('"changed": true').waitFor();
    await page.keyboard.press('Escape');
    const { id: runId } = await newestRun();
    expect(unwrap(await client.regression({ runId })).regression).toMatchObject({
      baselineSource: 'MARKED_BASELINE',
      summary: { improved: 0, regressed: 1, unchanged: 2 },
    });

    await newest.getByRole('link', { name: 'Details' }).click();
    await page.waitForURL((url) => url.searchParams.get('regression') === runId);
    await page.getByRole('dialog').getByText('What changed: changed: not set → true').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await page.waitForURL((url) => url.search === '');
    await own.getByRole('button', { name: 'Clear the baseline of variant 1' }).click();
    await newest.getByText('vs prior run').waitFor();
  });

  test('ends a run, and tries the failed items of another once more', async () => {
    const held = gate();
    otherwise = (_request, number) => {
      if (number === 0) return { status: 400 };
      return number === 1 ? held.opened.then(() => ({ body: { output: 1 } })) : undefined;
    };
    const { page, runs } = await openRuns('EDITOR');
    await page.getByRole('button', { name: 'Run: variant 1' }).dblclick();
    await runs.getByText('1 of 3 items').waitFor();
    await runs.getByText('1 error', { exact: true }).waitFor();
    held.open();
    const retry = runs.getByRole('button', { name: 'Retry the items of variant 1 that are errors' });
    await retry.waitFor();
    await runs.getByText('1 error', { exact: true }).first().waitFor();
    otherwise = () => undefined;
    await retry.click();
    await runs.getByText('3 of 3 items', { exact: true }).waitFor();

    const never = gate();
    otherwise = () => never.opened.then(() => ({ status: 500 }));
    await page.getByRole('button', { name: 'Run: variant 2' }).click();
    await runs.getByRole('button', { name: 'Cancel the run of variant 2' }).click();
    await runs.filter({ hasText: 'variant 2' }).getByText('Cancelled').waitFor();
    never.open();
  });

  test('is renamed, given the newer version of its dataset, and once completed keeps its data', async () => {
    const { client } = dashboard.deployment;
    const line = (name: string) => new Blob([JSON.stringify({ externalId: name, input: { number: 1 }, expectedOutput: 1 })]);
    const { id: datasetVersionId } = await importJsonl(client, 'growing', line('first'));
    const { datasetVersion } = unwrap(
      await client.updateExperiment({ input: { id: experimentId, datasetVersionId, tasks: { externalIds: ['first'] } } }),
    );
    const datasetId = datasetVersion?.dataset.id ?? '';
    const newest = unwrap(await client.importDatasetVersion({ input: { datasetId, format: 'JSONL', file: line('second') } }));

    const { page } = await openRuns('EDITOR');
    await page.getByText('growing, version 1').waitFor();
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    const editing = page.getByRole('dialog', { name: 'Edit the experiment' });
    await editing.getByLabel('Name', { exact: true }).fill('All of them');
    await editing.getByLabel('Version').selectOption('Version 2 · 2 items');
    await editing.getByLabel('All items').check();
    const part = editing.getByLabel('Compared part of the output');
    await part.fill('total');
    const refusal = await heldBack(page, 'UpdateExperiment');
    await editing.getByRole('button', { name: 'Save' }).click();
    // What is refused is what was sent, and not what it was corrected to meanwhile.
    await part.fill('/total');
    await refusal.answer();
    await editing.getByRole('button', { name: 'Save', disabled: false }).waitFor();
    expect(await editing.locator('[aria-invalid=true]').count()).toBe(0);
    await part.fill('total');
    await editing.getByText('“Compared part of the output”: must be a JSON Pointer').waitFor();
    expect(await part.getAttribute('aria-invalid')).toBe('true');
    // Of a part, how numbers are written does not count, as long as nobody says otherwise.
    expect(await editing.getByLabel('How numbers are written').isChecked()).toBe(true);
    await part.fill('');
    await editing.getByRole('alert').waitFor({ state: 'detached' });
    expect(await editing.getByLabel('How numbers are written').isChecked()).toBe(false);
    await editing.getByLabel('Upper and lower case').check();
    // What someone else says meanwhile stays.
    unwrap(await client.updateExperiment({ input: { id: experimentId, description: 'By someone else' } }));
    await editing.getByRole('button', { name: 'Save' }).click();
    await editing.waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'All of them' }).waitFor();
    await page.getByText('growing, version 2').waitFor();
    await page.getByText('By someone else').waitFor();
    await page.getByText('All of the output · differences that don’t count: Upper and lower case').waitFor();
    expect(await client.experiment({ id: experimentId })).toMatchObject({
      name: 'All of them',
      description: 'By someone else',
      taskCount: 2,
      datasetVersion: { id: newest.id },
    });

    await runToEnd(client, experimentId);
    unwrap(await client.completeExperiment({ input: { id: experimentId } }));
    await page.getByRole('button', { name: 'Reopen' }).waitFor();
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await editing.getByText('The experiment is concluded').waitFor();
    expect(await editing.getByLabel('Version').count()).toBe(0);
    await editing.getByLabel('Description').fill('');
    await editing.getByRole('button', { name: 'Save' }).click();
    await editing.waitFor({ state: 'detached' });
    expect(unwrap(await client.experiment({ id: experimentId })).description).toBeNull();
  });

  test('an experiment that was saved half-way is given what it lacks: another type, data, some of it as tasks, an app and its steps', async () => {
    const { client } = dashboard.deployment;
    const { id } = unwrap(await client.createExperiment({ input: { name: 'Half a form', type: 'LLM' } }));
    const items = ['a', 'b', 'c'].map((externalId) => `{"externalId":"${externalId}","input":"${externalId}"}`);
    const version = await importJsonl(client, 'late', new Blob([items.join('\n')]));
    const app = unwrap(await client.addEndpoint({ input: { name: 'late-app', url: service.url } }));
    const parameters = [{ name: 'temperature', default: 0.7 }, { name: 'top_p' }];
    unwrap(await client.createInferenceStep({ input: { externalId: 'classifier', kind: 'LLM', parameters } }));

    const page = await dashboard.open(`/experiments/${id}`, { role: 'EDITOR' });
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    const editing = page.getByRole('dialog', { name: 'Edit the experiment' });
    await editing.getByLabel('What it compares').selectOption('WEBHOOK');
    await editing.getByLabel('Dataset').selectOption('late');
    await editing.getByLabel('Those of these names').check();
    await editing.getByLabel('Endpoint').selectOption({ label: `late-app · ${service.url}` });
    await editing.getByRole('checkbox', { name: 'classifier' }).check();
    await editing.getByRole('checkbox', { name: 'top_p' }).uncheck();
    await editing.getByRole('button', { name: 'Save' }).click();
    await editing.getByText('Name at least one item.').waitFor();
    await editing.getByLabel('External ids').fill('a\nc');
    await editing.getByRole('button', { name: 'Save' }).click();
    await page.getByText('late, version 1').waitFor();
    await page.getByRole('link', { name: 'late-app' }).waitFor();
    expect(await client.experimentSetup({ id })).toMatchObject({
      datasetVersion: { id: version.id },
      taskSelection: { kind: 'LIST', externalIds: ['a', 'c'] },
      endpoint: { id: app.id },
      steps: [{ externalId: 'classifier', overridableParameters: [{ name: 'temperature' }] }],
    });

    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    expect(await editing.getByLabel('External ids').inputValue()).toBe('a\nc');
    await editing.getByLabel('All items').check();
    await editing.getByRole('button', { name: 'Save' }).click();
    await editing.waitFor({ state: 'detached' });
    expect(await client.experimentSetup({ id })).toMatchObject({ taskSelection: { kind: 'ALL' }, endpoint: { id: app.id } });
  });

  test('shows a guest the tree, what came of each branch, and nothing that a guest may not do', async () => {
    const { client } = dashboard.deployment;
    otherwise = ({ configuration }, number) =>
      configuration.careful !== true && number > 0 ? { body: { output: 'wrong' } } : undefined;
    const { id: parentId } = await variantNamed('variant 1');
    const override = { parameter: 'careful', value: true };
    const hypothesis = 'Being careful helps.';
    unwrap(await client.addVariant({ input: { experimentId, name: 'careful', parentId, override, hypothesis } }));
    await runToEnd(client, experimentId);
    const { variants } = unwrap(await client.variantOutcomes({ experimentId }));
    const outcome = variants.find(({ name }) => name === 'careful')?.outcome;
    const { path: link } = unwrap(await client.createShareLink({ input: { experimentId } }));

    const page = await dashboard.open(link, { role: null });
    const branch = page
      .getByRole('region', { name: 'Variants, as a tree' })
      .getByRole('row')
      .filter({ hasText: 'careful: true' });
    await branch.getByText('Branches from variant 1').waitFor();
    await branch.getByText('Being careful helps.').waitFor();
    await branch.getByText(formatPercent(outcome?.passRate)).first().waitFor();
    await branch.getByText(`${formatDelta(outcome?.passRateDifference?.value, 1)} points`).waitFor();
    expect(outcome?.passRateDifference?.value).toBeCloseTo(200 / 3);
    expect(await page.getByRole('button', { name: /Start|Run|Branch|Edit|Delete|Add|Mark|Remove/ }).count()).toBe(0);

    // The table fits its frame.
    expect(
      await page
        .getByRole('region', { name: 'Variants, as a tree' })
        .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
    ).toBe(0);

    await branch.getByRole('button', { name: 'Attribution' }).click();
    await page.getByRole('dialog').getByText('In all: careful, against variant 1').waitFor();
  });
});

/** A promise that the test keeps when it likes. */
function gate(): { open: () => void; opened: Promise<void> } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}
