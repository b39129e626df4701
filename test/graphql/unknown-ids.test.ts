import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { startTestServer, type TestServer } from '../support/server.js';

let database: TestDatabase;
let server: TestServer;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestServer(database);
});
afterAll(async () => {
  await server.close();
  await database.close();
});

test('what is no id at all is nothing, however much is asked of it', async () => {
  const answer = await server.request(`{
    experiment(id: "nope") { id variants { id } }
    dataset(id: "nope") { id versions { edges { node { id } } } }
    run(id: "nope") { id variant { id } }
    outputSchema(id: "nope") { id versions { id } }
    inferenceStep(id: "nope") { id }
    functionRun(id: "nope") { id }
    test(id: "nope") { id }
    node(id: "nope") { id }
  }`);
  expect(answer).toEqual({
    data: {
      experiment: null,
      dataset: null,
      run: null,
      outputSchema: null,
      inferenceStep: null,
      functionRun: null,
      test: null,
      node: null,
    },
  });
});

test('who has a key has no experiment that a link opens', async () => {
  expect(await server.request('{ sharedExperiment { id variants { id } } }')).toEqual({ data: { sharedExperiment: null } });
});
