import { getRouteApi } from '@tanstack/react-router';
import { Pencil, Trash2, Upload } from 'lucide-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { Button } from '../parts/button.js';
import { Card } from '../parts/card.js';
import { Loaded } from '../parts/loaded.js';
import { Page } from '../parts/page.js';
import { Empty } from '../parts/states.js';
import { useMay } from '../session/session.js';
import { DeleteDatasetDialog } from './delete-dataset-dialog.js';
import { EditDatasetDialog } from './edit-dataset-dialog.js';
import { DatasetDocument, type DatasetEntryFragment, type VersionEntryFragment } from './generated.js';
import { ImportDialog } from './import-dialog.js';
import { VersionList } from './version-list.js';
import { VersionPanel } from './version-panel.js';

const route = getRouteApi('/datasets/$datasetId');
const above = { label: 'Datasets', link: { to: '/datasets' } } as const;

/** One dataset: its versions, and what the chosen one has or changed. */
export function DatasetPage() {
  const { datasetId } = route.useParams();
  const [query, readAgain] = useQuery({ query: DatasetDocument, variables: { id: datasetId } });
  if (!query.data || query.data.dataset?.id !== datasetId) {
    return (
      <Page title="Dataset" above={above}>
        <Loaded query={query} onRetry={readAgain} lines={10}>
          {({ dataset }) =>
            dataset ? null : (
              <Card>
                <Empty title="There is no such dataset">It may have been deleted.</Empty>
              </Card>
            )
          }
        </Loaded>
      </Page>
    );
  }
  return <Shown dataset={query.data.dataset} />;
}

function Shown({ dataset }: { dataset: DatasetEntryFragment }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [open, setOpen] = useState<'import' | 'edit' | 'delete' | null>(null);
  const mayEdit = useMay('edit');
  const mayDelete = useMay('administer');
  const close = () => setOpen(null);
  const { latestVersion } = dataset;

  function imported(version: VersionEntryFragment): void {
    void navigate({ search: { version: version.id } });
  }

  return (
    <Page
      title={dataset.name}
      above={above}
      description={dataset.description}
      actions={
        <>
          {mayDelete ? (
            <Button kind="danger" icon={<Trash2 aria-hidden size={16} />} onClick={() => setOpen('delete')}>
              Delete
            </Button>
          ) : null}
          {mayEdit ? (
            <>
              <Button icon={<Pencil aria-hidden size={16} />} onClick={() => setOpen('edit')}>
                Edit
              </Button>
              <Button kind="primary" icon={<Upload aria-hidden size={16} />} onClick={() => setOpen('import')}>
                Import a file
              </Button>
            </>
          ) : null}
        </>
      }
    >
      {latestVersion ? (
        <div className="grid gap-4 lg:grid-cols-[minmax(0,28rem)_minmax(0,1fr)] lg:items-start">
          <VersionList
            key={latestVersion.id}
            datasetId={dataset.id}
            shown={search.version ?? latestVersion.id}
            against={search.against}
            count={latestVersion.number}
          />
          <VersionPanel
            key={`${search.version ?? latestVersion.id}/${search.against ?? ''}`}
            datasetId={dataset.id}
            versionId={search.version ?? latestVersion.id}
          />
        </div>
      ) : (
        <Card>
          <Empty title="It has no version yet">Import a JSONL or CSV file: its items make version 1.</Empty>
        </Card>
      )}
      {open === 'import' ? <ImportDialog dataset={dataset} onImported={imported} onClose={close} /> : null}
      {open === 'edit' ? <EditDatasetDialog dataset={dataset} onClose={close} /> : null}
      {open === 'delete' ? <DeleteDatasetDialog dataset={dataset} onClose={close} /> : null}
    </Page>
  );
}
