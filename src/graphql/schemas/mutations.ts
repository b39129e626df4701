import { addOutputSchema } from '../../domain/schemas/output-schemas.js';
import { NotFoundError } from '../../failures.js';
import { builder } from '../builder.js';
import { orThrow } from '../errors.js';
import { givenIdOrNone } from '../ids.js';
import { OutputSchemaRef } from './types.js';

const AddOutputSchemaInput = builder.inputType('AddOutputSchemaInput', {
  description: 'A new output schema, or the next version of one: give either `name` or `schemaId`.',
  fields: (t) => ({
    name: t.string({ description: 'The name of a new schema.' }),
    schemaId: t.id({ description: 'The schema that gets a next version.' }),
    jsonSchema: t.field({ type: 'JSON', required: true, description: 'The JSON Schema that an output has to fit.' }),
  }),
});

builder.mutationField('addOutputSchema', (t) =>
  t.field({
    type: OutputSchemaRef,
    nullable: true,
    description: 'Adds an output schema, or the next version of one.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError] },
    args: { input: t.arg({ type: AddOutputSchemaInput, required: true, description: 'The schema to add.' }) },
    resolve: async (_root, { input }, { scope }) => {
      const schemaId = givenIdOrNone('outputSchema', input.schemaId, 'schemaId');
      return orThrow(await addOutputSchema(scope, { ...input, schemaId })).schema;
    },
  }),
);
