import { getRouteApi } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { SelectField } from '../parts/field.js';
import { Loaded } from '../parts/loaded.js';
import { Pager, usePages } from '../parts/pager.js';
import { Empty } from '../parts/states.js';
import { formatCount, formatCounted } from '../quantities.js';
import { Change } from './change.js';
import { changeLooks } from './change-looks.js';
import { ChangesDocument, type ChangesQuery, type VersionEntryFragment } from './generated.js';
import { type ChangeKind, changeKinds } from './search.js';

const pageSize = 50;
const route = getRouteApi('/datasets/$datasetId');

interface ChangeListProps {
  version: VersionEntryFragment;
  /** The version that it is held against. */
  formerId: string;
}

/** What changed from one version of a dataset to another: in numbers, and item by item. */
export function ChangeList({ version, formerId }: ChangeListProps) {
  const { kind } = route.useSearch();
  return <Pages key={kind} version={version} formerId={formerId} kind={kind} />;
}

type Changes = NonNullable<Extract<ChangesQuery['node'], { __typename: 'DatasetVersion' }>['changesSince']>;

function Pages({ version, formerId, kind }: ChangeListProps & { kind: ChangeKind | undefined }) {
  const pages = usePages();
  const [query, readAgain] = useQuery({
    query: ChangesDocument,
    variables: { versionId: version.id, formerId, kind, first: pageSize, after: pages.after },
    // Versions never change, and neither does what lies between them.
    requestPolicy: 'cache-first',
  });
  return (
    <Loaded query={query} onRetry={readAgain} lines={10}>
      {({ node }) => {
        const changes = node?.__typename === 'DatasetVersion' ? node.changesSince : null;
        if (!changes) return <Empty title="The dataset has no such version to compare with">Choose one of its versions.</Empty>;
        const { edges, pageInfo } = changes.changes;
        return (
          <>
            <Counts version={version} changes={changes} />
            <KindFilter kind={kind} changes={changes} />
            {edges.length === 0 ? (
              <Empty title={kind ? 'No item fits' : 'Nothing changed'}>
                {kind ? 'Show the other changes by the filter above.' : 'The versions have the same items.'}
              </Empty>
            ) : (
              <ul aria-label="Changes" className="border-t border-line">
                {edges.map(({ cursor, node: change }) => (
                  <Change key={cursor} change={change} number={version.number} formerNumber={changes.former.number} />
                ))}
              </ul>
            )}
            <Pager pages={pages} pageInfo={pageInfo} />
          </>
        );
      }}
    </Loaded>
  );
}

function Counts({ version, changes: { former, added, changed, removed } }: { version: VersionEntryFragment; changes: Changes }) {
  const unchanged = version.itemCount - added - changed;
  return (
    <p className="mb-3 text-sm">
      <span className="text-muted">
        Since version {former.number}, with {formatCounted(former.itemCount, 'item')}:{' '}
      </span>
      {formatCount(added)} added · {formatCount(changed)} changed · {formatCount(removed)} removed · {formatCount(unchanged)}{' '}
      unchanged
    </p>
  );
}

function KindFilter({ kind, changes }: { kind: ChangeKind | undefined; changes: Changes }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const counts: Record<ChangeKind, number> = { ADDED: changes.added, CHANGED: changes.changed, REMOVED: changes.removed };
  return (
    <SelectField
      label="Show"
      className="mb-3 w-full sm:w-56"
      value={kind ?? ''}
      onChange={({ target }) =>
        void navigate({ search: { ...search, kind: changeKinds.find((each) => each === target.value) }, replace: true })
      }
    >
      <option value="">All changes</option>
      {changeKinds.map((each) => (
        <option key={each} value={each}>
          {changeLooks[each].label} ({formatCount(counts[each])})
        </option>
      ))}
    </SelectField>
  );
}
