import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addOutputSchema,
  type AddOutputSchemaInput,
  findOutputSchemaVersion,
} from '../../../src/domain/schemas/output-schemas.js';
import type { Scope } from '../../../src/domain/scope.js';
import { isFailure, NotFoundError, ValidationError } from '../../../src/failures.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';

let database: TestDatabase;
let scope: Scope;
beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
});
afterAll(() => database.close());

const receipt = { type: 'object', properties: { total: { type: 'number' } } };

async function added(input: AddOutputSchemaInput) {
  const result = await addOutputSchema(scope, input);
  if (isFailure(result)) throw result;
  return result;
}

test('a name makes a schema with its version 1, an id its next version', async () => {
  const first = await added({ name: ' Receipts\u0000', jsonSchema: receipt });
  expect(first).toMatchObject({
    schema: { name: 'Receipts\uFFFD', organizationId: scope.organizationId },
    version: { number: 1, jsonSchema: receipt },
  });

  const wider = { ...receipt, required: ['total'] };
  const second = await added({ schemaId: first.schema.id, jsonSchema: wider });
  expect(second).toMatchObject({ schema: first.schema, version: { number: 2, jsonSchema: wider } });
});

test('versions that are added at once are numbered without gap', async () => {
  const { schema } = await added({ name: 'busy', jsonSchema: receipt });
  const versions = await Promise.all(Array.from({ length: 12 }, () => added({ schemaId: schema.id, jsonSchema: receipt })));
  expect(versions.map(({ version }) => version.number).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 12 }, (_, index) => index + 2),
  );
});

test('a version is found by its number, the latest without one', async () => {
  const { schema, version: first } = await added({ name: 'found', jsonSchema: receipt });
  const { version: second } = await added({ schemaId: schema.id, jsonSchema: receipt });
  expect(await findOutputSchemaVersion(scope, schema.id)).toEqual(second);
  expect(await findOutputSchemaVersion(scope, schema.id, 1)).toEqual(first);
  for (const number of [0, 3, 1.5, 2 ** 40]) expect(await findOutputSchemaVersion(scope, schema.id, number)).toBeNull();
});

test('what is refused leaves nothing behind', async () => {
  const { schema } = await added({ name: 'kept', jsonSchema: receipt });
  const before = [await database.db.outputSchema.count(), await database.db.outputSchemaVersion.count()];

  const refused: [AddOutputSchemaInput, string][] = [
    [{ name: 'x', jsonSchema: { type: 'array' } }, 'jsonSchema.type'],
    [{ schemaId: schema.id, jsonSchema: 'no schema' }, 'jsonSchema'],
    [{ name: ' ', jsonSchema: receipt }, 'name'],
    [{ name: 'x'.repeat(201), jsonSchema: receipt }, 'name'],
    [{ jsonSchema: receipt }, 'name'],
    [{ name: 'both', schemaId: schema.id, jsonSchema: receipt }, 'name'],
  ];
  for (const [input, field] of refused) {
    const failure = await addOutputSchema(scope, input);
    expect(failure).toBeInstanceOf(ValidationError);
    expect(failure).toMatchObject({ field });
  }

  expect([await database.db.outputSchema.count(), await database.db.outputSchemaVersion.count()]).toEqual(before);
});

test("another organization's schema is as one that does not exist", async () => {
  const { schema } = await added({ name: 'mine', jsonSchema: receipt });
  const other = await testScope(database);
  expect(await findOutputSchemaVersion(other, schema.id)).toBeNull();
  const refused = await addOutputSchema(other, { schemaId: schema.id, jsonSchema: receipt });
  expect(refused).toBeInstanceOf(NotFoundError);

  await database.db.outputSchema.delete({ where: { id: schema.id } });
  expect(await addOutputSchema(other, { schemaId: schema.id, jsonSchema: receipt })).toEqual(refused);
});
