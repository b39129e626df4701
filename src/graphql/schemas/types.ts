import { builder } from '../builder.js';

const OutputSchemaVersionRef = builder.prismaNode('OutputSchemaVersion', {
  description: 'One immutable version of an output schema.',
  id: { field: 'id' },
  nullable: true,
  findUnique: (id, { scope }) => ({ id, schema: { organizationId: scope.organizationId } }),
  authScopes: { key: true },
  fields: (t) => ({
    number: t.exposeInt('number', { description: '1 for the first version of the schema, then one more each time.' }),
    jsonSchema: t.expose('jsonSchema', { type: 'JSON', description: 'The JSON Schema that an output has to fit.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
  }),
});

export const OutputSchemaRef = builder.prismaNode('OutputSchema', {
  description: 'A JSON Schema that extraction fills, versioned.',
  id: { field: 'id' },
  nullable: true,
  findUnique: (id, { scope }) => ({ id, organizationId: scope.organizationId }),
  authScopes: { key: true },
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created.' }),
    versions: t.relation('versions', { description: 'Its versions, the newest first.', query: { orderBy: { number: 'desc' } } }),
  }),
});

builder.prismaObjectField(OutputSchemaVersionRef, 'schema', (t) =>
  t.field({
    type: OutputSchemaRef,
    description: 'The schema that it is a version of.',
    resolve: ({ schemaId }, _args, { loaders }) => loaders.outputSchemas.load(schemaId),
  }),
);

export const OutputSchemaConnection = builder.connectionObject(
  { type: OutputSchemaRef, name: 'OutputSchemaConnection' },
  { name: 'OutputSchemaEdge' },
);
