import type { CodegenConfig } from '@graphql-codegen/cli';

export default {
  schema: '../../schema/schema.graphql',
  documents: 'watch.ts',
  importExtension: '.js',
  generates: {
    'generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: 'string',
        useTypeImports: true,
        enumType: 'string-literal',
        scalars: { DateTime: 'string', Decimal: 'string' },
      },
    },
  },
} satisfies CodegenConfig;
