import { Archive, ArchiveRestore, CircleCheck, Copy, RotateCcw, Share2, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useQuery } from 'urql';
import { useCommand } from '../graph/use-command.js';
import { Button } from '../parts/button.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { useMay } from '../session/session.js';
import { ConcludeDialog } from './conclude-dialog.js';
import { DeleteDialog } from './delete-dialog.js';
import { DuplicateDialog } from './duplicate-dialog.js';
import {
  ArchiveExperimentDocument,
  type LifecycleFragment,
  LifecycleOfExperimentDocument,
  UnarchiveExperimentDocument,
} from './generated.js';
import { type LifecycleAction, offeredActions, waitsFor } from './offered-actions.js';
import { ReopenDialog } from './reopen-dialog.js';
import { ShareDialog } from './share-dialog.js';

const looks: Record<LifecycleAction, { label: string; icon: ReactNode }> = {
  complete: { label: 'Conclude experiment', icon: <CircleCheck aria-hidden size={16} /> },
  reopen: { label: 'Reopen', icon: <RotateCcw aria-hidden size={16} /> },
  share: { label: 'Share', icon: <Share2 aria-hidden size={16} /> },
  duplicate: { label: 'Duplicate', icon: <Copy aria-hidden size={16} /> },
  archive: { label: 'Archive', icon: <Archive aria-hidden size={16} /> },
  unarchive: { label: 'Unarchive', icon: <ArchiveRestore aria-hidden size={16} /> },
  delete: { label: 'Delete', icon: <Trash2 aria-hidden size={16} /> },
};

/** What can be done with an experiment as a whole, as far as its stage and the session allow it. Nothing, for those who only read. */
export function LifecycleActions({ experimentId }: { experimentId: string }) {
  const mayEdit = useMay('edit');
  const [{ data }] = useQuery({ query: LifecycleOfExperimentDocument, variables: { experimentId }, pause: !mayEdit });
  if (!mayEdit) return null;
  // The height of the buttons, before it is known which there are.
  return <div className="flex min-h-8 flex-wrap gap-2">{data?.experiment ? <Actions experiment={data.experiment} /> : null}</div>;
}

function Actions({ experiment }: { experiment: LifecycleFragment }) {
  const mayDelete = useMay('administer');
  const [asked, setAsked] = useState<LifecycleAction | null>(null);
  const archive = useCommand(ArchiveExperimentDocument);
  const unarchive = useCommand(UnarchiveExperimentDocument);
  const act = (action: LifecycleAction): void => {
    archive.dismiss();
    unarchive.dismiss();
    if (action === 'archive') void archive.run({ id: experiment.id });
    else if (action === 'unarchive') void unarchive.run({ id: experiment.id });
    else setAsked(action);
  };
  return (
    <>
      {offeredActions(experiment.stage, mayDelete).map((action) => {
        const wait = waitsFor(action, experiment.stage);
        return (
          <Button
            key={action}
            kind={action === 'delete' ? 'danger' : 'plain'}
            icon={looks[action].icon}
            disabled={wait !== null}
            title={wait ?? undefined}
            busy={action === 'archive' ? archive.busy : action === 'unarchive' && unarchive.busy}
            onClick={() => act(action)}
          >
            {looks[action].label}
          </Button>
        );
      })}
      <ProblemNotice problem={archive.problem ?? unarchive.problem} />
      {asked ? <AskedDialog action={asked} experiment={experiment} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

interface AskedDialogProps {
  action: LifecycleAction;
  experiment: LifecycleFragment;
  onClose: () => void;
}

function AskedDialog({ action, experiment, onClose }: AskedDialogProps) {
  switch (action) {
    case 'complete':
      return <ConcludeDialog experimentId={experiment.id} onClose={onClose} />;
    case 'reopen':
      return <ReopenDialog experiment={experiment} onClose={onClose} />;
    case 'share':
      return <ShareDialog experiment={experiment} onClose={onClose} />;
    case 'duplicate':
      return <DuplicateDialog experiment={experiment} onClose={onClose} />;
    case 'delete':
      return <DeleteDialog experiment={experiment} onClose={onClose} />;
    case 'archive':
    case 'unarchive':
      return null;
  }
}
