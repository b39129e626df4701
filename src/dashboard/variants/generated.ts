/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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

/** What a hypothesis says will come of a variant, against the baseline. */
export type Expectation =
  /** It scores better. */
  | 'IMPROVED'
  /** It scores no worse: for what is to become cheaper or faster. */
  | 'NOT_REGRESSED';

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

export type ParameterFieldsFragment = { name: string, type: ParameterType, default: unknown, minimum: number | null, maximum: number | null, choices: Array<unknown> | null };

export type VariantToChangeFragment = { id: string, name: string, baseline: boolean, hypothesis: string | null, expectation: Expectation | null, configuration: unknown, effectiveConfiguration: unknown, override: { step: string | null, parameter: string, value: unknown } | null, parent: { id: string } | null, latestRun: { id: string } | null };

export type ExperimentOfVariantQueryVariables = Exact<{
  experimentId: string;
}>;


export type ExperimentOfVariantQuery = { experiment: { id: string, type: ExperimentType, locked: boolean, steps: Array<{ externalId: string, overridableParameters: Array<{ name: string, type: ParameterType, default: unknown, minimum: number | null, maximum: number | null, choices: Array<unknown> | null }>, step: { id: string, parameters: Array<{ name: string, type: ParameterType, default: unknown, minimum: number | null, maximum: number | null, choices: Array<unknown> | null }> } }>, variants: Array<{ id: string, name: string, baseline: boolean, hypothesis: string | null, expectation: Expectation | null, configuration: unknown, effectiveConfiguration: unknown, override: { step: string | null, parameter: string, value: unknown } | null, parent: { id: string } | null, latestRun: { id: string } | null }> } | null };

export type AddVariantMutationVariables = Exact<{
  input: AddVariantInput;
}>;


export type AddVariantMutation = { addVariant:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'ForbiddenError', code: ErrorCode, message: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'ValidationError', field: string | null, line: number | null, code: ErrorCode, message: string }
    | { id: string, name: string, baseline: boolean, hypothesis: string | null, expectation: Expectation | null, configuration: unknown, effectiveConfiguration: unknown, experiment: { id: string, stage: ExperimentStage, variants: Array<{ id: string }> }, override: { step: string | null, parameter: string, value: unknown } | null, parent: { id: string } | null, latestRun: { id: string } | null }
   | null };

export type UpdateVariantMutationVariables = Exact<{
  input: UpdateVariantInput;
}>;


export type UpdateVariantMutation = { updateVariant:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'ForbiddenError', code: ErrorCode, message: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'ValidationError', field: string | null, line: number | null, code: ErrorCode, message: string }
    | { id: string, name: string, baseline: boolean, hypothesis: string | null, expectation: Expectation | null, configuration: unknown, effectiveConfiguration: unknown, experiment: { id: string, stage: ExperimentStage, variants: Array<{ id: string, name: string, baseline: boolean, hypothesis: string | null, expectation: Expectation | null, configuration: unknown, effectiveConfiguration: unknown, override: { step: string | null, parameter: string, value: unknown } | null, parent: { id: string } | null, latestRun: { id: string } | null }> }, override: { step: string | null, parameter: string, value: unknown } | null, parent: { id: string } | null, latestRun: { id: string } | null }
   | null };

export type ModelNamesQueryVariables = Exact<{ [key: string]: never; }>;


export type ModelNamesQuery = { modelProviders: Array<{ id: string | null, name: string, kind: ShownProviderKind, models: Array<string> }> };

export type EndpointNamesQueryVariables = Exact<{ [key: string]: never; }>;


export type EndpointNamesQuery = { endpoints: Array<{ id: string, name: string }> };

export type SchemaChoiceFragment = { id: string, name: string, versions: Array<{ id: string, number: number }> };

export type OutputSchemasQueryVariables = Exact<{ [key: string]: never; }>;


export type OutputSchemasQuery = { outputSchemas: { edges: Array<{ cursor: string, node: { id: string, name: string, versions: Array<{ id: string, number: number }> } }> } };

export type AddOutputSchemaMutationVariables = Exact<{
  input: AddOutputSchemaInput;
}>;


