import { createDataset } from '../../src/domain/datasets/datasets.js';
import { addDatasetVersion } from '../../src/domain/datasets/versions.js';
import { addEndpoint } from '../../src/domain/endpoints/endpoints.js';
import { addEvaluator } from '../../src/domain/evaluation/attachment.js';
import { createExperiment } from '../../src/domain/experiments/experiments.js';
import type { Scope } from '../../src/domain/scope.js';
import { addVariant } from '../../src/domain/variants/variants.js';
import { isFailure } from '../../src/failures.js';
import type { Json, JsonObject } from '../../src/json.js';

/** The value, where a test counts on there being no failure. */
export function expectValue<T>(value: T): Exclude<T, Error> {
  if (isFailure(value)) throw value;
  return value as Exclude<T, Error>;
}

export interface SeedItem {
  externalId: string;
  input: Json;
  expectedOutput?: Json;
  metadata?: JsonObject;
}

/** `count` items whose input is `{number}` and whose expected output is that number. */
export function numberedItems(count: number): SeedItem[] {
  return Array.from({ length: count }, (_, number) => ({
    externalId: `item-${number}`,
    input: { number },
    expectedOutput: number,
  }));
}

/** A dataset with one version of these items. */
export async function seedDatasetVersion(scope: Scope, items: SeedItem[]) {
  const dataset = expectValue(await createDataset(scope, { name: 'numbers' }));
  return expectValue(await addDatasetVersion(scope, { datasetId: dataset.id, items }));
}

export interface SeedExperiment {
  items: SeedItem[];
  /** The address of the user's service that every variant calls. */
  serviceUrl: string;
  /** Further keys of each variant's configuration; one variant without any by default. */
  variants?: JsonObject[];
  /** The endpoint's name and limits. */
  name?: string;
  concurrency?: number;
  rateLimit?: number;
}

/** A CUSTOM experiment that calls a service of the test's, judged by EXACT_MATCH. */
export async function seedExperiment(
  scope: Scope,
  { items, serviceUrl, variants = [{}], name = 'service', concurrency, rateLimit }: SeedExperiment,
) {
  const version = await seedDatasetVersion(scope, items);
  const endpoint = expectValue(
    await addEndpoint(scope, {
      name,
      url: serviceUrl,
      timeoutMs: 5000,
      ...(concurrency ? { concurrency } : {}),
      ...(rateLimit ? { rateLimit } : {}),
    }),
  );
  const experiment = expectValue(
    await createExperiment(scope, { name: 'numbers', type: 'CUSTOM', datasetVersionId: version.id }),
  );
  expectValue(await addEvaluator(scope, { experimentId: experiment.id, name: 'right', kind: 'EXACT_MATCH' }));
  const added = [];
  for (const [place, configuration] of variants.entries()) {
    added.push(
      expectValue(
        await addVariant(scope, {
          experimentId: experiment.id,
          name: `variant ${place + 1}`,
          configuration: { endpoint: endpoint.name, ...configuration },
        }),
      ),
    );
  }
  return { experiment, variants: added, version, endpoint };
}
