import { cacheExchange } from '@urql/exchange-graphcache';

/** Types of the schema that have no id: they are part of what they were read with. */
export const embeddedTypes = [
  'Attribution',
  'ComparedAnswer',
  'Comparison',
  'ComparisonCell',
  'ComparisonChange',
  'ComparisonColumn',
  'ComparisonPair',
  'ComparisonRow',
  'ComparisonSummary',
  'Contribution',
  'CostEstimate',
  'CreateApiKeySuccess',
  'CreatedShareLink',
  'DatasetItemChange',
  'DatasetVersionChanges',
  'DiffNode',
  'DivergentField',
  'DivergentFieldValue',
  'Estimate',
  'EvaluatorRegression',
  'ExcludedItem',
  'ExclusionCount',
  'ExecutionError',
  'ExperimentStep',
  'Exposure',
  'FunctionStep',
  'IgnoredEvaluator',
  'Interaction',
  'LiveComparison',
  'LiveMetric',
  'LiveScore',
  'LiveVariant',
  'McNemarTest',
  'Override',
  'PassRate',
  'PerformanceFigures',
  'RegressionExclusions',
  'RegressionItem',
  'RegressionPerformance',
  'RegressionReport',
  'RegressionStatistics',
  'RegressionSummary',
  'ResultDiff',
  'RotateEndpointSecretSuccess',
  'RunMetrics',
  'SampleRatio',
  'Score',
  'SendEventsSuccess',
  'Sensitivity',
  'StartRunsSuccess',
  'StepParameter',
  'TaskSelection',
  'TextHunk',
  'TextPart',
  'TotalDifference',
  'TraceStep',
  'VariantOutcome',
  'Viewer',
];

/** The types that the schema's interfaces stand for. */
export const possibleTypes = {
  Error: ['ConflictError', 'ForbiddenError', 'NotFoundError', 'ValidationError'],
  Regression: ['EvaluatorRegression', 'RegressionReport'],
  VariantDifference: ['Contribution', 'TotalDifference'],
};

/** The lists of the whole organization that a mutation makes out of date. What belongs to something is asked for with the mutation itself. */
const listsChangedBy: Record<string, string[]> = {
  createExperiment: ['experiments'],
  duplicateExperiment: ['experiments'],
  archiveExperiment: ['experiments'],
  unarchiveExperiment: ['experiments'],
  deleteExperiment: ['experiments'],
  createDataset: ['datasets'],
  deleteDataset: ['datasets'],
  addOutputSchema: ['outputSchemas'],
  createInferenceStep: ['inferenceSteps'],
  removeModelProvider: ['modelProviders'],
  setDefaultProvider: ['modelProviders'],
  removeEndpoint: ['endpoints'],
  removeFunction: ['functions'],
  sendEvent: ['functionRuns'],
};

/** Keeps what was read by its id, so that whatever a subscription or a mutation tells is seen by every page that shows it. */
export function createCache() {
  return cacheExchange({
    keys: {
      ...Object.fromEntries(embeddedTypes.map((type) => [type, () => null])),
      ModelProvider: providerKey,
    },
    possibleTypes,
    // Without the whole schema the cache looks into every part of a union as it writes, and warns of what the others don’t have.
    logger: (severity, message) => {
      if (!message.startsWith('Invalid undefined')) console[severity](message);
    },
    updates: {
      Mutation: Object.fromEntries(
        Object.entries(listsChangedBy).map(([mutation, lists]) => [
          mutation,
          (_result, _args, cache) => {
            for (const { fieldName, fieldKey } of cache.inspectFields('Query'))
              if (lists.includes(fieldName)) cache.invalidate('Query', fieldKey);
          },
        ]),
      ),
    },
  });
}

/** Built-in providers have no id, and no two of an organization have the same name. */
function providerKey({ id, name }: Record<string, unknown>): string {
  return typeof id === 'string' ? id : String(name);
}
