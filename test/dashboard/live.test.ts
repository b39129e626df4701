import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenFunction, givenRuns } from '../domain/functions/given-functions.js';
import { givenLiveExperiment } from '../domain/live/given-exposures.js';
import { describeInBrowser } from '../support/dashboard.js';
import { type FunctionsWorker, startFunctionsWorker } from '../support/functions.js';
import { numberedItems, seedExperiment } from '../support/seed.js';
import { formatMetric, formatMetricDifference, verdictWords } from '../../src/dashboard/live/metric.js';
import { formatDuration, formatPValue } from '../../src/dashboard/quantities.js';
import { Variorum } from '../../src/functions/client.js';
import { NonRetriableError } from '../../src/functions/errors.js';
import { encodeId } from '../../src/ids.js';
import { unwrap } from '../../src/sdk/client.js';
import { layoutShift } from './layout-shift.js';

describeInBrowser('The dashboard', (dashboard) => {
  let worker: FunctionsWorker;
  let answer: (summary: string) => void = () => undefined;
  let broken = true;

  beforeAll(async () => {
    const answered = new Promise<string>((resolve) => {
      answer = resolve;
    });
    const app = new Variorum({ id: 'library' });
    const summarize = app.createFunction(
      { id: 'summarize', triggers: { event: 'document/uploaded' } },
      async ({ event, step }) => {
        for (const page of event.data.pages) await step.run('read', () => `page ${page}`);
        return step.run('summarize', () => answered);
      },
    );
    const publish = app.createFunction({ id: 'publish', triggers: { event: 'document/approved' } }, ({ step }) =>
      step.run('put', () => {
        if (broken) throw new NonRetriableError('The shelf is full.');
        return 'shelf 3';
      }),
    );
    const { database, server } = dashboard.deployment;
    worker = await startFunctionsWorker(database, [summarize, publish], {}, server.a.scope);
  });
  afterAll(() => worker.close());

  test('lists a live experiment once it appears, shows its shares, intervals and verdicts as the API gives them, follows new exposures, and leads to the runs', async () => {
    const { client, server } = dashboard.deployment;
    const page = await dashboard.open('/live', { role: 'VIEWER' });
    await page.getByText('There is no live experiment yet').waitFor();
    const live = await givenLiveExperiment(server.a.scope, { name: 'assistant' });
    const users = (variant: string, from: number, to: number) =>
      Array.from({ length: to - from }, (_, place) => ({
        variant,
        key: `${variant} ${from + place}`,
        durationMs: (variant === 'current' ? 900 : 400) + (place % 5),
        scores: { resolved: place % 2 },
      }));
    await live.expose(...users('current', 0, 60));
    const listed = page.getByRole('row', { name: 'assistant' });
    await listed.getByRole('cell', { name: '60', exact: true }).first().waitFor();
    await live.expose(...users('candidate', 0, 55));
    await listed.getByRole('cell', { name: '115', exact: true }).first().waitFor();
    await listed.getByRole('link').click();
    await page.getByText('The units are shared as the weights say').waitFor();
    const loaded = await layoutShift(page);
    expect(await page.getByRole('button', { name: 'Promote a variant' }).count()).toBe(0);

    const { variants } = unwrap(await client.liveExperiment({ id: live.publicId }));
    const [current, candidate] = variants;
    const duration = candidate?.durationMs.comparison;
    if (!current || !duration) throw new Error('The candidate is compared with the first variant.');
    const row = page.getByRole('region', { name: 'Duration by variant' }).getByRole('row', { name: 'candidate' });
    const shown = await row.getByRole('cell').allInnerTexts();
    expect(shown.map((text) => text.replaceAll(/\s+/g, ' '))).toEqual([
      'candidate',
      '55',
      formatMetric('durationMs', candidate.durationMs.mean),
      `${formatMetric('durationMs', candidate.durationMs.low)} to ${formatMetric('durationMs', candidate.durationMs.high)}`,
      '',
      [
        formatMetricDifference('durationMs', duration.difference),
        formatMetricDifference('durationMs', duration.low),
        'to',
        formatMetricDifference('durationMs', duration.high),
      ].join(' '),
      formatPValue(duration.pValue),
      formatPValue(duration.adjustedPValue),
      verdictWords('durationMs', duration.verdict),
    ]);
    expect(duration.verdict).toBe('IMPROVED');
    const shares = page.getByRole('region', { name: 'Shares of the variants' });
    await shares.getByRole('row', { name: 'current' }).getByRole('cell', { name: '52.2 %' }).waitFor();

    await live.expose(...users('current', 60, 400));
    await shares.getByRole('row', { name: 'current' }).getByRole('cell', { name: '400' }).first().waitFor();
    await page.getByText('Sample ratio mismatch').waitFor();
    expect((await layoutShift(page)) - loaded).toBeLessThan(0.001);
    expect(unwrap(await client.liveExperiment({ id: live.publicId })).sampleRatio?.mismatch).toBe(true);

    await page.getByRole('link', { name: 'See the runs that were given candidate' }).click();
    await page.waitForURL(/variant=candidate/);
    await page.getByRole('region', { name: 'Function runs' }).getByRole('row').nth(50).waitFor();
    expect(await page.getByLabel('Live experiment').inputValue()).toBe(live.publicId);
  });

  test('promotes the variant of an experiment to a live experiment', async () => {
    const { client, server } = dashboard.deployment;
    const live = await givenLiveExperiment(server.a.scope, {
      name: 'answer-model',
      managed: true,
      weights: { current: 100, candidate: 0 },
    });
    await live.expose({ variant: 'current', key: 'user' });
    await seedExperiment(server.a.scope, { items: numberedItems(1), serviceUrl: 'http://127.0.0.1:9/' });
    const configuration = { endpoint: 'service' };

    const page = await dashboard.open(`/live/${live.publicId}`, { role: 'EDITOR' });
    await page.getByText('Nothing has been promoted yet').waitFor();
    await page.getByRole('button', { name: 'Promote a variant' }).click();
    await page.getByLabel('Experiment', { exact: true }).selectOption('numbers');
    await page.getByLabel('Variant', { exact: true }).selectOption('variant 1');
    await page.getByLabel('Goes live as').selectOption('candidate');
    await page.getByLabel('Weight').fill('25');
    await page.getByText('20.0 % of the units that come').waitFor();
    await page.getByRole('button', { name: 'Promote', exact: true }).click();
    await page.getByText('variant 1 of numbers, with weight 25').waitFor();
    expect(await page.getByLabel('Configuration of candidate').textContent()).toBe(JSON.stringify(configuration, null, 2));

    const { variants } = unwrap(await client.liveExperiment({ id: live.publicId }));
    expect(variants).toMatchObject([{ weight: 100 }, { name: 'candidate', weight: 25, configuration }]);
  });

  test('sends an event, and follows the run that it starts to its end, on a timeline of its steps and in the list of somebody else', async () => {
    const list = await dashboard.open('/functions?event=document/uploaded', { role: 'VIEWER' });
    await list.getByText('No run fits').waitFor();
    const page = await dashboard.open('/functions', { role: 'EDITOR' });
    await page.getByRole('button', { name: 'Send an event' }).click();
    await page.getByLabel('Name').fill('document/uploaded');
    await page.getByLabel('Data').fill('{"pages": [1, 2}');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('alert').getByText('This is no JSON').waitFor();
    await page.getByLabel('Data').fill('{"pages": [1, 2]}');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('The event has started 1 run.').waitFor();
    // Who has sent it has its run in the list.
    await page.getByRole('region', { name: 'Function runs' }).getByRole('row', { name: 'summarize' }).waitFor();
    await page.getByRole('dialog').getByRole('link', { name: 'summarize' }).click();

    const steps = page.getByRole('region', { name: 'Steps' }).getByRole('listitem');
    await steps.nth(1).waitFor();
    const loaded = await layoutShift(page);
    await page.getByRole('status').getByText('Running').waitFor();
    const listed = list.getByRole('region', { name: 'Function runs' }).getByRole('row', { name: 'summarize' });
    await listed.getByText('Running').waitFor();

    // The next one waits until it is asked for; what is being read stays where it is, and goes on.
    const moved = await layoutShift(list);
    unwrap(await dashboard.deployment.client.sendEvent({ input: { name: 'document/uploaded', data: { pages: [] } } }));
    const newer = list.getByRole('button', { name: 'Show newer runs' });
    await newer.waitFor();
    answer('Two pages.');
    await page.getByRole('status').getByText('Completed').waitFor();
    expect((await layoutShift(page)) - loaded).toBeLessThan(0.001);
    await listed.getByText('Completed').waitFor();
    expect(await listed.count()).toBe(1);
    // Digits of a right-aligned figure may begin elsewhere, and that is all.
    expect((await layoutShift(list)) - moved).toBeLessThan(0.001);
    await newer.click();
    await listed.nth(1).waitFor();
    expect(await newer.count()).toBe(0);
    expect(await page.getByRole('region', { name: 'Output of the run' }).textContent()).toBe('Two pages.');

    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    const run = unwrap(await dashboard.deployment.client.functionRun({ id }));
    expect(await steps.allInnerTexts()).toEqual(
      run.steps.map(({ externalId, occurrence, durationMs }) =>
        expect.stringMatching(
          new RegExp(`${externalId}\\s*${occurrence > 0 ? '#2' : ''}\\s*${formatDuration(durationMs)}\\s*Completed`),
        ),
      ),
    );
    await steps.nth(1).getByRole('button').click();
    await page.waitForURL(/step=1/);
    expect(await page.getByRole('region', { name: 'Output of the step' }).textContent()).toBe('page 2');
  });

  test('takes what comes to fit a later page into it, and stays there', async () => {
    const { client, server } = dashboard.deployment;
    const { scope } = server.a;
    await givenFunction(scope, 'listed');
    const runs = (await givenRuns(scope, 'listed', Array(53).fill({}))).sort();
    const id = encodeId('functionRun', runs[2] ?? '');
    unwrap(await client.cancelFunctionRun({ id }));

    const page = await dashboard.open('/functions?event=listed&status=PENDING', { role: 'VIEWER' });
    const rows = page.getByRole('region', { name: 'Function runs' }).getByRole('row');
    await rows.nth(50).waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await rows.nth(3).waitFor({ state: 'detached' });
    expect(await rows.count()).toBe(1 + 2);
    unwrap(await client.retryFunctionRun({ id }));
    await rows.nth(3).waitFor();
    await page.getByText('Page 2').waitFor();
    expect(await page.getByRole('button', { name: 'Show newer runs' }).count()).toBe(0);
  });

  test('lists the runs that have failed, also one that could not be told of, and goes on with one', async () => {
    const { status } = await worker.runToEnd('document/approved');
    expect(status).toBe('FAILED');
    const page = await dashboard.open('/functions?status=FAILED', { role: 'EDITOR' });
    const { first } = await untoldAfterFirst(page, 'functionRuns');
    await page.reload();
    const row = page.getByRole('region', { name: 'Function runs' }).getByRole('row', { name: 'publish' });
    await row.getByText('The shelf is full.').waitFor();
    await first;
    await worker.runToEnd('document/approved');
    await row.nth(1).getByText('The shelf is full.').waitFor();
    await row.first().getByRole('link').click();
    await page.getByRole('button', { name: 'put' }).click();
    await page.getByText('NonRetriableError').waitFor();

    broken = false;
    await page.getByRole('button', { name: 'Retry' }).click();
    await page.getByRole('region', { name: 'Output of the run' }).getByText('shelf 3').waitFor();
    await page.getByRole('region', { name: 'Output of the step' }).getByText('shelf 3').waitFor();
  });
});

/** Lets a subscription tell one thing, at which the promise resolves, and errors from then on. */
async function untoldAfterFirst(page: Page, field: string): Promise<{ first: Promise<void> }> {
  let tell = (): void => undefined;
  const first = new Promise<void>((resolve) => {
    tell = resolve;
  });
  let hasTold = false;
  await page.routeWebSocket('**/graphql', (socket) => {
    socket.connectToServer().onMessage((message) => {
      const { type, id, payload } = JSON.parse(String(message));
      const isOfField = type === 'next' && field in (payload.data ?? {});
      const errors = [{ message: 'The page could not be read.' }];
      socket.send(isOfField && hasTold ? JSON.stringify({ type, id, payload: { data: null, errors } }) : message);
      hasTold ||= isOfField;
      if (hasTold) tell();
    });
  });
  return { first };
}
