import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { testScope } from '../support/scope.js';
import { type Asker, asker } from './ask.js';
import { seedExperiment, type Seed } from './seed.js';

let database: TestDatabase;
let viewer: Asker;
let seed: Seed;

beforeAll(async () => {
  database = await createTestDatabase();
  const scope = await testScope(database);
  seed = await seedExperiment(scope, { name: 'first' });
  await seedExperiment(scope, { name: 'second', variants: 3, items: 2 });
  await seedExperiment(scope, { name: 'third', variants: 1, items: 1 });
  viewer = await asker(scope, 'VIEWER');
});
afterAll(() => database.close());

/** The data, with the table that each statement reads, in alphabetical order: those of one level are issued at once. */
async function withStatements(document: string, variables?: object) {
  database.takeStatements();
  const data = await viewer.ask(document, variables);
  return { data, statements: database.takeStatements().map(tableOf).sort() };
}

function tableOf(sql: string): string {
  const tables = [...sql.matchAll(/\bFROM (?:"public"\.)?"?(\w+)/g)].map(([, table]) => table);
  return sql.includes('LATERAL') ? `${tables[1]} (page)` : (tables[0] ?? sql);
}

it('lists experiments with status, variants, latest runs and metrics in as many statements as there are levels', async () => {
  const document = `query ($first: Int) {
    experiments(first: $first) {
      edges { node {
        name status
        datasetVersion { number itemCount }
        evaluators { kind }
        variants { name latestRun { status itemsCompleted metrics { passRate averageScore averageDurationMs totalCost totalTokens } } }
      } }
      pageInfo { hasNextPage }
    }
  }`;
  const one = await withStatements(document, { first: 1 });
  const all = await withStatements(document, { first: 200 });
  expect(all.statements).toEqual(one.statements);
  expect(one).toMatchInlineSnapshot(`
    {
      "data": {
        "experiments": {
          "edges": [
            {
              "node": {
                "datasetVersion": {
                  "itemCount": 1,
                  "number": 1,
                },
                "evaluators": [
                  {
                    "kind": "EXACT_MATCH",
                  },
                ],
                "name": "third",
                "status": "PARTIAL_SUCCESS",
                "variants": [
                  {
                    "latestRun": {
                      "itemsCompleted": 3,
                      "metrics": {
                        "averageDurationMs": 20,
                        "averageScore": 1,
                        "passRate": 100,
                        "totalCost": "0.0000003",
                        "totalTokens": 18,
                      },
                      "status": "COMPLETED",
                    },
                    "name": "variant 1",
                  },
                ],
              },
            },
          ],
          "pageInfo": {
            "hasNextPage": true,
          },
        },
      },
      "statements": [
        "dataset_version",
        "evaluator",
        "experiment",
        "experiment",
        "experiment",
        "run",
        "variant",
      ],
    }
  `);
});

it('pages the runs of many experiments with what belongs to each run', async () => {
  const document = `query ($first: Int) {
    experiments(first: $first) {
      edges { node {
        name
        runs(first: 2) {
          edges { node { status variant { name } datasetVersion { number dataset { name } } experiment { name status } } }
          pageInfo { hasNextPage }
        }
      } }
    }
  }`;
  const one = await withStatements(document, { first: 1 });
  const all = await withStatements(document, { first: 200 });
  expect(all.statements).toEqual(one.statements);
  expect(one).toMatchInlineSnapshot(`
    {
      "data": {
        "experiments": {
          "edges": [
            {
              "node": {
                "name": "third",
                "runs": {
                  "edges": [
                    {
                      "node": {
                        "datasetVersion": {
                          "dataset": {
                            "name": "third",
                          },
                          "number": 1,
                        },
                        "experiment": {
                          "name": "third",
                          "status": "PARTIAL_SUCCESS",
                        },
                        "status": "COMPLETED",
                        "variant": {
                          "name": "variant 1",
                        },
                      },
                    },
                    {
                      "node": {
                        "datasetVersion": {
                          "dataset": {
                            "name": "third",
                          },
                          "number": 1,
                        },
                        "experiment": {
                          "name": "third",
                          "status": "PARTIAL_SUCCESS",
                        },
                        "status": "FAILED",
                        "variant": {
                          "name": "variant 1",
                        },
                      },
                    },
                  ],
                  "pageInfo": {
                    "hasNextPage": false,
                  },
                },
              },
            },
          ],
        },
      },
      "statements": [
        "dataset",
        "dataset_version",
        "experiment",
        "experiment",
        "experiment",
        "experiment",
        "run",
        "run (page)",
        "variant",
      ],
    }
  `);
});

it('pages results with their items, scores, evaluators and runs', async () => {
  const document = `query ($id: ID!, $first: Int) {
    run(id: $id) {
      results(first: $first) {
        edges { cursor node { sequence output estimatedCost item { externalId } scores { value evaluator { name kind } } run { status } } }
        pageInfo { endCursor hasNextPage }
      }
    }
  }`;
  const id = seed.ids.Run;
  const one = await withStatements(document, { id, first: 1 });
  const all = await withStatements(document, { id, first: 200 });
  expect(all.statements).toEqual(one.statements);
  expect(one).toMatchInlineSnapshot(`
    {
      "data": {
        "run": {
          "results": {
            "edges": [
              {
                "cursor": "1",
                "node": {
                  "estimatedCost": "0.0000001",
                  "item": {
                    "externalId": "case-0",
                  },
                  "output": {
                    "answer": 0,
                  },
                  "run": {
                    "status": "COMPLETED",
                  },
                  "scores": [
                    {
                      "evaluator": {
                        "kind": "EXACT_MATCH",
                        "name": "exact",
                      },
                      "value": 1,
                    },
                  ],
                  "sequence": 1,
                },
              },
            ],
            "pageInfo": {
              "endCursor": "1",
              "hasNextPage": true,
            },
          },
        },
      },
      "statements": [
        "dataset_item",
        "evaluator",
        "result",
        "result (page)",
        "run",
        "run",
        "score",
      ],
    }
  `);
});

it('reads what a node belongs to without asking for each', async () => {
  const document = `query ($id: ID!) {
    node(id: $id) { ... on Variant { name experiment { name variants { name experiment { name } } } latestRun { variant { name } } } }
  }`;
  expect(await withStatements(document, { id: seed.ids.Variant })).toMatchInlineSnapshot(`
    {
      "data": {
        "node": {
          "experiment": {
            "name": "first",
            "variants": [
              {
                "experiment": {
                  "name": "first",
                },
                "name": "variant 1",
              },
              {
                "experiment": {
                  "name": "first",
                },
                "name": "variant 2",
              },
            ],
          },
          "latestRun": {
            "variant": {
              "name": "variant 2",
            },
          },
          "name": "variant 2",
        },
      },
      "statements": [
        "experiment",
        "experiment",
        "run",
        "variant",
        "variant",
        "variant",
      ],
    }
  `);
});

it('lists datasets with versions and items', async () => {
  const document = `query ($first: Int) {
    datasets(first: $first) {
      edges { node {
        name
        latestVersion { number }
        versions(first: 1) { edges { node { itemCount items(first: 2) { edges { cursor node { externalId } } pageInfo { hasNextPage } } } } }
      } }
    }
    outputSchemas(first: $first) { edges { node { name versions { number schema { name } } } } }
  }`;
  const one = await withStatements(document, { first: 1 });
  const all = await withStatements(document, { first: 200 });
  expect(all.statements).toEqual(one.statements);
  expect(one).toMatchInlineSnapshot(`
    {
      "data": {
        "datasets": {
          "edges": [
            {
              "node": {
                "latestVersion": {
                  "number": 1,
                },
                "name": "third",
                "versions": {
                  "edges": [
                    {
                      "node": {
                        "itemCount": 1,
                        "items": {
                          "edges": [
                            {
                              "cursor": "0",
                              "node": {
                                "externalId": "case-0",
                              },
                            },
                          ],
                          "pageInfo": {
                            "hasNextPage": false,
                          },
                        },
                      },
                    },
                  ],
                },
              },
            },
          ],
        },
        "outputSchemas": {
          "edges": [
            {
              "node": {
                "name": "third",
                "versions": [
                  {
                    "number": 1,
                    "schema": {
                      "name": "third",
                    },
                  },
                ],
              },
            },
          ],
        },
      },
      "statements": [
        "dataset",
        "dataset_item",
        "dataset_version",
        "dataset_version",
        "dataset_version (page)",
        "dataset_version (page)",
        "dataset_version_item (page)",
        "output_schema",
        "output_schema",
        "output_schema_version",
      ],
    }
  `);
});
