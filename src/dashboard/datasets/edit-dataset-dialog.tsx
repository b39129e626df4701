import { type FormEvent, useState } from 'react';
import { useCommand } from '../graph/use-command.js';
import { Dialog } from '../parts/dialog.js';
import { FormActions } from '../parts/form-actions.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { useFormProblems } from '../use-form-problems.js';
import { DatasetFields, datasetFormFields, descriptionOf } from './dataset-fields.js';
import { type DatasetEntryFragment, UpdateDatasetDocument } from './generated.js';

/** Changes the name and the description of a dataset. */
export function EditDatasetDialog({ dataset, onClose }: { dataset: DatasetEntryFragment; onClose: () => void }) {
  const [draft, setDraft] = useState({ name: dataset.name, description: dataset.description ?? '' });
  const update = useCommand(UpdateDatasetDocument);

  const problems = useFormProblems(datasetFormFields(draft), update.problem);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!problems.check()) return;
    const input = { id: dataset.id, name: draft.name.trim(), description: descriptionOf(draft) };
    if (await update.run({ input })) onClose();
  }

  return (
    <Dialog title="Edit the dataset" onClose={onClose}>
      <form ref={problems.ref} noValidate onSubmit={(event) => void submit(event)} className="grid gap-3">
        <DatasetFields draft={draft} onChange={setDraft} at={problems.at} />
        <ProblemNotice problem={problems.elsewhere} />
        <FormActions action="Save" busy={update.busy} onLeave={onClose} />
      </form>
    </Dialog>
  );
}
