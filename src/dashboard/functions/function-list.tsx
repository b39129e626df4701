import { Link } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { Button } from '../parts/button.js';
import { Loaded } from '../parts/loaded.js';
import { Moment } from '../parts/moment.js';
import { Empty } from '../parts/states.js';
import { Cell, HeadCell, Table } from '../parts/table.js';
import { formatCount, formatCounted, formatDuration, none } from '../quantities.js';
import { useMay } from '../session/session.js';
import { type FunctionEntryFragment, FunctionsDocument } from './generated.js';
import { RemoveFunctionDialog } from './remove-function-dialog.js';

/** The functions that events start: what starts them, and how they are run. */
export function FunctionList() {
  const [query, readAgain] = useQuery({ query: FunctionsDocument });
  const mayEdit = useMay('edit');
  const [removing, setRemoving] = useState<FunctionEntryFragment | null>(null);
  return (
    <Loaded query={query} onRetry={readAgain} lines={3}>
      {({ functions }) => (
        <>
          {functions.length === 0 ? (
            <NoFunctions />
          ) : (
            <Table label="Registered functions">
              <thead>
                <tr>
                  <HeadCell>Function</HeadCell>
                  <HeadCell>Started by</HeadCell>
                  <HeadCell figure>Retries</HeadCell>
                  <HeadCell figure>Time-out</HeadCell>
                  <HeadCell>At once</HeadCell>
                  <HeadCell>Last registered</HeadCell>
                  {mayEdit ? (
                    <HeadCell>
                      <span className="sr-only">Actions</span>
                    </HeadCell>
                  ) : null}
                </tr>
              </thead>
              <tbody>
                {functions.map((each) => (
                  <tr key={each.id}>
                    <Cell>
                      <Link to="/functions" search={{ function: each.id }} className="font-medium text-accent hover:underline">
                        {each.externalId}
                      </Link>
                      <p className="text-xs text-muted">{each.app}</p>
                    </Cell>
                    <Cell className="font-mono text-xs">{each.triggers.join(', ')}</Cell>
                    <Cell figure>{formatCount(each.retries)}</Cell>
                    <Cell figure>{formatDuration(each.timeoutMs)}</Cell>
                    <Cell>
                      <Concurrency of={each} />
                    </Cell>
                    <Cell>
                      <Moment at={each.registeredAt} />
                    </Cell>
                    {mayEdit ? (
                      <Cell figure>
                        <Button
                          kind="quiet"
                          aria-label={`Remove ${each.externalId}`}
                          icon={<Trash2 aria-hidden size={16} />}
                          onClick={() => setRemoving(each)}
                        />
                      </Cell>
                    ) : null}
                  </tr>
                ))}
              </tbody>
            </Table>
          )}
          {removing ? <RemoveFunctionDialog of={removing} onClose={() => setRemoving(null)} /> : null}
        </>
      )}
    </Loaded>
  );
}

/** How many runs may be under way at once: of the function, and with one value of its key. */
function Concurrency({ of: { concurrency, keyConcurrency, concurrencyKey } }: { of: FunctionEntryFragment }) {
  if (concurrency === null && keyConcurrency === null) return <span title="No limit">{none}</span>;
  return (
    <>
      {concurrency === null ? null : <p>{formatCounted(concurrency, 'run')}</p>}
      {keyConcurrency === null ? null : (
        <p className="text-xs text-muted">
          {formatCount(keyConcurrency)} per <code className="font-mono">{concurrencyKey}</code>
        </p>
      )}
    </>
  );
}

function NoFunctions() {
  return (
    <Empty title="No worker has registered a function yet">
      <p>
        Write one with <code className="font-mono">createFunction</code>, and start a worker that has it:
      </p>
      <code className="font-mono text-xs">variorum worker --functions ./functions.js</code>
    </Empty>
  );
}