export type AddOutputSchemaMutation = { addOutputSchema:
    | { __typename: 'ForbiddenError', code: ErrorCode, message: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { id: string, name: string, versions: Array<{ id: string, number: number }> }
    | { __typename: 'ValidationError', field: string | null, line: number | null, code: ErrorCode, message: string }
   | null };

export const ErrorFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ValidationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"line"}}]}}]}}]} as unknown as DocumentNode<ErrorFieldsFragment, unknown>;
export const ParameterFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ParameterFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepParameter"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"default"}},{"kind":"Field","name":{"kind":"Name","value":"minimum"}},{"kind":"Field","name":{"kind":"Name","value":"maximum"}},{"kind":"Field","name":{"kind":"Name","value":"choices"}}]}}]} as unknown as DocumentNode<ParameterFieldsFragment, unknown>;
export const VariantToChangeFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VariantToChange"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Variant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"baseline"}},{"kind":"Field","name":{"kind":"Name","value":"hypothesis"}},{"kind":"Field","name":{"kind":"Name","value":"expectation"}},{"kind":"Field","name":{"kind":"Name","value":"configuration"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveConfiguration"}},{"kind":"Field","name":{"kind":"Name","value":"override"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"parameter"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"latestRun"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<VariantToChangeFragment, unknown>;
export const SchemaChoiceFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SchemaChoice"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OutputSchema"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"versions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}}]} as unknown as DocumentNode<SchemaChoiceFragment, unknown>;
export const ExperimentOfVariantDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExperimentOfVariant"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"experimentId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"experiment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"experimentId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"locked"}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"externalId"}},{"kind":"Field","name":{"kind":"Name","value":"overridableParameters"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ParameterFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"step"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"parameters"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ParameterFields"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"variants"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VariantToChange"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ParameterFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepParameter"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"default"}},{"kind":"Field","name":{"kind":"Name","value":"minimum"}},{"kind":"Field","name":{"kind":"Name","value":"maximum"}},{"kind":"Field","name":{"kind":"Name","value":"choices"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VariantToChange"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Variant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"baseline"}},{"kind":"Field","name":{"kind":"Name","value":"hypothesis"}},{"kind":"Field","name":{"kind":"Name","value":"expectation"}},{"kind":"Field","name":{"kind":"Name","value":"configuration"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveConfiguration"}},{"kind":"Field","name":{"kind":"Name","value":"override"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"parameter"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"latestRun"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<ExperimentOfVariantQuery, ExperimentOfVariantQueryVariables>;
export const AddVariantDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddVariant"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddVariantInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addVariant"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Variant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VariantToChange"}},{"kind":"Field","name":{"kind":"Name","value":"experiment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"stage"}},{"kind":"Field","name":{"kind":"Name","value":"variants"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ErrorFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VariantToChange"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Variant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"baseline"}},{"kind":"Field","name":{"kind":"Name","value":"hypothesis"}},{"kind":"Field","name":{"kind":"Name","value":"expectation"}},{"kind":"Field","name":{"kind":"Name","value":"configuration"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveConfiguration"}},{"kind":"Field","name":{"kind":"Name","value":"override"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"parameter"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"latestRun"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ValidationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"line"}}]}}]}}]} as unknown as DocumentNode<AddVariantMutation, AddVariantMutationVariables>;
export const UpdateVariantDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateVariant"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateVariantInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateVariant"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Variant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VariantToChange"}},{"kind":"Field","name":{"kind":"Name","value":"experiment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"stage"}},{"kind":"Field","name":{"kind":"Name","value":"variants"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VariantToChange"}}]}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ErrorFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VariantToChange"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Variant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"baseline"}},{"kind":"Field","name":{"kind":"Name","value":"hypothesis"}},{"kind":"Field","name":{"kind":"Name","value":"expectation"}},{"kind":"Field","name":{"kind":"Name","value":"configuration"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveConfiguration"}},{"kind":"Field","name":{"kind":"Name","value":"override"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"parameter"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"latestRun"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ValidationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"line"}}]}}]}}]} as unknown as DocumentNode<UpdateVariantMutation, UpdateVariantMutationVariables>;
export const ModelNamesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ModelNames"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelProviders"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"models"}}]}}]}}]} as unknown as DocumentNode<ModelNamesQuery, ModelNamesQueryVariables>;
export const EndpointNamesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EndpointNames"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endpoints"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<EndpointNamesQuery, EndpointNamesQueryVariables>;
export const OutputSchemasDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OutputSchemas"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outputSchemas"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"200"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SchemaChoice"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SchemaChoice"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OutputSchema"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"versions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}}]} as unknown as DocumentNode<OutputSchemasQuery, OutputSchemasQueryVariables>;
export const AddOutputSchemaDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddOutputSchema"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddOutputSchemaInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addOutputSchema"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OutputSchema"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SchemaChoice"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ErrorFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SchemaChoice"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OutputSchema"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"versions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ValidationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"line"}}]}}]}}]} as unknown as DocumentNode<AddOutputSchemaMutation, AddOutputSchemaMutationVariables>;