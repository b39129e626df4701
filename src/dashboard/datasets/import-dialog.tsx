import { type FormEvent, type ReactNode, useState } from 'react';
import { useCommand } from '../graph/use-command.js';
import { Dialog } from '../parts/dialog.js';
import { FormActions } from '../parts/form-actions.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { useMay } from '../session/session.js';
import { useFormProblems } from '../use-form-problems.js';
import { type DatasetDraft, DatasetFields, datasetFormFields, descriptionOf } from './dataset-fields.js';
import { DropZone } from './drop-zone.js';
import {
  CreateDatasetDocument,
  type DatasetEntryFragment,
  DeleteDatasetDocument,
  type VersionEntryFragment,
} from './generated.js';
import { FileFaultNotice } from './file-fault-notice.js';
import { choicesFor, faultIn, type ImportChoices, importInput, isReady, nameAfter } from './import-choices.js';
import { ImportOptions, JsonlForm } from './import-options.js';
import { Imported, ImportProgress, ImportRefusal } from './import-progress.js';
import { useImport } from './use-import.js';

interface ImportDialogProps {
  /** The dataset that gets a version; null makes one first. */
  dataset: DatasetEntryFragment | null;
  onImported?: (version: VersionEntryFragment) => void;
  onClose: () => void;
}

/**
 * Imports a file as the next version of a dataset, or as a new dataset, which is made only for a file that nothing is wrong with as
 * far as the browser can tell. Where no version comes of it nevertheless, the new dataset goes again; for those who may not delete
 * it stays, and whatever is tried next goes into it.
 */
export function ImportDialog({ dataset, onImported, onClose }: ImportDialogProps) {
  const [draft, setDraft] = useState<DatasetDraft>({ name: '', description: '' });
  const create = useCommand(CreateDatasetDocument);
  const remove = useCommand(DeleteDatasetDocument);
  const mayDelete = useMay('administer');
  const [target, setTarget] = useState(dataset);
  const [former, setFormer] = useState(dataset?.latestVersion ?? null);
  const [choices, setChoices] = useState<ImportChoices | null>(null);
  // What was said about the columns of one file is not said of the next.
  const [chosen, setChosen] = useState(0);
  const { state, start, cancel, dismiss } = useImport((version) => onImported?.(version));
  const isNew = dataset === null;
  const fault = choices && faultIn(choices);
  const problems = useFormProblems(isNew && !target ? datasetFormFields(draft) : {}, create.problem);

  async function choose(file: File): Promise<void> {
    dismiss();
    setChoices(await choicesFor(file, choices?.replace ?? false));
    setChosen((count) => count + 1);
    setDraft((given) => ({ ...given, name: nameAfter(given.name, file, choices?.file ?? null) }));
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!choices || !isReady(choices) || !problems.check()) return;
    const into = target ?? (await create.run({ input: { name: draft.name.trim(), description: descriptionOf(draft) } }));
    if (!into) return;
    setTarget(into);
    setFormer(into.latestVersion);
    const isImported = await start(importInput(into.id, choices));
    if (!isImported && isNew && mayDelete && (await remove.run({ id: into.id }))) setTarget(null);
  }

  function content(): ReactNode {
    switch (state.step) {
      case 'choosing':
        return (
          <form ref={problems.ref} noValidate onSubmit={(event) => void submit(event)} className="grid grid-cols-1 gap-4">
            <DropZone file={choices?.file ?? null} onFile={(file) => void choose(file)} />
            {fault ? <FileFaultNotice fault={fault} /> : null}
            {state.refusal ? <ImportRefusal refusal={state.refusal} emptyDataset={isNew && !mayDelete ? target : null} /> : null}
            {isNew && !target ? <DatasetFields draft={draft} onChange={setDraft} at={problems.at} /> : null}
            {choices ? (
              <ImportOptions key={chosen} choices={choices} onChange={setChoices} hasVersions={former !== null} />
            ) : (
              <p className="text-xs text-muted">
                <JsonlForm /> The first line of CSV names the columns.
              </p>
            )}
            <ProblemNotice problem={problems.elsewhere} />
            <ProblemNotice problem={remove.problem} title="The empty dataset could not be removed" />
            <FormActions
              action="Import"
              disabled={!choices || !isReady(choices)}
              busy={create.busy || remove.busy}
              leave={isNew && target ? 'Close' : 'Cancel'}
              onLeave={onClose}
            />
          </form>
        );
      case 'sending':
      case 'reading':
        return <ImportProgress state={state} fileName={choices?.file.name ?? ''} onCancel={cancel} />;
      case 'imported':
        return target ? <Imported dataset={target} version={state.version} former={former} onClose={onClose} /> : null;
    }
  }

  return (
    <Dialog title={isNew ? 'Import a file as a new dataset' : 'Import a file'} onClose={onClose}>
      {content()}
    </Dialog>
  );
}
