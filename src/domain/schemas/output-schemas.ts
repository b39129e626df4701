import { jsonColumn, type OutputSchema, type OutputSchemaVersion, type Transaction } from '../../database/client.js';
import { isFailure, type NotFoundError, ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import { type Json, type JsonObject, storable } from '../../json.js';
import { readName } from '../names.js';
import { notFound } from '../not-found.js';
import type { Scope } from '../scope.js';
import { checkJsonSchema } from './json-schema.js';

/** The largest number of a version that PostgreSQL's integer holds; a query with a larger one fails. */
const maxNumber = 2 ** 31 - 1;

export interface AddOutputSchemaInput {
  /** Of a new schema. */
  name?: string | null;
  /** Of the schema that gets a next version. */
  schemaId?: Id<'outputSchema'> | null;
  jsonSchema: Json;
}

export interface AddedOutputSchema {
  schema: OutputSchema;
  version: OutputSchemaVersion;
}

/** Makes a new output schema of the given name, or the next version of the one of the given id. */
export async function addOutputSchema(
  scope: Scope,
  input: AddOutputSchemaInput,
): Promise<AddedOutputSchema | ValidationError | NotFoundError> {
  const jsonSchema = checkJsonSchema(storable(input.jsonSchema));
  if (isFailure(jsonSchema)) return jsonSchema;
  const { name, schemaId } = input;
  if (typeof name === 'string' && !schemaId) return createSchema(scope, name, jsonSchema);
  if (typeof name !== 'string' && schemaId) return addVersion(scope, schemaId, jsonSchema);
  return new ValidationError('Give either name, for a new schema, or schemaId, for the next version of one.', { field: 'name' });
}

async function createSchema(
  scope: Scope,
  givenName: string,
  jsonSchema: JsonObject,
): Promise<AddedOutputSchema | ValidationError> {
  const name = readName(givenName);
  if (isFailure(name)) return name;
  return scope.db.$transaction(async (tx) => {
    const schema = await tx.outputSchema.create({ data: { organizationId: scope.organizationId, name } });
    return { schema, version: await createVersion(tx, schema.id, 1, jsonSchema) };
  });
}

async function addVersion(
  scope: Scope,
  schemaId: Id<'outputSchema'>,
  jsonSchema: JsonObject,
): Promise<AddedOutputSchema | NotFoundError> {
  return scope.db.$transaction(async (tx) => {
    // The schema's row is locked, so that versions added at once get one number each.
    await tx.$queryRaw`SELECT id FROM output_schema WHERE id = ${schemaId}::uuid AND organization_id = ${scope.organizationId}::uuid FOR NO KEY UPDATE`;
    const schema = await tx.outputSchema.findFirst({ where: { id: schemaId, organizationId: scope.organizationId } });
    if (!schema) return notFound('outputSchema', schemaId);
    const latest = await tx.outputSchemaVersion.aggregate({ where: { schemaId }, _max: { number: true } });
    return { schema, version: await createVersion(tx, schemaId, (latest._max.number ?? 0) + 1, jsonSchema) };
  });
}

function createVersion(tx: Transaction, schemaId: string, number: number, jsonSchema: JsonObject): Promise<OutputSchemaVersion> {
  return tx.outputSchemaVersion.create({ data: { schemaId, number, jsonSchema: jsonColumn(jsonSchema) } });
}

/** A version of an output schema of the organization: the one of that number, or the latest; null where there is none. */
export async function findOutputSchemaVersion(
  scope: Scope,
  schemaId: Id<'outputSchema'>,
  number?: number,
): Promise<OutputSchemaVersion | null> {
  if (number !== undefined && !(Number.isInteger(number) && number <= maxNumber)) return null;
  return scope.db.outputSchemaVersion.findFirst({
    where: { schemaId, number, schema: { organizationId: scope.organizationId } },
    orderBy: { number: 'desc' },
  });
}
