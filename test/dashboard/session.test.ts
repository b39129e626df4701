import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { unwrap } from '../../src/sdk/client.js';
import { describeInBrowser } from '../support/dashboard.js';
import { importJsonl } from '../support/deployment.js';

describeInBrowser('Signing in to the dashboard', (dashboard) => {
  test('someone with a key is told when it is wrong, gets where they wanted with the right one, and the browser keeps no key', async () => {
    const { server } = dashboard.deployment;
    const page = await dashboard.open('/experiments?search=1.10', { role: null });
    await page.getByLabel('API key').fill('vrm_wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('The API key is unknown or was revoked.').waitFor();

    await page.getByLabel('API key').fill(server.a.editor);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Experiments' }).waitFor();
    expect(await page.getByLabel('Name or description').inputValue()).toBe('1.10');
    expect(await readableByScripts(page)).not.toContain(server.a.editor);
    expect(await page.evaluate('document.cookie')).toBe('');
  });

  test('the link that the server prints signs in once', async () => {
    const link = await dashboard.deployment.server.server.createSignInLink();
    const first = await dashboard.open(new URL(link).pathname + new URL(link).search, { role: null });
    await first.getByRole('heading', { name: 'Experiments' }).waitFor();
    const second = await dashboard.open(new URL(link).pathname + new URL(link).search, { role: null });
    await second.getByRole('heading', { name: 'This sign-in link opens nothing any more' }).waitFor();
    await second.getByRole('link', { name: 'Open the dashboard' }).click();
    await second.getByRole('heading', { name: 'Sign in to Variorum' }).waitFor();
  });

  test('after signing out the cookie opens nothing any more', async () => {
    const page = await dashboard.open('/experiments');
    await page.getByRole('heading', { name: 'Experiments' }).waitFor();
    const cookies = await page.context().cookies();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in to Variorum' }).waitFor();

    await page.context().addCookies(cookies);
    await page.reload();
    await page.getByRole('heading', { name: 'Sign in to Variorum' }).waitFor();
  });

  test('a key that is revoked takes its sessions along, and an open page says so to whoever comes back to it', async () => {
    const { client } = dashboard.deployment;
    const { key, apiKey } = unwrap(await client.createApiKey({ input: { name: 'of a guest worker', role: 'VIEWER' } }));
    const page = await dashboard.open('/', { role: null });
    await page.getByLabel('API key').fill(key);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Experiments' }).waitFor();
    unwrap(await client.revokeApiKey({ id: apiKey.id }));
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await page.getByRole('heading', { name: 'Sign in to Variorum' }).waitFor();
  });

  test('the page of a guest asks for nothing that a guest is refused, and says over which dataset the experiment is, also when that changes', async () => {
    const { client } = dashboard.deployment;
    const item = () => new Blob(['{"externalId": "one", "input": 1}\n']);
    const [invoices, receipts] = [await importJsonl(client, 'invoices', item()), await importJsonl(client, 'receipts', item())];
    const { id } = unwrap(
      await client.createExperiment({ input: { name: 'Shared', type: 'LLM', datasetVersionId: invoices.id } }),
    );
    const { path } = unwrap(await client.createShareLink({ input: { experimentId: id } }));
    const link = await dashboard.open(path, { role: null });
    await link.getByRole('heading', { name: 'Shared' }).waitFor();

    const page = await link.context().newPage();
    const answers = answersTo(page);
    await page.goto(link.url());
    await page.getByText('invoices, version 1').waitFor();
    unwrap(await client.updateExperiment({ input: { id, name: 'Renamed' } }));
    await page.getByRole('heading', { name: 'Renamed' }).waitFor();
    expect(await page.getByText('invoices, version 1').count()).toBe(1);
    unwrap(await client.updateExperiment({ input: { id, datasetVersionId: receipts.id } }));
    await page.getByText('receipts, version 1').waitFor();
    expect(await page.getByRole('link', { name: 'receipts, version 1' }).count()).toBe(0);
    const answered = await Promise.all(answers);
    expect(answered.filter((answer) => answer.includes('"sharedExperiment"'))).toHaveLength(1);
    expect(answered.filter((answer) => answer.includes('FORBIDDEN'))).toEqual([]);
  });
});

/** What the server answers to a page from now on, over HTTP and WebSocket. */
function answersTo(page: Page): Promise<string>[] {
  const answers: Promise<string>[] = [];
  page.on('response', (response) => {
    if (new URL(response.url()).pathname === '/graphql') answers.push(response.text());
  });
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => answers.push(Promise.resolve(String(payload))));
  });
  return answers;
}

/** What a script on the page could read of what the browser keeps. */
async function readableByScripts(page: Page): Promise<string> {
  return page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.documentElement.outerHTML]),
  );
}
