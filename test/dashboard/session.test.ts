import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { unwrap } from '../../src/sdk/client.js';
import { describeInBrowser } from '../support/dashboard.js';

describeInBrowser('Signing in to the dashboard', (dashboard) => {
  test('someone with a key is told when it is wrong, gets where they wanted with the right one, and the browser keeps no key', async () => {
    const { server } = dashboard.deployment;
    const page = await dashboard.open('/datasets', { role: null });
    await page.getByLabel('API key').fill('vrm_wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('The API key is unknown or was revoked.').waitFor();

    await page.getByLabel('API key').fill(server.a.editor);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Datasets' }).waitFor();
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
});

/** What a script on the page could read of what the browser keeps. */
async function readableByScripts(page: Page): Promise<string> {
  return page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.documentElement.outerHTML]),
  );
}
