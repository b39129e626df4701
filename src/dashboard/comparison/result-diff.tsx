import { useQuery } from 'urql';
import { Loaded } from '../parts/loaded.js';
import { DiffDocument, type DiffKind, type DiffQuery } from './generated.js';
import { JsonDiff } from './json-diff.js';
import { TextDiff } from './text-diff.js';

/** How what came out differs between two results, each kind of output in its fitting way. */
export function ResultDiff({ leftId, rightId }: { leftId: string; rightId: string }) {
  const [query, readAgain] = useQuery({ query: DiffDocument, variables: { leftId, rightId } });
  return (
    <Loaded query={query} onRetry={readAgain} lines={6}>
      {({ resultDiff }) =>
        resultDiff ? (
          <div className="grid gap-2">
            {resultDiff.same ? <p className="text-sm text-muted">{sameness[resultDiff.kind]}</p> : null}
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

function Differences({ diff: { kind, tree, lines, words } }: { diff: NonNullable<DiffQuery['resultDiff']> }) {
  switch (kind) {
    case 'JSON':
      return <JsonDiff places={tree} />;
    case 'TEXT':
    case 'ERROR':
      return <TextDiff hunks={lines} words={words} />;
  }
}
