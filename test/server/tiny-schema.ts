import {
  GraphQLError,
  GraphQLInt,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
} from 'graphql';
import { Bell, Leaving, stream } from '../../src/events/stream.js';
import { NotFoundError } from '../../src/failures.js';
import type { RequestContext } from '../../src/graphql/context.js';
import type { Upload } from '../../src/graphql/scalars.js';

/** What the tests of the server need to see of subscriptions. */
export interface TinySchema {
  schema: GraphQLSchema;
  /** Sends one event to every subscriber. */
  tick(): void;
  /** How many subscriptions are under way, and the bell that rings when the number changes. */
  active(): number;
  waitForActive(count: number): Promise<void>;
}

/** A schema for tests of the server alone. */
export function tinySchema(): TinySchema {
  const ticks = new Bell();
  const changes = new Bell();
  let active = 0;
  const never = new Leaving();
  const change = (by: number): void => {
    active += by;
    changes.ring();
  };

  const query: GraphQLObjectType<unknown, RequestContext> = new GraphQLObjectType<unknown, RequestContext>({
    name: 'Query',
    fields: () => ({
      organizationId: { type: GraphQLString, resolve: (_source, _args, { identity }) => identity.organizationId },
      role: {
        type: GraphQLString,
        resolve: (_source, _args, { identity }) => (identity.kind === 'key' ? identity.role : 'GUEST'),
      },
      self: { type: query, resolve: () => ({}) },
      length: { type: GraphQLInt, args: { text: { type: GraphQLString } }, resolve: (_source, { text }) => text?.length },
      bug: {
        type: GraphQLString,
        resolve: () => {
          throw new Error('the password of the database is hunter2');
        },
      },
      refusal: {
        type: GraphQLString,
        resolve: () => {
          throw new GraphQLError('Not today.', { extensions: { code: 'NOT_TODAY' } });
        },
      },
      missing: {
        type: GraphQLString,
        resolve: () => {
          throw new NotFoundError('Nothing of that id.');
        },
      },
    }),
  });
  const mutation = new GraphQLObjectType({
    name: 'Mutation',
    fields: {
      change: { type: GraphQLString, resolve: () => 'changed' },
      upload: {
        type: GraphQLString,
        args: { file: { type: new GraphQLScalarType<Upload>({ name: 'Upload' }) } },
        resolve: async (_source, { file }: { file: Upload }) => {
          const chunks = [];
          for await (const chunk of file.stream) chunks.push(chunk);
          return Buffer.concat(chunks).toString('utf8');
        },
      },
    },
  });
  const subscription = new GraphQLObjectType<unknown, RequestContext>({
    name: 'Subscription',
    fields: {
      ticks: {
        type: new GraphQLNonNull(GraphQLInt),
        args: { limit: { type: GraphQLInt } },
        subscribe: (_source, { limit }) =>
          stream(async function* (leaving) {
            change(1);
            try {
              for (let seen = ticks.count, n = 0; n < (limit ?? Infinity) && !leaving.done; n += 1) {
                yield n;
                await ticks.next(seen, leaving);
                seen += 1;
              }
            } finally {
              change(-1);
            }
          }),
        resolve: (n) => n,
      },
      broken: {
        type: GraphQLInt,
        subscribe: () =>
          stream<number>(async function* () {
            yield 1;
            throw new Error('the cable is in the kitchen');
          }),
        resolve: (n) => n,
      },
    },
  });

  return {
    schema: new GraphQLSchema({ query, mutation, subscription }),
    tick: () => ticks.ring(),
    active: () => active,
    async waitForActive(count) {
      for (let seen = changes.count; active !== count; seen = changes.count) await changes.next(seen, never);
    },
  };
}
