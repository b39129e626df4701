import { Plus, Upload } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../parts/button.js';
import { Card } from '../parts/card.js';
import { Page } from '../parts/page.js';
import { useMay } from '../session/session.js';
import { DatasetList } from './dataset-list.js';
import { ImportDialog } from './import-dialog.js';
import { NewDatasetDialog } from './new-dataset-dialog.js';

/** The datasets of the organization, the newest first. */
export function DatasetsPage() {
  const mayEdit = useMay('edit');
  const [open, setOpen] = useState<'new' | 'import' | null>(null);
  const close = () => setOpen(null);
  return (
    <Page
      title="Datasets"
      actions={
        mayEdit ? (
          <>
            <Button icon={<Plus aria-hidden size={16} />} onClick={() => setOpen('new')}>
              New dataset
            </Button>
            <Button kind="primary" icon={<Upload aria-hidden size={16} />} onClick={() => setOpen('import')}>
              Import a file as a new dataset
            </Button>
          </>
        ) : null
      }
    >
      <Card>
        <DatasetList />
      </Card>
      {open === 'new' ? <NewDatasetDialog onClose={close} /> : null}
      {open === 'import' ? <ImportDialog dataset={null} onClose={close} /> : null}
    </Page>
  );
}
