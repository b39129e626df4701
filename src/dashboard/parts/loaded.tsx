import type { ReactNode } from 'react';
import type { AnyVariables, UseQueryState } from 'urql';
import { messageOf } from '../graph/message-of.js';
import { Failure, Loading } from './states.js';

interface LoadedProps<Data extends object> {
  query: UseQueryState<Data, AnyVariables>;
  /** Reads it again. */
  onRetry?: () => void;
  /** About how many lines the content takes. */
  lines?: number;
  children: (data: Data) => ReactNode;
}

/** What a query gave: the content once it is there, and before that, or where it failed, what is the matter. */
export function Loaded<Data extends object>({ query: { data, error }, onRetry, lines, children }: LoadedProps<Data>) {
  if (data && !(error && isEmpty(data)))
    return (
      <>
        {error ? <Failure title="This could not be read again" message={messageOf(error)} onRetry={onRetry} /> : null}
        {children(data)}
      </>
    );
  if (error) return <Failure title="This could not be read" message={messageOf(error)} onRetry={onRetry} />;
  return <Loading lines={lines} />;
}

/** Whether nothing came but the error: its fields are null then. */
function isEmpty(data: object): boolean {
  return Object.entries(data).every(([name, value]) => name === '__typename' || value === null);
}
