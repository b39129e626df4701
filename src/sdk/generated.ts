/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What makes the next version of a dataset out of its latest. */
export type AddDatasetVersionInput = {
  /** The dataset. */
  datasetId: string;
  /** Items to add; one with a known externalId takes the place of the item of that name. */
  items: Array<DatasetItemInput>;
  /** Items of the latest version that the new one does without. Not together with `replace`. */
  removeExternalIds?: Array<string> | null | undefined;
  /** The new version has exactly the given items, in the order given. */
  replace?: boolean | null | undefined;
};

/** A new endpoint. */
export type AddEndpointInput = {
  /** How long an app that answers 202 has to give the answer by submitTestResult, in milliseconds: 1 second to 7 days, 600000 by default. */
  answerWithinMs?: number | null | undefined;
  /** How many requests may be under way at once, over all processes; null: no limit. */
  concurrency?: number | null | undefined;
  /** An object of headers that are sent with every request: encrypted when they are stored, and never shown. */
  headers?: unknown;
  /** What configurations of CUSTOM variants and WEBHOOK evaluators call it by: letters, digits, hyphens and underscores. */
  name: string;
  /** How many requests may start in a window of `rateLimitWindowMs`, over all processes; null: no limit. */
  rateLimit?: number | null | undefined;
  /** The window of `rateLimit`, in milliseconds; 1000 by default. */
  rateLimitWindowMs?: number | null | undefined;
  /** What its requests are signed with (Standard Webhooks): `whsec_` and the base64 of 24 to 64 random bytes: encrypted when it is stored, and never shown. They are not signed where it is left out; rotateEndpointSecret makes one. */
  signingSecret?: string | null | undefined;
  /** How long one request may take, in milliseconds; 30000 by default. */
  timeoutMs?: number | null | undefined;
  /** Where it answers. */
  url: string;
};

/** A new judge of an experiment. */
export type AddEvaluatorInput = {
  /** An object: `{pointer?, extract?, normalize?}` choose what of an output is judged, and each kind has keys of its own. */
  configuration?: unknown;
  /** The experiment whose results it judges. */
  experimentId: string;
  /** How it judges. */
  kind: EvaluatorKind;
  /** Its name. */
  name: string;
  /** The score, 0 to 1, from which a result passes. By default 1 for EXACT_MATCH, JSON_SCHEMA, CONTAINS, REGEX and NUMERIC, 0.5 for the others. */
  threshold?: number | null | undefined;
};

/** A new model provider. */
export type AddModelProviderInput = {
  /** Its key: encrypted when it is stored, and never shown. */
  apiKey?: string | null | undefined;
  /** Where it answers, when not at its vendor’s address; OPENAI_COMPATIBLE needs one. */
  baseUrl?: string | null | undefined;
  /** How many calls may be under way at once, over all processes; null: no limit. */
  concurrency?: number | null | undefined;
  /** The protocol that it speaks. */
  kind: ModelProviderKind;
  /** The first part of `provider:model`: letters, digits, hyphens and underscores. */
  name: string;
  /** An object of prices that go before the bundled table: model to US dollars for a million input and output tokens. */
  prices?: unknown;
  /** How many calls may start in a window of `rateLimitWindowMs`, over all processes; null: no limit. */
  rateLimit?: number | null | undefined;
  /** The window of `rateLimit`, in milliseconds; 1000 by default. */
  rateLimitWindowMs?: number | null | undefined;
  /** How long one call may take, in milliseconds; null: the deployment’s default. */
  timeoutMs?: number | null | undefined;
};

/** A new output schema, or the next version of one: give either `name` or `schemaId`. */
export type AddOutputSchemaInput = {
  /** The JSON Schema that an output has to fit. */
  jsonSchema: unknown;
  /** The name of a new schema. */
  name?: string | null | undefined;
  /** The schema that gets a next version. */
  schemaId?: string | null | undefined;
};

/** A new variant of an experiment: either a root, with `configuration`, or a child, with `parentId` and `override`. Where there is a baseline, that is the only root. */
export type AddVariantInput = {
  /** Whether a root is the experiment’s baseline variant, and so its only root. It always is where the type is WEBHOOK; elsewhere it is not unless this says so. */
  baseline?: boolean | null | undefined;
  /** The whole configuration of a root, an object. LLM: `{model, system?, prompt?, temperature?, top_p?, max_tokens?, verbosity?}`; EXTRACTION: `{model, schemaId, schemaVersion?, instructions?}`; CUSTOM: `{endpoint}` and whatever that takes; WEBHOOK: `{step: {parameter: value}}` by the steps in scope, and what is left out is what they use at present, as far as that is known. */
  configuration?: unknown;
  /** What the hypothesis says will come of it: IMPROVED when it is left out. */
  expectation?: Expectation | null | undefined;
  /** The experiment that it belongs to. */
  experimentId: string;
  /** What you expect of it, and why. It can’t change once the variant has run. */
  hypothesis?: string | null | undefined;
  /** Its name, unique in the experiment. */
  name: string;
  /** The one parameter that a child changes on top of its parent. */
  override?: OverrideInput | null | undefined;
  /** The variant that a child branches from. */
  parentId?: string | null | undefined;
  /** The type of the experiment, which is also the default. */
  taskType?: ExperimentType | null | undefined;
};

/** Why a run is compared with just that other one. */
export type BaselineSource =
  /** It was named. */
  | 'EXPLICIT'
  /** It is the marked baseline of the variant. */
  | 'MARKED_BASELINE'
  /** It is the newest completed run of the variant that was created before. */
  | 'PRIOR_RUN';

/** Rows in which an evaluator gave some cell a low value. */
export type BelowFilter = {
  /** The evaluator. */
  evaluatorId: string;
  /** Values below this, 0 to 1; by default the evaluator’s threshold. */
  value?: number | null | undefined;
};

/** Which part of an output is the answer that is compared. */
export type ComparedAnswerInput = {
  /** A regular expression over what is pointed at, as text, such as `A: (.*)`: its last match is the answer, or group 1 of that where there is one. As in evaluators. */
  extract?: string | null | undefined;
  /** Which differences don’t count: TRIM and NUMBER when it is left out, white space at both ends alone for `[]`. */
  normalize?: Array<Normalization> | null | undefined;
  /** A JSON Pointer (RFC 6901) into the output, such as `/total`; all of it when it is left out. */
  pointer?: string | null | undefined;
};

/** What a run has for an item. */
export type ComparisonCellState =
  /** An error: an answer of its own kind. */
  | 'ERROR'
  /** No result, yet or ever. */
  | 'MISSING'
  /** An output. */
  | 'OUTPUT'
  /** Several trials, of which no more than half gave the same answer. */
  | 'UNSTABLE';

/** Which rows are wanted: those for which all that is given holds. */
export type ComparisonFilter = {
  /** Those in which an evaluator gave some cell less than a value. */
  below?: BelowFilter | null | undefined;
  /** True: those that diverge. False: those that do not. */
  divergent?: boolean | null | undefined;
  /** True: those with an error in some cell. False: those without. */
  errored?: boolean | null | undefined;
  /** Those whose externalId, input or outputs contain a text, in any case. */
  search?: string | null | undefined;
};

/** The order of the rows. */
export type ComparisonOrder =
  /** As the dataset has the items. */
  | 'DATASET'
  /** Those first whose scores lie furthest apart; those with fewer than two scores last. */
  | 'SCORE_SPREAD';

/** What an experiment has come to. */
export type CompleteExperimentInput = {
  /** What was learnt. */
  conclusion?: string | null | undefined;
  /** The experiment whose testing is done. */
  id: string;
  /** The variant to be used from now on: one with a COMPLETED run. */
  winnerVariantId?: string | null | undefined;
};

/** A new key to the API. */
export type CreateApiKeyInput = {
  /** What the key is for. */
  name: string;
  /** What the key may do. */
  role: Role;
};

/** A new dataset. */
export type CreateDatasetInput = {
  /** What it is about. */
  description?: string | null | undefined;
  /** Its name. */
  name: string;
};

/** A new experiment. */
export type CreateExperimentInput = {
  /** Which part of an output is the answer that is compared; all of it when it is left out. */
  comparedAnswer?: ComparedAnswerInput | null | undefined;
  /** The version of a dataset whose items its runs go over. It can be given later. */
  datasetVersionId?: string | null | undefined;
  /** What it is to find out. */
  description?: string | null | undefined;
  /** The app that it calls, for the type WEBHOOK. It can be given later. */
  endpointId?: string | null | undefined;
  /** Its name. */
  name: string;
  /** The inference steps that it has in scope, for the type WEBHOOK. They can be given later. */
  steps?: Array<ExperimentStepInput> | null | undefined;
  /** Which items of the dataset version are its tasks. It can be given later; until then new runs go over all. */
  tasks?: TaskSelectionInput | null | undefined;
  /** What it compares. */
  type: ExperimentType;
};

/** A new inference step. */
export type CreateInferenceStepInput = {
  /** What it is for. */
  description?: string | null | undefined;
  /** What your application calls it: 1 to 200 characters, unique in the organization. It never changes. */
  externalId: string;
  /** What it does. */
  kind: InferenceStepKind;
  /** The parameters that it accepts. Left out: those of a language model for the kind LLM, none for others. */
  parameters?: Array<StepParameterInput> | null | undefined;
};

/** A new link to an experiment. It lives for seven days where nothing else is said, and never longer than a year. */
export type CreateShareLinkInput = {
  /** The experiment that it opens. */
  experimentId: string;
  /** When it expires. */
  expiresAt?: string | null | undefined;
  /** In how many hours it expires, instead of `expiresAt`. */
  expiresInHours?: number | null | undefined;
  /** Whom or what it is for; by default the name of the experiment. */
  name?: string | null | undefined;
};

/** Which columns of a CSV file are what, by their names in its header. */
export type CsvColumnsInput = {
  /** The column of right answers; `expectedOutput`, `expected_output` or `expected` by default, where there is one, null: no column. */
  expectedOutput?: string | null | undefined;
  /** The column of names; `externalId` or `id` by default, null: no column. Without one, items are numbered. */
  externalId?: string | null | undefined;
  /** The columns that make up the input; every column that is nothing else by default. */
  input?: Array<string> | null | undefined;
  /** The columns that make up the metadata; none by default. */
  metadata?: Array<string> | null | undefined;
};

/** One case of a dataset. */
export type DatasetItemInput = {
  /** The right answer, where there is one. */
  expectedOutput?: unknown;
  /** Your own name for the item, unique in the version. */
  externalId: string;
  /** What the variants are given. */
  input: unknown;
  /** An object with whatever else is known of the item. */
  metadata?: unknown;
};

/** What a request to an endpoint was for. */
export type DeliveryPurpose =
  /** The judgement of a result. */
  | 'EVALUATION'
  /** A trial of the endpoint. */
  | 'PING'
  /** An item of a run. */
  | 'TEST';

/** What to make a copy of. */
export type DuplicateExperimentInput = {
  /** The experiment to copy. */
  id: string;
  /** The name of the copy; that of the experiment with " (copy)" behind it when it is left out. */
  name?: string | null | undefined;
};

/** What went wrong, as a stable word that a program can branch on. */
export type ErrorCode =
  | 'ADDRESS_REFUSED'
  | 'ANSWERED_OTHERWISE'
  | 'BASELINE_NEEDED'
  | 'CONFLICT'
  | 'DUPLICATE_EXTERNAL_ID'
  | 'EMPTY_DATASET'
  | 'EVENT_ID_REUSED'
  | 'EVENT_TOO_LARGE'
  | 'EXPERIMENT_ARCHIVED'
  | 'EXPERIMENT_COMPLETED'
  | 'EXPERIMENT_LOCKED'
  | 'FILE_TOO_LARGE'
  | 'FORBIDDEN'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'INVALID_ID'
  | 'INVALID_TEMPLATE'
  | 'ITEM_TOO_LARGE'
  | 'MALFORMED_LINE'
  | 'MISSING_COLUMN'
  | 'NAME_TAKEN'
  | 'NOT_FOUND'
  | 'NO_CHANGE'
  | 'NO_DATASET'
  | 'NO_VARIANTS'
  | 'RUN_ACTIVE'
  | 'RUN_ENDED'
  | 'RUN_IS_BASELINE'
  | 'RUN_NOT_COMPLETED'
  | 'RUN_NOT_FAILED'
  | 'TEST_ENDED'
  | 'UNKNOWN_ENDPOINT'
  | 'UNKNOWN_FIELD'
  | 'UNKNOWN_MODEL'
  | 'UNKNOWN_SCHEMA'
  | 'UNKNOWN_STEP'
  | 'UNKNOWN_TRIGGER'
  | 'UNKNOWN_VARIANT'
  | 'VALIDATION'
  | 'VARIANT_HAS_CHILDREN'
  | 'VARIANT_IN_USE';

/** How an evaluator judges. */
export type EvaluatorKind =
  /** Whether the output contains a text. */
  | 'CONTAINS'
  /** Against `expectedOutput`; on objects, the share of the expected fields that match. */
  | 'EXACT_MATCH'
  /** The share of the extracted values that are found in the source document. */
  | 'GROUNDING'
  /** Whether the output fits a JSON Schema. */
  | 'JSON_SCHEMA'
  /** How few edits lie between the output and the expected text. */
  | 'LEVENSHTEIN'
  /** What a model thinks of the output, by a rubric. */
  | 'LLM_JUDGE'
  /** Whether a number lies within a tolerance of the expected one. */
  | 'NUMERIC'
  /** Whether the output matches a regular expression. */
  | 'REGEX'
  /** What the user’s own judge, an HTTP service, thinks of the output. */
  | 'WEBHOOK';

/** Why an item is not compared. */
export type ExclusionReason =
  /** Only the run’s dataset version has it. */
  | 'ADDED'
  /** The baseline run’s dataset version has another content under the same externalId. */
  | 'CHANGED_INPUT'
  /** A run has no result of it. */
  | 'NOT_FINISHED'
  /** Only the baseline run’s dataset version has it. */
  | 'REMOVED'
  /** A run has no score of it: no evaluator that counts judged it, or one of them failed to. */
  | 'UNSCORED';

/** What a hypothesis says will come of a variant, against the baseline. */
export type Expectation =
  /** It scores better. */
  | 'IMPROVED'
  /** It scores no worse: for what is to become cheaper or faster. */
  | 'NOT_REGRESSED';

/** Which experiments to list. What is left out does not restrict. */
export type ExperimentFilter = {
  /** True: archived ones alone. Otherwise they are left out. */
  archived?: boolean | null | undefined;
  /** A text that the name or the description contains, in any case. */
  search?: string | null | undefined;
  /** How far they have come. ARCHIVED lists archived ones. */
  stage?: ExperimentStage | null | undefined;
  /** How they stand. */
  status?: ExperimentStatus | null | undefined;
  /** What they compare. */
  type?: ExperimentType | null | undefined;
};

/** How far an experiment has come: derived, when it is read, from its runs, what was chosen, and when it was completed or archived. */
export type ExperimentStage =
  /** Put away, and read-only. */
  | 'ARCHIVED'
  /** The baseline has results, and no other variant ever ran. */
  | 'BASELINE_COMPLETE'
  /** The newest run of the baseline FAILED, and none COMPLETED: correct it, and run it again. */
  | 'BASELINE_FAILED'
  /** Tasks are chosen; the baseline has yet to run. */
  | 'BASELINE_PENDING'
  /** All testing is done. */
  | 'COMPLETED'
  /** Being set up: without a baseline variant nothing has run yet; with one, its tasks or inference steps are not chosen yet. */
  | 'DRAFT'
  /** Waits for the next variant to be made or run. */
  | 'IDLE'
  /** A run of the baseline is PENDING or RUNNING. */
  | 'RUNNING_BASELINE'
  /** A run of a variant is PENDING or RUNNING. */
  | 'RUNNING_VARIANT';

/** How an experiment stands: derived from all of its runs when it is read. */
export type ExperimentStatus =
  /** All runs are COMPLETED. */
  | 'COMPLETED'
  /** No runs yet. */
  | 'DRAFT'
  /** No run is COMPLETED. */
  | 'FAILED'
  /** At least one run is COMPLETED, and at least one FAILED or CANCELLED. */
  | 'PARTIAL_SUCCESS'
  /** At least one run is PENDING or RUNNING. */
  | 'RUNNING';

/** An inference step to have in scope. */
export type ExperimentStepInput = {
  /** The names of the parameters that variants may override; all that it accepts when it is left out. */
  parameters?: Array<string> | null | undefined;
  /** The inference step. */
  stepId: string;
};

/** What an experiment compares. */
export type ExperimentType =
  /** Whatever the user’s own HTTP service does. */
  | 'CUSTOM'
  /** Document to structured JSON. */
  | 'EXTRACTION'
  /** Prompt to response. */
  | 'LLM'
  /** The inference steps of the user’s own application, which is called by webhook. */
  | 'WEBHOOK';

/** How a variant does that a function run was given. */
export type ExposureStatus =
  /** It gave a result. */
  | 'COMPLETED'
  /** It threw. */
  | 'FAILED'
  /** It is under way. */
  | 'RUNNING';

/** How a file of items is written. */
export type FileFormat =
  /** Comma-separated values (RFC 4180) with a header. */
  | 'CSV'
  /** One JSON object a line. */
  | 'JSONL';

/** Which function runs to list. What is left out does not restrict. */
export type FunctionRunFilter = {
  /** The name of the event that started them. */
  eventName?: string | null | undefined;
  /** The function that they execute. */
  functionId?: string | null | undefined;
  /** A live experiment that they were given a variant of. */
  liveExperimentId?: string | null | undefined;
  /** How they stand. */
  status?: FunctionRunStatus | null | undefined;
  /** The name of a variant that they were given, of that live experiment or of any. */
  variant?: string | null | undefined;
};

/** How a function run stands. */
export type FunctionRunStatus =
  /** Ended early. It keeps the steps that had ended. */
  | 'CANCELLED'
  /** Its handler returned. */
  | 'COMPLETED'
  /** Its handler threw, and is not tried again. */
  | 'FAILED'
  /** Waits for a worker. */
  | 'PENDING'
  /** Its handler is called, or waits to be called again. */
  | 'RUNNING';

/** What a step does. */
export type FunctionStepKind =
  /** `group.experiment`: which variant is chosen. */
  | 'EXPERIMENT'
  /** `step.run`: what the user’s own function gives. */
  | 'RUN'
  /** `step.score`: a number for variants that the run was given. */
  | 'SCORE';

/** How a step stands that was tried. */
export type FunctionStepStatus =
  /** It has ended, and is not run again. */
  | 'COMPLETED'
  /** It has failed for good. */
  | 'FAILED'
  /** It has failed, and is tried again. */
  | 'RETRYING';

/** What the results say of a hypothesis. */
export type HypothesisOutcome =
  /** What was expected came true. */
  | 'CONFIRMED'
  /** It did not. */
  | 'REFUTED'
  /** There are too few items to tell. */
  | 'UNDECIDED';

/** A file that makes the next version of a dataset. */
export type ImportDatasetVersionInput = {
  /** What the columns of a CSV file are, where their names don’t say it. */
  csv?: CsvColumnsInput | null | undefined;
  /** The dataset. */
  datasetId: string;
  /** The file, in UTF-8. */
  file: Blob;
  /** How the file is written. */
  format: FileFormat;
  /** The new version has exactly the items of the file; else they are added to those of the latest version. */
  replace?: boolean | null | undefined;
};

/** Which inference steps to list. What is left out does not restrict. */
export type InferenceStepFilter = {
  /** What they do. */
  kind?: InferenceStepKind | null | undefined;
  /** A text that the externalId or the description contains, in any case. */
  search?: string | null | undefined;
};

/** What an inference step does. */
export type InferenceStepKind =
  /** Calls a language model. */
  | 'LLM'
  /** Anything else. */
  | 'OTHER'
  /** Looks up what a later step works on. */
  | 'RETRIEVER';

/** Whether a variant is better than the first, by the adjusted p-value at 5 %: of errors, time and money less is better, of scores more. It may be looked at as often as one likes. */
export type LiveVerdict =
  /** It is better. */
  | 'IMPROVED'
  /** There is too little to tell, or no difference. */
  | 'INCONCLUSIVE'
  /** It is worse. */
  | 'REGRESSED';

/** The protocol that a model provider speaks, for one that can be added. */
export type ModelProviderKind =
  /** Anthropic’s. */
  | 'ANTHROPIC'
  /** Google’s generative language API. */
  | 'GOOGLE'
  /** OpenAI’s. */
  | 'OPENAI'
  /** OpenAI’s chat completions, at a base URL of the user’s. */
  | 'OPENAI_COMPATIBLE';

/** A difference between two answers that does not count. */
export type Normalization =
  /** Upper and lower case. */
  | 'CASE'
  /** The spelling of dates. */
  | 'DATE'
  /** The spelling of numbers, thousands separators above all. */
  | 'NUMBER'
  /** Punctuation and symbols, but for decimal points and minus signs. */
  | 'PUNCTUATION'
  /** White space at both ends. */
  | 'TRIM'
  /** How much white space, and of which kind. */
  | 'WHITESPACE';

/** One parameter to change on top of the parent’s configuration. */
export type OverrideInput = {
  /** The parameter to change. */
  parameter: string;
  /** The `externalId` of an inference step in scope. Left out where configurations have no steps. */
  step?: string | null | undefined;
  /** The value that it is to have instead. */
  value: unknown;
};

/** What the values of a parameter are. */
export type ParameterType =
  /** True or false. */
  | 'BOOLEAN'
  /** A whole number. */
  | 'INTEGER'
  /** Any value but null. */
  | 'JSON'
  /** A number. */
  | 'NUMBER'
  /** A text. */
  | 'STRING';

/** What goes live, and where. */
export type PromoteVariantInput = {
  /** The live experiment that takes it. */
  liveExperimentId: string;
  /** The name of the variant of it that takes the configuration. */
  liveVariant: string;
  /** The variant of an experiment whose effective configuration is handed over. */
  variantId: string;
  /** The weight of that variant from now on, 0 or more, relative to those of the others, which stay as they are. */
  weight: number;
};

/** Who configured a model provider. */
export type ProviderSource =
  /** Nobody: it is there. */
  | 'BUILT_IN'
  /** The deployment, by an API key in its environment. */
  | 'ENVIRONMENT'
  /** The organization, by addModelProvider. */
  | 'ORGANIZATION';

