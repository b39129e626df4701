/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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

/** Which part of an output is the answer that is compared. */
export type ComparedAnswerInput = {
  /** A regular expression over what is pointed at, as text, such as `A: (.*)`: its last match is the answer, or group 1 of that where there is one. As in evaluators. */
  extract?: string | null | undefined;
  /** Which differences don’t count: TRIM and NUMBER when it is left out, white space at both ends alone for `[]`. */
  normalize?: Array<Normalization> | null | undefined;
  /** A JSON Pointer (RFC 6901) into the output, such as `/total`; all of it when it is left out. */
  pointer?: string | null | undefined;
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

/** What a hypothesis says will come of a variant, against the baseline. */
export type Expectation =
  /** It scores better. */
  | 'IMPROVED'
  /** It scores no worse: for what is to become cheaper or faster. */
  | 'NOT_REGRESSED';

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

type ErrorFields_ConflictError_Fragment = { __typename: 'ConflictError', code: ErrorCode, message: string };

type ErrorFields_ForbiddenError_Fragment = { __typename: 'ForbiddenError', code: ErrorCode, message: string };

type ErrorFields_NotFoundError_Fragment = { __typename: 'NotFoundError', code: ErrorCode, message: string };

type ErrorFields_ValidationError_Fragment = { __typename: 'ValidationError', field: string | null, line: number | null, code: ErrorCode, message: string };

export type ErrorFieldsFragment =
  | ErrorFields_ConflictError_Fragment
  | ErrorFields_ForbiddenError_Fragment
  | ErrorFields_NotFoundError_Fragment
  | ErrorFields_ValidationError_Fragment
;

export type CreateExperimentMutationVariables = Exact<{
  input: CreateExperimentInput;
}>;


export type CreateExperimentMutation = { createExperiment:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { id: string, name: string }
    | { __typename: 'ForbiddenError', code: ErrorCode, message: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'ValidationError', field: string | null, line: number | null, code: ErrorCode, message: string }
   | null };

export type ChangeNewExperimentMutationVariables = Exact<{
  input: UpdateExperimentInput;
}>;


export type ChangeNewExperimentMutation = { updateExperiment:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { id: string, name: string }
    | { __typename: 'ForbiddenError', code: ErrorCode, message: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'ValidationError', field: string | null, line: number | null, code: ErrorCode, message: string }
   | null };

export type AddFirstVariantMutationVariables = Exact<{
  input: AddVariantInput;
}>;


export type AddFirstVariantMutation = { addVariant:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'ForbiddenError', code: ErrorCode, message: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'ValidationError', field: string | null, line: number | null, code: ErrorCode, message: string }
    | { id: string, name: string }
   | null };

export type ChangeFirstVariantMutationVariables = Exact<{
  input: UpdateVariantInput;
}>;


export type ChangeFirstVariantMutation = { updateVariant:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'ForbiddenError', code: ErrorCode, message: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'ValidationError', field: string | null, line: number | null, code: ErrorCode, message: string }
    | { id: string, name: string }
   | null };

export type AddFirstEvaluatorMutationVariables = Exact<{
  input: AddEvaluatorInput;
}>;


export type AddFirstEvaluatorMutation = { addEvaluator:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { id: string, name: string }
    | { __typename: 'ForbiddenError', code: ErrorCode, message: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'ValidationError', field: string | null, line: number | null, code: ErrorCode, message: string }
   | null };

export type ChangeFirstEvaluatorMutationVariables = Exact<{
  input: UpdateEvaluatorInput;
}>;


export type ChangeFirstEvaluatorMutation = { updateEvaluator:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { id: string, name: string }
    | { __typename: 'ForbiddenError', code: ErrorCode, message: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'ValidationError', field: string | null, line: number | null, code: ErrorCode, message: string }
   | null };

export type StartFirstRunsMutationVariables = Exact<{
  input: StartRunsInput;
}>;


export type StartFirstRunsMutation = { startRuns:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'ForbiddenError', code: ErrorCode, message: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { runs: Array<{ id: string }> }
    | { __typename: 'ValidationError', field: string | null, line: number | null, code: ErrorCode, message: string }
   | null };

export const ErrorFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ValidationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"line"}}]}}]}}]} as unknown as DocumentNode<ErrorFieldsFragment, unknown>;
export const CreateExperimentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateExperiment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateExperimentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createExperiment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Experiment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ErrorFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ValidationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"line"}}]}}]}}]} as unknown as DocumentNode<CreateExperimentMutation, CreateExperimentMutationVariables>;
export const ChangeNewExperimentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ChangeNewExperiment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateExperimentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateExperiment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Experiment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ErrorFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ValidationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"line"}}]}}]}}]} as unknown as DocumentNode<ChangeNewExperimentMutation, ChangeNewExperimentMutationVariables>;
export const AddFirstVariantDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddFirstVariant"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddVariantInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addVariant"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Variant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ErrorFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ValidationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"line"}}]}}]}}]} as unknown as DocumentNode<AddFirstVariantMutation, AddFirstVariantMutationVariables>;
export const ChangeFirstVariantDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ChangeFirstVariant"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateVariantInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateVariant"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Variant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ErrorFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ValidationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"line"}}]}}]}}]} as unknown as DocumentNode<ChangeFirstVariantMutation, ChangeFirstVariantMutationVariables>;
export const AddFirstEvaluatorDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddFirstEvaluator"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddEvaluatorInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addEvaluator"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Evaluator"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ErrorFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ValidationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"line"}}]}}]}}]} as unknown as DocumentNode<AddFirstEvaluatorMutation, AddFirstEvaluatorMutationVariables>;
export const ChangeFirstEvaluatorDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ChangeFirstEvaluator"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateEvaluatorInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateEvaluator"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Evaluator"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ErrorFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ValidationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"line"}}]}}]}}]} as unknown as DocumentNode<ChangeFirstEvaluatorMutation, ChangeFirstEvaluatorMutationVariables>;
export const StartFirstRunsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StartFirstRuns"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StartRunsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startRuns"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StartRunsSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"runs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ErrorFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ValidationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"line"}}]}}]}}]} as unknown as DocumentNode<StartFirstRunsMutation, StartFirstRunsMutationVariables>;