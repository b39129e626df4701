import { prepareSampleExperiment } from '../../src/cli/sample-experiment.js';
import { experiment, Variorum } from '../../src/functions.js';
import { encodeId } from '../../src/ids.js';
import { unwrap } from '../../src/sdk/client.js';
import { givenLiveExperiment } from '../domain/live/given-exposures.js';
import { type Deployment, runToEnd } from './deployment.js';
import { startFunctionsWorker } from './functions.js';
import { startJsonServer } from './json-server.js';

/** What an organization has after its first weeks: something on every page of the dashboard. */
export interface DashboardData {
  /** Of three variants, run twice: the first was changed in between. */
  experimentId: string;
  /** The run of the changed variant, which has a regression report. */
  changedRunId: string;
  /** An item on which the variants differ. */
  itemId: string;
  datasetId: string;
  /** The first version of the dataset; the latest has one item less and one that changed. */
  formerVersionId: string;
  /** With a baseline variant and others that branch from it. */
  treeId: string;
  liveExperimentId: string;
  functionRunId: string;
  endpointId: string;
}

export async function givenDashboardData(deployment: Deployment): Promise<DashboardData> {
  const sample = await givenSample(deployment);
  return {
    ...sample,
    ...(await givenTree(deployment)),
    ...(await givenLive(deployment)),
    endpointId: await givenEndpoint(deployment),
  };
}

async function givenSample({ client }: Deployment) {
  const { id: experimentId, variants, datasetVersion } = await prepareSampleExperiment(client);
  await runToEnd(client, experimentId);
  const [labels] = variants;
  if (!labels || !datasetVersion) throw new Error('The sample has variants and a dataset.');
  const configuration = { ...(labels.configuration as object), model: 'rules:shapes' };
  unwrap(await client.updateVariant({ input: { id: labels.id, configuration } }));
  const { runs } = unwrap(await client.startRuns({ input: { experimentId, variantId: labels.id } }));
  const changedRunId = runs[0]?.id ?? '';
  for await (const { status } of client.runProgress({ runId: changedRunId }))
    if (status === 'FAILED') throw new Error('The run of the changed variant failed.');

  const { comparison } = unwrap(await client.comparisonRows({ experimentId, first: 1, filter: { divergent: true } }));
  const itemId = comparison.rows.edges[0]?.node.item.id ?? '';
  const datasetId = datasetVersion.dataset.id;
  const items = [{ externalId: 'invoice-01', input: 'Invoice 1\nTotal: 12.00 EUR', expectedOutput: { total: 12 } }];
  unwrap(await client.addDatasetVersion({ input: { datasetId, items, removeExternalIds: ['invoice-02'] } }));
  return { experimentId, changedRunId, itemId, datasetId, formerVersionId: datasetVersion.id };
}

/** An experiment on one parameter: a baseline, and what was tried on top of it. */
async function givenTree({ client }: Deployment) {
  const sample = await prepareSampleExperiment(client);
  const [, lines] = sample.variants;
  const { id: treeId } = unwrap(
    await client.createExperiment({
      input: {
        name: 'Which way of reading is best',
        description: 'One change at a time, against the way that production reads invoices today.',
        type: 'EXTRACTION',
        datasetVersionId: sample.datasetVersion?.id,
        tasks: { all: true },
      },
    }),
  );
  unwrap(await client.addEvaluator({ input: { experimentId: treeId, name: 'as expected', kind: 'EXACT_MATCH' } }));
  const baseline = unwrap(
    await client.addVariant({
      input: {
        experimentId: treeId,
        name: 'production',
        baseline: true,
        configuration: { ...(lines?.configuration as object), model: 'rules:labels' },
      },
    }),
  );
  const branch = { parentId: baseline.id, experimentId: treeId, expectation: 'IMPROVED' as const };
  for (const strategy of ['lines', 'shapes']) {
    const override = { parameter: 'model', value: `rules:${strategy}` };
    const hypothesis = `Looking at ${strategy} finds totals that stand apart from their labels.`;
    unwrap(await client.addVariant({ input: { ...branch, name: `${strategy} instead`, override, hypothesis } }));
  }
  await runToEnd(client, treeId);
  await runToEnd(client, treeId);
  return { treeId };
}

async function givenLive({ database, server }: Deployment) {
  const { scope } = server.a;
  const variorum = new Variorum({ id: 'shop' });
  const answer = variorum.createFunction(
    { id: 'answer-question', triggers: { event: 'question/asked' } },
    async ({ step, group }) => {
      const question = await step.run('read-question', () => ({ words: 7, language: 'en' }));
      return group.experiment('answer-style', {
        variants: {
          short: () => step.run('answer-in-short', () => `In short: ${question.words} words.`),
          thorough: () => step.run('answer-at-length', () => `At length: ${question.words} words, in ${question.language}.`),
        },
        select: experiment.weighted({ short: 50, thorough: 50 }),
      });
    },
  );
  const worker = await startFunctionsWorker(database, [answer], {}, scope);
  const { id } = await worker.runToEnd('question/asked', { question: 'Where is my parcel?' });
  await worker.close();

  const live = await givenLiveExperiment(scope, { name: 'reading-invoices' });
  const users = (variant: string, count: number, score: (place: number) => number) =>
    Array.from({ length: count }, (_, place) => ({
      variant,
      key: `${variant}-${place}`,
      durationMs: 300 + ((place * 37) % 200),
      cost: '0.0004',
      scores: { helpful: score(place) },
    }));
  await live.expose(
    ...users('current', 60, (place) => Number(place % 2 === 0)),
    ...users('candidate', 54, (place) => Number(place % 4 !== 0)),
  );
  return { liveExperimentId: live.publicId, functionRunId: encodeId('functionRun', id) };
}

async function givenEndpoint({ client }: Deployment): Promise<string> {
  const service = await startJsonServer(() => ({ body: { output: 'pong' } }));
  const { id } = unwrap(
    await client.addEndpoint({ input: { name: 'answers', url: service.url, timeoutMs: 5000, concurrency: 20 } }),
  );
  unwrap(await client.testWebhook({ endpointId: id }));
  await service.close();
  unwrap(await client.testWebhook({ endpointId: id }));
  return id;
}
