import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { Button } from '../parts/button.js';
import { Dialog } from '../parts/dialog.js';
import { Loaded } from '../parts/loaded.js';
import { EditForm } from './edit-form.js';
import { type ExperimentSetupFragment, ExperimentToEditDocument } from './generated.js';

/** Changes what an experiment is called, what it is about, and what it runs over and with. */
export function EditButton({ experiment }: { experiment: ExperimentSetupFragment }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<Pencil aria-hidden size={16} />} onClick={() => setOpen(true)}>
        Edit
      </Button>
      {open ? <EditDialog experiment={experiment} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

interface EditDialogProps {
  experiment: ExperimentSetupFragment;
  onClose: () => void;
}

function EditDialog({ experiment, onClose }: EditDialogProps) {
  const variables = { experimentId: experiment.id };
  const [query, readAgain] = useQuery({ query: ExperimentToEditDocument, variables, requestPolicy: 'network-only' });
  return (
    <Dialog title="Edit the experiment" onClose={onClose}>
      <Loaded query={query} onRetry={readAgain} lines={8}>
        {({ experiment: former }) => (former ? <EditForm experiment={experiment} former={former} onClose={onClose} /> : null)}
      </Loaded>
    </Dialog>
  );
}
