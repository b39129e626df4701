import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { encodeId } from '../../src/ids.js';
import { createClient } from '../../src/sdk/client.js';
import { verify } from '../../src/sdk/webhook.js';
import { runToEnd } from '../support/deployment.js';
import { describeInBrowser } from '../support/dashboard.js';
import { type JsonServer, startJsonServer } from '../support/json-server.js';
import { numberedItems, seedExperiment } from '../support/seed.js';

describeInBrowser('The settings', (dashboard) => {
  let app: JsonServer;
  beforeAll(async () => {
    app = await startJsonServer(() => ({ body: { output: 'fine' } }));
  });
  beforeEach(() => app.requests.splice(0));
  afterAll(() => app.close());

  test('a provider is added, changed without its key, made the default and removed', async () => {
    const { client } = dashboard.deployment;
    const page = await dashboard.open('/settings');
    await page.getByRole('button', { name: 'Add a provider' }).click();
    const form = page.getByRole('dialog');
    const add = form.getByRole('button', { name: 'Add' });
    const alerts = form.getByRole('alert');
    await form.getByLabel('Calls at once').fill('0');
    await form.getByLabel('Own prices').fill('{ "small": ');
    await add.click();
    expect(await alerts.allTextContents()).toEqual([
      'Give it a name.',
      'Give a whole number from 1 to 1,000,000.',
      expect.stringContaining('This is no JSON'),
    ]);
    await form.getByLabel('Name').fill('mine');
    await form.getByLabel('API key').fill('sk never-shown');
    await form.getByLabel('Calls at once').fill('5');
    await form.getByLabel('Own prices').fill('{ "small": { "inputPerMillion": -1 } }');
    await form.getByLabel('Base URL').fill('localhost');
    // What is refused is said in the words of the form, until another value stands there.
    const corrections = [
      ['API key', '“API key”: a key has', 'sk-never-shown'],
      ['Own prices', '“small.inputPerMillion”:', '{ "small": { "inputPerMillion": 0.15, "outputPerMillion": "0.6" } }'],
      ['Base URL', '“Base URL”: "localhost" is not a URL', ''],
    ] as const;
    for (const [label, refusal, value] of corrections) {
      await add.click();
      await alerts.getByText(refusal).waitFor();
      await form.getByLabel(label).fill(value);
      expect(await alerts.count(), label).toBe(0);
    }
    await add.click();
    const row = page.getByRole('row', { name: /^mine/ });
    await row.getByText('5 at once').waitFor();
    expect(await readableOn(page)).not.toContain('sk-never-shown');

    await row.getByRole('button', { name: 'Edit mine' }).click();
    await form.getByLabel('Calls in a window').fill('60');
    await form.getByLabel('Window, in ms').fill('60000');
    await form.getByRole('button', { name: 'Save' }).click();
    await row.getByText('5 at once, 60 per minute').waitFor();
    await row.getByText('1 model').click();
    await row.getByText('$0.15 in, $0.6 out').waitFor();
    const ofApi = (await client.modelProviders({})).find(({ name }) => name === 'mine');
    expect(ofApi).toMatchObject({ kind: 'OPENAI', hasApiKey: true, concurrency: 5, rateLimit: 60, rateLimitWindowMs: 60_000 });

    await page.getByLabel('Default provider').selectOption('mine');
    await expect.poll(async () => (await client.viewer({}))?.organization.defaultProvider).toBe('mine');
    await row.getByRole('button', { name: 'Remove mine' }).click();
    await page.getByRole('button', { name: 'Remove the provider' }).click();
    await row.waitFor({ state: 'detached' });
    expect(await page.getByLabel('Default provider').inputValue()).toBe('');
  });

  test('a signing secret is shown once, and the app that got it knows by it who pings', async () => {
    const page = await dashboard.open('/settings/endpoints');
    await page.getByRole('button', { name: 'Add an endpoint' }).click();
    await page.getByLabel('Name').fill('app');
    await page.getByLabel('URL').fill(app.url);
    await page.getByLabel('Headers').fill('{ "x-from": "a secret place" }');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.waitForURL(/\/settings\/endpoints\/ept_/);
    await page.getByText('x-from').waitFor();

    await page.getByRole('button', { name: 'Make a secret' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Make a secret' }).click();
    const secret = (await page.getByRole('status', { name: 'Signing secret' }).textContent()) ?? '';
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'Rotate the secret' }).waitFor();
    expect(await readableOn(page)).not.toContain(secret);

    await page.getByRole('button', { name: 'Send a ping' }).click();
    const row = page.getByRole('row', { name: /Ping/ });
    await row.getByText('HTTP 200').waitFor();
    await row.getByRole('button', { name: 'Response' }).click();
    await page.getByLabel('The first 1,000 characters').getByText('{"output":"fine"}').waitFor();
    const [ping] = app.requests;
    expect(ping?.headers['x-from']).toBe('a secret place');
    expect(verify({ headers: ping?.headers ?? {}, body: JSON.stringify(ping?.body) }, secret)).toMatchObject({ type: 'ping' });
  });

  test('the delivery log tells page by page what an endpoint was sent, and leads to the results', async () => {
    const { client, server } = dashboard.deployment;
    const given = numberedItems(30);
    const seeded = await seedExperiment(server.a.scope, { items: given, serviceUrl: app.url, name: 'judged' });
    const [run] = await runToEnd(client, encodeId('experiment', seeded.experiment.id));
    const endpointId = encodeId('endpoint', seeded.endpoint.id);

    const page = await dashboard.open(`/settings/endpoints/${endpointId}`, { role: 'VIEWER' });
    const links = page.getByRole('row').getByRole('link');
    await links.nth(24).waitFor();
    const shown = await links.allTextContents();
    await page.getByRole('button', { name: 'Next' }).click();
    await expect.poll(() => links.count()).toBe(5);
    shown.push(...(await links.allTextContents()));
    expect(shown.sort()).toEqual(given.map(({ externalId }) => externalId).sort());

    await links.first().click();
    await page.waitForURL(/\/comparison/);
    expect(new URL(page.url()).searchParams.get('runs')).toBe(run?.id);
    expect(new URL(page.url()).searchParams.get('item')).toMatch(/^dsi_/);
  });

  test('a key is shown once and opens the API; who revokes their own is signed out', async () => {
    const { server } = dashboard.deployment;
    const page = await dashboard.open('/settings/keys');
    await page.getByRole('button', { name: 'Create a key' }).click();
    await page.getByLabel('Name').fill('second admin');
    await page.getByLabel('Role').selectOption('Admin');
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    const key = (await page.getByRole('status', { name: 'API key' }).textContent()) ?? '';
    await page.keyboard.press('Escape');
    await page.getByRole('row', { name: /second admin/ }).waitFor();
    expect(await readableOn(page)).not.toContain(key);
    expect((await memoryOf(page)).includes(key)).toBe(false);
    const client = createClient({ url: server.url, apiKey: key });
    expect((await client.viewer({}))?.apiKey.name).toBe('second admin');
    await client.close();

    const own = await dashboard.open('/settings/keys', { role: null });
    await own.getByLabel('API key').fill(key);
    await own.getByRole('button', { name: 'Sign in' }).click();
    await own.getByRole('button', { name: 'Revoke second admin' }).click();
    await own.getByText('you will be signed out').waitFor();
    await own.getByRole('button', { name: 'Revoke for good' }).click();
    await own.getByRole('heading', { name: 'Sign in to Variorum' }).waitFor();
    await page.reload();
    await page.getByRole('row', { name: /second admin.*Revoked/ }).waitFor();
  });

  test('who is no admin reads the settings, and is offered no change of them', async () => {
    const page = await dashboard.open('/settings/keys', { role: 'EDITOR' });
    await page.getByText('Only admins change settings').waitFor();
    await page.getByRole('row', { name: /EDITOR \(of this session\)/ }).waitFor();
    expect(await page.getByRole('button', { name: /Revoke|Create/ }).count()).toBe(0);
    await page.getByRole('link', { name: 'Providers' }).click();
    await page.getByRole('row', { name: /rules/ }).waitFor();
    expect(await page.getByRole('button', { name: /Add|Edit|Remove/ }).count()).toBe(0);
  });
});

/** What the page shows and keeps, that which stands in its fields included. */
async function readableOn(page: Page): Promise<string> {
  return page.evaluate(() => {
    const fields = [...document.querySelectorAll('input, textarea')].map((field) => ('value' in field ? field.value : ''));
    const kept = [Object.entries(localStorage), Object.entries(sessionStorage), location.href];
    return JSON.stringify([fields, document.documentElement.outerHTML, kept]);
  });
}

/** Whatever the scripts of the page still hold. */
async function memoryOf(page: Page): Promise<string> {
  const inspector = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  inspector.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await inspector.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await inspector.detach();
  return chunks.join('');
}
