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
/** Where to write a picture of each page to; nowhere where nothing is said. */
const pictures = process.env.PICTURES;

/** A page, by the name of its picture: where it is, and the heading that is there once it is whole. */
type Visit = [name: string, path: (data: DashboardData) => string, heading: string | RegExp];

const visits: Visit[] = [
  ['experiments', () => '/experiments', 'Experiments'],
  ['new-experiment', () => '/experiments/new', 'New experiment'],
  ['experiment', ({ experimentId }) => `/experiments/${experimentId}`, 'Sample: reading invoices'],
  ['experiment-tree', ({ treeId }) => `/experiments/${treeId}`, 'Which way of reading is best'],
  [
    'regression',
    ({ experimentId, changedRunId }) => `/experiments/${experimentId}?regression=${changedRunId}`,
    'Sample: reading invoices',
  ],
  ['comparison', ({ experimentId }) => `/experiments/${experimentId}/comparison`, /Comparison/],
  ['diff', ({ experimentId, itemId }) => `/experiments/${experimentId}/comparison?item=${itemId}`, /Comparison/],
  ['datasets', () => '/datasets', 'Datasets'],
  ['dataset', ({ datasetId }) => `/datasets/${datasetId}`, 'Sample invoices'],
  ['dataset-changes', ({ datasetId, formerVersionId }) => `/datasets/${datasetId}?against=${formerVersionId}`, 'Sample invoices'],
  ['live-experiments', () => '/live', 'Live experiments'],
  ['live-experiment', ({ liveExperimentId }) => `/live/${liveExperimentId}`, 'reading-invoices'],
  ['functions', () => '/functions', 'Functions'],
  ['function-run', ({ functionRunId }) => `/functions/runs/${functionRunId}`, /answer-question/],
  ['providers', () => '/settings/providers', 'Settings'],
  ['endpoints', () => '/settings/endpoints', 'Settings'],
  ['endpoint', ({ endpointId }) => `/settings/endpoints/${endpointId}`, 'Settings'],
  ['api-keys', () => '/settings/keys', 'Settings'],
  ['nothing-here', () => '/no/such/page', 'Nothing is here'],
];

describeInBrowser('Every page', (dashboard) => {
  let data: DashboardData;
  beforeAll(async () => {
    data = await givenDashboardData(dashboard.deployment);
  }, 60_000);

  test.each(visits)(
    '%s can be read by everyone, in both themes, on a wide screen and a narrow one',
    async (name, path, heading) => {
      const page = await dashboard.open(path(data));
      await page.getByRole('heading', { name: heading, includeHidden: true }).first().waitFor({ state: 'attached' });
      await expectReadable(page, name);
      await page.close();
    },
  );

  test('the way in can be, too', async () => {
    const page = await dashboard.open('/', { role: null });
    await page.getByRole('heading', { name: 'Sign in to Variorum' }).waitFor();
    await expectReadable(page, 'sign-in');
  });
});

async function expectReadable(page: Page, name: string): Promise<void> {
  // What is still being loaded says so as a status, and is not what the page is about.
  await page.waitForFunction(() => !document.body.textContent.includes('Loading …'));
  await page.evaluate(axe.source);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page, rules[colorScheme]), `${name}, ${colorScheme}`).toEqual([]);
    if (pictures !== undefined) await takePicture(page, `${name}${colorScheme === 'dark' ? '-dark' : ''}`);
  }
  await page.setViewportSize({ width: 360, height: 800 });
  const widths = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    screen: document.documentElement.clientWidth,
  }));
  expect(widths.content, `${name}: the page scrolls sideways on a narrow screen`).toBeLessThanOrEqual(widths.screen);
  if (pictures !== undefined) await takePicture(page, `${name}-narrow`);
}

/** What the checker finds, each with the elements that it is about. */
async function violations(page: Page, applied: string[]): Promise<unknown[]> {
  return page.evaluate(async (runOnly) => {
    const found = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, { runOnly });
    return found.violations.map(({ id, help, nodes }) => ({ id, help, elements: nodes.map(({ html }) => html) }));
  }, applied);
}

async function takePicture(page: Page, name: string): Promise<void> {
  await mkdir(pictures ?? '', { recursive: true });
  await page.screenshot({ path: join(pictures ?? '', `${name}.png`) });
}
