import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../support/dashboard.js';
import { type DashboardData, givenDashboardData } from '../support/dashboard-data.js';

/** The rules of WCAG 2.2 up to AA, and what the checker calls best practice; the dark theme has other colours, and nothing else. */
const rules = {
  light: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  dark: ['color-contrast', 'link-in-text-block'],
};
const wide = { width: 1280, height: 900 };
const narrow = { width: 360, height: 800 };
/** Where to write a picture of each page to, such as `docs/images`; nowhere where nothing is said. */
const pictures = process.env.PICTURES;
/** The page that is also shown dark, and on a narrow screen. */
const shownOtherwise = 'comparison';

/** A page, by the name of its picture: where it is, and the heading that is there once it is whole. */
type Visit = [name: string, path: (data: DashboardData) => string, heading: string | RegExp];

const visits: Visit[] = [
  ['experiments', () => '/experiments', 'Experiments'],
  ['new-experiment', () => '/experiments/new', 'New experiment'],
  ['experiment', ({ experimentId }) => `/experiments/${experimentId}`, 'Sample: reading invoices'],
  ['experiment-tree', ({ treeId }) => `/experiments/${treeId}`, 'Which way of reading is best'],
  ['regression', ({ experimentId, changedRunId }) => `/experiments/${experimentId}?regression=${changedRunId}`, 'Regressed'],
  ['comparison', ({ experimentId }) => `/experiments/${experimentId}/comparison`, /Comparison/],
  ['diff', ({ experimentId, itemId }) => `/experiments/${experimentId}/comparison?item=${itemId}`, /^invoice-/],
  ['datasets', () => '/datasets', 'Datasets'],
  ['dataset-changes', ({ datasetId, formerVersionId }) => `/datasets/${datasetId}?against=${formerVersionId}`, 'Sample invoices'],
  ['live-experiments', () => '/live', 'Live experiments'],
  ['dataset', ({ datasetId }) => `/datasets/${datasetId}`, 'Sample invoices'],
  ['live-experiment', ({ liveExperimentId }) => `/live/${liveExperimentId}`, 'reading-invoices'],
  ['functions', () => '/functions', 'Functions'],
  ['function-run', ({ functionRunId }) => `/functions/runs/${functionRunId}`, /answer-question/],
  ['providers', () => '/settings/providers', 'Model providers'],
  ['endpoints', () => '/settings/endpoints', 'Endpoints'],
  ['endpoint', ({ endpointId }) => `/settings/endpoints/${endpointId}`, 'answers'],
  ['api-keys', () => '/settings/keys', 'API keys'],
  ['nothing-here', () => '/no/such/page', 'Nothing is here'],
];

describeInBrowser('Every page', (dashboard) => {
  let data: DashboardData;
  let page: Page;
  beforeAll(async () => {
    data = await givenDashboardData(dashboard.deployment);
    page = await dashboard.open('/');
    await page.getByRole('heading', { name: 'Experiments' }).waitFor();
    await page.evaluate(axe.source);
  }, 60_000);

  test.each(visits)(
    '%s can be read by everyone, in both themes, on a wide screen and a narrow one',
    async (name, path, heading) => {
      // As a link of the dashboard leads there, which takes half the time of loading all of it anew.
      await page.evaluate((address) => history.pushState({}, '', address), path(data));
      await page.getByRole('heading', { name: heading, includeHidden: true }).first().waitFor({ state: 'attached' });
      await expectReadable(page, name);
    },
  );

  test('the way in can be, too', async () => {
    const signIn = await dashboard.open('/', { role: null });
    await signIn.getByRole('heading', { name: 'Sign in to Variorum' }).waitFor();
    await signIn.evaluate(axe.source);
    await expectReadable(signIn, 'sign-in');
  });
});

async function expectReadable(page: Page, name: string): Promise<void> {
  // What is still being loaded says so as a status, and is not what the page is about.
  await page.waitForFunction(() => !document.body.textContent.includes('Loading …'));
  await page.setViewportSize(wide);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page, rules[colorScheme]), `${name}, ${colorScheme}`).toEqual([]);
    if (colorScheme === 'light') await takePicture(page, name);
    else if (name === shownOtherwise) await takePicture(page, `${name}-dark`);
  }
  await page.setViewportSize(narrow);
  const widths = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    screen: document.documentElement.clientWidth,
  }));
  expect(widths.content, `${name}: the page scrolls sideways on a narrow screen`).toBeLessThanOrEqual(widths.screen);
  if (name === shownOtherwise) await takePicture(page, `${name}-narrow`);
}

/** What the checker finds, each with the elements that it is about. */
async function violations(page: Page, applied: string[]): Promise<unknown[]> {
  return page.evaluate(async (runOnly) => {
    const found = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, { runOnly });
    return found.violations.map(({ id, help, nodes }) => ({ id, help, elements: nodes.map(({ html }) => html) }));
  }, applied);
}

async function takePicture(page: Page, name: string): Promise<void> {
  if (pictures === undefined || name === 'nothing-here') return;
  await mkdir(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}
