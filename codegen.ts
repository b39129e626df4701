import { readdirSync } from 'node:fs';
import type { CodegenConfig } from '@graphql-codegen/cli';

const dashboard = 'src/dashboard';
/** The folders of the dashboard whose pages and parts have documents beside them. */
const rooms = readdirSync(dashboard).filter(
  (name) => !name.includes('.') && readdirSync(`${dashboard}/${name}`).some((file) => file.endsWith('.graphql')),
);

const types = {
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
};

const plugins = ['typescript-operations', 'typed-document-node'];

export default {
  schema: 'schema/schema.graphql',
  importExtension: '.js',
  generates: {
    'src/sdk/generated.ts': {
      documents: 'schema/operations/*.graphql',
      plugins,
      // Documents are text that carries its types, so that the client needs no GraphQL library to send them.
      config: { ...types, documentMode: 'string' },
    },
    // One file for each room, so that a page loads its own documents alone.
    ...Object.fromEntries(
      rooms.map((room) => [
        `${dashboard}/${room}/generated.ts`,
        {
          documents: [...new Set([`${dashboard}/graph/*.graphql`, `${dashboard}/${room}/*.graphql`])],
          plugins,
          config: { ...types, skipTypename: true },
        },
      ]),
    ),
  },
} satisfies CodegenConfig;
