import { type ASTVisitor, GraphQLError, parse, type SelectionSetNode, type ValidationContext } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/**
 * What one document may hold, whatever it asks for: tokens, and fields and aliases with every fragment counted where it is
 * spread. The schema has its own limits on what answering costs; these hold before anything is planned.
 */
export const operationLimits = { tokens: 10_000, fields: 3_000, aliases: 200 };

interface Size {
  fields: number;
  aliases: number;
}

/** Refuses documents that are larger than the limits: a small document of fragments in fragments can stand for millions of fields. */
function OperationSizeRule(context: ValidationContext): ASTVisitor {
  const fragments = new Map<string, Size>();

  function sizeOfFragment(name: string): Size {
    const known = fragments.get(name);
    if (known) return known;
    // A fragment that spreads itself counts for nothing here; another rule refuses it.
    fragments.set(name, { fields: 0, aliases: 0 });
    const definition = context.getFragment(name);
    const size = definition ? sizeOf(definition.selectionSet) : { fields: 0, aliases: 0 };
    fragments.set(name, size);
    return size;
  }

  function sizeOf(selectionSet: SelectionSetNode | undefined): Size {
    const size: Size = { fields: 0, aliases: 0 };
    for (const selection of selectionSet?.selections ?? []) {
      const inner = selection.kind === 'FragmentSpread' ? sizeOfFragment(selection.name.value) : sizeOf(selection.selectionSet);
      const isField = selection.kind === 'Field';
      size.fields += inner.fields + (isField ? 1 : 0);
      size.aliases += inner.aliases + (isField && selection.alias ? 1 : 0);
    }
    return size;
  }

  return {
    OperationDefinition(node) {
      const size = sizeOf(node.selectionSet);
      for (const what of ['fields', 'aliases'] as const) {
        if (size[what] <= operationLimits[what]) continue;
        const message = `The operation has ${size[what]} ${what}, fragments counted wherever they are spread; ${operationLimits[what]} are allowed. Ask in several operations.`;
        context.reportError(new GraphQLError(message, { nodes: node, extensions: { code: 'QUERY_TOO_LARGE' } }));
      }
    },
  };
}

/** Holds the limits for every operation, on HTTP and on the WebSocket. */
export function useOperationLimits(): Plugin {
  return {
    onParse({ setParseFn }) {
      setParseFn((source, options) => parse(source, { ...options, maxTokens: operationLimits.tokens }));
    },
    onValidate({ addValidationRule }) {
      addValidationRule(OperationSizeRule);
    },
  };
}
