import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { problemOf } from '../graph/use-command.js';
import { Card } from '../parts/card.js';
import { SelectField } from '../parts/field.js';
import { Loaded } from '../parts/loaded.js';
import { Empty } from '../parts/states.js';
import { formatCounted } from '../quantities.js';
import { DatasetChoicesDocument, VersionChoicesDocument } from './generated.js';
import type { SectionProps } from './section.js';
import { TasksFields } from './tasks-fields.js';

/** Which items the variants run over. */
export function DataSection({ draft, onChange, problem }: SectionProps) {
  const [query, readAgain] = useQuery({ query: DatasetChoicesDocument });
  const [datasetId, setDatasetId] = useState('');
  return (
    <Card title="Data">
      <Loaded query={query} onRetry={readAgain} lines={2}>
        {({ datasets }) =>
          datasets.edges.length === 0 ? (
            <Empty title="There is no dataset yet">
              <Link to="/datasets" className="text-accent underline">
                Import one from a file
              </Link>
            </Empty>
          ) : (
            <div className="grid gap-4">
              <div className="grid gap-3 sm:grid-cols-2">
                <SelectField
                  label="Dataset"
                  value={datasetId}
                  error={datasetId === '' ? problemOf(problem, 'datasetVersionId') : null}
                  onChange={(event) => {
                    const chosen = datasets.edges.find(({ node }) => node.id === event.target.value);
                    setDatasetId(event.target.value);
                    onChange({ datasetVersionId: chosen?.node.latestVersion?.id ?? '' });
                  }}
                >
                  <option value="">Choose …</option>
                  {datasets.edges.map(({ node: { id, name, latestVersion } }) => (
                    <option key={id} value={id} disabled={!latestVersion}>
                      {latestVersion ? name : `${name} (no items yet)`}
                    </option>
                  ))}
                </SelectField>
                <VersionField
                  datasetId={datasetId}
                  value={draft.datasetVersionId}
                  error={datasetId === '' ? null : problemOf(problem, 'datasetVersionId')}
                  onChange={(datasetVersionId) => onChange({ datasetVersionId })}
                />
              </div>
              <TasksFields tasks={draft.tasks} problem={problem} onChange={(tasks) => onChange({ tasks })} />
            </div>
          )
        }
      </Loaded>
    </Card>
  );
}

interface VersionFieldProps {
  datasetId: string;
  value: string;
  error: string | null;
  onChange: (datasetVersionId: string) => void;
}

function VersionField({ datasetId, value, error, onChange }: VersionFieldProps) {
  const [{ data }] = useQuery({ query: VersionChoicesDocument, variables: { datasetId }, pause: datasetId === '' });
  const versions = data?.dataset?.id === datasetId ? data.dataset.versions.edges : [];
  return (
    <SelectField
      label="Version"
      value={value}
      disabled={versions.length === 0}
      error={error}
      onChange={(event) => onChange(event.target.value)}
    >
      {versions.length === 0 ? <option value={value}>{datasetId === '' ? 'Choose a dataset first' : 'None yet'}</option> : null}
      {versions.map(({ node: { id, number, itemCount } }) => (
        <option key={id} value={id}>
          {`Version ${number} · ${formatCounted(itemCount, 'item')}`}
        </option>
      ))}
    </SelectField>
  );
}
