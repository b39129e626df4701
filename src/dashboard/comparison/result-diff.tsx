import { useQuery } from 'urql';
import { Loaded } from '../parts/loaded.js';
import { DiffDocument, type DiffKind, type DiffQuery } from './generated.js';
import { JsonDiff } from './json-diff.js';
import { TextDiff } from './text-diff.js';

/** How what came out differs between two results, each kind of output in its fitting way. */
export function ResultDiff({ leftId, rightId }: { leftId: string; rightId: string }) {
  // What is kept may be of the errors that a retry has replaced, under the same ids.
  const [query, readAgain] = useQuery({ query: DiffDocument, variables: { leftId, rightId }, requestPolicy: 'network-only' });
  return (
    <Loaded query={query} onRetry={readAgain} lines={6}>
      {({ resultDiff }) =>
        resultDiff ? (
          <div className="grid gap-2">
            {resultDiff.same ? (
              <p className="text-sm text-muted">
                {differsAnyhow(resultDiff)
                  ? 'The compared answer is the same. The outputs differ as below.'
                  : sameness[resultDiff.kind]}
              </p>
            ) : null}
            <Differences diff={resultDiff} />
          </div>
        ) : (
          <p className="text-sm">One of the results is gone: it was replaced by a retry. Close and open the row again.</p>
        )
      }
    </Loaded>
  );
}

/** Why two results count as the same: all errors do, whatever they say. */
const sameness: Record<DiffKind, string> = {
  JSON: 'Both gave the same.',
  TEXT: 'Both gave the same.',
  ERROR: 'Both failed, which counts as the same answer.',
};

/** Whether outputs whose compared answers are the same are not: that answer may be a part of them, and is compared without its outer blanks. */
function differsAnyhow({ kind, tree, words }: NonNullable<DiffQuery['resultDiff']>): boolean {
  return kind !== 'ERROR' && [...tree, ...words].some(({ change }) => change !== 'UNCHANGED');
}

function Differences({ diff: { kind, tree, lines, words } }: { diff: NonNullable<DiffQuery['resultDiff']> }) {
  switch (kind) {
    case 'JSON':
      return <JsonDiff places={tree} />;
    case 'TEXT':
    case 'ERROR':
      return <TextDiff hunks={lines} words={words} />;
  }
}