/** A number for a variant of a live experiment: by `functionRunId`, the run that was given it, or by `variant`. */
export type RecordScoreInput = {
  /** The live experiment: its name or its id. */
  experiment: string;
  /** The function run that was given the variant. Sent again, the score of this name replaces the value. */
  functionRunId?: string | null | undefined;
  /** Without functionRunId, any text of yours: sent again with it, the score is the same, and does not count twice. */
  id?: string | null | undefined;
  /** What `experiment.bucket` chose by, as text, such as a user’s id: several scores of one count once, with their mean. With a function run that chose by several: which of them. */
  key?: string | null | undefined;
  /** What the number is, such as `resolved`: 1 to 200 characters. */
  name: string;
  /** The number: more is better. */
  value: number;
  /** The name of the variant. With a function run that was given several: which of them. */
  variant?: string | null | undefined;
};

/** Which of the two runs of a report. */
export type RegressionSide =
  /** The baseline run alone. */
  | 'BASELINE'
  /** Both. */
  | 'BOTH'
  /** The run that is reported on alone. */
  | 'CURRENT';

/** What the confidence interval of the mean delta allows to say. */
export type RegressionVerdict =
  /** The whole interval is above 0. */
  | 'IMPROVED'
  /** The interval holds 0 and reaches beyond the threshold: there are too few items to tell. */
  | 'INCONCLUSIVE'
  /** The interval holds 0 and lies within the threshold on both sides. */
  | 'NO_DIFFERENCE'
  /** The whole interval is below 0. */
  | 'REGRESSED';

/** What a key may do. */
export type Role =
  /** Also manages keys, providers and endpoints, and deletes. */
  | 'ADMIN'
  /** Also creates, changes and runs. */
  | 'EDITOR'
  /** Reads. */
  | 'VIEWER';

/** A new signing secret of an endpoint. */
export type RotateEndpointSecretInput = {
  /** The endpoint. */
  id: string;
  /** How long requests are signed with the former secret as well, in hours: 0 to 720, 24 by default. With 0 it ends at once, in every process within seconds. */
  overlapHours?: number | null | undefined;
  /** `whsec_` and the base64 of 24 to 64 random bytes: encrypted when it is stored, and never shown. One is made where it is left out. */
  signingSecret?: string | null | undefined;
};

/** How a run stands. */
export type RunStatus =
  /** Ended early. It keeps the results it has. */
  | 'CANCELLED'
  /** All items ended, and at least one has an output. */
  | 'COMPLETED'
  /** It could not run at all, or no item has an output. */
  | 'FAILED'
  /** Waits for a worker. */
  | 'PENDING'
  /** Its items are under way. */
  | 'RUNNING';

/** How a variant is chosen. */
export type SelectionStrategy =
  /** By weights, for each value, such as a user’s id: the same whenever it comes. */
  | 'BUCKET'
  /** The code computes it. */
  | 'CUSTOM'
  /** The code names it. */
  | 'FIXED'
  /** By weights, for each function run. */
  | 'WEIGHTED';

/** Something that happened. */
export type SendEventInput = {
  /** Its content, at most 1 MiB; left out: an empty object. */
  data?: unknown;
  /** Any text of yours: sent again with it, the event is the same, and starts nothing again. */
  id?: string | null | undefined;
  /** What happened, such as `document/uploaded`: a trigger of a function. */
  name: string;
};

/** Several events to send. */
export type SendEventsInput = {
  /** The events, at most 1000. */
  events: Array<SendEventInput>;
};

/** What a sensitivity is judged by. */
export type SensitivityBasis =
  /** An assumption, for want of runs: that one item in four passes in one run and not in the other. */
  | 'DEFAULT'
  /** The newest two completed runs of the experiment with as many trials. */
  | 'EARLIER_RUNS';

/** Whether a share link still opens its experiment. */
export type ShareLinkStatus =
  /** It does. */
  | 'ACTIVE'
  /** Its time is over. */
  | 'EXPIRED'
  /** It was revoked, and opens nothing any more. */
  | 'REVOKED';

/** The protocol that a model provider speaks, or that it needs none. */
export type ShownProviderKind =
  /** Anthropic’s. */
  | 'ANTHROPIC'
  /** Google’s generative language API. */
  | 'GOOGLE'
  /** OpenAI’s. */
  | 'OPENAI'
  /** OpenAI’s chat completions, at a base URL of the user’s. */
  | 'OPENAI_COMPATIBLE'
  /** Built in: extracts by labels, without a model. */
  | 'RULES';

/** Which variants to run, and how. */
export type StartRunsInput = {
  /** How many items of each run may be under way at once. */
  concurrency?: number | null | undefined;
  /** The experiment whose variants are run. */
  experimentId: string;
  /** Any text of yours: calling again with it and the same arguments gives the runs of the first call, and starts none. */
  idempotencyKey?: string | null | undefined;
  /** How often every item is run. */
  trials?: number | null | undefined;
  /** The one variant to run. Left out: all of the experiment’s, one run each; where there is a baseline variant, that alone until a run of it has completed, and then all others. */
  variantId?: string | null | undefined;
};

/** A parameter that an inference step accepts. What values `system`, `temperature`, `top_p`, `max_tokens`, `model` and `verbosity` take is set: they have a name and a default alone. */
export type StepParameterInput = {
  /** The values that there are; any of the type when it is left out. */
  choices?: Array<unknown> | null | undefined;
  /** What the application uses at present. */
  default?: unknown;
  /** The most that a number may be. */
  maximum?: number | null | undefined;
  /** The least that a number may be. */
  minimum?: number | null | undefined;
  /** Its name: 1 to 100 letters, digits, dots, hyphens and underscores. */
  name: string;
  /** What its values are; JSON when it is left out. */
  type?: ParameterType | null | undefined;
};

/** The answer to a test: either `output` or `error`. */
export type SubmitTestResultInput = {
  /** US dollars that the answer cost; left out: unknown. */
  cost?: string | null | undefined;
  /** Why nothing came out. The item is then an error, and is not asked for again. */
  error?: TestErrorInput | null | undefined;
  /** What came out. */
  output?: unknown;
  /** The inference steps that the app took, for the trace. */
  steps?: Array<TraceStepInput> | null | undefined;
  /** The `testId` of the request that asked for the test. */
  testId: string;
  /** Tokens that the answer took. */
  usage?: UsageInput | null | undefined;
};

/** Steps for the trace of a test. */
export type SubmitTestTraceInput = {
  /** The inference steps that the app took, in their order. A trace holds up to 1,000 steps and 1 MiB. */
  steps: Array<TraceStepInput>;
  /** The `testId` of the request that asked for the test. */
  testId: string;
};

/** Items that are drawn by chance, always the same for a seed. A larger sample has all items of a smaller one. */
export type TaskSampleInput = {
  /** An object: they are drawn from the items whose metadata contains it. */
  metadata?: unknown;
  /** Any text; another one draws others. Samples without one are drawn by the same. */
  seed?: string | null | undefined;
  /** How many, from 1 on. */
  size: number;
};

/** Which items of the dataset version are the tasks, in one of four ways. */
export type TaskSelectionInput =
  {   /** True: all of them. */
  all: boolean; externalIds?: never; metadata?: never; sample?: never; }
  |  { all?: never;   /** Those of these names, at most 10,000. */
  externalIds: Array<string>; metadata?: never; sample?: never; }
  |  { all?: never; externalIds?: never;   /** An object: those whose metadata contains it, so `{"topic": "refunds"}` takes all that have this topic. */
  metadata: unknown; sample?: never; }
  |  { all?: never; externalIds?: never; metadata?: never;   /** So many, drawn by chance. */
  sample: TaskSampleInput; };

/** How tasks are chosen among the items of the dataset version. */
export type TaskSelectionKind =
  /** All of them. */
  | 'ALL'
  /** Those whose metadata contains an object. */
  | 'FILTER'
  /** Those of these names. */
  | 'LIST'
  /** So many, drawn by a seed. */
  | 'SAMPLE';

/** Why the app has no output for a test. */
export type TestErrorInput = {
  /** What went wrong, for a person. */
  message: string;
  /** What went wrong, as a word of the app’s own: the result’s error has it with `app_` before it, and is `app_error` without one. */
  type?: string | null | undefined;
};

/** How a test stands. */
export type TestStatus =
  /** The app has answered: with an output, or with an error of its own. */
  | 'ANSWERED'
  /** The app was asked, and has not answered. */
  | 'AWAITING'
  /** It ended without an answer: by an error, which its result tells, or with its run. */
  | 'ENDED';

/** One inference step that the app took for a test. */
export type TraceStepInput = {
  /** How long it took, in milliseconds. */
  durationMs?: number | null | undefined;
  /** The name that the app has for the step. */
  externalId: string;
  /** What the step was given. */
  input?: unknown;
  /** Tokens that its model read. */
  inputTokens?: number | null | undefined;
  /** What came out of it. */
  output?: unknown;
  /** Tokens that its model wrote. */
  outputTokens?: number | null | undefined;
};

/** What to change of a dataset. What is left out stays. */
export type UpdateDatasetInput = {
  /** What it is about; null: nothing is said. */
  description?: string | null | undefined;
  /** The dataset to change. */
  id: string;
  /** Its new name. */
  name?: string | null | undefined;
};

/** What to change of an endpoint. What is left out stays; null takes a setting away. */
export type UpdateEndpointInput = {
  /** How long an app that answers 202 has to give the answer by submitTestResult, in milliseconds: 1 second to 7 days, 600000 by default. */
  answerWithinMs?: number | null | undefined;
  /** How many requests may be under way at once, over all processes; null: no limit. */
  concurrency?: number | null | undefined;
  /** An object of headers that are sent with every request: encrypted when they are stored, and never shown. They replace all that were there. */
  headers?: unknown;
  /** The endpoint to change. */
  id: string;
  /** What configurations of CUSTOM variants and WEBHOOK evaluators call it by: letters, digits, hyphens and underscores. */
  name?: string | null | undefined;
  /** How many requests may start in a window of `rateLimitWindowMs`, over all processes; null: no limit. */
  rateLimit?: number | null | undefined;
  /** The window of `rateLimit`, in milliseconds; 1000 by default. */
  rateLimitWindowMs?: number | null | undefined;
  /** How long one request may take, in milliseconds; 30000 by default. */
  timeoutMs?: number | null | undefined;
  /** Where it answers. */
  url?: string | null | undefined;
};

/** What to change of an evaluator. What is left out stays; so does the kind. */
export type UpdateEvaluatorInput = {
  /** An object: `{pointer?, extract?, normalize?}` choose what of an output is judged, and each kind has keys of its own. */
  configuration?: unknown;
  /** The evaluator to change. */
  id: string;
  /** Its new name. */
  name?: string | null | undefined;
  /** The score, 0 to 1, from which a result passes. */
  threshold?: number | null | undefined;
};

/** What to change of an experiment. What is left out stays. */
export type UpdateExperimentInput = {
  /** Which part of an output is the answer that is compared, also in runs that have ended; null: all of it. It can’t change while a run is active. */
  comparedAnswer?: ComparedAnswerInput | null | undefined;
  /** The version of a dataset whose items new runs go over; the tasks are chosen from it anew. Null: none, and no tasks. */
  datasetVersionId?: string | null | undefined;
  /** What it is to find out; null: nothing is said. */
  description?: string | null | undefined;
  /** The app that it calls, for the type WEBHOOK; null: none. Another may also take the place of one that was removed. */
  endpointId?: string | null | undefined;
  /** The experiment to change. */
  id: string;
  /** Its new name. */
  name?: string | null | undefined;
  /** All inference steps that it has in scope, for the type WEBHOOK, with the parameters that they accept now. The baseline’s configuration takes the defaults of those that are new. */
  steps?: Array<ExperimentStepInput> | null | undefined;
  /** Which items of the dataset version are its tasks; null: nothing is chosen, and new runs go over all. */
  tasks?: TaskSelectionInput | null | undefined;
  /** What it compares. It can’t change while there are variants. With another than WEBHOOK, its app and steps go. */
  type?: ExperimentType | null | undefined;
};

/** What to change of an inference step. What is left out stays; so does the externalId. */
export type UpdateInferenceStepInput = {
  /** What it is for; null: nothing is said. */
  description?: string | null | undefined;
  /** The inference step to change. */
  id: string;
  /** What it does. */
  kind?: InferenceStepKind | null | undefined;
  /** All parameters that it accepts by now. */
  parameters?: Array<StepParameterInput> | null | undefined;
};

/** What to change of a model provider. What is left out stays; null takes a setting away. The kind stays. */
export type UpdateModelProviderInput = {
  /** Its key: encrypted when it is stored, and never shown. */
  apiKey?: string | null | undefined;
  /** Where it answers, when not at its vendor’s address; OPENAI_COMPATIBLE needs one. */
  baseUrl?: string | null | undefined;
  /** How many calls may be under way at once, over all processes; null: no limit. */
  concurrency?: number | null | undefined;
  /** The provider to change. */
  id: string;
  /** The first part of `provider:model`: letters, digits, hyphens and underscores. */
  name?: string | null | undefined;
  /** An object of prices that go before the bundled table: model to US dollars for a million input and output tokens. */
  prices?: unknown;
  /** How many calls may start in a window of `rateLimitWindowMs`, over all processes; null: no limit. */
  rateLimit?: number | null | undefined;
  /** The window of `rateLimit`, in milliseconds; 1000 by default. */
  rateLimitWindowMs?: number | null | undefined;
  /** How long one call may take, in milliseconds; null: the deployment’s default. */
  timeoutMs?: number | null | undefined;
};

/** What to change of a variant. What is left out stays. */
export type UpdateVariantInput = {
  /** Whether a root is the experiment’s baseline variant. It can’t change once it is locked, or another variant has run. */
  baseline?: boolean | null | undefined;
  /** The whole new configuration of a root, an object. */
  configuration?: unknown;
  /** What the hypothesis says will come of it. */
  expectation?: Expectation | null | undefined;
  /** What you expect of it, before it has run; null: nothing is said. */
  hypothesis?: string | null | undefined;
  /** The variant to change. */
  id: string;
  /** Its new name. */
  name?: string | null | undefined;
  /** What a child is to change instead. */
  override?: OverrideInput | null | undefined;
  /** The variant that a child is to branch from instead, with all that branches from it. */
  parentId?: string | null | undefined;
  /** The place to move to, 1 for the first; the variants between move by one. */
  sortOrder?: number | null | undefined;
};

/** Tokens that were used. What is left out is unknown. */
export type UsageInput = {
  /** Tokens that models read. */
  inputTokens?: number | null | undefined;
  /** Tokens that models wrote. */
  outputTokens?: number | null | undefined;
};

export type ComparedRunFragment = { id: string, status: RunStatus, variant: { id: string, name: string } };

export type PassRateFieldsFragment = { rate: number, low: number, high: number };

export type PerformanceFieldsFragment = { averageDurationMs: number | null, averageTokens: number | null, totalCost: string | null };

export type ComparisonStateFragment = { summary: { rows: number, divergentRows: number, agreeingRows: number, incompleteRows: number }, columns: Array<{ averageDurationMs: number | null, averageTokens: number | null, totalCost: string | null, averageScore: number | null, passRate: number | null, fastest: boolean, fewestTokens: boolean, cheapest: boolean, best: boolean, run: { id: string, status: RunStatus, variant: { id: string, name: string } } }> };

export type ComparisonSummaryFieldsFragment = { rows: number, divergentRows: number, agreeingRows: number, incompleteRows: number };

export type ComparisonColumnFieldsFragment = { averageDurationMs: number | null, averageTokens: number | null, totalCost: string | null, averageScore: number | null, passRate: number | null, fastest: boolean, fewestTokens: boolean, cheapest: boolean, best: boolean, run: { id: string, status: RunStatus, variant: { id: string, name: string } } };

export type ComparisonRowFieldsFragment = { place: number, divergent: boolean, hasMajority: boolean, item: { id: string, externalId: string }, cells: Array<{ state: ComparisonCellState, outlier: boolean, score: number | null, passed: boolean | null, durationMs: number | null, totalTokens: number | null, cost: string | null, fastest: boolean, fewestTokens: boolean, cheapest: boolean, run: { id: string }, result: { id: string, output: unknown, error: { type: string, message: string } | null } | null }> };

export type ComparisonQueryVariables = Exact<{
  experimentId: string;
  runIds?: Array<string> | string | null | undefined;
}>;


export type ComparisonQuery = { experiment: { comparison: { judgedAlike: boolean, summary: { rows: number, divergentRows: number, agreeingRows: number, incompleteRows: number }, columns: Array<{ averageDurationMs: number | null, averageTokens: number | null, totalCost: string | null, averageScore: number | null, passRate: number | null, fastest: boolean, fewestTokens: boolean, cheapest: boolean, best: boolean, run: { id: string, status: RunStatus, variant: { id: string, name: string } } }> } } | null };

export type ComparisonRowsQueryVariables = Exact<{
  experimentId: string;
  runIds?: Array<string> | string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: ComparisonFilter | null | undefined;
  orderBy?: ComparisonOrder | null | undefined;
  offset?: number | null | undefined;
}>;


