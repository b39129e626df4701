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

type LiveName = 'runProgress' | 'experimentProgress' | 'runResults';

/** One function for each query and mutation: takes its variables, gives the value of its root field. */
export type Operations = {
  [Name in Exclude<keyof Documents, LiveName>]: (
    ...variables: Arguments<VariablesOf<Documents[Name]>>
  ) => Promise<RootOf<Documents[Name]>>;
};

/** One function for each subscription: takes its variables, gives what it tells, one after the other. */
export type LiveOperations = {
  [Name in LiveName]: (variables: VariablesOf<Documents[Name]>) => AsyncIterableIterator<RootOf<Documents[Name]>>;
};

const suffix = 'Document';

/** All operations, each sent by `send`, which gives the data of the document. */
export function operationsBy(send: (query: string, variables: unknown) => Promise<Record<string, unknown>>): Operations {
  const operations = Object.entries(generated)
    .filter(([name]) => name.endsWith(suffix))
    .map(([name, document]) => [
      name.charAt(0).toLowerCase() + name.slice(1, -suffix.length),
      async (variables: unknown = {}) => rootOf(await send(document.toString(), variables)),
    ]);
  return Object.fromEntries(operations) as Operations;
}

/** Every document asks for one root field. */
export function rootOf(data: Record<string, unknown>): unknown {
  return Object.values(data)[0];
}
