interface Page<Node> {
  edges: { node: Node }[];
  pageInfo: { endCursor: string | null; hasNextPage: boolean };
}

/**
 * Every entry of a list, page by page:
 * `for await (const dataset of everyNode((after) => client.datasets({ after }))) …`.
 */
export async function* everyNode<Node>(page: (after: string | null) => Promise<Page<Node>>): AsyncGenerator<Node, void, void> {
  for (let after: string | null = null, more = true; more; ) {
    const { edges, pageInfo }: Page<Node> = await page(after);
    for (const { node } of edges) yield node;
    after = pageInfo.endCursor;
    more = pageInfo.hasNextPage;
  }
}
