import {
  DeliveryPurpose,
  EvaluatorKind,
  Expectation,
  ExperimentType,
  InferenceStepKind,
  ModelProviderKind,
  Role,
  RunStatus,
} from '../database/client.js';
import type { Normalization } from '../domain/evaluation/normalization.js';
import { builder } from './builder.js';

export const RoleEnum = builder.enumType('Role', {
  description: 'What a key may do.',
  values: {
    [Role.VIEWER]: { description: 'Reads.' },
    [Role.EDITOR]: { description: 'Also creates, changes and runs.' },
    [Role.ADMIN]: { description: 'Also manages keys, providers and endpoints, and deletes.' },
  },
});

export const ExperimentTypeEnum = builder.enumType('ExperimentType', {
  description: 'What an experiment compares.',
  values: {
    [ExperimentType.EXTRACTION]: { description: 'Document to structured JSON.' },
    [ExperimentType.LLM]: { description: 'Prompt to response.' },
    [ExperimentType.CUSTOM]: { description: 'Whatever the user’s own HTTP service does.' },
    [ExperimentType.WEBHOOK]: { description: 'The inference steps of the user’s own application, which is called by webhook.' },
  },
});

export const ExperimentStatusEnum = builder.enumType('ExperimentStatus', {
  description: 'How an experiment stands: derived from all of its runs when it is read.',
  values: {
    DRAFT: { description: 'No runs yet.' },
    RUNNING: { description: 'At least one run is PENDING or RUNNING.' },
    COMPLETED: { description: 'All runs are COMPLETED.' },
    PARTIAL_SUCCESS: { description: 'At least one run is COMPLETED, and at least one FAILED or CANCELLED.' },
    FAILED: { description: 'No run is COMPLETED.' },
  },
});

export const ExperimentStageEnum = builder.enumType('ExperimentStage', {
  description:
    'How far an experiment has come: derived, when it is read, from its runs, what was chosen, and when it was completed or archived.',
  values: {
    DRAFT: {
      description:
        'Being set up: without a baseline variant nothing has run yet; with one, its tasks or inference steps are not chosen yet.',
    },
    BASELINE_PENDING: { description: 'Tasks are chosen; the baseline has yet to run.' },
    RUNNING_BASELINE: { description: 'A run of the baseline is PENDING or RUNNING.' },
    BASELINE_COMPLETE: { description: 'The baseline has results, and no other variant ever ran.' },
    BASELINE_FAILED: { description: 'The newest run of the baseline FAILED, and none COMPLETED: correct it, and run it again.' },
    RUNNING_VARIANT: { description: 'A run of a variant is PENDING or RUNNING.' },
    IDLE: { description: 'Waits for the next variant to be made or run.' },
    COMPLETED: { description: 'All testing is done.' },
    ARCHIVED: { description: 'Put away, and read-only.' },
  },
});

export const InferenceStepKindEnum = builder.enumType('InferenceStepKind', {
  description: 'What an inference step does.',
  values: {
    [InferenceStepKind.LLM]: { description: 'Calls a language model.' },
    [InferenceStepKind.RETRIEVER]: { description: 'Looks up what a later step works on.' },
    [InferenceStepKind.OTHER]: { description: 'Anything else.' },
  },
});

export const ExpectationEnum = builder.enumType('Expectation', {
  description: 'What a hypothesis says will come of a variant, against the baseline.',
  values: {
    [Expectation.IMPROVED]: { description: 'It scores better.' },
    [Expectation.NOT_REGRESSED]: { description: 'It scores no worse: for what is to become cheaper or faster.' },
  },
});

export const DeliveryPurposeEnum = builder.enumType('DeliveryPurpose', {
  description: 'What a request to an endpoint was for.',
  values: {
    [DeliveryPurpose.TEST]: { description: 'An item of a run.' },
    [DeliveryPurpose.EVALUATION]: { description: 'The judgement of a result.' },
    [DeliveryPurpose.PING]: { description: 'A trial of the endpoint.' },
  },
});

