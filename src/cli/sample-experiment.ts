import { openAsBlob } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type AddEvaluatorInput, type Client, everyNode, type ExperimentQuery, unwrap } from '../sdk/client.js';
import { findByName } from './find-by-name.js';
import { packageRoot } from '../package-root.js';

type Experiment = NonNullable<ExperimentQuery['experiment']>;

const datasetName = 'Sample invoices';
const schemaName = 'Sample invoice';
const experimentName = 'Sample: reading invoices';
/** The strategies of the built-in provider, each a variant. */
const strategies = ['labels', 'lines', 'shapes'];
const evaluators: Omit<AddEvaluatorInput, 'experimentId'>[] = [
  { name: 'as expected', kind: 'EXACT_MATCH' },
  { name: 'in the document', kind: 'GROUNDING' },
];

/** The sample experiment, made where it is missing. What is there already stays as it is, so that a second start adds to the first. */
export async function prepareSampleExperiment(client: Client): Promise<Experiment> {
  const datasetVersionId = await prepareDataset(client);
  const schemaId = await prepareSchema(client);
  const { id } =
    (await findByName(
      everyNode((after) => client.experiments({ after, filter: { search: experimentName } })),
      experimentName,
    )) ?? unwrap(await client.createExperiment({ input: { name: experimentName, type: 'EXTRACTION', datasetVersionId } }));
  const experiment = unwrap(await client.experiment({ id }));
  for (const strategy of strategies) {
    const isThere = experiment.variants.some(({ name }) => name === strategy);
    const configuration = { model: `rules:${strategy}`, schemaId };
    if (!isThere) unwrap(await client.addVariant({ input: { experimentId: id, name: strategy, configuration } }));
  }
  for (const evaluator of evaluators) {
    const isThere = experiment.evaluators.some(({ name }) => name === evaluator.name);
    if (!isThere) unwrap(await client.addEvaluator({ input: { experimentId: id, ...evaluator } }));
  }
  return unwrap(await client.experiment({ id }));
}

async function prepareDataset(client: Client): Promise<string> {
  const dataset =
    (await findByName(
      everyNode((after) => client.datasets({ first: 200, after })),
      datasetName,
    )) ?? unwrap(await client.createDataset({ input: { name: datasetName } }));
  if (dataset.latestVersion) return dataset.latestVersion.id;
  const file = await openAsBlob(sampleFile('invoices.jsonl'));
  return unwrap(await client.importDatasetVersion({ input: { datasetId: dataset.id, format: 'JSONL', file } })).id;
}

async function prepareSchema(client: Client): Promise<string> {
  const known = await findByName(
    everyNode((after) => client.outputSchemas({ first: 200, after })),
    schemaName,
  );
  if (known) return known.id;
  const jsonSchema: unknown = JSON.parse(await readFile(sampleFile('invoice.schema.json'), 'utf8'));
  return unwrap(await client.addOutputSchema({ input: { name: schemaName, jsonSchema } })).id;
}

function sampleFile(name: string): string {
  return fileURLToPath(new URL(`samples/${name}`, packageRoot));
}
