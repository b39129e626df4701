import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../support/dashboard.js';
import { numberedItems, seedExperiment } from '../support/seed.js';
import { startService, type TestService } from '../support/service.js';
import { encodeId } from '../../src/ids.js';
import { unwrap } from '../../src/sdk/client.js';
import { layoutShift } from './layout-shift.js';

describeInBrowser('The list of experiments', (dashboard) => {
  let service: TestService;
  let answer = (): void => undefined;

  beforeAll(async () => {
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    service = await startService(() => answered.then(() => ({ body: { output: 0 } })));
  });
  afterAll(() => service.close());

  test('shows what others create and run, as it happens, and what its filters let through alone', async () => {
    const { client, server } = dashboard.deployment;
    const page = await dashboard.open('/experiments');
    await page.getByText('There is no experiment yet').waitFor();

    const { experiment } = await seedExperiment(server.a.scope, { items: numberedItems(1), serviceUrl: service.url });
    const experimentId = encodeId('experiment', experiment.id);
    const row = page.getByRole('row', { name: 'numbers' });
    await row.getByRole('cell', { name: 'Draft' }).first().waitFor();

    unwrap(await client.startRuns({ input: { experimentId } }));
    await row.getByRole('cell', { name: 'Running', exact: true }).waitFor();
    await page.getByLabel('Status').selectOption('Running');
    await page.waitForURL(/status=RUNNING/);
    await row.waitFor();

    answer();
    await page.getByText('No experiment fits').waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await row.getByRole('cell', { name: 'Completed' }).waitFor();

    // One more waits until it is asked for, so that what is being read stays where it is, and follows what becomes of it.
    const moved = await layoutShift(page);
    unwrap(await client.createExperiment({ input: { name: 'newest', type: 'LLM' } }));
    const newer = page.getByRole('button', { name: 'Show newer experiments' });
    await newer.waitFor();
    unwrap(await client.completeExperiment({ input: { id: experimentId } }));
    await row.getByRole('cell', { name: 'Concluded' }).waitFor();
    expect(await page.getByRole('row').count()).toBe(2);
    expect((await layoutShift(page)) - moved).toBeLessThan(0.001);
    await newer.click();
    await page.getByRole('row', { name: 'newest' }).waitFor();
    expect(await newer.count()).toBe(0);
  });

  test('shows newer ones by itself once nothing is left of those that were read', async () => {
    const { client } = dashboard.deployment;
    const create = async (name: string) => unwrap(await client.createExperiment({ input: { name, type: 'LLM' } }));
    const { id } = await create('Draft of May');
    const page = await dashboard.open('/experiments?search=draft');
    await page.getByRole('link', { name: 'Draft of May' }).waitFor();
    await create('Draft of June');
    const newer = page.getByRole('button', { name: 'Show newer experiments' });
    await newer.waitFor();
    unwrap(await client.updateExperiment({ input: { id, name: 'Final' } }));
    await page.getByRole('link', { name: 'Draft of June' }).waitFor();
    expect(await newer.count()).toBe(0);
  });

  test('keeps its filters in the address, so that a list can be kept and passed on', async () => {
    const { client } = dashboard.deployment;
    for (const name of ['Invoices by lines', 'Receipts']) unwrap(await client.createExperiment({ input: { name, type: 'LLM' } }));
    const page = await dashboard.open('/experiments', { role: 'VIEWER' });
    await page.getByRole('link', { name: 'Receipts' }).waitFor();
    expect(await page.getByRole('link', { name: 'New experiment' }).count()).toBe(0);

    await page.getByLabel('Name or description').fill('invoices');
    await page.getByLabel('Type').selectOption('LLM');
    await page.getByRole('link', { name: 'Receipts' }).waitFor({ state: 'detached' });
    await page.waitForURL(/search=invoices/);
    await page.reload();
    await page.getByRole('link', { name: 'Invoices by lines' }).waitFor();
    expect(await page.getByRole('row').count()).toBe(2);
    expect(await page.getByLabel('Name or description').inputValue()).toBe('invoices');
    expect(await page.getByLabel('Type').inputValue()).toBe('LLM');
  });
});
