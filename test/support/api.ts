import type { TestServer } from './server.js';

/** What a mutation made: its fields, an id among them where it has one. */
export type Made = { id: string } & Record<string, unknown>;

/** The API over HTTP as a script of a user's asks it, with an admin's key; an error of any kind fails the test. */
export interface Api {
  ask<Data>(document: string, variables?: object): Promise<Data>;
  /** Calls a mutation that takes an `input`. @param selection of what it gives, as a fragment; its id, where none is given. */
  made(mutation: string, input: object, selection?: string): Promise<Made>;
}

export function apiOf(server: TestServer): Api {
  const ask: Api['ask'] = async <Data>(document: string, variables: object = {}) => {
    const { data, errors } = await server.request<Data>(document, variables as Record<string, unknown>, server.a.admin);
    if (errors || !data) throw new Error(JSON.stringify(errors));
    return data;
  };
  return {
    ask,
    made: async (mutation, input, selection = '... on Node { id }') => {
      const inputType = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
      const answer = await ask<Record<string, (Made & { message?: string }) | null>>(
        `mutation ($input: ${inputType}!) { ${mutation}(input: $input) { ... on Error { message } ${selection} } }`,
        { input },
      );
      const given = answer[mutation];
      if (!given || given.message !== undefined) throw new Error(`${mutation}: ${given?.message ?? 'nothing'}`);
      return given;
    },
  };
}
