import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useCommand } from '../graph/use-command.js';
import { Dialog } from '../parts/dialog.js';
import { FormActions } from '../parts/form-actions.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { useFormProblems } from '../use-form-problems.js';
import { type DatasetDraft, DatasetFields, datasetFormFields, descriptionOf } from './dataset-fields.js';
import { CreateDatasetDocument } from './generated.js';

/** Makes a dataset without a version, and goes there. */
export function NewDatasetDialog({ onClose }: { onClose: () => void }) {
  const [draft, setDraft] = useState<DatasetDraft>({ name: '', description: '' });
  const create = useCommand(CreateDatasetDocument);
  const navigate = useNavigate();

  const problems = useFormProblems(datasetFormFields(draft), create.problem);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!problems.check()) return;
    const dataset = await create.run({ input: { name: draft.name.trim(), description: descriptionOf(draft) } });
    if (dataset) await navigate({ to: '/datasets/$datasetId', params: { datasetId: dataset.id } });
  }

  return (
    <Dialog title="New dataset" onClose={onClose}>
      <form ref={problems.ref} noValidate onSubmit={(event) => void submit(event)} className="grid gap-3">
        <DatasetFields draft={draft} onChange={setDraft} at={problems.at} />
        <ProblemNotice problem={problems.elsewhere} />
        <FormActions action="Create" busy={create.busy} onLeave={onClose} />
      </form>
    </Dialog>
  );
}
