import { type GraphQLSchema, defaultFieldResolver } from 'graphql';
import type { RequestContext } from '../context.js';
import { createLoaders } from './loaders.js';

/**
 * The schema, whose mutations begin with new loaders: the fields of one document run one after another, and what one of them
 * gives must not be what was loaded before it changed that.
 */
export function withRenewedLoaders(schema: GraphQLSchema): GraphQLSchema {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const { resolve = defaultFieldResolver } = field;
    field.resolve = (root, args, context: RequestContext, info) => {
      context.loaders = createLoaders(context.scope);
      return resolve(root, args, context, info);
    };
  }
  return schema;
}
