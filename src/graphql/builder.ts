import SchemaBuilder from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import ErrorsPlugin from '@pothos/plugin-errors';
import PrismaPlugin from '@pothos/plugin-prisma';
import RelayPlugin from '@pothos/plugin-relay';
import ScopeAuthPlugin, { type AuthFailure, AuthScopeFailureType } from '@pothos/plugin-scope-auth';
import { GraphQLError } from 'graphql';
import type { Role } from '../database/client.js';
import type { Identity } from '../domain/organizations/identity.js';
import { requireKey, requireRole } from '../domain/organizations/roles.js';
import { ForbiddenError, ValidationError } from '../failures.js';
import type { Json } from '../json.js';
import type { RequestContext } from './context.js';
import type PrismaTypes from './generated/pothos.js';
import { getDatamodel } from './generated/pothos.js';
import { decodeNodeId, encodeNodeId } from './ids.js';
import type { Upload } from './scalars.js';

export interface SchemaTypes {
  Context: RequestContext;
  PrismaTypes: PrismaTypes;
  DefaultFieldNullability: false;
  /**
   * Who may read a field. Whatever is said of a type holds for all of its fields, but for those that say `skipTypeScopes`.
   *
   * The guest of a share link sees one experiment, and three rules keep it so. The fields of Query, Mutation and Subscription
   * take a key; the few that guests may ask skip that, and look up what they are asked for by `domain/sharing/reach.ts`. A type that
   * belongs to no one experiment takes a key as well, and so does a field that leads out of the experiment. An id among the
   * arguments of any other field is looked up in reach.
   */
  AuthScopes: {
    /** The least role that may. */
    role: Role;
    /** Any key may, and no guest. */
    key: true;
  };
  Scalars: {
    ID: { Input: string; Output: string | number | bigint };
    DateTime: { Input: Date; Output: Date };
    JSON: { Input: Exclude<Json, null>; Output: unknown };
    Decimal: { Input: string; Output: string };
    SafeInt: { Input: number; Output: number };
    Upload: { Input: Upload; Output: never };
  };
}

/** What one request may ask for: fields, each counted as often as its lists may repeat it. */
const limits = { complexity: 100_000, depth: 24 };

/**
 * The builder of the API's schema. The order of the plugins is the order in which they wrap a resolver, the first
 * outermost: errors must catch what authorization refuses.
 */
export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [ErrorsPlugin, RelayPlugin, ScopeAuthPlugin, ComplexityPlugin, PrismaPlugin],
  defaultFieldNullability: false,
  errors: {
    directResult: true,
    // Any mutation can meet an id that is none, and a key that may not.
    defaultTypes: [ValidationError, ForbiddenError],
    defaultUnionOptions: {
      name: ({ fieldName }) => `${fieldName.charAt(0).toUpperCase()}${fieldName.slice(1)}Result`,
      description: 'What the mutation of this name gives: what it made or changed, or the reason why it did nothing.',
    },
  },
  relay: {
    encodeGlobalID: (typename, id) => encodeNodeId(typename, String(id)),
    decodeGlobalID: decodeNodeId,
    nodeQueryOptions: false,
    nodesQueryOptions: false,
    idFieldOptions: { description: 'Its id. The prefix says what it names.' },
    nodeTypeOptions: { description: 'Whatever has an id, and can be asked for by it.' },
    pageInfoTypeOptions: { description: 'Where a page stands in its list.' },
    hasNextPageFieldOptions: { description: 'Whether more follow.' },
    hasPreviousPageFieldOptions: { description: 'Whether the page began after a cursor, or at an offset other than 0.' },
    startCursorFieldOptions: { description: 'The cursor of the first edge of the page.' },
    endCursorFieldOptions: { description: 'The cursor of the last edge of the page: `after` of the next.' },
    pageInfoFieldOptions: { description: 'Where the page stands in its list.' },
    // A connection counts its page size already.
    edgesFieldOptions: { description: 'The entries of the page, in order.', complexity: { field: 1, multiplier: 1 } },
    nodeFieldOptions: { description: 'What stands there.' },
    cursorFieldOptions: { description: 'Where the entry stands: pass it as `after` for what follows it.' },
    defaultConnectionTypeOptions: { description: 'One page of a list.' },
    defaultEdgeTypeOptions: { description: 'An entry of a list, with its cursor.' },
  },
  scopeAuth: {
    authScopes: ({ identity }) => ({
      role: (needed) => requireRole(identity, needed) === null,
      key: requireKey(identity) === null,
    }),
    authorizeOnSubscribe: true,
    unauthorizedError: (_parent, { identity }, _info, { failure, message }) =>
      refusalOf(identity, failure) ?? new ForbiddenError(message),
  },
  complexity: {
    limit: limits,
    complexityError: (kind, { complexity, depth }) =>
      new GraphQLError(
        `The query asks for too much at once (${kind === 'Depth' ? `${depth} levels, ${limits.depth}` : `${complexity} fields, ${limits.complexity}`} are allowed). Ask for smaller pages, or in several queries.`,
        { extensions: { code: 'QUERY_TOO_COMPLEX' } },
      ),
  },
  prisma: {
    client: ({ scope }) => scope.db,
    dmmf: getDatamodel(),
    // A relation that is not part of the planned statement is one statement for each row.
    onUnusedQuery: process.env.NODE_ENV === 'production' ? null : 'error',
  },
});

builder.queryType({
  description:
    'What can be read. Everything is the organization’s own whose key the request carries, or of the one experiment that its share link opens.',
  authScopes: { key: true },
});
builder.mutationType({
  description: 'What can be changed. A mutation gives its result or a typed error, and does all that it says or nothing.',
  authScopes: { key: true },
});

/** What somebody lacked who was refused. */
function refusalOf(identity: Identity, failure: AuthFailure): ForbiddenError | null {
  if (failure.kind === AuthScopeFailureType.AuthScope) {
    return failure.scope === 'role' ? requireRole(identity, failure.parameter as Role) : requireKey(identity);
  }
  const inner = 'failures' in failure ? failure.failures : [];
  return inner.map((each) => refusalOf(identity, each)).find((refusal) => refusal !== null) ?? null;
}