export const RunStatusEnum = builder.enumType('RunStatus', {
  description: 'How a run stands.',
  values: {
    [RunStatus.PENDING]: { description: 'Waits for a worker.' },
    [RunStatus.RUNNING]: { description: 'Its items are under way.' },
    [RunStatus.COMPLETED]: { description: 'All items ended, and at least one has an output.' },
    [RunStatus.FAILED]: { description: 'It could not run at all, or no item has an output.' },
    [RunStatus.CANCELLED]: { description: 'Ended early. It keeps the results it has.' },
  },
});

const modelProviderKinds = {
  [ModelProviderKind.OPENAI]: { description: 'OpenAI’s.' },
  [ModelProviderKind.ANTHROPIC]: { description: 'Anthropic’s.' },
  [ModelProviderKind.GOOGLE]: { description: 'Google’s generative language API.' },
  [ModelProviderKind.OPENAI_COMPATIBLE]: { description: 'OpenAI’s chat completions, at a base URL of the user’s.' },
} as const;

export const ModelProviderKindEnum = builder.enumType('ModelProviderKind', {
  description: 'The protocol that a model provider speaks, for one that can be added.',
  values: modelProviderKinds,
});

export const ShownProviderKindEnum = builder.enumType('ShownProviderKind', {
  description: 'The protocol that a model provider speaks, or that it needs none.',
  values: { ...modelProviderKinds, RULES: { description: 'Built in: extracts by labels, without a model.' } },
});

export const ProviderSourceEnum = builder.enumType('ProviderSource', {
  description: 'Who configured a model provider.',
  values: {
    ORGANIZATION: { description: 'The organization, by addModelProvider.' },
    ENVIRONMENT: { description: 'The deployment, by an API key in its environment.' },
    BUILT_IN: { description: 'Nobody: it is there.' },
  },
});

export const EvaluatorKindEnum = builder.enumType('EvaluatorKind', {
  description: 'How an evaluator judges.',
  values: {
    [EvaluatorKind.EXACT_MATCH]: {
      description: 'Against `expectedOutput`; on objects, the share of the expected fields that match.',
    },
    [EvaluatorKind.GROUNDING]: { description: 'The share of the extracted values that are found in the source document.' },
    [EvaluatorKind.JSON_SCHEMA]: { description: 'Whether the output fits a JSON Schema.' },
    [EvaluatorKind.CONTAINS]: { description: 'Whether the output contains a text.' },
    [EvaluatorKind.REGEX]: { description: 'Whether the output matches a regular expression.' },
    [EvaluatorKind.NUMERIC]: { description: 'Whether a number lies within a tolerance of the expected one.' },
    [EvaluatorKind.LEVENSHTEIN]: { description: 'How few edits lie between the output and the expected text.' },
    [EvaluatorKind.LLM_JUDGE]: { description: 'What a model thinks of the output, by a rubric.' },
    [EvaluatorKind.WEBHOOK]: { description: 'What the user’s own judge, an HTTP service, thinks of the output.' },
  },
});

/** The values are the names that configurations of evaluators use. */
export const NormalizationEnum = builder.enumType('Normalization', {
  description: 'A difference between two answers that does not count.',
  values: {
    TRIM: { value: 'trim', description: 'White space at both ends.' },
    DATE: { value: 'date', description: 'The spelling of dates.' },
    NUMBER: { value: 'number', description: 'The spelling of numbers, thousands separators above all.' },
    CASE: { value: 'case', description: 'Upper and lower case.' },
    PUNCTUATION: { value: 'punctuation', description: 'Punctuation and symbols, but for decimal points and minus signs.' },
    WHITESPACE: { value: 'whitespace', description: 'How much white space, and of which kind.' },
  } satisfies Record<Uppercase<Normalization>, { value: Normalization; description: string }>,
});

export const FileFormatEnum = builder.enumType('FileFormat', {
  description: 'How a file of items is written.',
  values: {
    JSONL: { description: 'One JSON object a line.' },
    CSV: { description: 'Comma-separated values (RFC 4180) with a header.' },
  },
});
