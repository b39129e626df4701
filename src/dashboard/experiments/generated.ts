/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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

export type ExperimentEntryFragment = { id: string, name: string, description: string | null, type: ExperimentType, status: ExperimentStatus, stage: ExperimentStage, taskCount: number | null, createdAt: string, updatedAt: string, variants: Array<{ id: string, name: string }>, winner: { id: string, name: string } | null };

export type ExperimentsQueryVariables = Exact<{
  filter?: ExperimentFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ExperimentsQuery = { experiments: { edges: Array<{ cursor: string, node: { id: string, name: string, description: string | null, type: ExperimentType, status: ExperimentStatus, stage: ExperimentStage, taskCount: number | null, createdAt: string, updatedAt: string, variants: Array<{ id: string, name: string }>, winner: { id: string, name: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ExperimentsChangedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type ExperimentsChangedSubscription = { experimentsChanged: { id: string, name: string, description: string | null, type: ExperimentType, status: ExperimentStatus, stage: ExperimentStage, taskCount: number | null, createdAt: string, updatedAt: string, variants: Array<{ id: string, name: string }>, winner: { id: string, name: string } | null } };

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

export const ExperimentEntryFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ExperimentEntry"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Experiment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"stage"}},{"kind":"Field","name":{"kind":"Name","value":"taskCount"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"variants"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"winner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<ExperimentEntryFragment, unknown>;
export const ErrorFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ValidationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"line"}}]}}]}}]} as unknown as DocumentNode<ErrorFieldsFragment, unknown>;
export const ExperimentsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Experiments"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ExperimentFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"experiments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ExperimentEntry"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ExperimentEntry"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Experiment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"stage"}},{"kind":"Field","name":{"kind":"Name","value":"taskCount"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"variants"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"winner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<ExperimentsQuery, ExperimentsQueryVariables>;
export const ExperimentsChangedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"ExperimentsChanged"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"experimentsChanged"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ExperimentEntry"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ExperimentEntry"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Experiment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"stage"}},{"kind":"Field","name":{"kind":"Name","value":"taskCount"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"variants"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"winner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<ExperimentsChangedSubscription, ExperimentsChangedSubscriptionVariables>;