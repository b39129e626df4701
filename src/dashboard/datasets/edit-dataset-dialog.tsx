import { type FormEvent, useState } from 'react';
import { useCommand } from '../graph/use-command.js';
import { Dialog } from '../parts/dialog.js';
import { FormActions } from '../parts/form-actions.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { DatasetFields, descriptionOf } from './dataset-fields.js';
import { type DatasetEntryFragment, UpdateDatasetDocument } from './generated.js';

/** Changes the name and the description of a dataset. */
export function EditDatasetDialog({ dataset, onClose }: { dataset: DatasetEntryFragment; onClose: () => void }) {
  const [draft, setDraft] = useState({ name: dataset.name, description: dataset.description ?? '' });
  const update = useCommand(UpdateDatasetDocument);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const input = { id: dataset.id, name: draft.name.trim(), description: descriptionOf(draft) };
    if (await update.run({ input })) onClose();
  }

  return (
    <Dialog title="Edit the dataset" onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} className="grid gap-3">
        <DatasetFields draft={draft} onChange={setDraft} problem={update.problem} />
        <ProblemNotice problem={update.problem} shownAt={['name', 'description']} />
        <FormActions action="Save" busy={update.busy} onLeave={onClose} />
      </form>
    </Dialog>
  );
}
