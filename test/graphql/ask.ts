import { type ExecutionResult, graphql } from 'graphql';
import type { Role } from '../../src/database/client.js';
import type { Identity } from '../../src/domain/organizations/identity.js';
import type { Scope } from '../../src/domain/scope.js';
import { openLiveRuns } from '../../src/events/live-runs.js';
import { createContext } from '../../src/graphql/context.js';
import { schema } from '../../src/graphql/schema.js';

export interface Asker {
  /** Executes a document and gives its data; an error of any kind fails the test. */
  ask<Data = { [field: string]: unknown }>(document: string, variables?: object): Promise<Data>;
  /** Executes a document, whatever comes of it. */
  execute(document: string, variables?: object): Promise<ExecutionResult>;
}

/** Somebody who asks the API with a key of an organization; every document is a request of its own. */
export async function asker(scope: Scope, role: Role = 'ADMIN'): Promise<Asker> {
  const { organizationId } = scope;
  const apiKey = await scope.db.apiKey.create({
    data: {
      organizationId,
      name: `a key of the role ${role}`,
      role,
      hash: crypto.getRandomValues(new Uint8Array(32)),
      hint: 'vrm_test',
    },
  });
  return askerAs(scope, { kind: 'key', organizationId, apiKeyId: apiKey.id, role });
}

/** Somebody who asks the API by a credential of whatever kind. */
export function askerAs(scope: Scope, identity: Identity): Asker {
  // No process tells of anything here, so nothing is live.
  const live = openLiveRuns(scope.db, { subscribe: () => () => undefined });
  const execute = async (document: string, variables: object = {}) =>
    graphql({
      schema,
      source: document,
      variableValues: { ...variables },
      contextValue: createContext({ ...scope, live }, identity),
    });
  return {
    execute,
    ask: async <Data>(document: string, variables: object = {}) => {
      const { data, errors } = await execute(document, variables);
      if (errors?.length)
        throw new Error(errors.map((error) => `${error.path?.join('.') ?? 'document'}: ${error.message}`).join('\n'), {
          cause: errors[0],
        });
      return data as Data;
    },
  };
}
