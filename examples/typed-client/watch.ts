// Watches a run to its end, and prints how all variants of its experiment did, item by item: node dist/watch.js run_…
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { graphql } from './generated/gql.js';
import type { TypedDocumentString } from './generated/graphql.js';

const url = `${process.env.VARIORUM_URL ?? 'http://127.0.0.1:4000'}/graphql`;
const authorization = `Bearer ${process.env.VARIORUM_API_KEY}`;
const runId = process.argv[2] ?? '';

const progress = graphql(`subscription Progress($runId: ID!) {
  runProgress(runId: $runId) { status itemsCompleted itemsFailed itemsTotal }
}`);
const matrix = graphql(`query Matrix($runId: ID!, $after: String) {
  run(id: $runId) { experiment { comparison { rows(first: 500, after: $after) {
    edges { node { item { externalId } divergent cells { run { variant { name } } state score } } }
    pageInfo { hasNextPage endCursor }
  } } } }
}`);

const socket = createClient({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, connectionParams: { authorization } });
const watch = <Result, Variables extends Record<string, unknown>>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
) => socket.iterate<Result>({ query: `${document}`, variables });

async function ask<Result, Variables>(document: TypedDocumentString<Result, Variables>, variables: Variables): Promise<Result> {
  const headers = { authorization, 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query: document, variables }) });
  const { data, errors } = (await response.json()) as { data: Result; errors?: { message: string }[] };
  if (errors) throw new Error(errors.map(({ message }) => message).join(' '));
  return data;
}

for await (const { data, errors } of watch(progress, { runId })) {
  if (!data) throw new Error(errors?.map(({ message }) => message).join(' '));
  const { status, itemsCompleted, itemsFailed, itemsTotal } = data.runProgress;
  console.log(`${status.toLowerCase()}: ${itemsCompleted} of ${itemsTotal} items, ${itemsFailed} failed`);
}

const pageAfter = async (after?: string | null) => (await ask(matrix, { runId, after })).run?.experiment.comparison.rows;
let page = await pageAfter();
while (page) {
  for (const { node } of page.edges) {
    const cells = node.cells.map(({ run, state, score }) => {
      const isAnswered = state === 'OUTPUT' || state === 'UNSTABLE';
      return `${run.variant.name} ${isAnswered ? (score?.toFixed(2) ?? 'not scored') : state.toLowerCase()}`;
    });
    console.log(`${node.divergent ? '≠' : ' '} ${node.item.externalId}: ${cells.join(', ')}`);
  }
  page = page.pageInfo.hasNextPage ? await pageAfter(page.pageInfo.endCursor) : undefined;
}
await socket.dispose();
