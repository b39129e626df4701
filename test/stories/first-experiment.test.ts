import { readFileSync } from 'node:fs';
import { OperationTypeNode, parse, Kind, type OperationDefinitionNode } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Deployment, startDeployment } from '../support/deployment.js';
import { EventSubscription } from '../support/server-sent-events.js';

let deployment: Deployment;

beforeAll(async () => {
  deployment = await startDeployment();
});
afterAll(() => deployment.close());

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const [, section = ''] = /^## A first experiment of your own$(.*?)(?=^## |$(?![\s\S]))/ms.exec(readme) ?? [];
const blocks = [...section.matchAll(/^```graphql\n(.*?)^```$/gms)].map(([, block = '']) => block);

test('the first experiment in the README runs as it is written', async () => {
  expect(blocks).toHaveLength(8);
  const ids: Record<string, string> = {};
  const answers: unknown[] = [];
  for (const block of blocks) {
    const { operation, variableDefinitions = [] } = operationOf(block);
    const variables = variableDefinitions.map(({ variable }) => variable.name.value);
    expect(Object.keys(ids)).toEqual(expect.arrayContaining(variables));
    const given = Object.fromEntries(variables.map((name) => [name, ids[name]]));
    const answer = operation === OperationTypeNode.SUBSCRIPTION ? await untilRunsEnd(block, given) : await send(block, given);
    Object.assign(ids, idsIn(answer));
    answers.push(answer);
  }
  expect(answers.at(-1)).toMatchInlineSnapshot(`
    {
      "experiment": {
        "comparison": {
          "pairs": [
            {
              "left": {
                "variant": {
                  "name": "labels",
                },
              },
              "right": {
                "variant": {
                  "name": "lines",
                },
              },
              "statistics": {
                "verdict": "INCONCLUSIVE",
              },
              "summary": {
                "meanDelta": 0.333333333,
              },
            },
          ],
          "rows": {
            "edges": [
              {
                "node": {
                  "fields": [
                    {
                      "pointer": "/customer",
                      "values": [
                        {
                          "run": {
                            "variant": {
                              "name": "labels",
                            },
                          },
                          "value": null,
                        },
                        {
                          "run": {
                            "variant": {
                              "name": "lines",
                            },
                          },
                          "value": "Grace Hopper",
                        },
                      ],
                    },
                  ],
                  "item": {
                    "externalId": "slip",
                  },
                },
              },
              {
                "node": {
                  "fields": [
                    {
                      "pointer": "/total",
                      "values": [
                        {
                          "run": {
                            "variant": {
                              "name": "labels",
                            },
                          },
                          "value": null,
                        },
                        {
                          "run": {
                            "variant": {
                              "name": "lines",
                            },
                          },
                          "value": 8.25,
                        },
                      ],
                    },
                  ],
                  "item": {
                    "externalId": "mail",
                  },
                },
              },
            ],
          },
        },
      },
    }
  `);
  expect(inBrief(answers.at(-2) as Answer)).toMatchInlineSnapshot(`
    {
      "labels": {
        "averageScore": 0.5,
        "form": {
          "customer": "Ada King",
          "total": 12.5,
        },
        "mail": {},
        "slip": {
          "total": 40,
        },
      },
      "lines": {
        "averageScore": 0.833333333,
        "form": {
          "customer": "Ada King",
          "total": 12.5,
        },
        "mail": {
          "total": 8.25,
        },
        "slip": {
          "customer": "Grace Hopper",
          "total": 40,
        },
      },
      "status": "COMPLETED",
    }
  `);
});

/** What the block before the last gives. */
interface Answer {
  experiment: {
    status: string;
    variants: { name: string; latestRun: { metrics: { averageScore: number }; results: Results } }[];
  };
}
interface Results {
  edges: { node: { item: { externalId: string }; output: unknown } }[];
}

function inBrief({ experiment: { status, variants } }: Answer) {
  const brief = variants.map(({ name, latestRun: { metrics, results } }) => {
    const outputs = results.edges.map(({ node }) => [node.item.externalId, node.output]);
    return [name, { averageScore: metrics.averageScore, ...Object.fromEntries(outputs) }];
  });
  return { status, ...Object.fromEntries(brief) };
}

function operationOf(block: string): OperationDefinitionNode {
  const [operation] = parse(block).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`A block of the README holds no operation:\n${block}`);
  return operation;
}

/** Expects that everything went well: an error of a mutation's union would have a message. */
async function send(block: string, variables: object): Promise<unknown> {
  const { data, errors } = await deployment.server.request(block, { ...variables });
  expect(errors).toBeUndefined();
  expect(Object.values(data ?? {})).not.toContainEqual(expect.objectContaining({ message: expect.any(String) }));
  return data;
}

async function untilRunsEnd(block: string, variables: Record<string, unknown>): Promise<void> {
  const { url, a } = deployment.server;
  const progress = new EventSubscription<{ experimentProgress: { id: string; status: string } }>(url, a.viewer, block, variables);
  const completed = new Set<string>();
  while (completed.size < 2) {
    const { id, status } = (await progress.next()).experimentProgress;
    if (status === 'COMPLETED') completed.add(id);
  }
  progress.stop();
}

/** What an answer gives under names such as `datasetId`: the variables of later blocks. */
function idsIn(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  const found = Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string' ? (key.endsWith('Id') ? [[key, inner]] : []) : Object.entries(idsIn(inner)),
  );
  return Object.fromEntries(found);
}
