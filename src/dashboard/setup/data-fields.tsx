import { Link } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { SelectField } from '../parts/field.js';
import { Loaded } from '../parts/loaded.js';
import { Empty } from '../parts/states.js';
import { formatCounted } from '../quantities.js';
import { DatasetChoicesDocument, VersionChoicesDocument } from './generated.js';
import type { SetupProps } from './setup-draft.js';
import { TasksFields } from './tasks-fields.js';

interface DataFieldsProps extends SetupProps {
  /** The version that there was at first, which may be older than those that are listed. */
  former?: { id: string; number: number; dataset: { id: string; name: string } } | null;
}

/** Which items the variants run over: those of a version of a dataset, or some of them. */
export function DataFields({ draft, onChange, at, former = null }: DataFieldsProps) {
  const [query, readAgain] = useQuery({ query: DatasetChoicesDocument });
  const { datasetId, tasks } = draft;
  return (
    <Loaded query={query} onRetry={readAgain} lines={2}>
      {({ datasets: { edges } }) => {
        const all = edges.map(({ node }) => node);
        if (all.length === 0)
          return (
            <Empty title="There is no dataset yet">
              <Link to="/datasets" className="text-accent underline">
                Import one from a file
              </Link>
            </Empty>
          );
        return (
          <div className="grid gap-4">
            <div className="grid gap-3 sm:grid-cols-2">
              <SelectField
                label="Dataset"
                value={datasetId}
                error={datasetId === '' ? at('datasetVersionId') : null}
                onChange={({ target: { value } }) => {
                  const newest = all.find(({ id }) => id === value)?.latestVersion?.id ?? '';
                  onChange({ datasetId: value, datasetVersionId: former?.dataset.id === value ? former.id : newest });
                }}
              >
                <option value="">{former ? 'None' : 'Choose …'}</option>
                {former && !all.some(({ id }) => id === former.dataset.id) ? (
                  <option value={former.dataset.id}>{former.dataset.name}</option>
                ) : null}
                {all.map(({ id, name, latestVersion }) => (
                  <option key={id} value={id} disabled={!latestVersion}>
                    {latestVersion ? name : `${name} (no items yet)`}
                  </option>
                ))}
              </SelectField>
              <VersionField draft={draft} onChange={onChange} at={at} former={former} />
            </div>
            {datasetId === '' ? null : <TasksFields tasks={tasks} at={at} onChange={(chosen) => onChange({ tasks: chosen })} />}
          </div>
        );
      }}
    </Loaded>
  );
}

function VersionField({ draft: { datasetId, datasetVersionId }, onChange, at, former }: DataFieldsProps) {
  const [{ data }] = useQuery({ query: VersionChoicesDocument, variables: { datasetId }, pause: datasetId === '' });
  const versions = data?.dataset?.id === datasetId ? data.dataset.versions.edges : [];
  const isListed = versions.some(({ node }) => node.id === datasetVersionId);
  const present = former?.id === datasetVersionId ? `Version ${former.number}` : '…';
  return (
    <SelectField
      label="Version"
      value={datasetVersionId}
      disabled={versions.length === 0}
      error={datasetId === '' ? null : at('datasetVersionId')}
      onChange={(event) => onChange({ datasetVersionId: event.target.value })}
    >
      {isListed ? null : <option value={datasetVersionId}>{datasetId === '' ? 'Choose a dataset first' : present}</option>}
      {versions.map(({ node: { id, number, itemCount } }) => (
        <option key={id} value={id}>
          {`Version ${number} · ${formatCounted(itemCount, 'item')}`}
        </option>
      ))}
    </SelectField>
  );
}
