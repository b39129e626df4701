import { useEffect, useState } from 'react';
import { createRequest, type TypedDocumentNode, useClient, useQuery, type UseQueryResponse } from 'urql';
import { pipe, subscribe } from 'wonka';
import type { Pages } from '../parts/pager.js';
import { useUncachedClient } from './uncached.js';

interface Edge {
  cursor: string;
  node: { id: string };
}

interface LivePage<Data, Variables> {
  query: TypedDocumentNode<Data, Variables>;
  /** The subscription that tells the same: how it is at first, then whenever it has changed. */
  live: TypedDocumentNode<Data, Variables>;
  variables: Variables;
  /** What the page lists, the newest first. */
  edgesOf: (data: Data) => readonly Edge[];
  /** Which page it is. The first one is held when newer entries would come into it. */
  pages: Pages;
}

/**
 * A page of a list that goes on changing: as it was read, then as it is told. What is told is not kept by its ids: of a list that
 * grows all the time that would be more and more.
 */
export function useLivePage<Data extends object, Variables extends object>({
  query,
  live,
  variables,
  edgesOf,
  pages: { hold, number, newestAsked },
}: LivePage<Data, Variables>): UseQueryResponse<Data, Variables> {
  const [read, readAgain] = useQuery<Data, Variables>({ query, variables });
  const cached = useClient();
  const client = useUncachedClient();
  const [told, setTold] = useState<{ key: number; data: Data } | null>(null);
  const next = createRequest(live, variables);
  const [request, setRequest] = useState(next);
  if (request.key !== next.key) setRequest(next);

  useEffect(() => {
    // Asked for again, the newest are told as they are.
    void newestAsked;
    let newest: string | undefined;
    const { unsubscribe } = pipe(
      client.executeSubscription(request),
      subscribe(({ data, error }) => {
        // What could not be told is read, or else the reason why it can’t be is shown.
        if (error) void cached.query(query, request.variables, { requestPolicy: 'network-only' }).toPromise();
        if (!data || error) return setTold(null);
        const edges = edgesOf(data);
        newest ??= edges[0]?.node.id;
        const newer = edges.findLast(({ node }) => newest !== undefined && node.id > newest);
        if (newer && number === 1) return hold(newer.cursor);
        setTold({ key: request.key, data });
      }),
    );
    return unsubscribe;
  }, [client, cached, query, request, edgesOf, hold, number, newestAsked]);

  // Until another page is there, the one before stays as it was told last.
  const isShown = told && (told.key === next.key || read.fetching);
  return [isShown ? { ...read, data: told.data, error: undefined } : read, readAgain];
}
