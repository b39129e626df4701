import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useCommand } from '../graph/use-command.js';
import { Dialog } from '../parts/dialog.js';
import { FormActions } from '../parts/form-actions.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { type DatasetDraft, DatasetFields, descriptionOf } from './dataset-fields.js';
import { CreateDatasetDocument } from './generated.js';

/** Makes a dataset without a version, and goes there. */
export function NewDatasetDialog({ onClose }: { onClose: () => void }) {
  const [draft, setDraft] = useState<DatasetDraft>({ name: '', description: '' });
  const create = useCommand(CreateDatasetDocument);
  const navigate = useNavigate();

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const dataset = await create.run({ input: { name: draft.name.trim(), description: descriptionOf(draft) } });
    if (dataset) await navigate({ to: '/datasets/$datasetId', params: { datasetId: dataset.id } });
  }

  return (
    <Dialog title="New dataset" onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} className="grid gap-3">
        <DatasetFields draft={draft} onChange={setDraft} problem={create.problem} />
        <ProblemNotice problem={create.problem} shownAt={['name', 'description']} />
        <FormActions action="Create" busy={create.busy} onLeave={onClose} />
      </form>
    </Dialog>
  );
}
