import type { CodegenConfig } from '@graphql-codegen/cli';

export default {
  schema: 'schema/schema.graphql',
  documents: 'schema/operations/*.graphql',
  importExtension: '.js',
  generates: {
    'src/sdk/generated.ts': {
      plugins: ['typescript-operations', 'typed-document-node'],
      config: {
        // Documents are text that carries its types, so that the client needs no GraphQL library to send them.
        documentMode: 'string',
        useTypeImports: true,
        enumType: 'string-literal',
        strictScalars: true,
        scalars: {
          ID: 'string',
          DateTime: 'string',
          Decimal: 'string',
          JSON: 'unknown',
          SafeInt: 'number',
          Upload: 'Blob',
        },
      },
    },
  },
} satisfies CodegenConfig;
