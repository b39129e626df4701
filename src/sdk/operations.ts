import type { TypedDocumentString } from './generated.js';
import * as generated from './generated.js';

/** The documents of `schema/operations`, by the names of their operations. */
type Documents = {
  [Key in keyof typeof generated as Key extends `${infer Name}Document` ? Uncapitalize<Name> : never]: (typeof generated)[Key];
};

type ResultOf<Document> = Document extends TypedDocumentString<infer Result, infer _> ? Result : never;
type VariablesOf<Document> = Document extends TypedDocumentString<infer _, infer Variables> ? Variables : never;
/** What the one root field of an operation gives. */
type RootOf<Document> = ResultOf<Document>[keyof ResultOf<Document>];
type Arguments<Variables> = Record<never, never> extends Variables ? [variables?: Variables] : [variables: Variables];

const liveNames = [
  'runProgress',
  'experimentProgress',
  'experimentChanged',
  'experimentsChanged',
  'comparisonChanges',
  'runResults',
  'functionRunProgress',
  'functionRunsChanged',
  'liveExperimentChanged',
  'liveExperimentsChanged',
] as const;
type LiveName = (typeof liveNames)[number];

/** One function for each query and mutation: takes its variables, gives the value of its root field. */
export type Operations = {
  [Name in Exclude<keyof Documents, LiveName>]: (
    ...variables: Arguments<VariablesOf<Documents[Name]>>
  ) => Promise<RootOf<Documents[Name]>>;
};

/** One function for each subscription: takes its variables, gives what it tells, one after the other. */
export type LiveOperations = {
  // A name whose document is yet to be generated has no function, so that what generates it can be built.
  [Name in Extract<LiveName, keyof Documents>]: (
    ...variables: Arguments<VariablesOf<Documents[Name]>>
  ) => AsyncIterableIterator<RootOf<Documents[Name]>>;
};

const suffix = 'Document';

/** The texts of the documents, each with the name of its operation. */
const documents = Object.entries(generated)
  .filter(([name]) => name.endsWith(suffix))
  .map(([name, document]) => ({
    name: name.charAt(0).toLowerCase() + name.slice(1, -suffix.length),
    query: document.toString(),
  }));

/** All operations, each sent by `send`, which gives the data of the document. */
export function operationsBy(send: (query: string, variables: unknown) => Promise<Record<string, unknown>>): Operations {
  const operations = documents.map(({ name, query }) => [
    name,
    async (variables: unknown = {}) => rootOf(await send(query, variables)),
  ]);
  return Object.fromEntries(operations) as Operations;
}

/** All subscriptions, each opened by `open`, which gives the value of the root field again and again. */
export function liveOperationsBy(
  open: (query: string, variables: Record<string, unknown>) => AsyncIterableIterator<unknown>,
): LiveOperations {
  const names: readonly string[] = liveNames;
  const operations = documents
    .filter(({ name }) => names.includes(name))
    .map(({ name, query }) => [name, (variables: Record<string, unknown> = {}) => open(query, variables)]);
  return Object.fromEntries(operations) as LiveOperations;
}

/** Every document asks for one root field. */
export function rootOf(data: Record<string, unknown>): unknown {
  return Object.values(data)[0];
}
