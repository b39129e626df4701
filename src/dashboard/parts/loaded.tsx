import type { ReactNode } from 'react';
import type { AnyVariables, UseQueryState } from 'urql';
import { messageOf } from '../graph/message-of.js';
import { Failure, Loading } from './states.js';

interface LoadedProps<Data> {
  query: UseQueryState<Data, AnyVariables>;
  /** Reads it again. */
  onRetry?: () => void;
  /** About how many lines the content takes. */
  lines?: number;
  children: (data: Data) => ReactNode;
}

/** What a query gave: the content once it is there, and before that, or where it failed, what is the matter. */
export function Loaded<Data>({ query: { data, error }, onRetry, lines, children }: LoadedProps<Data>) {
  if (data !== undefined && data !== null)
    return (
      <>
        {error ? <Failure title="This could not be read again" message={messageOf(error)} onRetry={onRetry} /> : null}
        {children(data)}
      </>
    );
  if (error) return <Failure title="This could not be read" message={messageOf(error)} onRetry={onRetry} />;
  return <Loading lines={lines} />;
}