export type ComparisonRowsQuery = { experiment: { comparison: { rows: { edges: Array<{ node: { place: number, divergent: boolean, hasMajority: boolean, item: { id: string, externalId: string }, cells: Array<{ state: ComparisonCellState, outlier: boolean, score: number | null, passed: boolean | null, durationMs: number | null, totalTokens: number | null, cost: string | null, fastest: boolean, fewestTokens: boolean, cheapest: boolean, run: { id: string }, result: { id: string, output: unknown, error: { type: string, message: string } | null } | null }> } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } } } | null };

export type ComparisonRowQueryVariables = Exact<{
  experimentId: string;
  runIds?: Array<string> | string | null | undefined;
  itemId: string;
  filter?: ComparisonFilter | null | undefined;
  orderBy?: ComparisonOrder | null | undefined;
}>;


export type ComparisonRowQuery = { experiment: { comparison: { rowPosition: number | null, row: { place: number, divergent: boolean, hasMajority: boolean, item: { id: string, externalId: string }, cells: Array<{ state: ComparisonCellState, outlier: boolean, score: number | null, passed: boolean | null, durationMs: number | null, totalTokens: number | null, cost: string | null, fastest: boolean, fewestTokens: boolean, cheapest: boolean, run: { id: string }, result: { id: string, output: unknown, error: { type: string, message: string } | null } | null }> } | null } } | null };

export type RegressionQueryVariables = Exact<{
  runId: string;
  baselineRunId?: string | null | undefined;
  threshold?: number | null | undefined;
}>;


export type RegressionQuery = { run: { baseline: boolean, id: string, status: RunStatus, experiment: { id: string, name: string }, regression: { baselineSource: BaselineSource, threshold: number, baselineRun: { id: string, status: RunStatus, variant: { id: string, name: string } }, summary: { comparedItems: number, improved: number, regressed: number, unchanged: number, newlyFailing: number, newlyWorking: number, baselineMean: number | null, currentMean: number | null, meanDelta: number | null, netDelta: number | null }, statistics: { verdict: RegressionVerdict, confidenceLow: number | null, confidenceHigh: number | null, pValue: number | null, itemsNeeded: number | null, mcnemar: { improved: number, regressed: number, pValue: number } | null, baselinePassRate: { rate: number, low: number, high: number } | null, currentPassRate: { rate: number, low: number, high: number } | null }, performance: { baseline: { averageDurationMs: number | null, averageTokens: number | null, totalCost: string | null }, current: { averageDurationMs: number | null, averageTokens: number | null, totalCost: string | null }, delta: { averageDurationMs: number | null, averageTokens: number | null, totalCost: string | null } }, regressed: Array<{ baselineScore: number, currentScore: number, delta: number, item: { id: string, externalId: string } }>, excluded: { counts: Array<{ reason: ExclusionReason, items: number }> }, ignoredEvaluators: Array<{ name: string, side: RegressionSide }> } | null, variant: { id: string, name: string } } | null };

export type SensitivityQueryVariables = Exact<{
  experimentId: string;
  trials?: number | null | undefined;
}>;


export type SensitivityQuery = { experiment: { id: string, sensitivity: { items: number, standardDeviation: number, basis: SensitivityBasis, smallestDifference: number | null } | null } | null };

export type DatasetFieldsFragment = { id: string, name: string, description: string | null, createdAt: string, latestVersion: { id: string, number: number, itemCount: number, createdAt: string } | null };

export type DatasetVersionFieldsFragment = { id: string, number: number, itemCount: number, createdAt: string };

export type DatasetQueryVariables = Exact<{
  id: string;
}>;


export type DatasetQuery = { dataset: { id: string, name: string, description: string | null, createdAt: string, latestVersion: { id: string, number: number, itemCount: number, createdAt: string } | null } | null };

export type DatasetsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type DatasetsQuery = { datasets: { edges: Array<{ node: { id: string, name: string, description: string | null, createdAt: string, latestVersion: { id: string, number: number, itemCount: number, createdAt: string } | null } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type DatasetVersionsQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type DatasetVersionsQuery = { dataset: { versions: { edges: Array<{ node: { id: string, number: number, itemCount: number, createdAt: string } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } } | null };

export type DatasetItemsQueryVariables = Exact<{
  versionId: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type DatasetItemsQuery = { node:
    | { id: string, number: number, itemCount: number, createdAt: string, items: { edges: Array<{ node: { id: string, externalId: string, input: unknown, expectedOutput: unknown, metadata: unknown } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } }
    | Record<PropertyKey, never>
   | null };

export type CreateDatasetMutationVariables = Exact<{
  input: CreateDatasetInput;
}>;


export type CreateDatasetMutation = { createDataset:
    | { __typename: 'Dataset', id: string, name: string, description: string | null, createdAt: string, latestVersion: { id: string, number: number, itemCount: number, createdAt: string } | null }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type UpdateDatasetMutationVariables = Exact<{
  input: UpdateDatasetInput;
}>;


export type UpdateDatasetMutation = { updateDataset:
    | { __typename: 'Dataset', id: string, name: string, description: string | null, createdAt: string, latestVersion: { id: string, number: number, itemCount: number, createdAt: string } | null }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type DeleteDatasetMutationVariables = Exact<{
  id: string;
}>;


export type DeleteDatasetMutation = { deleteDataset:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'DeleteDatasetSuccess', id: string }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type AddDatasetVersionMutationVariables = Exact<{
  input: AddDatasetVersionInput;
}>;


export type AddDatasetVersionMutation = { addDatasetVersion:
    | { __typename: 'DatasetVersion', id: string, number: number, itemCount: number, createdAt: string }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type ImportDatasetVersionMutationVariables = Exact<{
  input: ImportDatasetVersionInput;
}>;


export type ImportDatasetVersionMutation = { importDatasetVersion:
    | { __typename: 'DatasetVersion', id: string, number: number, itemCount: number, createdAt: string }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type EndpointFieldsFragment = { id: string, name: string, url: string, headerNames: Array<string>, timeoutMs: number, concurrency: number | null, rateLimit: number | null, rateLimitWindowMs: number, answerWithinMs: number, hasSigningSecret: boolean, signingSecretRotatedAt: string | null };

export type DeliveryFieldsFragment = { id: string, purpose: DeliveryPurpose, messageId: string, attempt: number, status: number | null, durationMs: number, responseHead: string | null, createdAt: string, error: { type: string, message: string } | null };

export type EndpointsQueryVariables = Exact<{ [key: string]: never; }>;


export type EndpointsQuery = { endpoints: Array<{ id: string, name: string, url: string, headerNames: Array<string>, timeoutMs: number, concurrency: number | null, rateLimit: number | null, rateLimitWindowMs: number, answerWithinMs: number, hasSigningSecret: boolean, signingSecretRotatedAt: string | null }> };

export type EndpointDeliveriesQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type EndpointDeliveriesQuery = { node:
    | { deliveries: { edges: Array<{ node: { id: string, purpose: DeliveryPurpose, messageId: string, attempt: number, status: number | null, durationMs: number, responseHead: string | null, createdAt: string, result: { id: string } | null, error: { type: string, message: string } | null } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } }
    | Record<PropertyKey, never>
   | null };

export type AddEndpointMutationVariables = Exact<{
  input: AddEndpointInput;
}>;


export type AddEndpointMutation = { addEndpoint:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'Endpoint', id: string, name: string, url: string, headerNames: Array<string>, timeoutMs: number, concurrency: number | null, rateLimit: number | null, rateLimitWindowMs: number, answerWithinMs: number, hasSigningSecret: boolean, signingSecretRotatedAt: string | null }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type UpdateEndpointMutationVariables = Exact<{
  input: UpdateEndpointInput;
}>;


export type UpdateEndpointMutation = { updateEndpoint:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'Endpoint', id: string, name: string, url: string, headerNames: Array<string>, timeoutMs: number, concurrency: number | null, rateLimit: number | null, rateLimitWindowMs: number, answerWithinMs: number, hasSigningSecret: boolean, signingSecretRotatedAt: string | null }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type RemoveEndpointMutationVariables = Exact<{
  id: string;
}>;


export type RemoveEndpointMutation = { removeEndpoint:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'RemoveEndpointSuccess', id: string }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type RotateEndpointSecretMutationVariables = Exact<{
  input: RotateEndpointSecretInput;
}>;


export type RotateEndpointSecretMutation = { rotateEndpointSecret:
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'RotateEndpointSecretSuccess', signingSecret: string | null, endpoint: { id: string, name: string, url: string, headerNames: Array<string>, timeoutMs: number, concurrency: number | null, rateLimit: number | null, rateLimitWindowMs: number, answerWithinMs: number, hasSigningSecret: boolean, signingSecretRotatedAt: string | null } }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type TestWebhookMutationVariables = Exact<{
  endpointId: string;
}>;


export type TestWebhookMutation = { testWebhook:
    | { __typename: 'Delivery', id: string, purpose: DeliveryPurpose, messageId: string, attempt: number, status: number | null, durationMs: number, responseHead: string | null, createdAt: string, error: { type: string, message: string } | null }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

type Failure_ConflictError_Fragment = { message: string, code: ErrorCode };

type Failure_ForbiddenError_Fragment = { message: string, code: ErrorCode };

type Failure_NotFoundError_Fragment = { message: string, code: ErrorCode };

type Failure_ValidationError_Fragment = { field: string | null, line: number | null, message: string, code: ErrorCode };

export type FailureFragment =
  | Failure_ConflictError_Fragment
  | Failure_ForbiddenError_Fragment
  | Failure_NotFoundError_Fragment
  | Failure_ValidationError_Fragment
;

export type ExperimentFieldsFragment = { id: string, name: string, description: string | null, type: ExperimentType, status: ExperimentStatus, stage: ExperimentStage, locked: boolean, taskCount: number | null, completedAt: string | null, archivedAt: string | null, conclusion: string | null, createdAt: string, updatedAt: string, winner: { id: string, name: string } | null, datasetVersion: { id: string, number: number, itemCount: number, createdAt: string, dataset: { id: string, name: string } } | null };

export type VariantFieldsFragment = { id: string, name: string, taskType: ExperimentType, configuration: unknown, effectiveConfiguration: unknown, overrides: unknown, baseline: boolean, hypothesis: string | null, expectation: Expectation | null, sortOrder: number, parent: { id: string, name: string } | null, override: { step: string | null, parameter: string, value: unknown } | null, sameConfigurationAs: Array<{ id: string, name: string }> };

export type EvaluatorFieldsFragment = { id: string, name: string, kind: EvaluatorKind, configuration: unknown, threshold: number };

export type EstimateFieldsFragment = { value: number, confidenceLow: number | null, confidenceHigh: number | null, items: number };

export type CostEstimateFieldsFragment = { value: string, confidenceLow: string | null, confidenceHigh: string | null, items: number };

export type ExperimentQueryVariables = Exact<{
  id: string;
}>;


export type ExperimentQuery = { experiment: { id: string, name: string, description: string | null, type: ExperimentType, status: ExperimentStatus, stage: ExperimentStage, locked: boolean, taskCount: number | null, completedAt: string | null, archivedAt: string | null, conclusion: string | null, createdAt: string, updatedAt: string, variants: Array<{ id: string, name: string, taskType: ExperimentType, configuration: unknown, effectiveConfiguration: unknown, overrides: unknown, baseline: boolean, hypothesis: string | null, expectation: Expectation | null, sortOrder: number, latestRun: { configuration: unknown, trials: number, concurrency: number, createdAt: string, id: string, status: RunStatus, itemsTotal: number, itemsCompleted: number, itemsFailed: number, sequence: number, startedAt: string | null, completedAt: string | null, variant: { id: string, name: string }, datasetVersion: { id: string, number: number, itemCount: number }, error: { type: string, message: string } | null, metrics: { averageDurationMs: number | null, averageTokens: number | null, totalTokens: number, totalCost: string | null, judgeTokens: number, judgeCost: string | null, averageScore: number | null, passed: number, failed: number, passRate: number | null } } | null, parent: { id: string, name: string } | null, override: { step: string | null, parameter: string, value: unknown } | null, sameConfigurationAs: Array<{ id: string, name: string }> }>, evaluators: Array<{ id: string, name: string, kind: EvaluatorKind, configuration: unknown, threshold: number }>, winner: { id: string, name: string } | null, datasetVersion: { id: string, number: number, itemCount: number, createdAt: string, dataset: { id: string, name: string } } | null } | null };

export type ExperimentsChangedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type ExperimentsChangedSubscription = { experimentsChanged: { id: string, name: string, description: string | null, type: ExperimentType, status: ExperimentStatus, stage: ExperimentStage, locked: boolean, taskCount: number | null, completedAt: string | null, archivedAt: string | null, conclusion: string | null, createdAt: string, updatedAt: string, winner: { id: string, name: string } | null, datasetVersion: { id: string, number: number, itemCount: number, createdAt: string, dataset: { id: string, name: string } } | null } };

export type ExperimentSetupQueryVariables = Exact<{
  id: string;
}>;


export type ExperimentSetupQuery = { experiment: { id: string, name: string, description: string | null, type: ExperimentType, status: ExperimentStatus, stage: ExperimentStage, locked: boolean, taskCount: number | null, completedAt: string | null, archivedAt: string | null, conclusion: string | null, createdAt: string, updatedAt: string, endpoint: { id: string, name: string } | null, steps: Array<{ externalId: string, kind: InferenceStepKind, step: { id: string }, overridableParameters: Array<{ name: string, type: ParameterType, default: unknown, minimum: number | null, maximum: number | null, choices: Array<unknown> | null }> }>, taskSelection: { kind: TaskSelectionKind, externalIds: Array<string> | null, metadata: unknown, size: number | null, seed: string | null } | null, winner: { id: string, name: string } | null, datasetVersion: { id: string, number: number, itemCount: number, createdAt: string, dataset: { id: string, name: string } } | null } | null };

export type ExperimentTasksQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ExperimentTasksQuery = { experiment: { tasks: { edges: Array<{ node: { id: string, externalId: string, input: unknown, expectedOutput: unknown, metadata: unknown } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } } | null };

export type VariantOutcomesQueryVariables = Exact<{
  experimentId: string;
}>;


export type VariantOutcomesQuery = { experiment: { variants: Array<{ hypothesisOutcome: HypothesisOutcome | null, id: string, name: string, taskType: ExperimentType, configuration: unknown, effectiveConfiguration: unknown, overrides: unknown, baseline: boolean, hypothesis: string | null, expectation: Expectation | null, sortOrder: number, outcome: { current: boolean, passRate: number | null, passRateVsBaseline: number | null, total: number, passed: number, failed: number, unjudged: number, completedAt: string | null, run: { id: string }, baselineRun: { id: string } | null, passRateDifference: { value: number, confidenceLow: number | null, confidenceHigh: number | null, items: number } | null } | null, parent: { id: string, name: string } | null, override: { step: string | null, parameter: string, value: unknown } | null, sameConfigurationAs: Array<{ id: string, name: string }> }> } | null };

export type AttributionQueryVariables = Exact<{
  variantId: string;
}>;


export type AttributionQuery = { node:
    | { attribution: { addsUp: boolean, note: string | null, contributions: Array<{ note: string | null, variant: { id: string, name: string }, against: { id: string, name: string }, overrides: Array<{ step: string | null, parameter: string, value: unknown }>, score: { value: number, confidenceLow: number | null, confidenceHigh: number | null, items: number } | null, passRate: { value: number, confidenceLow: number | null, confidenceHigh: number | null, items: number } | null, cost: { value: string, confidenceLow: string | null, confidenceHigh: string | null, items: number } | null, durationMs: { value: number, confidenceLow: number | null, confidenceHigh: number | null, items: number } | null }>, total: { against: { id: string, name: string }, score: { value: number, confidenceLow: number | null, confidenceHigh: number | null, items: number } | null, passRate: { value: number, confidenceLow: number | null, confidenceHigh: number | null, items: number } | null, cost: { value: string, confidenceLow: string | null, confidenceHigh: string | null, items: number } | null, durationMs: { value: number, confidenceLow: number | null, confidenceHigh: number | null, items: number } | null }, interactions: Array<{ expected: number | null, actual: number | null, addsUp: boolean | null, note: string | null, override: { step: string | null, parameter: string, value: unknown }, apart: Array<{ id: string, name: string }>, together: { id: string, name: string }, difference: { value: number, confidenceLow: number | null, confidenceHigh: number | null, items: number } | null }> } | null }
    | Record<PropertyKey, never>
   | null };

export type ExperimentsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: ExperimentFilter | null | undefined;
}>;


export type ExperimentsQuery = { experiments: { edges: Array<{ node: { id: string, name: string, description: string | null, type: ExperimentType, status: ExperimentStatus, stage: ExperimentStage, locked: boolean, taskCount: number | null, completedAt: string | null, archivedAt: string | null, conclusion: string | null, createdAt: string, updatedAt: string, variants: Array<{ id: string, name: string }>, winner: { id: string, name: string } | null, datasetVersion: { id: string, number: number, itemCount: number, createdAt: string, dataset: { id: string, name: string } } | null } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type ExperimentRunsQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ExperimentRunsQuery = { experiment: { status: ExperimentStatus, runs: { edges: Array<{ node: { configuration: unknown, trials: number, concurrency: number, createdAt: string, id: string, status: RunStatus, itemsTotal: number, itemsCompleted: number, itemsFailed: number, sequence: number, startedAt: string | null, completedAt: string | null, variant: { id: string, name: string }, datasetVersion: { id: string, number: number, itemCount: number }, error: { type: string, message: string } | null, metrics: { averageDurationMs: number | null, averageTokens: number | null, totalTokens: number, totalCost: string | null, judgeTokens: number, judgeCost: string | null, averageScore: number | null, passed: number, failed: number, passRate: number | null } } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } } | null };

export type CreateExperimentMutationVariables = Exact<{
  input: CreateExperimentInput;
}>;


export type CreateExperimentMutation = { createExperiment:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'Experiment', id: string, name: string, description: string | null, type: ExperimentType, status: ExperimentStatus, stage: ExperimentStage, locked: boolean, taskCount: number | null, completedAt: string | null, archivedAt: string | null, conclusion: string | null, createdAt: string, updatedAt: string, winner: { id: string, name: string } | null, datasetVersion: { id: string, number: number, itemCount: number, createdAt: string, dataset: { id: string, name: string } } | null }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type UpdateExperimentMutationVariables = Exact<{
  input: UpdateExperimentInput;
}>;


export type UpdateExperimentMutation = { updateExperiment:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'Experiment', id: string, name: string, description: string | null, type: ExperimentType, status: ExperimentStatus, stage: ExperimentStage, locked: boolean, taskCount: number | null, completedAt: string | null, archivedAt: string | null, conclusion: string | null, createdAt: string, updatedAt: string, winner: { id: string, name: string } | null, datasetVersion: { id: string, number: number, itemCount: number, createdAt: string, dataset: { id: string, name: string } } | null }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type DeleteExperimentMutationVariables = Exact<{
  id: string;
}>;


export type DeleteExperimentMutation = { deleteExperiment:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'DeleteExperimentSuccess', id: string }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type CompleteExperimentMutationVariables = Exact<{
  input: CompleteExperimentInput;
}>;


export type CompleteExperimentMutation = { completeExperiment:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'Experiment', id: string, name: string, description: string | null, type: ExperimentType, status: ExperimentStatus, stage: ExperimentStage, locked: boolean, taskCount: number | null, completedAt: string | null, archivedAt: string | null, conclusion: string | null, createdAt: string, updatedAt: string, winner: { id: string, name: string } | null, datasetVersion: { id: string, number: number, itemCount: number, createdAt: string, dataset: { id: string, name: string } } | null }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type ReopenExperimentMutationVariables = Exact<{
  id: string;
}>;


export type ReopenExperimentMutation = { reopenExperiment:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'Experiment', id: string, name: string, description: string | null, type: ExperimentType, status: ExperimentStatus, stage: ExperimentStage, locked: boolean, taskCount: number | null, completedAt: string | null, archivedAt: string | null, conclusion: string | null, createdAt: string, updatedAt: string, winner: { id: string, name: string } | null, datasetVersion: { id: string, number: number, itemCount: number, createdAt: string, dataset: { id: string, name: string } } | null }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type ArchiveExperimentMutationVariables = Exact<{
  id: string;
}>;


export type ArchiveExperimentMutation = { archiveExperiment:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'Experiment', id: string, name: string, description: string | null, type: ExperimentType, status: ExperimentStatus, stage: ExperimentStage, locked: boolean, taskCount: number | null, completedAt: string | null, archivedAt: string | null, conclusion: string | null, createdAt: string, updatedAt: string, winner: { id: string, name: string } | null, datasetVersion: { id: string, number: number, itemCount: number, createdAt: string, dataset: { id: string, name: string } } | null }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type UnarchiveExperimentMutationVariables = Exact<{
  id: string;
}>;


export type UnarchiveExperimentMutation = { unarchiveExperiment:
    | { __typename: 'Experiment', id: string, name: string, description: string | null, type: ExperimentType, status: ExperimentStatus, stage: ExperimentStage, locked: boolean, taskCount: number | null, completedAt: string | null, archivedAt: string | null, conclusion: string | null, createdAt: string, updatedAt: string, winner: { id: string, name: string } | null, datasetVersion: { id: string, number: number, itemCount: number, createdAt: string, dataset: { id: string, name: string } } | null }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type DuplicateExperimentMutationVariables = Exact<{
  input: DuplicateExperimentInput;
}>;


export type DuplicateExperimentMutation = { duplicateExperiment:
    | { __typename: 'Experiment', id: string, name: string, description: string | null, type: ExperimentType, status: ExperimentStatus, stage: ExperimentStage, locked: boolean, taskCount: number | null, completedAt: string | null, archivedAt: string | null, conclusion: string | null, createdAt: string, updatedAt: string, winner: { id: string, name: string } | null, datasetVersion: { id: string, number: number, itemCount: number, createdAt: string, dataset: { id: string, name: string } } | null }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type AddVariantMutationVariables = Exact<{
  input: AddVariantInput;
}>;


export type AddVariantMutation = { addVariant:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
    | { __typename: 'Variant', id: string, name: string, taskType: ExperimentType, configuration: unknown, effectiveConfiguration: unknown, overrides: unknown, baseline: boolean, hypothesis: string | null, expectation: Expectation | null, sortOrder: number, parent: { id: string, name: string } | null, override: { step: string | null, parameter: string, value: unknown } | null, sameConfigurationAs: Array<{ id: string, name: string }> }
   | null };

export type UpdateVariantMutationVariables = Exact<{
  input: UpdateVariantInput;
}>;


export type UpdateVariantMutation = { updateVariant:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
    | { __typename: 'Variant', id: string, name: string, taskType: ExperimentType, configuration: unknown, effectiveConfiguration: unknown, overrides: unknown, baseline: boolean, hypothesis: string | null, expectation: Expectation | null, sortOrder: number, parent: { id: string, name: string } | null, override: { step: string | null, parameter: string, value: unknown } | null, sameConfigurationAs: Array<{ id: string, name: string }> }
   | null };

export type DeleteVariantMutationVariables = Exact<{
  id: string;
  withDescendants?: boolean | null | undefined;
}>;


export type DeleteVariantMutation = { deleteVariant:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'DeleteVariantSuccess', id: string }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type AddEvaluatorMutationVariables = Exact<{
  input: AddEvaluatorInput;
}>;


export type AddEvaluatorMutation = { addEvaluator:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'Evaluator', id: string, name: string, kind: EvaluatorKind, configuration: unknown, threshold: number }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type UpdateEvaluatorMutationVariables = Exact<{
  input: UpdateEvaluatorInput;
}>;


export type UpdateEvaluatorMutation = { updateEvaluator:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'Evaluator', id: string, name: string, kind: EvaluatorKind, configuration: unknown, threshold: number }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type RemoveEvaluatorMutationVariables = Exact<{
  id: string;
}>;


export type RemoveEvaluatorMutation = { removeEvaluator:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'RemoveEvaluatorSuccess', id: string }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type FunctionRunFieldsFragment = { id: string, status: FunctionRunStatus, output: unknown, attempts: number, retries: number, retryAt: string | null, concurrencyKey: string | null, createdAt: string, startedAt: string | null, completedAt: string | null, function: { id: string, app: string, externalId: string }, event: { id: string, externalId: string | null, name: string }, error: { type: string, message: string } | null };

export type FunctionStepFieldsFragment = { externalId: string, occurrence: number, kind: FunctionStepKind, status: FunctionStepStatus, position: number, attempts: number, output: unknown, retryAt: string | null, startedAt: string, durationMs: number, inputTokens: number | null, outputTokens: number | null, cost: string | null, error: { type: string, message: string } | null };

export type ExposureFieldsFragment = { variant: string, status: ExposureStatus, durationMs: number | null, cost: string | null, createdAt: string, liveExperiment: { id: string, name: string }, error: { type: string, message: string } | null };

export type DurableFunctionFieldsFragment = { id: string, app: string, externalId: string, triggers: Array<string>, retries: number, timeoutMs: number, concurrency: number | null, keyConcurrency: number | null, concurrencyKey: string | null, createdAt: string, registeredAt: string, removedAt: string | null };

export type EventFieldsFragment = { id: string, externalId: string | null, name: string, data: unknown, createdAt: string, runs: Array<{ id: string, status: FunctionRunStatus, function: { id: string, externalId: string } }> };

export type FunctionsQueryVariables = Exact<{ [key: string]: never; }>;


export type FunctionsQuery = { functions: Array<{ id: string, app: string, externalId: string, triggers: Array<string>, retries: number, timeoutMs: number, concurrency: number | null, keyConcurrency: number | null, concurrencyKey: string | null, createdAt: string, registeredAt: string, removedAt: string | null }> };

export type FunctionRunPageFragment = { edges: Array<{ node: { id: string, status: FunctionRunStatus, output: unknown, attempts: number, retries: number, retryAt: string | null, concurrencyKey: string | null, createdAt: string, startedAt: string | null, completedAt: string | null, function: { id: string, app: string, externalId: string }, event: { id: string, externalId: string | null, name: string }, error: { type: string, message: string } | null } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } };

export type FunctionRunsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: FunctionRunFilter | null | undefined;
}>;


export type FunctionRunsQuery = { functionRuns: { edges: Array<{ node: { id: string, status: FunctionRunStatus, output: unknown, attempts: number, retries: number, retryAt: string | null, concurrencyKey: string | null, createdAt: string, startedAt: string | null, completedAt: string | null, function: { id: string, app: string, externalId: string }, event: { id: string, externalId: string | null, name: string }, error: { type: string, message: string } | null } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type FunctionRunsChangedSubscriptionVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: FunctionRunFilter | null | undefined;
}>;


export type FunctionRunsChangedSubscription = { functionRuns: { edges: Array<{ node: { id: string, status: FunctionRunStatus, output: unknown, attempts: number, retries: number, retryAt: string | null, concurrencyKey: string | null, createdAt: string, startedAt: string | null, completedAt: string | null, function: { id: string, app: string, externalId: string }, event: { id: string, externalId: string | null, name: string }, error: { type: string, message: string } | null } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type FunctionRunQueryVariables = Exact<{
  id: string;
}>;


export type FunctionRunQuery = { functionRun: { id: string, status: FunctionRunStatus, output: unknown, attempts: number, retries: number, retryAt: string | null, concurrencyKey: string | null, createdAt: string, startedAt: string | null, completedAt: string | null, steps: Array<{ externalId: string, occurrence: number, kind: FunctionStepKind, status: FunctionStepStatus, position: number, attempts: number, output: unknown, retryAt: string | null, startedAt: string, durationMs: number, inputTokens: number | null, outputTokens: number | null, cost: string | null, error: { type: string, message: string } | null }>, exposures: Array<{ variant: string, status: ExposureStatus, durationMs: number | null, cost: string | null, createdAt: string, liveExperiment: { id: string, name: string }, error: { type: string, message: string } | null }>, function: { id: string, app: string, externalId: string }, event: { id: string, externalId: string | null, name: string }, error: { type: string, message: string } | null } | null };

export type SendEventMutationVariables = Exact<{
  input: SendEventInput;
}>;


export type SendEventMutation = { sendEvent:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'Event', id: string, externalId: string | null, name: string, data: unknown, createdAt: string, runs: Array<{ id: string, status: FunctionRunStatus, function: { id: string, externalId: string } }> }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type SendEventsMutationVariables = Exact<{
  input: SendEventsInput;
}>;


export type SendEventsMutation = { sendEvents:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'SendEventsSuccess', events: Array<{ id: string, externalId: string | null, name: string, data: unknown, createdAt: string, runs: Array<{ id: string, status: FunctionRunStatus, function: { id: string, externalId: string } }> }> }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type CancelFunctionRunMutationVariables = Exact<{
  id: string;
}>;


export type CancelFunctionRunMutation = { cancelFunctionRun:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'FunctionRun', id: string, status: FunctionRunStatus, output: unknown, attempts: number, retries: number, retryAt: string | null, concurrencyKey: string | null, createdAt: string, startedAt: string | null, completedAt: string | null, function: { id: string, app: string, externalId: string }, event: { id: string, externalId: string | null, name: string }, error: { type: string, message: string } | null }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type RetryFunctionRunMutationVariables = Exact<{
  id: string;
}>;


export type RetryFunctionRunMutation = { retryFunctionRun:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'FunctionRun', id: string, status: FunctionRunStatus, output: unknown, attempts: number, retries: number, retryAt: string | null, concurrencyKey: string | null, createdAt: string, startedAt: string | null, completedAt: string | null, function: { id: string, app: string, externalId: string }, event: { id: string, externalId: string | null, name: string }, error: { type: string, message: string } | null }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type RemoveFunctionMutationVariables = Exact<{
  id: string;
}>;


export type RemoveFunctionMutation = { removeFunction:
    | { __typename: 'DurableFunction', id: string, app: string, externalId: string, triggers: Array<string>, retries: number, timeoutMs: number, concurrency: number | null, keyConcurrency: number | null, concurrencyKey: string | null, createdAt: string, registeredAt: string, removedAt: string | null }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type FunctionRunProgressSubscriptionVariables = Exact<{
  id: string;
}>;


export type FunctionRunProgressSubscription = { functionRunProgress: { id: string, status: FunctionRunStatus, output: unknown, attempts: number, retries: number, retryAt: string | null, concurrencyKey: string | null, createdAt: string, startedAt: string | null, completedAt: string | null, steps: Array<{ externalId: string, occurrence: number, kind: FunctionStepKind, status: FunctionStepStatus, position: number, attempts: number, output: unknown, retryAt: string | null, startedAt: string, durationMs: number, inputTokens: number | null, outputTokens: number | null, cost: string | null, error: { type: string, message: string } | null }>, exposures: Array<{ variant: string, status: ExposureStatus, durationMs: number | null, cost: string | null, createdAt: string, liveExperiment: { id: string, name: string }, error: { type: string, message: string } | null }>, function: { id: string, app: string, externalId: string }, event: { id: string, externalId: string | null, name: string }, error: { type: string, message: string } | null } };

export type StepParameterFieldsFragment = { name: string, type: ParameterType, default: unknown, minimum: number | null, maximum: number | null, choices: Array<unknown> | null };

export type InferenceStepFieldsFragment = { id: string, externalId: string, kind: InferenceStepKind, description: string | null, createdAt: string, updatedAt: string, parameters: Array<{ name: string, type: ParameterType, default: unknown, minimum: number | null, maximum: number | null, choices: Array<unknown> | null }> };

export type InferenceStepQueryVariables = Exact<{
  id: string;
}>;


export type InferenceStepQuery = { inferenceStep: { id: string, externalId: string, kind: InferenceStepKind, description: string | null, createdAt: string, updatedAt: string, parameters: Array<{ name: string, type: ParameterType, default: unknown, minimum: number | null, maximum: number | null, choices: Array<unknown> | null }> } | null };

export type InferenceStepsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: InferenceStepFilter | null | undefined;
}>;


export type InferenceStepsQuery = { inferenceSteps: { edges: Array<{ node: { id: string, externalId: string, kind: InferenceStepKind, description: string | null, createdAt: string, updatedAt: string, parameters: Array<{ name: string, type: ParameterType, default: unknown, minimum: number | null, maximum: number | null, choices: Array<unknown> | null }> } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type CreateInferenceStepMutationVariables = Exact<{
  input: CreateInferenceStepInput;
}>;


export type CreateInferenceStepMutation = { createInferenceStep:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'InferenceStep', id: string, externalId: string, kind: InferenceStepKind, description: string | null, createdAt: string, updatedAt: string, parameters: Array<{ name: string, type: ParameterType, default: unknown, minimum: number | null, maximum: number | null, choices: Array<unknown> | null }> }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type UpdateInferenceStepMutationVariables = Exact<{
  input: UpdateInferenceStepInput;
}>;


export type UpdateInferenceStepMutation = { updateInferenceStep:
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'InferenceStep', id: string, externalId: string, kind: InferenceStepKind, description: string | null, createdAt: string, updatedAt: string, parameters: Array<{ name: string, type: ParameterType, default: unknown, minimum: number | null, maximum: number | null, choices: Array<unknown> | null }> }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type DeleteInferenceStepMutationVariables = Exact<{
  id: string;
}>;


export type DeleteInferenceStepMutation = { deleteInferenceStep:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'DeleteInferenceStepSuccess', id: string }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type LiveMetricFieldsFragment = { name: string, units: number, mean: number | null, low: number | null, high: number | null, comparison: { difference: number, low: number, high: number, pValue: number, adjustedPValue: number, verdict: LiveVerdict } | null };

export type LiveExperimentFieldsFragment = { id: string, name: string, strategy: SelectionStrategy, managed: boolean, createdAt: string };

export type LiveWeightFieldsFragment = { name: string, position: number, weight: number | null, promotedWeight: number | null, configuration: unknown, promotedAt: string | null, promotedFrom: { id: string, name: string } | null };

export type LiveFiguresFragment = { exposures: number, units: number, sampleRatio: { pValue: number, mismatch: boolean } | null, variants: Array<{ share: number | null, expectedShare: number | null, exposures: number, units: number, completed: number, failed: number, name: string, position: number, weight: number | null, promotedWeight: number | null, configuration: unknown, promotedAt: string | null, errorRate: { name: string, units: number, mean: number | null, low: number | null, high: number | null, comparison: { difference: number, low: number, high: number, pValue: number, adjustedPValue: number, verdict: LiveVerdict } | null }, durationMs: { name: string, units: number, mean: number | null, low: number | null, high: number | null, comparison: { difference: number, low: number, high: number, pValue: number, adjustedPValue: number, verdict: LiveVerdict } | null }, cost: { name: string, units: number, mean: number | null, low: number | null, high: number | null, comparison: { difference: number, low: number, high: number, pValue: number, adjustedPValue: number, verdict: LiveVerdict } | null }, scores: Array<{ name: string, units: number, mean: number | null, low: number | null, high: number | null, comparison: { difference: number, low: number, high: number, pValue: number, adjustedPValue: number, verdict: LiveVerdict } | null }>, promotedFrom: { id: string, name: string } | null }> };

export type LiveExperimentPageFragment = { edges: Array<{ node: { exposures: number, units: number, id: string, name: string, strategy: SelectionStrategy, managed: boolean, createdAt: string, variants: Array<{ name: string, weight: number | null, share: number | null, exposures: number }> } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } };

export type LiveExperimentsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type LiveExperimentsQuery = { liveExperiments: { edges: Array<{ node: { exposures: number, units: number, id: string, name: string, strategy: SelectionStrategy, managed: boolean, createdAt: string, variants: Array<{ name: string, weight: number | null, share: number | null, exposures: number }> } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type LiveExperimentsChangedSubscriptionVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type LiveExperimentsChangedSubscription = { liveExperiments: { edges: Array<{ node: { exposures: number, units: number, id: string, name: string, strategy: SelectionStrategy, managed: boolean, createdAt: string, variants: Array<{ name: string, weight: number | null, share: number | null, exposures: number }> } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type LiveExperimentQueryVariables = Exact<{
  id?: string | null | undefined;
  name?: string | null | undefined;
}>;


export type LiveExperimentQuery = { liveExperiment: { id: string, name: string, strategy: SelectionStrategy, managed: boolean, createdAt: string, exposures: number, units: number, sampleRatio: { pValue: number, mismatch: boolean } | null, variants: Array<{ share: number | null, expectedShare: number | null, exposures: number, units: number, completed: number, failed: number, name: string, position: number, weight: number | null, promotedWeight: number | null, configuration: unknown, promotedAt: string | null, errorRate: { name: string, units: number, mean: number | null, low: number | null, high: number | null, comparison: { difference: number, low: number, high: number, pValue: number, adjustedPValue: number, verdict: LiveVerdict } | null }, durationMs: { name: string, units: number, mean: number | null, low: number | null, high: number | null, comparison: { difference: number, low: number, high: number, pValue: number, adjustedPValue: number, verdict: LiveVerdict } | null }, cost: { name: string, units: number, mean: number | null, low: number | null, high: number | null, comparison: { difference: number, low: number, high: number, pValue: number, adjustedPValue: number, verdict: LiveVerdict } | null }, scores: Array<{ name: string, units: number, mean: number | null, low: number | null, high: number | null, comparison: { difference: number, low: number, high: number, pValue: number, adjustedPValue: number, verdict: LiveVerdict } | null }>, promotedFrom: { id: string, name: string } | null }> } | null };

export type RecordScoreMutationVariables = Exact<{
  input: RecordScoreInput;
}>;


export type RecordScoreMutation = { recordScore:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'LiveScore', variant: string, name: string, value: number, createdAt: string }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type PromoteVariantMutationVariables = Exact<{
  input: PromoteVariantInput;
}>;


export type PromoteVariantMutation = { promoteVariant:
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'LiveExperiment', id: string, name: string, strategy: SelectionStrategy, managed: boolean, createdAt: string, variants: Array<{ name: string, position: number, weight: number | null, promotedWeight: number | null, configuration: unknown, promotedAt: string | null, promotedFrom: { id: string, name: string } | null }> }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type LiveExperimentChangedSubscriptionVariables = Exact<{
  id: string;
}>;


export type LiveExperimentChangedSubscription = { liveExperiment: { id: string, name: string, strategy: SelectionStrategy, managed: boolean, createdAt: string, exposures: number, units: number, sampleRatio: { pValue: number, mismatch: boolean } | null, variants: Array<{ share: number | null, expectedShare: number | null, exposures: number, units: number, completed: number, failed: number, name: string, position: number, weight: number | null, promotedWeight: number | null, configuration: unknown, promotedAt: string | null, errorRate: { name: string, units: number, mean: number | null, low: number | null, high: number | null, comparison: { difference: number, low: number, high: number, pValue: number, adjustedPValue: number, verdict: LiveVerdict } | null }, durationMs: { name: string, units: number, mean: number | null, low: number | null, high: number | null, comparison: { difference: number, low: number, high: number, pValue: number, adjustedPValue: number, verdict: LiveVerdict } | null }, cost: { name: string, units: number, mean: number | null, low: number | null, high: number | null, comparison: { difference: number, low: number, high: number, pValue: number, adjustedPValue: number, verdict: LiveVerdict } | null }, scores: Array<{ name: string, units: number, mean: number | null, low: number | null, high: number | null, comparison: { difference: number, low: number, high: number, pValue: number, adjustedPValue: number, verdict: LiveVerdict } | null }>, promotedFrom: { id: string, name: string } | null }> } };

export type LiveSettingsQueryVariables = Exact<{
  name: string;
}>;


export type LiveSettingsQuery = { liveExperiment: { variants: Array<{ name: string, promotedWeight: number | null, configuration: unknown }> } | null };

export type RunProgressSubscriptionVariables = Exact<{
  runId: string;
}>;


export type RunProgressSubscription = { runProgress: { id: string, status: RunStatus, itemsTotal: number, itemsCompleted: number, itemsFailed: number, sequence: number, startedAt: string | null, completedAt: string | null, variant: { id: string, name: string }, error: { type: string, message: string } | null, metrics: { averageDurationMs: number | null, averageTokens: number | null, totalTokens: number, totalCost: string | null, judgeTokens: number, judgeCost: string | null, averageScore: number | null, passed: number, failed: number, passRate: number | null } } };

export type ExperimentProgressSubscriptionVariables = Exact<{
  experimentId: string;
}>;


export type ExperimentProgressSubscription = { experimentProgress: { id: string, status: RunStatus, itemsTotal: number, itemsCompleted: number, itemsFailed: number, sequence: number, startedAt: string | null, completedAt: string | null, variant: { id: string, name: string }, error: { type: string, message: string } | null, metrics: { averageDurationMs: number | null, averageTokens: number | null, totalTokens: number, totalCost: string | null, judgeTokens: number, judgeCost: string | null, averageScore: number | null, passed: number, failed: number, passRate: number | null } } };

export type ExperimentChangedSubscriptionVariables = Exact<{
  experimentId: string;
}>;


export type ExperimentChangedSubscription = { experimentChanged: { id: string, name: string, description: string | null, type: ExperimentType, status: ExperimentStatus, stage: ExperimentStage, locked: boolean, taskCount: number | null, completedAt: string | null, archivedAt: string | null, conclusion: string | null, createdAt: string, updatedAt: string, variants: Array<{ id: string, name: string, taskType: ExperimentType, configuration: unknown, effectiveConfiguration: unknown, overrides: unknown, baseline: boolean, hypothesis: string | null, expectation: Expectation | null, sortOrder: number, latestRun: { id: string, status: RunStatus, itemsTotal: number, itemsCompleted: number, itemsFailed: number, sequence: number, startedAt: string | null, completedAt: string | null, error: { type: string, message: string } | null, metrics: { averageDurationMs: number | null, averageTokens: number | null, totalTokens: number, totalCost: string | null, judgeTokens: number, judgeCost: string | null, averageScore: number | null, passed: number, failed: number, passRate: number | null } } | null, parent: { id: string, name: string } | null, override: { step: string | null, parameter: string, value: unknown } | null, sameConfigurationAs: Array<{ id: string, name: string }> }>, winner: { id: string, name: string } | null, datasetVersion: { id: string, number: number, itemCount: number, createdAt: string, dataset: { id: string, name: string } } | null } };

export type ComparisonChangesSubscriptionVariables = Exact<{
  experimentId: string;
  runIds?: Array<string> | string | null | undefined;
}>;


export type ComparisonChangesSubscription = { comparisonChanges: { moreRows: number, summary: { rows: number, divergentRows: number, agreeingRows: number, incompleteRows: number }, columns: Array<{ averageDurationMs: number | null, averageTokens: number | null, totalCost: string | null, averageScore: number | null, passRate: number | null, fastest: boolean, fewestTokens: boolean, cheapest: boolean, best: boolean, run: { id: string, status: RunStatus, variant: { id: string, name: string } } }>, rows: Array<{ place: number, divergent: boolean, hasMajority: boolean, item: { id: string, externalId: string }, cells: Array<{ state: ComparisonCellState, outlier: boolean, score: number | null, passed: boolean | null, durationMs: number | null, totalTokens: number | null, cost: string | null, fastest: boolean, fewestTokens: boolean, cheapest: boolean, run: { id: string }, result: { id: string, output: unknown, error: { type: string, message: string } | null } | null }> }> } };

export type RunResultsSubscriptionVariables = Exact<{
  runId: string;
  after?: number | null | undefined;
}>;


export type RunResultsSubscription = { runResults: { id: string, sequence: number, trial: number, output: unknown, durationMs: number | null, inputTokens: number | null, outputTokens: number | null, estimatedCost: string | null, score: number | null, passed: boolean | null, item: { id: string, externalId: string }, error: { type: string, message: string } | null, scores: Array<{ value: number | null, passed: boolean | null, explanation: string | null, evaluator: { id: string, name: string }, error: { type: string, message: string } | null }> } };

export type ModelProviderFieldsFragment = { id: string | null, name: string, kind: ShownProviderKind, source: ProviderSource, baseUrl: string | null, hasApiKey: boolean, concurrency: number | null, rateLimit: number | null, rateLimitWindowMs: number, timeoutMs: number | null, prices: unknown };

export type ModelProvidersQueryVariables = Exact<{ [key: string]: never; }>;


export type ModelProvidersQuery = { modelProviders: Array<{ models: Array<string>, id: string | null, name: string, kind: ShownProviderKind, source: ProviderSource, baseUrl: string | null, hasApiKey: boolean, concurrency: number | null, rateLimit: number | null, rateLimitWindowMs: number, timeoutMs: number | null, prices: unknown }> };

export type AddModelProviderMutationVariables = Exact<{
  input: AddModelProviderInput;
}>;


export type AddModelProviderMutation = { addModelProvider:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'ModelProvider', id: string | null, name: string, kind: ShownProviderKind, source: ProviderSource, baseUrl: string | null, hasApiKey: boolean, concurrency: number | null, rateLimit: number | null, rateLimitWindowMs: number, timeoutMs: number | null, prices: unknown }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type UpdateModelProviderMutationVariables = Exact<{
  input: UpdateModelProviderInput;
}>;


export type UpdateModelProviderMutation = { updateModelProvider:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'ModelProvider', id: string | null, name: string, kind: ShownProviderKind, source: ProviderSource, baseUrl: string | null, hasApiKey: boolean, concurrency: number | null, rateLimit: number | null, rateLimitWindowMs: number, timeoutMs: number | null, prices: unknown }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type RemoveModelProviderMutationVariables = Exact<{
  id: string;
}>;


export type RemoveModelProviderMutation = { removeModelProvider:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'RemoveModelProviderSuccess', id: string }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type SetDefaultProviderMutationVariables = Exact<{
  name?: string | null | undefined;
}>;


export type SetDefaultProviderMutation = { setDefaultProvider:
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'Organization', id: string, defaultProvider: string | null }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type ApiKeyFieldsFragment = { id: string, name: string, role: Role, hint: string, createdAt: string, revokedAt: string | null };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { role: Role, organization: { id: string, name: string, defaultProvider: string | null }, apiKey: { id: string, name: string, role: Role, hint: string, createdAt: string, revokedAt: string | null } } | null };

export type ApiKeysQueryVariables = Exact<{ [key: string]: never; }>;


export type ApiKeysQuery = { apiKeys: Array<{ id: string, name: string, role: Role, hint: string, createdAt: string, revokedAt: string | null }> };

export type CreateApiKeyMutationVariables = Exact<{
  input: CreateApiKeyInput;
}>;


export type CreateApiKeyMutation = { createApiKey:
    | { __typename: 'CreateApiKeySuccess', key: string, apiKey: { id: string, name: string, role: Role, hint: string, createdAt: string, revokedAt: string | null } }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type RevokeApiKeyMutationVariables = Exact<{
  id: string;
}>;


export type RevokeApiKeyMutation = { revokeApiKey:
    | { __typename: 'ApiKey', id: string, name: string, role: Role, hint: string, createdAt: string, revokedAt: string | null }
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type OutputSchemaFieldsFragment = { id: string, name: string, createdAt: string, versions: Array<{ id: string, number: number, jsonSchema: unknown, createdAt: string }> };

export type OutputSchemaQueryVariables = Exact<{
  id: string;
}>;


export type OutputSchemaQuery = { outputSchema: { id: string, name: string, createdAt: string, versions: Array<{ id: string, number: number, jsonSchema: unknown, createdAt: string }> } | null };

export type OutputSchemasQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type OutputSchemasQuery = { outputSchemas: { edges: Array<{ node: { id: string, name: string, createdAt: string, versions: Array<{ id: string, number: number, jsonSchema: unknown, createdAt: string }> } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type AddOutputSchemaMutationVariables = Exact<{
  input: AddOutputSchemaInput;
}>;


export type AddOutputSchemaMutation = { addOutputSchema:
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'OutputSchema', id: string, name: string, createdAt: string, versions: Array<{ id: string, number: number, jsonSchema: unknown, createdAt: string }> }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type RunFieldsFragment = { configuration: unknown, trials: number, concurrency: number, createdAt: string, id: string, status: RunStatus, itemsTotal: number, itemsCompleted: number, itemsFailed: number, sequence: number, startedAt: string | null, completedAt: string | null, variant: { id: string, name: string }, datasetVersion: { id: string, number: number, itemCount: number }, error: { type: string, message: string } | null, metrics: { averageDurationMs: number | null, averageTokens: number | null, totalTokens: number, totalCost: string | null, judgeTokens: number, judgeCost: string | null, averageScore: number | null, passed: number, failed: number, passRate: number | null } };

export type RunStateFragment = { id: string, status: RunStatus, itemsTotal: number, itemsCompleted: number, itemsFailed: number, sequence: number, startedAt: string | null, completedAt: string | null, error: { type: string, message: string } | null, metrics: { averageDurationMs: number | null, averageTokens: number | null, totalTokens: number, totalCost: string | null, judgeTokens: number, judgeCost: string | null, averageScore: number | null, passed: number, failed: number, passRate: number | null } };

export type ResultFieldsFragment = { id: string, sequence: number, trial: number, output: unknown, durationMs: number | null, inputTokens: number | null, outputTokens: number | null, estimatedCost: string | null, score: number | null, passed: boolean | null, item: { id: string, externalId: string }, error: { type: string, message: string } | null, scores: Array<{ value: number | null, passed: boolean | null, explanation: string | null, evaluator: { id: string, name: string }, error: { type: string, message: string } | null }> };

export type RunQueryVariables = Exact<{
  id: string;
}>;


export type RunQuery = { run: { configuration: unknown, trials: number, concurrency: number, createdAt: string, id: string, status: RunStatus, itemsTotal: number, itemsCompleted: number, itemsFailed: number, sequence: number, startedAt: string | null, completedAt: string | null, experiment: { id: string, name: string, status: ExperimentStatus }, variant: { id: string, name: string }, datasetVersion: { id: string, number: number, itemCount: number }, error: { type: string, message: string } | null, metrics: { averageDurationMs: number | null, averageTokens: number | null, totalTokens: number, totalCost: string | null, judgeTokens: number, judgeCost: string | null, averageScore: number | null, passed: number, failed: number, passRate: number | null } } | null };

export type ResultsQueryVariables = Exact<{
  runId: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ResultsQuery = { run: { id: string, status: RunStatus, results: { edges: Array<{ node: { id: string, sequence: number, trial: number, output: unknown, durationMs: number | null, inputTokens: number | null, outputTokens: number | null, estimatedCost: string | null, score: number | null, passed: boolean | null, item: { id: string, externalId: string }, error: { type: string, message: string } | null, scores: Array<{ value: number | null, passed: boolean | null, explanation: string | null, evaluator: { id: string, name: string }, error: { type: string, message: string } | null }> } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } } | null };

export type StartRunsMutationVariables = Exact<{
  input: StartRunsInput;
}>;


export type StartRunsMutation = { startRuns:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'StartRunsSuccess', runs: Array<{ configuration: unknown, trials: number, concurrency: number, createdAt: string, id: string, status: RunStatus, itemsTotal: number, itemsCompleted: number, itemsFailed: number, sequence: number, startedAt: string | null, completedAt: string | null, variant: { id: string, name: string }, datasetVersion: { id: string, number: number, itemCount: number }, error: { type: string, message: string } | null, metrics: { averageDurationMs: number | null, averageTokens: number | null, totalTokens: number, totalCost: string | null, judgeTokens: number, judgeCost: string | null, averageScore: number | null, passed: number, failed: number, passRate: number | null } }> }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type CancelRunMutationVariables = Exact<{
  id: string;
}>;


export type CancelRunMutation = { cancelRun:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'Run', configuration: unknown, trials: number, concurrency: number, createdAt: string, id: string, status: RunStatus, itemsTotal: number, itemsCompleted: number, itemsFailed: number, sequence: number, startedAt: string | null, completedAt: string | null, variant: { id: string, name: string }, datasetVersion: { id: string, number: number, itemCount: number }, error: { type: string, message: string } | null, metrics: { averageDurationMs: number | null, averageTokens: number | null, totalTokens: number, totalCost: string | null, judgeTokens: number, judgeCost: string | null, averageScore: number | null, passed: number, failed: number, passRate: number | null } }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type RetryFailedItemsMutationVariables = Exact<{
  runId: string;
}>;


export type RetryFailedItemsMutation = { retryFailedItems:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'Run', configuration: unknown, trials: number, concurrency: number, createdAt: string, id: string, status: RunStatus, itemsTotal: number, itemsCompleted: number, itemsFailed: number, sequence: number, startedAt: string | null, completedAt: string | null, variant: { id: string, name: string }, datasetVersion: { id: string, number: number, itemCount: number }, error: { type: string, message: string } | null, metrics: { averageDurationMs: number | null, averageTokens: number | null, totalTokens: number, totalCost: string | null, judgeTokens: number, judgeCost: string | null, averageScore: number | null, passed: number, failed: number, passRate: number | null } }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type MarkBaselineMutationVariables = Exact<{
  runId: string;
}>;


export type MarkBaselineMutation = { markBaseline:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'Run', baseline: boolean, configuration: unknown, trials: number, concurrency: number, createdAt: string, id: string, status: RunStatus, itemsTotal: number, itemsCompleted: number, itemsFailed: number, sequence: number, startedAt: string | null, completedAt: string | null, variant: { id: string, name: string }, datasetVersion: { id: string, number: number, itemCount: number }, error: { type: string, message: string } | null, metrics: { averageDurationMs: number | null, averageTokens: number | null, totalTokens: number, totalCost: string | null, judgeTokens: number, judgeCost: string | null, averageScore: number | null, passed: number, failed: number, passRate: number | null } }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type ClearBaselineMutationVariables = Exact<{
  runId: string;
}>;


export type ClearBaselineMutation = { clearBaseline:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'Run', baseline: boolean, configuration: unknown, trials: number, concurrency: number, createdAt: string, id: string, status: RunStatus, itemsTotal: number, itemsCompleted: number, itemsFailed: number, sequence: number, startedAt: string | null, completedAt: string | null, variant: { id: string, name: string }, datasetVersion: { id: string, number: number, itemCount: number }, error: { type: string, message: string } | null, metrics: { averageDurationMs: number | null, averageTokens: number | null, totalTokens: number, totalCost: string | null, judgeTokens: number, judgeCost: string | null, averageScore: number | null, passed: number, failed: number, passRate: number | null } }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type ShareLinkFieldsFragment = { id: string, name: string, status: ShareLinkStatus, createdAt: string, expiresAt: string, revokedAt: string | null };

export type ShareLinksQueryVariables = Exact<{
  experimentId: string;
}>;


export type ShareLinksQuery = { experiment: { shareLinks: Array<{ id: string, name: string, status: ShareLinkStatus, createdAt: string, expiresAt: string, revokedAt: string | null }> } | null };

export type CreateShareLinkMutationVariables = Exact<{
  input: CreateShareLinkInput;
}>;


export type CreateShareLinkMutation = { createShareLink:
    | { __typename: 'CreatedShareLink', token: string, path: string, shareLink: { id: string, name: string, status: ShareLinkStatus, createdAt: string, expiresAt: string, revokedAt: string | null } }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type RevokeShareLinkMutationVariables = Exact<{
  id: string;
}>;


export type RevokeShareLinkMutation = { revokeShareLink:
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'ShareLink', id: string, name: string, status: ShareLinkStatus, createdAt: string, expiresAt: string, revokedAt: string | null }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type TestFieldsFragment = { id: string, status: TestStatus, askedAt: string, deadlineAt: string | null, answeredAt: string | null };

export type TestQueryVariables = Exact<{
  id: string;
}>;


export type TestQuery = { test: { trial: number, id: string, status: TestStatus, askedAt: string, deadlineAt: string | null, answeredAt: string | null, item: { id: string, externalId: string }, run: { id: string, status: RunStatus }, result: { id: string, sequence: number, trial: number, output: unknown, durationMs: number | null, inputTokens: number | null, outputTokens: number | null, estimatedCost: string | null, score: number | null, passed: boolean | null, item: { id: string, externalId: string }, error: { type: string, message: string } | null, scores: Array<{ value: number | null, passed: boolean | null, explanation: string | null, evaluator: { id: string, name: string }, error: { type: string, message: string } | null }> } | null, trace: Array<{ externalId: string, input: unknown, output: unknown, durationMs: number | null, inputTokens: number | null, outputTokens: number | null }>, deliveries: Array<{ id: string, purpose: DeliveryPurpose, messageId: string, attempt: number, status: number | null, durationMs: number, responseHead: string | null, createdAt: string, error: { type: string, message: string } | null }> } | null };

export type SubmitTestResultMutationVariables = Exact<{
  input: SubmitTestResultInput;
}>;


export type SubmitTestResultMutation = { submitTestResult:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'Test', id: string, status: TestStatus, askedAt: string, deadlineAt: string | null, answeredAt: string | null }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export type SubmitTestTraceMutationVariables = Exact<{
  input: SubmitTestTraceInput;
}>;


export type SubmitTestTraceMutation = { submitTestTrace:
    | { __typename: 'ConflictError', message: string, code: ErrorCode }
    | { __typename: 'ForbiddenError', message: string, code: ErrorCode }
    | { __typename: 'NotFoundError', message: string, code: ErrorCode }
    | { __typename: 'Test', id: string, status: TestStatus, askedAt: string, deadlineAt: string | null, answeredAt: string | null }
    | { __typename: 'ValidationError', field: string | null, line: number | null, message: string, code: ErrorCode }
   | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const PassRateFieldsFragmentDoc = new TypedDocumentString(`
    fragment PassRateFields on PassRate {
  rate
  low
  high
}
    `, {"fragmentName":"PassRateFields"}) as unknown as TypedDocumentString<PassRateFieldsFragment, unknown>;
export const PerformanceFieldsFragmentDoc = new TypedDocumentString(`
    fragment PerformanceFields on PerformanceFigures {
  averageDurationMs
  averageTokens
  totalCost
}
    `, {"fragmentName":"PerformanceFields"}) as unknown as TypedDocumentString<PerformanceFieldsFragment, unknown>;
export const ComparisonSummaryFieldsFragmentDoc = new TypedDocumentString(`
    fragment ComparisonSummaryFields on ComparisonSummary {
  rows
  divergentRows
  agreeingRows
  incompleteRows
}
    `, {"fragmentName":"ComparisonSummaryFields"}) as unknown as TypedDocumentString<ComparisonSummaryFieldsFragment, unknown>;
export const ComparedRunFragmentDoc = new TypedDocumentString(`
    fragment ComparedRun on Run {
  id
  status
  variant {
    id
    name
  }
}
    `, {"fragmentName":"ComparedRun"}) as unknown as TypedDocumentString<ComparedRunFragment, unknown>;
export const ComparisonColumnFieldsFragmentDoc = new TypedDocumentString(`
    fragment ComparisonColumnFields on ComparisonColumn {
  run {
    ...ComparedRun
  }
  averageDurationMs
  averageTokens
  totalCost
  averageScore
  passRate
  fastest
  fewestTokens
  cheapest
  best
}
    fragment ComparedRun on Run {
  id
  status
  variant {
    id
    name
  }
}`, {"fragmentName":"ComparisonColumnFields"}) as unknown as TypedDocumentString<ComparisonColumnFieldsFragment, unknown>;
export const ComparisonStateFragmentDoc = new TypedDocumentString(`
    fragment ComparisonState on Comparison {
  summary {
    ...ComparisonSummaryFields
  }
  columns {
    ...ComparisonColumnFields
  }
}
    fragment ComparedRun on Run {
  id
  status
  variant {
    id
    name
  }
}
fragment ComparisonSummaryFields on ComparisonSummary {
  rows
  divergentRows
  agreeingRows
  incompleteRows
}
fragment ComparisonColumnFields on ComparisonColumn {
  run {
    ...ComparedRun
  }
  averageDurationMs
  averageTokens
  totalCost
  averageScore
  passRate
  fastest
  fewestTokens
  cheapest
  best
}`, {"fragmentName":"ComparisonState"}) as unknown as TypedDocumentString<ComparisonStateFragment, unknown>;
export const ComparisonRowFieldsFragmentDoc = new TypedDocumentString(`
    fragment ComparisonRowFields on ComparisonRow {
  place
  item {
    id
    externalId
  }
  divergent
  hasMajority
  cells {
    run {
      id
    }
    state
    outlier
    score
    passed
    durationMs
    totalTokens
    cost
    fastest
    fewestTokens
    cheapest
    result {
      id
      output
      error {
        type
        message
      }
    }
  }
}
    `, {"fragmentName":"ComparisonRowFields"}) as unknown as TypedDocumentString<ComparisonRowFieldsFragment, unknown>;
export const DatasetVersionFieldsFragmentDoc = new TypedDocumentString(`
    fragment DatasetVersionFields on DatasetVersion {
  id
  number
  itemCount
  createdAt
}
    `, {"fragmentName":"DatasetVersionFields"}) as unknown as TypedDocumentString<DatasetVersionFieldsFragment, unknown>;
export const DatasetFieldsFragmentDoc = new TypedDocumentString(`
    fragment DatasetFields on Dataset {
  id
  name
  description
  createdAt
  latestVersion {
    ...DatasetVersionFields
  }
}
    fragment DatasetVersionFields on DatasetVersion {
  id
  number
  itemCount
  createdAt
}`, {"fragmentName":"DatasetFields"}) as unknown as TypedDocumentString<DatasetFieldsFragment, unknown>;
export const EndpointFieldsFragmentDoc = new TypedDocumentString(`
    fragment EndpointFields on Endpoint {
  id
  name
  url
  headerNames
  timeoutMs
  concurrency
  rateLimit
  rateLimitWindowMs
  answerWithinMs
  hasSigningSecret
  signingSecretRotatedAt
}
    `, {"fragmentName":"EndpointFields"}) as unknown as TypedDocumentString<EndpointFieldsFragment, unknown>;
export const DeliveryFieldsFragmentDoc = new TypedDocumentString(`
    fragment DeliveryFields on Delivery {
  id
  purpose
  messageId
  attempt
  status
  error {
    type
    message
  }
  durationMs
  responseHead
  createdAt
}
    `, {"fragmentName":"DeliveryFields"}) as unknown as TypedDocumentString<DeliveryFieldsFragment, unknown>;
export const FailureFragmentDoc = new TypedDocumentString(`
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
    `, {"fragmentName":"Failure"}) as unknown as TypedDocumentString<FailureFragment, unknown>;
export const ExperimentFieldsFragmentDoc = new TypedDocumentString(`
    fragment ExperimentFields on Experiment {
  id
  name
  description
  type
  status
  stage
  locked
  taskCount
  completedAt
  archivedAt
  winner {
    id
    name
  }
  conclusion
  createdAt
  updatedAt
  datasetVersion {
    ...DatasetVersionFields
    dataset {
      id
      name
    }
  }
}
    fragment DatasetVersionFields on DatasetVersion {
  id
  number
  itemCount
  createdAt
}`, {"fragmentName":"ExperimentFields"}) as unknown as TypedDocumentString<ExperimentFieldsFragment, unknown>;
export const VariantFieldsFragmentDoc = new TypedDocumentString(`
    fragment VariantFields on Variant {
  id
  name
  taskType
  configuration
  effectiveConfiguration
  overrides
  parent {
    id
    name
  }
  override {
    step
    parameter
    value
  }
  baseline
  hypothesis
  expectation
  sameConfigurationAs {
    id
    name
  }
  sortOrder
}
    `, {"fragmentName":"VariantFields"}) as unknown as TypedDocumentString<VariantFieldsFragment, unknown>;
export const EvaluatorFieldsFragmentDoc = new TypedDocumentString(`
    fragment EvaluatorFields on Evaluator {
  id
  name
  kind
  configuration
  threshold
}
    `, {"fragmentName":"EvaluatorFields"}) as unknown as TypedDocumentString<EvaluatorFieldsFragment, unknown>;
export const EstimateFieldsFragmentDoc = new TypedDocumentString(`
    fragment EstimateFields on Estimate {
  value
  confidenceLow
  confidenceHigh
  items
}
    `, {"fragmentName":"EstimateFields"}) as unknown as TypedDocumentString<EstimateFieldsFragment, unknown>;
export const CostEstimateFieldsFragmentDoc = new TypedDocumentString(`
    fragment CostEstimateFields on CostEstimate {
  value
  confidenceLow
  confidenceHigh
  items
}
    `, {"fragmentName":"CostEstimateFields"}) as unknown as TypedDocumentString<CostEstimateFieldsFragment, unknown>;
export const FunctionStepFieldsFragmentDoc = new TypedDocumentString(`
    fragment FunctionStepFields on FunctionStep {
  externalId
  occurrence
  kind
  status
  position
  attempts
  output
  error {
    type
    message
  }
  retryAt
  startedAt
  durationMs
  inputTokens
  outputTokens
  cost
}
    `, {"fragmentName":"FunctionStepFields"}) as unknown as TypedDocumentString<FunctionStepFieldsFragment, unknown>;
export const ExposureFieldsFragmentDoc = new TypedDocumentString(`
    fragment ExposureFields on Exposure {
  liveExperiment {
    id
    name
  }
  variant
  status
  error {
    type
    message
  }
  durationMs
  cost
  createdAt
}
    `, {"fragmentName":"ExposureFields"}) as unknown as TypedDocumentString<ExposureFieldsFragment, unknown>;
export const DurableFunctionFieldsFragmentDoc = new TypedDocumentString(`
    fragment DurableFunctionFields on DurableFunction {
  id
  app
  externalId
  triggers
  retries
  timeoutMs
  concurrency
  keyConcurrency
  concurrencyKey
  createdAt
  registeredAt
  removedAt
}
    `, {"fragmentName":"DurableFunctionFields"}) as unknown as TypedDocumentString<DurableFunctionFieldsFragment, unknown>;
export const EventFieldsFragmentDoc = new TypedDocumentString(`
    fragment EventFields on Event {
  id
  externalId
  name
  data
  createdAt
  runs {
    id
    status
    function {
      id
      externalId
    }
  }
}
    `, {"fragmentName":"EventFields"}) as unknown as TypedDocumentString<EventFieldsFragment, unknown>;
export const FunctionRunFieldsFragmentDoc = new TypedDocumentString(`
    fragment FunctionRunFields on FunctionRun {
  id
  status
  function {
    id
    app
    externalId
  }
  event {
    id
    externalId
    name
  }
  output
  error {
    type
    message
  }
  attempts
  retries
  retryAt
  concurrencyKey
  createdAt
  startedAt
  completedAt
}
    `, {"fragmentName":"FunctionRunFields"}) as unknown as TypedDocumentString<FunctionRunFieldsFragment, unknown>;
export const FunctionRunPageFragmentDoc = new TypedDocumentString(`
    fragment FunctionRunPage on FunctionRunConnection {
  edges {
    node {
      ...FunctionRunFields
    }
  }
  pageInfo {
    endCursor
    hasNextPage
  }
}
    fragment FunctionRunFields on FunctionRun {
  id
  status
  function {
    id
    app
    externalId
  }
  event {
    id
    externalId
    name
  }
  output
  error {
    type
    message
  }
  attempts
  retries
  retryAt
  concurrencyKey
  createdAt
  startedAt
  completedAt
}`, {"fragmentName":"FunctionRunPage"}) as unknown as TypedDocumentString<FunctionRunPageFragment, unknown>;
export const StepParameterFieldsFragmentDoc = new TypedDocumentString(`
    fragment StepParameterFields on StepParameter {
  name
  type
  default
  minimum
  maximum
  choices
}
    `, {"fragmentName":"StepParameterFields"}) as unknown as TypedDocumentString<StepParameterFieldsFragment, unknown>;
export const InferenceStepFieldsFragmentDoc = new TypedDocumentString(`
    fragment InferenceStepFields on InferenceStep {
  id
  externalId
  kind
  description
  parameters {
    ...StepParameterFields
  }
  createdAt
  updatedAt
}
    fragment StepParameterFields on StepParameter {
  name
  type
  default
  minimum
  maximum
  choices
}`, {"fragmentName":"InferenceStepFields"}) as unknown as TypedDocumentString<InferenceStepFieldsFragment, unknown>;
export const LiveWeightFieldsFragmentDoc = new TypedDocumentString(`
    fragment LiveWeightFields on LiveVariant {
  name
  position
  weight
  promotedWeight
  configuration
  promotedFrom {
    id
    name
  }
  promotedAt
}
    `, {"fragmentName":"LiveWeightFields"}) as unknown as TypedDocumentString<LiveWeightFieldsFragment, unknown>;
export const LiveMetricFieldsFragmentDoc = new TypedDocumentString(`
    fragment LiveMetricFields on LiveMetric {
  name
  units
  mean
  low
  high
  comparison {
    difference
    low
    high
    pValue
    adjustedPValue
    verdict
  }
}
    `, {"fragmentName":"LiveMetricFields"}) as unknown as TypedDocumentString<LiveMetricFieldsFragment, unknown>;
export const LiveFiguresFragmentDoc = new TypedDocumentString(`
    fragment LiveFigures on LiveExperiment {
  exposures
  units
  sampleRatio {
    pValue
    mismatch
  }
  variants {
    ...LiveWeightFields
    share
    expectedShare
    exposures
    units
    completed
    failed
    errorRate {
      ...LiveMetricFields
    }
    durationMs {
      ...LiveMetricFields
    }
    cost {
      ...LiveMetricFields
    }
    scores {
      ...LiveMetricFields
    }
  }
}
    fragment LiveMetricFields on LiveMetric {
  name
  units
  mean
  low
  high
  comparison {
    difference
    low
    high
    pValue
    adjustedPValue
    verdict
  }
}
fragment LiveWeightFields on LiveVariant {
  name
  position
  weight
  promotedWeight
  configuration
  promotedFrom {
    id
    name
  }
  promotedAt
}`, {"fragmentName":"LiveFigures"}) as unknown as TypedDocumentString<LiveFiguresFragment, unknown>;
export const LiveExperimentFieldsFragmentDoc = new TypedDocumentString(`
    fragment LiveExperimentFields on LiveExperiment {
  id
  name
  strategy
  managed
  createdAt
}
    `, {"fragmentName":"LiveExperimentFields"}) as unknown as TypedDocumentString<LiveExperimentFieldsFragment, unknown>;
export const LiveExperimentPageFragmentDoc = new TypedDocumentString(`
    fragment LiveExperimentPage on LiveExperimentConnection {
  edges {
    node {
      ...LiveExperimentFields
      exposures
      units
      variants {
        name
        weight
        share
        exposures
      }
    }
  }
  pageInfo {
    endCursor
    hasNextPage
  }
}
    fragment LiveExperimentFields on LiveExperiment {
  id
  name
  strategy
  managed
  createdAt
}`, {"fragmentName":"LiveExperimentPage"}) as unknown as TypedDocumentString<LiveExperimentPageFragment, unknown>;
export const ModelProviderFieldsFragmentDoc = new TypedDocumentString(`
    fragment ModelProviderFields on ModelProvider {
  id
  name
  kind
  source
  baseUrl
  hasApiKey
  concurrency
  rateLimit
  rateLimitWindowMs
  timeoutMs
  prices
}
    `, {"fragmentName":"ModelProviderFields"}) as unknown as TypedDocumentString<ModelProviderFieldsFragment, unknown>;
export const ApiKeyFieldsFragmentDoc = new TypedDocumentString(`
    fragment ApiKeyFields on ApiKey {
  id
  name
  role
  hint
  createdAt
  revokedAt
}
    `, {"fragmentName":"ApiKeyFields"}) as unknown as TypedDocumentString<ApiKeyFieldsFragment, unknown>;
export const OutputSchemaFieldsFragmentDoc = new TypedDocumentString(`
    fragment OutputSchemaFields on OutputSchema {
  id
  name
  createdAt
  versions {
    id
    number
    jsonSchema
    createdAt
  }
}
    `, {"fragmentName":"OutputSchemaFields"}) as unknown as TypedDocumentString<OutputSchemaFieldsFragment, unknown>;
export const RunStateFragmentDoc = new TypedDocumentString(`
    fragment RunState on Run {
  id
  status
  itemsTotal
  itemsCompleted
  itemsFailed
  sequence
  startedAt
  completedAt
  error {
    type
    message
  }
  metrics {
    averageDurationMs
    averageTokens
    totalTokens
    totalCost
    judgeTokens
    judgeCost
    averageScore
    passed
    failed
    passRate
  }
}
    `, {"fragmentName":"RunState"}) as unknown as TypedDocumentString<RunStateFragment, unknown>;
export const RunFieldsFragmentDoc = new TypedDocumentString(`
    fragment RunFields on Run {
  ...RunState
  configuration
  trials
  concurrency
  variant {
    id
    name
  }
  datasetVersion {
    id
    number
    itemCount
  }
  createdAt
}
    fragment RunState on Run {
  id
  status
  itemsTotal
  itemsCompleted
  itemsFailed
  sequence
  startedAt
  completedAt
  error {
    type
    message
  }
  metrics {
    averageDurationMs
    averageTokens
    totalTokens
    totalCost
    judgeTokens
    judgeCost
    averageScore
    passed
    failed
    passRate
  }
}`, {"fragmentName":"RunFields"}) as unknown as TypedDocumentString<RunFieldsFragment, unknown>;
export const ResultFieldsFragmentDoc = new TypedDocumentString(`
    fragment ResultFields on Result {
  id
  sequence
  trial
  item {
    id
    externalId
  }
  output
  error {
    type
    message
  }
  durationMs
  inputTokens
  outputTokens
  estimatedCost
  score
  passed
  scores {
    evaluator {
      id
      name
    }
    value
    passed
    explanation
    error {
      type
      message
    }
  }
}
    `, {"fragmentName":"ResultFields"}) as unknown as TypedDocumentString<ResultFieldsFragment, unknown>;
export const ShareLinkFieldsFragmentDoc = new TypedDocumentString(`
    fragment ShareLinkFields on ShareLink {
  id
  name
  status
  createdAt
  expiresAt
  revokedAt
}
    `, {"fragmentName":"ShareLinkFields"}) as unknown as TypedDocumentString<ShareLinkFieldsFragment, unknown>;
export const TestFieldsFragmentDoc = new TypedDocumentString(`
    fragment TestFields on Test {
  id
  status
  askedAt
  deadlineAt
  answeredAt
}
    `, {"fragmentName":"TestFields"}) as unknown as TypedDocumentString<TestFieldsFragment, unknown>;
export const ComparisonDocument = new TypedDocumentString(`
    query comparison($experimentId: ID!, $runIds: [ID!]) {
  experiment(id: $experimentId) {
    comparison(runIds: $runIds) {
      judgedAlike
      ...ComparisonState
    }
  }
}
    fragment ComparedRun on Run {
  id
  status
  variant {
    id
    name
  }
}
fragment ComparisonState on Comparison {
  summary {
    ...ComparisonSummaryFields
  }
  columns {
    ...ComparisonColumnFields
  }
}
fragment ComparisonSummaryFields on ComparisonSummary {
  rows
  divergentRows
  agreeingRows
  incompleteRows
}
fragment ComparisonColumnFields on ComparisonColumn {
  run {
    ...ComparedRun
  }
  averageDurationMs
  averageTokens
  totalCost
  averageScore
  passRate
  fastest
  fewestTokens
  cheapest
  best
}`) as unknown as TypedDocumentString<ComparisonQuery, ComparisonQueryVariables>;
export const ComparisonRowsDocument = new TypedDocumentString(`
    query comparisonRows($experimentId: ID!, $runIds: [ID!], $first: Int, $after: String, $filter: ComparisonFilter, $orderBy: ComparisonOrder, $offset: Int) {
  experiment(id: $experimentId) {
    comparison(runIds: $runIds) {
      rows(
        first: $first
        after: $after
        filter: $filter
        orderBy: $orderBy
        offset: $offset
      ) {
        edges {
          node {
            ...ComparisonRowFields
          }
        }
        pageInfo {
          endCursor
          hasNextPage
        }
      }
    }
  }
}
    fragment ComparisonRowFields on ComparisonRow {
  place
  item {
    id
    externalId
  }
  divergent
  hasMajority
  cells {
    run {
      id
    }
    state
    outlier
    score
    passed
    durationMs
    totalTokens
    cost
    fastest
    fewestTokens
    cheapest
    result {
      id
      output
      error {
        type
        message
      }
    }
  }
}`) as unknown as TypedDocumentString<ComparisonRowsQuery, ComparisonRowsQueryVariables>;
export const ComparisonRowDocument = new TypedDocumentString(`
    query comparisonRow($experimentId: ID!, $runIds: [ID!], $itemId: ID!, $filter: ComparisonFilter, $orderBy: ComparisonOrder) {
  experiment(id: $experimentId) {
    comparison(runIds: $runIds) {
      row(itemId: $itemId) {
        ...ComparisonRowFields
      }
      rowPosition(itemId: $itemId, filter: $filter, orderBy: $orderBy)
    }
  }
}
    fragment ComparisonRowFields on ComparisonRow {
  place
  item {
    id
    externalId
  }
  divergent
  hasMajority
  cells {
    run {
      id
    }
    state
    outlier
    score
    passed
    durationMs
    totalTokens
    cost
    fastest
    fewestTokens
    cheapest
    result {
      id
      output
      error {
        type
        message
      }
    }
  }
}`) as unknown as TypedDocumentString<ComparisonRowQuery, ComparisonRowQueryVariables>;
export const RegressionDocument = new TypedDocumentString(`
    query regression($runId: ID!, $baselineRunId: ID, $threshold: Float) {
  run(id: $runId) {
    ...ComparedRun
    baseline
    experiment {
      id
      name
    }
    regression(baselineRunId: $baselineRunId, threshold: $threshold) {
      baselineRun {
        ...ComparedRun
      }
      baselineSource
      threshold
      summary {
        comparedItems
        improved
        regressed
        unchanged
        newlyFailing
        newlyWorking
        baselineMean
        currentMean
        meanDelta
        netDelta
      }
      statistics {
        verdict
        confidenceLow
        confidenceHigh
        pValue
        itemsNeeded
        mcnemar {
          improved
          regressed
          pValue
        }
        baselinePassRate {
          ...PassRateFields
        }
        currentPassRate {
          ...PassRateFields
        }
      }
      performance {
        baseline {
          ...PerformanceFields
        }
        current {
          ...PerformanceFields
        }
        delta {
          ...PerformanceFields
        }
      }
      regressed {
        item {
          id
          externalId
        }
        baselineScore
        currentScore
        delta
      }
      excluded {
        counts {
          reason
          items
        }
      }
      ignoredEvaluators {
        name
        side
      }
    }
  }
}
    fragment ComparedRun on Run {
  id
  status
  variant {
    id
    name
  }
}
fragment PassRateFields on PassRate {
  rate
  low
  high
}
fragment PerformanceFields on PerformanceFigures {
  averageDurationMs
  averageTokens
  totalCost
}`) as unknown as TypedDocumentString<RegressionQuery, RegressionQueryVariables>;
export const SensitivityDocument = new TypedDocumentString(`
    query sensitivity($experimentId: ID!, $trials: Int) {
  experiment(id: $experimentId) {
    id
    sensitivity(trials: $trials) {
      items
      standardDeviation
      basis
      smallestDifference
    }
  }
}
    `) as unknown as TypedDocumentString<SensitivityQuery, SensitivityQueryVariables>;
export const DatasetDocument = new TypedDocumentString(`
    query dataset($id: ID!) {
  dataset(id: $id) {
    ...DatasetFields
  }
}
    fragment DatasetFields on Dataset {
  id
  name
  description
  createdAt
  latestVersion {
    ...DatasetVersionFields
  }
}
fragment DatasetVersionFields on DatasetVersion {
  id
  number
  itemCount
  createdAt
}`) as unknown as TypedDocumentString<DatasetQuery, DatasetQueryVariables>;
export const DatasetsDocument = new TypedDocumentString(`
    query datasets($first: Int, $after: String) {
  datasets(first: $first, after: $after) {
    edges {
      node {
        ...DatasetFields
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
    fragment DatasetFields on Dataset {
  id
  name
  description
  createdAt
  latestVersion {
    ...DatasetVersionFields
  }
}
fragment DatasetVersionFields on DatasetVersion {
  id
  number
  itemCount
  createdAt
}`) as unknown as TypedDocumentString<DatasetsQuery, DatasetsQueryVariables>;
export const DatasetVersionsDocument = new TypedDocumentString(`
    query datasetVersions($id: ID!, $first: Int, $after: String) {
  dataset(id: $id) {
    versions(first: $first, after: $after) {
      edges {
        node {
          ...DatasetVersionFields
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
}
    fragment DatasetVersionFields on DatasetVersion {
  id
  number
  itemCount
  createdAt
}`) as unknown as TypedDocumentString<DatasetVersionsQuery, DatasetVersionsQueryVariables>;
export const DatasetItemsDocument = new TypedDocumentString(`
    query datasetItems($versionId: ID!, $first: Int, $after: String) {
  node(id: $versionId) {
    ... on DatasetVersion {
      ...DatasetVersionFields
      items(first: $first, after: $after) {
        edges {
          node {
            id
            externalId
            input
            expectedOutput
            metadata
          }
        }
        pageInfo {
          endCursor
          hasNextPage
        }
      }
    }
  }
}
    fragment DatasetVersionFields on DatasetVersion {
  id
  number
  itemCount
  createdAt
}`) as unknown as TypedDocumentString<DatasetItemsQuery, DatasetItemsQueryVariables>;
export const CreateDatasetDocument = new TypedDocumentString(`
    mutation createDataset($input: CreateDatasetInput!) {
  createDataset(input: $input) {
    __typename
    ... on Dataset {
      ...DatasetFields
    }
    ...Failure
  }
}
    fragment DatasetFields on Dataset {
  id
  name
  description
  createdAt
  latestVersion {
    ...DatasetVersionFields
  }
}
fragment DatasetVersionFields on DatasetVersion {
  id
  number
  itemCount
  createdAt
}
fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}`) as unknown as TypedDocumentString<CreateDatasetMutation, CreateDatasetMutationVariables>;
export const UpdateDatasetDocument = new TypedDocumentString(`
    mutation updateDataset($input: UpdateDatasetInput!) {
  updateDataset(input: $input) {
    __typename
    ... on Dataset {
      ...DatasetFields
    }
    ...Failure
  }
}
    fragment DatasetFields on Dataset {
  id
  name
  description
  createdAt
  latestVersion {
    ...DatasetVersionFields
  }
}
fragment DatasetVersionFields on DatasetVersion {
  id
  number
  itemCount
  createdAt
}
fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}`) as unknown as TypedDocumentString<UpdateDatasetMutation, UpdateDatasetMutationVariables>;
export const DeleteDatasetDocument = new TypedDocumentString(`
    mutation deleteDataset($id: ID!) {
  deleteDataset(id: $id) {
    __typename
    ... on DeleteDatasetSuccess {
      id
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}`) as unknown as TypedDocumentString<DeleteDatasetMutation, DeleteDatasetMutationVariables>;
export const AddDatasetVersionDocument = new TypedDocumentString(`
    mutation addDatasetVersion($input: AddDatasetVersionInput!) {
  addDatasetVersion(input: $input) {
    __typename
    ... on DatasetVersion {
      ...DatasetVersionFields
    }
    ...Failure
  }
}
    fragment DatasetVersionFields on DatasetVersion {
  id
  number
  itemCount
  createdAt
}
fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}`) as unknown as TypedDocumentString<AddDatasetVersionMutation, AddDatasetVersionMutationVariables>;
export const ImportDatasetVersionDocument = new TypedDocumentString(`
    mutation importDatasetVersion($input: ImportDatasetVersionInput!) {
  importDatasetVersion(input: $input) {
    __typename
    ... on DatasetVersion {
      ...DatasetVersionFields
    }
    ...Failure
  }
}
    fragment DatasetVersionFields on DatasetVersion {
  id
  number
  itemCount
  createdAt
}
fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}`) as unknown as TypedDocumentString<ImportDatasetVersionMutation, ImportDatasetVersionMutationVariables>;
export const EndpointsDocument = new TypedDocumentString(`
    query endpoints {
  endpoints {
    ...EndpointFields
  }
}
    fragment EndpointFields on Endpoint {
  id
  name
  url
  headerNames
  timeoutMs
  concurrency
  rateLimit
  rateLimitWindowMs
  answerWithinMs
  hasSigningSecret
  signingSecretRotatedAt
}`) as unknown as TypedDocumentString<EndpointsQuery, EndpointsQueryVariables>;
export const EndpointDeliveriesDocument = new TypedDocumentString(`
    query endpointDeliveries($id: ID!, $first: Int, $after: String) {
  node(id: $id) {
    ... on Endpoint {
      deliveries(first: $first, after: $after) {
        edges {
          node {
            ...DeliveryFields
            result {
              id
            }
          }
        }
        pageInfo {
          endCursor
          hasNextPage
        }
      }
    }
  }
}
    fragment DeliveryFields on Delivery {
  id
  purpose
  messageId
  attempt
  status
  error {
    type
    message
  }
  durationMs
  responseHead
  createdAt
}`) as unknown as TypedDocumentString<EndpointDeliveriesQuery, EndpointDeliveriesQueryVariables>;
export const AddEndpointDocument = new TypedDocumentString(`
    mutation addEndpoint($input: AddEndpointInput!) {
  addEndpoint(input: $input) {
    __typename
    ... on Endpoint {
      ...EndpointFields
    }
    ...Failure
  }
}
    fragment EndpointFields on Endpoint {
  id
  name
  url
  headerNames
  timeoutMs
  concurrency
  rateLimit
  rateLimitWindowMs
  answerWithinMs
  hasSigningSecret
  signingSecretRotatedAt
}
fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}`) as unknown as TypedDocumentString<AddEndpointMutation, AddEndpointMutationVariables>;
export const UpdateEndpointDocument = new TypedDocumentString(`
    mutation updateEndpoint($input: UpdateEndpointInput!) {
  updateEndpoint(input: $input) {
    __typename
    ... on Endpoint {
      ...EndpointFields
    }
    ...Failure
  }
}
    fragment EndpointFields on Endpoint {
  id
  name
  url
  headerNames
  timeoutMs
  concurrency
  rateLimit
  rateLimitWindowMs
  answerWithinMs
  hasSigningSecret
  signingSecretRotatedAt
}
fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}`) as unknown as TypedDocumentString<UpdateEndpointMutation, UpdateEndpointMutationVariables>;
export const RemoveEndpointDocument = new TypedDocumentString(`
    mutation removeEndpoint($id: ID!) {
  removeEndpoint(id: $id) {
    __typename
    ... on RemoveEndpointSuccess {
      id
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}`) as unknown as TypedDocumentString<RemoveEndpointMutation, RemoveEndpointMutationVariables>;
export const RotateEndpointSecretDocument = new TypedDocumentString(`
    mutation rotateEndpointSecret($input: RotateEndpointSecretInput!) {
  rotateEndpointSecret(input: $input) {
    __typename
    ... on RotateEndpointSecretSuccess {
      signingSecret
      endpoint {
        ...EndpointFields
      }
    }
    ...Failure
  }
}
    fragment EndpointFields on Endpoint {
  id
  name
  url
  headerNames
  timeoutMs
  concurrency
  rateLimit
  rateLimitWindowMs
  answerWithinMs
  hasSigningSecret
  signingSecretRotatedAt
}
fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}`) as unknown as TypedDocumentString<RotateEndpointSecretMutation, RotateEndpointSecretMutationVariables>;
export const TestWebhookDocument = new TypedDocumentString(`
    mutation testWebhook($endpointId: ID!) {
  testWebhook(endpointId: $endpointId) {
    __typename
    ... on Delivery {
      ...DeliveryFields
    }
    ...Failure
  }
}
    fragment DeliveryFields on Delivery {
  id
  purpose
  messageId
  attempt
  status
  error {
    type
    message
  }
  durationMs
  responseHead
  createdAt
}
fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}`) as unknown as TypedDocumentString<TestWebhookMutation, TestWebhookMutationVariables>;
export const ExperimentDocument = new TypedDocumentString(`
    query experiment($id: ID!) {
  experiment(id: $id) {
    ...ExperimentFields
    variants {
      ...VariantFields
      latestRun {
        ...RunFields
      }
    }
    evaluators {
      ...EvaluatorFields
    }
  }
}
    fragment DatasetVersionFields on DatasetVersion {
  id
  number
  itemCount
  createdAt
}
fragment ExperimentFields on Experiment {
  id
  name
  description
  type
  status
  stage
  locked
  taskCount
  completedAt
  archivedAt
  winner {
    id
    name
  }
  conclusion
  createdAt
  updatedAt
  datasetVersion {
    ...DatasetVersionFields
    dataset {
      id
      name
    }
  }
}
fragment VariantFields on Variant {
  id
  name
  taskType
  configuration
  effectiveConfiguration
  overrides
  parent {
    id
    name
  }
  override {
    step
    parameter
    value
  }
  baseline
  hypothesis
  expectation
  sameConfigurationAs {
    id
    name
  }
  sortOrder
}
fragment EvaluatorFields on Evaluator {
  id
  name
  kind
  configuration
  threshold
}
fragment RunFields on Run {
  ...RunState
  configuration
  trials
  concurrency
  variant {
    id
    name
  }
  datasetVersion {
    id
    number
    itemCount
  }
  createdAt
}
fragment RunState on Run {
  id
  status
  itemsTotal
  itemsCompleted
  itemsFailed
  sequence
  startedAt
  completedAt
  error {
    type
    message
  }
  metrics {
    averageDurationMs
    averageTokens
    totalTokens
    totalCost
    judgeTokens
    judgeCost
    averageScore
    passed
    failed
    passRate
  }
}`) as unknown as TypedDocumentString<ExperimentQuery, ExperimentQueryVariables>;
export const ExperimentsChangedDocument = new TypedDocumentString(`
    subscription experimentsChanged {
  experimentsChanged {
    ...ExperimentFields
  }
}
    fragment DatasetVersionFields on DatasetVersion {
  id
  number
  itemCount
  createdAt
}
fragment ExperimentFields on Experiment {
  id
  name
  description
  type
  status
  stage
  locked
  taskCount
  completedAt
  archivedAt
  winner {
    id
    name
  }
  conclusion
  createdAt
  updatedAt
  datasetVersion {
    ...DatasetVersionFields
    dataset {
      id
      name
    }
  }
}`) as unknown as TypedDocumentString<ExperimentsChangedSubscription, ExperimentsChangedSubscriptionVariables>;
export const ExperimentSetupDocument = new TypedDocumentString(`
    query experimentSetup($id: ID!) {
  experiment(id: $id) {
    ...ExperimentFields
    endpoint {
      id
      name
    }
    steps {
      externalId
      kind
      step {
        id
      }
      overridableParameters {
        ...StepParameterFields
      }
    }
    taskSelection {
      kind
      externalIds
      metadata
      size
      seed
    }
  }
}
    fragment DatasetVersionFields on DatasetVersion {
  id
  number
  itemCount
  createdAt
}
fragment ExperimentFields on Experiment {
  id
  name
  description
  type
  status
  stage
  locked
  taskCount
  completedAt
  archivedAt
  winner {
    id
    name
  }
  conclusion
  createdAt
  updatedAt
  datasetVersion {
    ...DatasetVersionFields
    dataset {
      id
      name
    }
  }
}
fragment StepParameterFields on StepParameter {
  name
  type
  default
  minimum
  maximum
  choices
}`) as unknown as TypedDocumentString<ExperimentSetupQuery, ExperimentSetupQueryVariables>;
export const ExperimentTasksDocument = new TypedDocumentString(`
    query experimentTasks($id: ID!, $first: Int, $after: String) {
  experiment(id: $id) {
    tasks(first: $first, after: $after) {
      edges {
        node {
          id
          externalId
          input
          expectedOutput
          metadata
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ExperimentTasksQuery, ExperimentTasksQueryVariables>;
export const VariantOutcomesDocument = new TypedDocumentString(`
    query variantOutcomes($experimentId: ID!) {
  experiment(id: $experimentId) {
    variants {
      ...VariantFields
      hypothesisOutcome
      outcome {
        current
        run {
          id
        }
        baselineRun {
          id
        }
        passRate
        passRateVsBaseline
        passRateDifference {
          ...EstimateFields
        }
        total
        passed
        failed
        unjudged
        completedAt
      }
    }
  }
}
    fragment VariantFields on Variant {
  id
  name
  taskType
  configuration
  effectiveConfiguration
  overrides
  parent {
    id
    name
  }
  override {
    step
    parameter
    value
  }
  baseline
  hypothesis
  expectation
  sameConfigurationAs {
    id
    name
  }
  sortOrder
}
fragment EstimateFields on Estimate {
  value
  confidenceLow
  confidenceHigh
  items
}`) as unknown as TypedDocumentString<VariantOutcomesQuery, VariantOutcomesQueryVariables>;
export const AttributionDocument = new TypedDocumentString(`
    query attribution($variantId: ID!) {
  node(id: $variantId) {
    ... on Variant {
      attribution {
        contributions {
          variant {
            id
            name
          }
          against {
            id
            name
          }
          overrides {
            step
            parameter
            value
          }
          note
          score {
            ...EstimateFields
          }
          passRate {
            ...EstimateFields
          }
          cost {
            ...CostEstimateFields
          }
          durationMs {
            ...EstimateFields
          }
        }
        total {
          against {
            id
            name
          }
          score {
            ...EstimateFields
          }
          passRate {
            ...EstimateFields
          }
          cost {
            ...CostEstimateFields
          }
          durationMs {
            ...EstimateFields
          }
        }
        addsUp
        note
        interactions {
          override {
            step
            parameter
            value
          }
          apart {
            id
            name
          }
          together {
            id
            name
          }
          expected
          actual
          difference {
            ...EstimateFields
          }
          addsUp
          note
        }
      }
    }
  }
}
    fragment EstimateFields on Estimate {
  value
  confidenceLow
  confidenceHigh
  items
}
fragment CostEstimateFields on CostEstimate {
  value
  confidenceLow
  confidenceHigh
  items
}`) as unknown as TypedDocumentString<AttributionQuery, AttributionQueryVariables>;
export const ExperimentsDocument = new TypedDocumentString(`
    query experiments($first: Int, $after: String, $filter: ExperimentFilter) {
  experiments(first: $first, after: $after, filter: $filter) {
    edges {
      node {
        ...ExperimentFields
        variants {
          id
          name
        }
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
    fragment DatasetVersionFields on DatasetVersion {
  id
  number
  itemCount
  createdAt
}
fragment ExperimentFields on Experiment {
  id
  name
  description
  type
  status
  stage
  locked
  taskCount
  completedAt
  archivedAt
  winner {
    id
    name
  }
  conclusion
  createdAt
  updatedAt
  datasetVersion {
    ...DatasetVersionFields
    dataset {
      id
      name
    }
  }
}`) as unknown as TypedDocumentString<ExperimentsQuery, ExperimentsQueryVariables>;
export const ExperimentRunsDocument = new TypedDocumentString(`
    query experimentRuns($id: ID!, $first: Int, $after: String) {
  experiment(id: $id) {
    status
    runs(first: $first, after: $after) {
      edges {
        node {
          ...RunFields
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
}
    fragment RunFields on Run {
  ...RunState
  configuration
  trials
  concurrency
  variant {
    id
    name
  }
  datasetVersion {
    id
    number
    itemCount
  }
  createdAt
}
fragment RunState on Run {
  id
  status
  itemsTotal
  itemsCompleted
  itemsFailed
  sequence
  startedAt
  completedAt
  error {
    type
    message
  }
  metrics {
    averageDurationMs
    averageTokens
    totalTokens
    totalCost
    judgeTokens
    judgeCost
    averageScore
    passed
    failed
    passRate
  }
}`) as unknown as TypedDocumentString<ExperimentRunsQuery, ExperimentRunsQueryVariables>;
export const CreateExperimentDocument = new TypedDocumentString(`
    mutation createExperiment($input: CreateExperimentInput!) {
  createExperiment(input: $input) {
    __typename
    ... on Experiment {
      ...ExperimentFields
    }
    ...Failure
  }
}
    fragment DatasetVersionFields on DatasetVersion {
  id
  number
  itemCount
  createdAt
}
fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment ExperimentFields on Experiment {
  id
  name
  description
  type
  status
  stage
  locked
  taskCount
  completedAt
  archivedAt
  winner {
    id
    name
  }
  conclusion
  createdAt
  updatedAt
  datasetVersion {
    ...DatasetVersionFields
    dataset {
      id
      name
    }
  }
}`) as unknown as TypedDocumentString<CreateExperimentMutation, CreateExperimentMutationVariables>;
export const UpdateExperimentDocument = new TypedDocumentString(`
    mutation updateExperiment($input: UpdateExperimentInput!) {
  updateExperiment(input: $input) {
    __typename
    ... on Experiment {
      ...ExperimentFields
    }
    ...Failure
  }
}
    fragment DatasetVersionFields on DatasetVersion {
  id
  number
  itemCount
  createdAt
}
fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment ExperimentFields on Experiment {
  id
  name
  description
  type
  status
  stage
  locked
  taskCount
  completedAt
  archivedAt
  winner {
    id
    name
  }
  conclusion
  createdAt
  updatedAt
  datasetVersion {
    ...DatasetVersionFields
    dataset {
      id
      name
    }
  }
}`) as unknown as TypedDocumentString<UpdateExperimentMutation, UpdateExperimentMutationVariables>;
export const DeleteExperimentDocument = new TypedDocumentString(`
    mutation deleteExperiment($id: ID!) {
  deleteExperiment(id: $id) {
    __typename
    ... on DeleteExperimentSuccess {
      id
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}`) as unknown as TypedDocumentString<DeleteExperimentMutation, DeleteExperimentMutationVariables>;
export const CompleteExperimentDocument = new TypedDocumentString(`
    mutation completeExperiment($input: CompleteExperimentInput!) {
  completeExperiment(input: $input) {
    __typename
    ... on Experiment {
      ...ExperimentFields
    }
    ...Failure
  }
}
    fragment DatasetVersionFields on DatasetVersion {
  id
  number
  itemCount
  createdAt
}
fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment ExperimentFields on Experiment {
  id
  name
  description
  type
  status
  stage
  locked
  taskCount
  completedAt
  archivedAt
  winner {
    id
    name
  }
  conclusion
  createdAt
  updatedAt
  datasetVersion {
    ...DatasetVersionFields
    dataset {
      id
      name
    }
  }
}`) as unknown as TypedDocumentString<CompleteExperimentMutation, CompleteExperimentMutationVariables>;
export const ReopenExperimentDocument = new TypedDocumentString(`
    mutation reopenExperiment($id: ID!) {
  reopenExperiment(id: $id) {
    __typename
    ... on Experiment {
      ...ExperimentFields
    }
    ...Failure
  }
}
    fragment DatasetVersionFields on DatasetVersion {
  id
  number
  itemCount
  createdAt
}
fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment ExperimentFields on Experiment {
  id
  name
  description
  type
  status
  stage
  locked
  taskCount
  completedAt
  archivedAt
  winner {
    id
    name
  }
  conclusion
  createdAt
  updatedAt
  datasetVersion {
    ...DatasetVersionFields
    dataset {
      id
      name
    }
  }
}`) as unknown as TypedDocumentString<ReopenExperimentMutation, ReopenExperimentMutationVariables>;
export const ArchiveExperimentDocument = new TypedDocumentString(`
    mutation archiveExperiment($id: ID!) {
  archiveExperiment(id: $id) {
    __typename
    ... on Experiment {
      ...ExperimentFields
    }
    ...Failure
  }
}
    fragment DatasetVersionFields on DatasetVersion {
  id
  number
  itemCount
  createdAt
}
fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment ExperimentFields on Experiment {
  id
  name
  description
  type
  status
  stage
  locked
  taskCount
  completedAt
  archivedAt
  winner {
    id
    name
  }
  conclusion
  createdAt
  updatedAt
  datasetVersion {
    ...DatasetVersionFields
    dataset {
      id
      name
    }
  }
}`) as unknown as TypedDocumentString<ArchiveExperimentMutation, ArchiveExperimentMutationVariables>;
export const UnarchiveExperimentDocument = new TypedDocumentString(`
    mutation unarchiveExperiment($id: ID!) {
  unarchiveExperiment(id: $id) {
    __typename
    ... on Experiment {
      ...ExperimentFields
    }
    ...Failure
  }
}
    fragment DatasetVersionFields on DatasetVersion {
  id
  number
  itemCount
  createdAt
}
fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment ExperimentFields on Experiment {
  id
  name
  description
  type
  status
  stage
  locked
  taskCount
  completedAt
  archivedAt
  winner {
    id
    name
  }
  conclusion
  createdAt
  updatedAt
  datasetVersion {
    ...DatasetVersionFields
    dataset {
      id
      name
    }
  }
}`) as unknown as TypedDocumentString<UnarchiveExperimentMutation, UnarchiveExperimentMutationVariables>;
export const DuplicateExperimentDocument = new TypedDocumentString(`
    mutation duplicateExperiment($input: DuplicateExperimentInput!) {
  duplicateExperiment(input: $input) {
    __typename
    ... on Experiment {
      ...ExperimentFields
    }
    ...Failure
  }
}
    fragment DatasetVersionFields on DatasetVersion {
  id
  number
  itemCount
  createdAt
}
fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment ExperimentFields on Experiment {
  id
  name
  description
  type
  status
  stage
  locked
  taskCount
  completedAt
  archivedAt
  winner {
    id
    name
  }
  conclusion
  createdAt
  updatedAt
  datasetVersion {
    ...DatasetVersionFields
    dataset {
      id
      name
    }
  }
}`) as unknown as TypedDocumentString<DuplicateExperimentMutation, DuplicateExperimentMutationVariables>;
export const AddVariantDocument = new TypedDocumentString(`
    mutation addVariant($input: AddVariantInput!) {
  addVariant(input: $input) {
    __typename
    ... on Variant {
      ...VariantFields
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment VariantFields on Variant {
  id
  name
  taskType
  configuration
  effectiveConfiguration
  overrides
  parent {
    id
    name
  }
  override {
    step
    parameter
    value
  }
  baseline
  hypothesis
  expectation
  sameConfigurationAs {
    id
    name
  }
  sortOrder
}`) as unknown as TypedDocumentString<AddVariantMutation, AddVariantMutationVariables>;
export const UpdateVariantDocument = new TypedDocumentString(`
    mutation updateVariant($input: UpdateVariantInput!) {
  updateVariant(input: $input) {
    __typename
    ... on Variant {
      ...VariantFields
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment VariantFields on Variant {
  id
  name
  taskType
  configuration
  effectiveConfiguration
  overrides
  parent {
    id
    name
  }
  override {
    step
    parameter
    value
  }
  baseline
  hypothesis
  expectation
  sameConfigurationAs {
    id
    name
  }
  sortOrder
}`) as unknown as TypedDocumentString<UpdateVariantMutation, UpdateVariantMutationVariables>;
export const DeleteVariantDocument = new TypedDocumentString(`
    mutation deleteVariant($id: ID!, $withDescendants: Boolean) {
  deleteVariant(id: $id, withDescendants: $withDescendants) {
    __typename
    ... on DeleteVariantSuccess {
      id
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}`) as unknown as TypedDocumentString<DeleteVariantMutation, DeleteVariantMutationVariables>;
export const AddEvaluatorDocument = new TypedDocumentString(`
    mutation addEvaluator($input: AddEvaluatorInput!) {
  addEvaluator(input: $input) {
    __typename
    ... on Evaluator {
      ...EvaluatorFields
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment EvaluatorFields on Evaluator {
  id
  name
  kind
  configuration
  threshold
}`) as unknown as TypedDocumentString<AddEvaluatorMutation, AddEvaluatorMutationVariables>;
export const UpdateEvaluatorDocument = new TypedDocumentString(`
    mutation updateEvaluator($input: UpdateEvaluatorInput!) {
  updateEvaluator(input: $input) {
    __typename
    ... on Evaluator {
      ...EvaluatorFields
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment EvaluatorFields on Evaluator {
  id
  name
  kind
  configuration
  threshold
}`) as unknown as TypedDocumentString<UpdateEvaluatorMutation, UpdateEvaluatorMutationVariables>;
export const RemoveEvaluatorDocument = new TypedDocumentString(`
    mutation removeEvaluator($id: ID!) {
  removeEvaluator(id: $id) {
    __typename
    ... on RemoveEvaluatorSuccess {
      id
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}`) as unknown as TypedDocumentString<RemoveEvaluatorMutation, RemoveEvaluatorMutationVariables>;
export const FunctionsDocument = new TypedDocumentString(`
    query functions {
  functions {
    ...DurableFunctionFields
  }
}
    fragment DurableFunctionFields on DurableFunction {
  id
  app
  externalId
  triggers
  retries
  timeoutMs
  concurrency
  keyConcurrency
  concurrencyKey
  createdAt
  registeredAt
  removedAt
}`) as unknown as TypedDocumentString<FunctionsQuery, FunctionsQueryVariables>;
export const FunctionRunsDocument = new TypedDocumentString(`
    query functionRuns($first: Int, $after: String, $filter: FunctionRunFilter) {
  functionRuns(first: $first, after: $after, filter: $filter) {
    ...FunctionRunPage
  }
}
    fragment FunctionRunFields on FunctionRun {
  id
  status
  function {
    id
    app
    externalId
  }
  event {
    id
    externalId
    name
  }
  output
  error {
    type
    message
  }
  attempts
  retries
  retryAt
  concurrencyKey
  createdAt
  startedAt
  completedAt
}
fragment FunctionRunPage on FunctionRunConnection {
  edges {
    node {
      ...FunctionRunFields
    }
  }
  pageInfo {
    endCursor
    hasNextPage
  }
}`) as unknown as TypedDocumentString<FunctionRunsQuery, FunctionRunsQueryVariables>;
export const FunctionRunsChangedDocument = new TypedDocumentString(`
    subscription functionRunsChanged($first: Int, $after: String, $filter: FunctionRunFilter) {
  functionRuns(first: $first, after: $after, filter: $filter) {
    ...FunctionRunPage
  }
}
    fragment FunctionRunFields on FunctionRun {
  id
  status
  function {
    id
    app
    externalId
  }
  event {
    id
    externalId
    name
  }
  output
  error {
    type
    message
  }
  attempts
  retries
  retryAt
  concurrencyKey
  createdAt
  startedAt
  completedAt
}
fragment FunctionRunPage on FunctionRunConnection {
  edges {
    node {
      ...FunctionRunFields
    }
  }
  pageInfo {
    endCursor
    hasNextPage
  }
}`) as unknown as TypedDocumentString<FunctionRunsChangedSubscription, FunctionRunsChangedSubscriptionVariables>;
export const FunctionRunDocument = new TypedDocumentString(`
    query functionRun($id: ID!) {
  functionRun(id: $id) {
    ...FunctionRunFields
    steps {
      ...FunctionStepFields
    }
    exposures {
      ...ExposureFields
    }
  }
}
    fragment FunctionRunFields on FunctionRun {
  id
  status
  function {
    id
    app
    externalId
  }
  event {
    id
    externalId
    name
  }
  output
  error {
    type
    message
  }
  attempts
  retries
  retryAt
  concurrencyKey
  createdAt
  startedAt
  completedAt
}
fragment FunctionStepFields on FunctionStep {
  externalId
  occurrence
  kind
  status
  position
  attempts
  output
  error {
    type
    message
  }
  retryAt
  startedAt
  durationMs
  inputTokens
  outputTokens
  cost
}
fragment ExposureFields on Exposure {
  liveExperiment {
    id
    name
  }
  variant
  status
  error {
    type
    message
  }
  durationMs
  cost
  createdAt
}`) as unknown as TypedDocumentString<FunctionRunQuery, FunctionRunQueryVariables>;
export const SendEventDocument = new TypedDocumentString(`
    mutation sendEvent($input: SendEventInput!) {
  sendEvent(input: $input) {
    __typename
    ... on Event {
      ...EventFields
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment EventFields on Event {
  id
  externalId
  name
  data
  createdAt
  runs {
    id
    status
    function {
      id
      externalId
    }
  }
}`) as unknown as TypedDocumentString<SendEventMutation, SendEventMutationVariables>;
export const SendEventsDocument = new TypedDocumentString(`
    mutation sendEvents($input: SendEventsInput!) {
  sendEvents(input: $input) {
    __typename
    ... on SendEventsSuccess {
      events {
        ...EventFields
      }
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment EventFields on Event {
  id
  externalId
  name
  data
  createdAt
  runs {
    id
    status
    function {
      id
      externalId
    }
  }
}`) as unknown as TypedDocumentString<SendEventsMutation, SendEventsMutationVariables>;
export const CancelFunctionRunDocument = new TypedDocumentString(`
    mutation cancelFunctionRun($id: ID!) {
  cancelFunctionRun(id: $id) {
    __typename
    ... on FunctionRun {
      ...FunctionRunFields
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment FunctionRunFields on FunctionRun {
  id
  status
  function {
    id
    app
    externalId
  }
  event {
    id
    externalId
    name
  }
  output
  error {
    type
    message
  }
  attempts
  retries
  retryAt
  concurrencyKey
  createdAt
  startedAt
  completedAt
}`) as unknown as TypedDocumentString<CancelFunctionRunMutation, CancelFunctionRunMutationVariables>;
export const RetryFunctionRunDocument = new TypedDocumentString(`
    mutation retryFunctionRun($id: ID!) {
  retryFunctionRun(id: $id) {
    __typename
    ... on FunctionRun {
      ...FunctionRunFields
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment FunctionRunFields on FunctionRun {
  id
  status
  function {
    id
    app
    externalId
  }
  event {
    id
    externalId
    name
  }
  output
  error {
    type
    message
  }
  attempts
  retries
  retryAt
  concurrencyKey
  createdAt
  startedAt
  completedAt
}`) as unknown as TypedDocumentString<RetryFunctionRunMutation, RetryFunctionRunMutationVariables>;
export const RemoveFunctionDocument = new TypedDocumentString(`
    mutation removeFunction($id: ID!) {
  removeFunction(id: $id) {
    __typename
    ... on DurableFunction {
      ...DurableFunctionFields
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment DurableFunctionFields on DurableFunction {
  id
  app
  externalId
  triggers
  retries
  timeoutMs
  concurrency
  keyConcurrency
  concurrencyKey
  createdAt
  registeredAt
  removedAt
}`) as unknown as TypedDocumentString<RemoveFunctionMutation, RemoveFunctionMutationVariables>;
export const FunctionRunProgressDocument = new TypedDocumentString(`
    subscription functionRunProgress($id: ID!) {
  functionRunProgress(id: $id) {
    ...FunctionRunFields
    steps {
      ...FunctionStepFields
    }
    exposures {
      ...ExposureFields
    }
  }
}
    fragment FunctionRunFields on FunctionRun {
  id
  status
  function {
    id
    app
    externalId
  }
  event {
    id
    externalId
    name
  }
  output
  error {
    type
    message
  }
  attempts
  retries
  retryAt
  concurrencyKey
  createdAt
  startedAt
  completedAt
}
fragment FunctionStepFields on FunctionStep {
  externalId
  occurrence
  kind
  status
  position
  attempts
  output
  error {
    type
    message
  }
  retryAt
  startedAt
  durationMs
  inputTokens
  outputTokens
  cost
}
fragment ExposureFields on Exposure {
  liveExperiment {
    id
    name
  }
  variant
  status
  error {
    type
    message
  }
  durationMs
  cost
  createdAt
}`) as unknown as TypedDocumentString<FunctionRunProgressSubscription, FunctionRunProgressSubscriptionVariables>;
export const InferenceStepDocument = new TypedDocumentString(`
    query inferenceStep($id: ID!) {
  inferenceStep(id: $id) {
    ...InferenceStepFields
  }
}
    fragment StepParameterFields on StepParameter {
  name
  type
  default
  minimum
  maximum
  choices
}
fragment InferenceStepFields on InferenceStep {
  id
  externalId
  kind
  description
  parameters {
    ...StepParameterFields
  }
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<InferenceStepQuery, InferenceStepQueryVariables>;
export const InferenceStepsDocument = new TypedDocumentString(`
    query inferenceSteps($first: Int, $after: String, $filter: InferenceStepFilter) {
  inferenceSteps(first: $first, after: $after, filter: $filter) {
    edges {
      node {
        ...InferenceStepFields
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
    fragment StepParameterFields on StepParameter {
  name
  type
  default
  minimum
  maximum
  choices
}
fragment InferenceStepFields on InferenceStep {
  id
  externalId
  kind
  description
  parameters {
    ...StepParameterFields
  }
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<InferenceStepsQuery, InferenceStepsQueryVariables>;
export const CreateInferenceStepDocument = new TypedDocumentString(`
    mutation createInferenceStep($input: CreateInferenceStepInput!) {
  createInferenceStep(input: $input) {
    __typename
    ... on InferenceStep {
      ...InferenceStepFields
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment StepParameterFields on StepParameter {
  name
  type
  default
  minimum
  maximum
  choices
}
fragment InferenceStepFields on InferenceStep {
  id
  externalId
  kind
  description
  parameters {
    ...StepParameterFields
  }
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<CreateInferenceStepMutation, CreateInferenceStepMutationVariables>;
export const UpdateInferenceStepDocument = new TypedDocumentString(`
    mutation updateInferenceStep($input: UpdateInferenceStepInput!) {
  updateInferenceStep(input: $input) {
    __typename
    ... on InferenceStep {
      ...InferenceStepFields
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment StepParameterFields on StepParameter {
  name
  type
  default
  minimum
  maximum
  choices
}
fragment InferenceStepFields on InferenceStep {
  id
  externalId
  kind
  description
  parameters {
    ...StepParameterFields
  }
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<UpdateInferenceStepMutation, UpdateInferenceStepMutationVariables>;
export const DeleteInferenceStepDocument = new TypedDocumentString(`
    mutation deleteInferenceStep($id: ID!) {
  deleteInferenceStep(id: $id) {
    __typename
    ... on DeleteInferenceStepSuccess {
      id
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}`) as unknown as TypedDocumentString<DeleteInferenceStepMutation, DeleteInferenceStepMutationVariables>;
export const LiveExperimentsDocument = new TypedDocumentString(`
    query liveExperiments($first: Int, $after: String) {
  liveExperiments(first: $first, after: $after) {
    ...LiveExperimentPage
  }
}
    fragment LiveExperimentFields on LiveExperiment {
  id
  name
  strategy
  managed
  createdAt
}
fragment LiveExperimentPage on LiveExperimentConnection {
  edges {
    node {
      ...LiveExperimentFields
      exposures
      units
      variants {
        name
        weight
        share
        exposures
      }
    }
  }
  pageInfo {
    endCursor
    hasNextPage
  }
}`) as unknown as TypedDocumentString<LiveExperimentsQuery, LiveExperimentsQueryVariables>;
export const LiveExperimentsChangedDocument = new TypedDocumentString(`
    subscription liveExperimentsChanged($first: Int, $after: String) {
  liveExperiments(first: $first, after: $after) {
    ...LiveExperimentPage
  }
}
    fragment LiveExperimentFields on LiveExperiment {
  id
  name
  strategy
  managed
  createdAt
}
fragment LiveExperimentPage on LiveExperimentConnection {
  edges {
    node {
      ...LiveExperimentFields
      exposures
      units
      variants {
        name
        weight
        share
        exposures
      }
    }
  }
  pageInfo {
    endCursor
    hasNextPage
  }
}`) as unknown as TypedDocumentString<LiveExperimentsChangedSubscription, LiveExperimentsChangedSubscriptionVariables>;
export const LiveExperimentDocument = new TypedDocumentString(`
    query liveExperiment($id: ID, $name: String) {
  liveExperiment(id: $id, name: $name) {
    ...LiveExperimentFields
    ...LiveFigures
  }
}
    fragment LiveMetricFields on LiveMetric {
  name
  units
  mean
  low
  high
  comparison {
    difference
    low
    high
    pValue
    adjustedPValue
    verdict
  }
}
fragment LiveExperimentFields on LiveExperiment {
  id
  name
  strategy
  managed
  createdAt
}
fragment LiveWeightFields on LiveVariant {
  name
  position
  weight
  promotedWeight
  configuration
  promotedFrom {
    id
    name
  }
  promotedAt
}
fragment LiveFigures on LiveExperiment {
  exposures
  units
  sampleRatio {
    pValue
    mismatch
  }
  variants {
    ...LiveWeightFields
    share
    expectedShare
    exposures
    units
    completed
    failed
    errorRate {
      ...LiveMetricFields
    }
    durationMs {
      ...LiveMetricFields
    }
    cost {
      ...LiveMetricFields
    }
    scores {
      ...LiveMetricFields
    }
  }
}`) as unknown as TypedDocumentString<LiveExperimentQuery, LiveExperimentQueryVariables>;
export const RecordScoreDocument = new TypedDocumentString(`
    mutation recordScore($input: RecordScoreInput!) {
  recordScore(input: $input) {
    __typename
    ... on LiveScore {
      variant
      name
      value
      createdAt
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}`) as unknown as TypedDocumentString<RecordScoreMutation, RecordScoreMutationVariables>;
export const PromoteVariantDocument = new TypedDocumentString(`
    mutation promoteVariant($input: PromoteVariantInput!) {
  promoteVariant(input: $input) {
    __typename
    ... on LiveExperiment {
      ...LiveExperimentFields
      variants {
        ...LiveWeightFields
      }
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment LiveExperimentFields on LiveExperiment {
  id
  name
  strategy
  managed
  createdAt
}
fragment LiveWeightFields on LiveVariant {
  name
  position
  weight
  promotedWeight
  configuration
  promotedFrom {
    id
    name
  }
  promotedAt
}`) as unknown as TypedDocumentString<PromoteVariantMutation, PromoteVariantMutationVariables>;
export const LiveExperimentChangedDocument = new TypedDocumentString(`
    subscription liveExperimentChanged($id: ID!) {
  liveExperiment(id: $id) {
    ...LiveExperimentFields
    ...LiveFigures
  }
}
    fragment LiveMetricFields on LiveMetric {
  name
  units
  mean
  low
  high
  comparison {
    difference
    low
    high
    pValue
    adjustedPValue
    verdict
  }
}
fragment LiveExperimentFields on LiveExperiment {
  id
  name
  strategy
  managed
  createdAt
}
fragment LiveWeightFields on LiveVariant {
  name
  position
  weight
  promotedWeight
  configuration
  promotedFrom {
    id
    name
  }
  promotedAt
}
fragment LiveFigures on LiveExperiment {
  exposures
  units
  sampleRatio {
    pValue
    mismatch
  }
  variants {
    ...LiveWeightFields
    share
    expectedShare
    exposures
    units
    completed
    failed
    errorRate {
      ...LiveMetricFields
    }
    durationMs {
      ...LiveMetricFields
    }
    cost {
      ...LiveMetricFields
    }
    scores {
      ...LiveMetricFields
    }
  }
}`) as unknown as TypedDocumentString<LiveExperimentChangedSubscription, LiveExperimentChangedSubscriptionVariables>;
export const LiveSettingsDocument = new TypedDocumentString(`
    query liveSettings($name: String!) {
  liveExperiment(name: $name) {
    variants {
      name
      promotedWeight
      configuration
    }
  }
}
    `) as unknown as TypedDocumentString<LiveSettingsQuery, LiveSettingsQueryVariables>;
export const RunProgressDocument = new TypedDocumentString(`
    subscription runProgress($runId: ID!) {
  runProgress(runId: $runId) {
    ...RunState
    variant {
      id
      name
    }
  }
}
    fragment RunState on Run {
  id
  status
  itemsTotal
  itemsCompleted
  itemsFailed
  sequence
  startedAt
  completedAt
  error {
    type
    message
  }
  metrics {
    averageDurationMs
    averageTokens
    totalTokens
    totalCost
    judgeTokens
    judgeCost
    averageScore
    passed
    failed
    passRate
  }
}`) as unknown as TypedDocumentString<RunProgressSubscription, RunProgressSubscriptionVariables>;
export const ExperimentProgressDocument = new TypedDocumentString(`
    subscription experimentProgress($experimentId: ID!) {
  experimentProgress(experimentId: $experimentId) {
    ...RunState
    variant {
      id
      name
    }
  }
}
    fragment RunState on Run {
  id
  status
  itemsTotal
  itemsCompleted
  itemsFailed
  sequence
  startedAt
  completedAt
  error {
    type
    message
  }
  metrics {
    averageDurationMs
    averageTokens
    totalTokens
    totalCost
    judgeTokens
    judgeCost
    averageScore
    passed
    failed
    passRate
  }
}`) as unknown as TypedDocumentString<ExperimentProgressSubscription, ExperimentProgressSubscriptionVariables>;
export const ExperimentChangedDocument = new TypedDocumentString(`
    subscription experimentChanged($experimentId: ID!) {
  experimentChanged(experimentId: $experimentId) {
    ...ExperimentFields
    variants {
      ...VariantFields
      latestRun {
        ...RunState
      }
    }
  }
}
    fragment DatasetVersionFields on DatasetVersion {
  id
  number
  itemCount
  createdAt
}
fragment ExperimentFields on Experiment {
  id
  name
  description
  type
  status
  stage
  locked
  taskCount
  completedAt
  archivedAt
  winner {
    id
    name
  }
  conclusion
  createdAt
  updatedAt
  datasetVersion {
    ...DatasetVersionFields
    dataset {
      id
      name
    }
  }
}
fragment VariantFields on Variant {
  id
  name
  taskType
  configuration
  effectiveConfiguration
  overrides
  parent {
    id
    name
  }
  override {
    step
    parameter
    value
  }
  baseline
  hypothesis
  expectation
  sameConfigurationAs {
    id
    name
  }
  sortOrder
}
fragment RunState on Run {
  id
  status
  itemsTotal
  itemsCompleted
  itemsFailed
  sequence
  startedAt
  completedAt
  error {
    type
    message
  }
  metrics {
    averageDurationMs
    averageTokens
    totalTokens
    totalCost
    judgeTokens
    judgeCost
    averageScore
    passed
    failed
    passRate
  }
}`) as unknown as TypedDocumentString<ExperimentChangedSubscription, ExperimentChangedSubscriptionVariables>;
export const ComparisonChangesDocument = new TypedDocumentString(`
    subscription comparisonChanges($experimentId: ID!, $runIds: [ID!]) {
  comparisonChanges(experimentId: $experimentId, runIds: $runIds) {
    summary {
      ...ComparisonSummaryFields
    }
    columns {
      ...ComparisonColumnFields
    }
    rows {
      ...ComparisonRowFields
    }
    moreRows
  }
}
    fragment ComparedRun on Run {
  id
  status
  variant {
    id
    name
  }
}
fragment ComparisonSummaryFields on ComparisonSummary {
  rows
  divergentRows
  agreeingRows
  incompleteRows
}
fragment ComparisonColumnFields on ComparisonColumn {
  run {
    ...ComparedRun
  }
  averageDurationMs
  averageTokens
  totalCost
  averageScore
  passRate
  fastest
  fewestTokens
  cheapest
  best
}
fragment ComparisonRowFields on ComparisonRow {
  place
  item {
    id
    externalId
  }
  divergent
  hasMajority
  cells {
    run {
      id
    }
    state
    outlier
    score
    passed
    durationMs
    totalTokens
    cost
    fastest
    fewestTokens
    cheapest
    result {
      id
      output
      error {
        type
        message
      }
    }
  }
}`) as unknown as TypedDocumentString<ComparisonChangesSubscription, ComparisonChangesSubscriptionVariables>;
export const RunResultsDocument = new TypedDocumentString(`
    subscription runResults($runId: ID!, $after: Int) {
  runResults(runId: $runId, after: $after) {
    ...ResultFields
  }
}
    fragment ResultFields on Result {
  id
  sequence
  trial
  item {
    id
    externalId
  }
  output
  error {
    type
    message
  }
  durationMs
  inputTokens
  outputTokens
  estimatedCost
  score
  passed
  scores {
    evaluator {
      id
      name
    }
    value
    passed
    explanation
    error {
      type
      message
    }
  }
}`) as unknown as TypedDocumentString<RunResultsSubscription, RunResultsSubscriptionVariables>;
export const ModelProvidersDocument = new TypedDocumentString(`
    query modelProviders {
  modelProviders {
    ...ModelProviderFields
    models
  }
}
    fragment ModelProviderFields on ModelProvider {
  id
  name
  kind
  source
  baseUrl
  hasApiKey
  concurrency
  rateLimit
  rateLimitWindowMs
  timeoutMs
  prices
}`) as unknown as TypedDocumentString<ModelProvidersQuery, ModelProvidersQueryVariables>;
export const AddModelProviderDocument = new TypedDocumentString(`
    mutation addModelProvider($input: AddModelProviderInput!) {
  addModelProvider(input: $input) {
    __typename
    ... on ModelProvider {
      ...ModelProviderFields
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment ModelProviderFields on ModelProvider {
  id
  name
  kind
  source
  baseUrl
  hasApiKey
  concurrency
  rateLimit
  rateLimitWindowMs
  timeoutMs
  prices
}`) as unknown as TypedDocumentString<AddModelProviderMutation, AddModelProviderMutationVariables>;
export const UpdateModelProviderDocument = new TypedDocumentString(`
    mutation updateModelProvider($input: UpdateModelProviderInput!) {
  updateModelProvider(input: $input) {
    __typename
    ... on ModelProvider {
      ...ModelProviderFields
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment ModelProviderFields on ModelProvider {
  id
  name
  kind
  source
  baseUrl
  hasApiKey
  concurrency
  rateLimit
  rateLimitWindowMs
  timeoutMs
  prices
}`) as unknown as TypedDocumentString<UpdateModelProviderMutation, UpdateModelProviderMutationVariables>;
export const RemoveModelProviderDocument = new TypedDocumentString(`
    mutation removeModelProvider($id: ID!) {
  removeModelProvider(id: $id) {
    __typename
    ... on RemoveModelProviderSuccess {
      id
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}`) as unknown as TypedDocumentString<RemoveModelProviderMutation, RemoveModelProviderMutationVariables>;
export const SetDefaultProviderDocument = new TypedDocumentString(`
    mutation setDefaultProvider($name: String) {
  setDefaultProvider(name: $name) {
    __typename
    ... on Organization {
      id
      defaultProvider
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}`) as unknown as TypedDocumentString<SetDefaultProviderMutation, SetDefaultProviderMutationVariables>;
export const ViewerDocument = new TypedDocumentString(`
    query viewer {
  viewer {
    role
    organization {
      id
      name
      defaultProvider
    }
    apiKey {
      ...ApiKeyFields
    }
  }
}
    fragment ApiKeyFields on ApiKey {
  id
  name
  role
  hint
  createdAt
  revokedAt
}`) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
export const ApiKeysDocument = new TypedDocumentString(`
    query apiKeys {
  apiKeys {
    ...ApiKeyFields
  }
}
    fragment ApiKeyFields on ApiKey {
  id
  name
  role
  hint
  createdAt
  revokedAt
}`) as unknown as TypedDocumentString<ApiKeysQuery, ApiKeysQueryVariables>;
export const CreateApiKeyDocument = new TypedDocumentString(`
    mutation createApiKey($input: CreateApiKeyInput!) {
  createApiKey(input: $input) {
    __typename
    ... on CreateApiKeySuccess {
      key
      apiKey {
        ...ApiKeyFields
      }
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment ApiKeyFields on ApiKey {
  id
  name
  role
  hint
  createdAt
  revokedAt
}`) as unknown as TypedDocumentString<CreateApiKeyMutation, CreateApiKeyMutationVariables>;
export const RevokeApiKeyDocument = new TypedDocumentString(`
    mutation revokeApiKey($id: ID!) {
  revokeApiKey(id: $id) {
    __typename
    ... on ApiKey {
      ...ApiKeyFields
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment ApiKeyFields on ApiKey {
  id
  name
  role
  hint
  createdAt
  revokedAt
}`) as unknown as TypedDocumentString<RevokeApiKeyMutation, RevokeApiKeyMutationVariables>;
export const OutputSchemaDocument = new TypedDocumentString(`
    query outputSchema($id: ID!) {
  outputSchema(id: $id) {
    ...OutputSchemaFields
  }
}
    fragment OutputSchemaFields on OutputSchema {
  id
  name
  createdAt
  versions {
    id
    number
    jsonSchema
    createdAt
  }
}`) as unknown as TypedDocumentString<OutputSchemaQuery, OutputSchemaQueryVariables>;
export const OutputSchemasDocument = new TypedDocumentString(`
    query outputSchemas($first: Int, $after: String) {
  outputSchemas(first: $first, after: $after) {
    edges {
      node {
        ...OutputSchemaFields
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
    fragment OutputSchemaFields on OutputSchema {
  id
  name
  createdAt
  versions {
    id
    number
    jsonSchema
    createdAt
  }
}`) as unknown as TypedDocumentString<OutputSchemasQuery, OutputSchemasQueryVariables>;
export const AddOutputSchemaDocument = new TypedDocumentString(`
    mutation addOutputSchema($input: AddOutputSchemaInput!) {
  addOutputSchema(input: $input) {
    __typename
    ... on OutputSchema {
      ...OutputSchemaFields
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment OutputSchemaFields on OutputSchema {
  id
  name
  createdAt
  versions {
    id
    number
    jsonSchema
    createdAt
  }
}`) as unknown as TypedDocumentString<AddOutputSchemaMutation, AddOutputSchemaMutationVariables>;
export const RunDocument = new TypedDocumentString(`
    query run($id: ID!) {
  run(id: $id) {
    ...RunFields
    experiment {
      id
      name
      status
    }
  }
}
    fragment RunFields on Run {
  ...RunState
  configuration
  trials
  concurrency
  variant {
    id
    name
  }
  datasetVersion {
    id
    number
    itemCount
  }
  createdAt
}
fragment RunState on Run {
  id
  status
  itemsTotal
  itemsCompleted
  itemsFailed
  sequence
  startedAt
  completedAt
  error {
    type
    message
  }
  metrics {
    averageDurationMs
    averageTokens
    totalTokens
    totalCost
    judgeTokens
    judgeCost
    averageScore
    passed
    failed
    passRate
  }
}`) as unknown as TypedDocumentString<RunQuery, RunQueryVariables>;
export const ResultsDocument = new TypedDocumentString(`
    query results($runId: ID!, $first: Int, $after: String) {
  run(id: $runId) {
    id
    status
    results(first: $first, after: $after) {
      edges {
        node {
          ...ResultFields
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
}
    fragment ResultFields on Result {
  id
  sequence
  trial
  item {
    id
    externalId
  }
  output
  error {
    type
    message
  }
  durationMs
  inputTokens
  outputTokens
  estimatedCost
  score
  passed
  scores {
    evaluator {
      id
      name
    }
    value
    passed
    explanation
    error {
      type
      message
    }
  }
}`) as unknown as TypedDocumentString<ResultsQuery, ResultsQueryVariables>;
export const StartRunsDocument = new TypedDocumentString(`
    mutation startRuns($input: StartRunsInput!) {
  startRuns(input: $input) {
    __typename
    ... on StartRunsSuccess {
      runs {
        ...RunFields
      }
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment RunFields on Run {
  ...RunState
  configuration
  trials
  concurrency
  variant {
    id
    name
  }
  datasetVersion {
    id
    number
    itemCount
  }
  createdAt
}
fragment RunState on Run {
  id
  status
  itemsTotal
  itemsCompleted
  itemsFailed
  sequence
  startedAt
  completedAt
  error {
    type
    message
  }
  metrics {
    averageDurationMs
    averageTokens
    totalTokens
    totalCost
    judgeTokens
    judgeCost
    averageScore
    passed
    failed
    passRate
  }
}`) as unknown as TypedDocumentString<StartRunsMutation, StartRunsMutationVariables>;
export const CancelRunDocument = new TypedDocumentString(`
    mutation cancelRun($id: ID!) {
  cancelRun(id: $id) {
    __typename
    ... on Run {
      ...RunFields
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment RunFields on Run {
  ...RunState
  configuration
  trials
  concurrency
  variant {
    id
    name
  }
  datasetVersion {
    id
    number
    itemCount
  }
  createdAt
}
fragment RunState on Run {
  id
  status
  itemsTotal
  itemsCompleted
  itemsFailed
  sequence
  startedAt
  completedAt
  error {
    type
    message
  }
  metrics {
    averageDurationMs
    averageTokens
    totalTokens
    totalCost
    judgeTokens
    judgeCost
    averageScore
    passed
    failed
    passRate
  }
}`) as unknown as TypedDocumentString<CancelRunMutation, CancelRunMutationVariables>;
export const RetryFailedItemsDocument = new TypedDocumentString(`
    mutation retryFailedItems($runId: ID!) {
  retryFailedItems(runId: $runId) {
    __typename
    ... on Run {
      ...RunFields
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment RunFields on Run {
  ...RunState
  configuration
  trials
  concurrency
  variant {
    id
    name
  }
  datasetVersion {
    id
    number
    itemCount
  }
  createdAt
}
fragment RunState on Run {
  id
  status
  itemsTotal
  itemsCompleted
  itemsFailed
  sequence
  startedAt
  completedAt
  error {
    type
    message
  }
  metrics {
    averageDurationMs
    averageTokens
    totalTokens
    totalCost
    judgeTokens
    judgeCost
    averageScore
    passed
    failed
    passRate
  }
}`) as unknown as TypedDocumentString<RetryFailedItemsMutation, RetryFailedItemsMutationVariables>;
export const MarkBaselineDocument = new TypedDocumentString(`
    mutation markBaseline($runId: ID!) {
  markBaseline(runId: $runId) {
    __typename
    ... on Run {
      ...RunFields
      baseline
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment RunFields on Run {
  ...RunState
  configuration
  trials
  concurrency
  variant {
    id
    name
  }
  datasetVersion {
    id
    number
    itemCount
  }
  createdAt
}
fragment RunState on Run {
  id
  status
  itemsTotal
  itemsCompleted
  itemsFailed
  sequence
  startedAt
  completedAt
  error {
    type
    message
  }
  metrics {
    averageDurationMs
    averageTokens
    totalTokens
    totalCost
    judgeTokens
    judgeCost
    averageScore
    passed
    failed
    passRate
  }
}`) as unknown as TypedDocumentString<MarkBaselineMutation, MarkBaselineMutationVariables>;
export const ClearBaselineDocument = new TypedDocumentString(`
    mutation clearBaseline($runId: ID!) {
  clearBaseline(runId: $runId) {
    __typename
    ... on Run {
      ...RunFields
      baseline
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment RunFields on Run {
  ...RunState
  configuration
  trials
  concurrency
  variant {
    id
    name
  }
  datasetVersion {
    id
    number
    itemCount
  }
  createdAt
}
fragment RunState on Run {
  id
  status
  itemsTotal
  itemsCompleted
  itemsFailed
  sequence
  startedAt
  completedAt
  error {
    type
    message
  }
  metrics {
    averageDurationMs
    averageTokens
    totalTokens
    totalCost
    judgeTokens
    judgeCost
    averageScore
    passed
    failed
    passRate
  }
}`) as unknown as TypedDocumentString<ClearBaselineMutation, ClearBaselineMutationVariables>;
export const ShareLinksDocument = new TypedDocumentString(`
    query shareLinks($experimentId: ID!) {
  experiment(id: $experimentId) {
    shareLinks {
      ...ShareLinkFields
    }
  }
}
    fragment ShareLinkFields on ShareLink {
  id
  name
  status
  createdAt
  expiresAt
  revokedAt
}`) as unknown as TypedDocumentString<ShareLinksQuery, ShareLinksQueryVariables>;
export const CreateShareLinkDocument = new TypedDocumentString(`
    mutation createShareLink($input: CreateShareLinkInput!) {
  createShareLink(input: $input) {
    __typename
    ... on CreatedShareLink {
      token
      path
      shareLink {
        ...ShareLinkFields
      }
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment ShareLinkFields on ShareLink {
  id
  name
  status
  createdAt
  expiresAt
  revokedAt
}`) as unknown as TypedDocumentString<CreateShareLinkMutation, CreateShareLinkMutationVariables>;
export const RevokeShareLinkDocument = new TypedDocumentString(`
    mutation revokeShareLink($id: ID!) {
  revokeShareLink(id: $id) {
    __typename
    ... on ShareLink {
      ...ShareLinkFields
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment ShareLinkFields on ShareLink {
  id
  name
  status
  createdAt
  expiresAt
  revokedAt
}`) as unknown as TypedDocumentString<RevokeShareLinkMutation, RevokeShareLinkMutationVariables>;
export const TestDocument = new TypedDocumentString(`
    query test($id: ID!) {
  test(id: $id) {
    ...TestFields
    trial
    item {
      id
      externalId
    }
    run {
      id
      status
    }
    result {
      ...ResultFields
    }
    trace {
      externalId
      input
      output
      durationMs
      inputTokens
      outputTokens
    }
    deliveries {
      ...DeliveryFields
    }
  }
}
    fragment DeliveryFields on Delivery {
  id
  purpose
  messageId
  attempt
  status
  error {
    type
    message
  }
  durationMs
  responseHead
  createdAt
}
fragment ResultFields on Result {
  id
  sequence
  trial
  item {
    id
    externalId
  }
  output
  error {
    type
    message
  }
  durationMs
  inputTokens
  outputTokens
  estimatedCost
  score
  passed
  scores {
    evaluator {
      id
      name
    }
    value
    passed
    explanation
    error {
      type
      message
    }
  }
}
fragment TestFields on Test {
  id
  status
  askedAt
  deadlineAt
  answeredAt
}`) as unknown as TypedDocumentString<TestQuery, TestQueryVariables>;
export const SubmitTestResultDocument = new TypedDocumentString(`
    mutation submitTestResult($input: SubmitTestResultInput!) {
  submitTestResult(input: $input) {
    __typename
    ... on Test {
      ...TestFields
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment TestFields on Test {
  id
  status
  askedAt
  deadlineAt
  answeredAt
}`) as unknown as TypedDocumentString<SubmitTestResultMutation, SubmitTestResultMutationVariables>;
export const SubmitTestTraceDocument = new TypedDocumentString(`
    mutation submitTestTrace($input: SubmitTestTraceInput!) {
  submitTestTrace(input: $input) {
    __typename
    ... on Test {
      ...TestFields
    }
    ...Failure
  }
}
    fragment Failure on Error {
  message
  code
  ... on ValidationError {
    field
    line
  }
}
fragment TestFields on Test {
  id
  status
  askedAt
  deadlineAt
  answeredAt
}`) as unknown as TypedDocumentString<SubmitTestTraceMutation, SubmitTestTraceMutationVariables>;