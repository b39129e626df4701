import { useQuery } from 'urql';
import { Dialog } from '../parts/dialog.js';
import { Loaded } from '../parts/loaded.js';
import { Failure } from '../parts/states.js';
import { BranchForm } from './branch-form.js';
import { ExperimentOfVariantDocument } from './generated.js';
import { RootForm } from './root-form.js';
import type { ExperimentOfVariant } from './save-variant.js';

export type VariantDialogMode = { kind: 'add' } | { kind: 'branch'; parentId: string } | { kind: 'edit'; variantId: string };

interface VariantDialogProps {
  experimentId: string;
  mode: VariantDialogMode;
  onClose: () => void;
}

const titles: Record<VariantDialogMode['kind'], string> = {
  add: 'Add a variant',
  branch: 'Branch a variant',
  edit: 'Edit the variant',
};

/** Adds a variant to an experiment, branches one from another, or changes one. */
export function VariantDialog({ experimentId, mode, onClose }: VariantDialogProps) {
  const [query, readAgain] = useQuery({ query: ExperimentOfVariantDocument, variables: { experimentId } });
  return (
    <Dialog title={titles[mode.kind]} onClose={onClose}>
      <Loaded query={query} onRetry={readAgain} lines={6}>
        {({ experiment }) =>
          experiment ? (
            <VariantOfMode experiment={experiment} mode={mode} onClose={onClose} />
          ) : (
            <Failure title="The experiment is not there" message="It may have been deleted. Close this, and go to the list." />
          )
        }
      </Loaded>
    </Dialog>
  );
}

interface VariantOfModeProps {
  experiment: ExperimentOfVariant;
  mode: VariantDialogMode;
  onClose: () => void;
}

function VariantOfMode({ experiment, mode, onClose }: VariantOfModeProps) {
  const { variants } = experiment;
  switch (mode.kind) {
    case 'add': {
      // Where there is a baseline, every other variant branches from it, or from one that does.
      const baseline = variants.find((variant) => variant.baseline);
      return baseline ? (
        <BranchForm experiment={experiment} parentId={baseline.id} variant={null} onClose={onClose} />
      ) : (
        <RootForm experiment={experiment} variant={null} onClose={onClose} />
      );
    }
    case 'branch':
      return <BranchForm experiment={experiment} parentId={mode.parentId} variant={null} onClose={onClose} />;
    case 'edit': {
      const variant = variants.find(({ id }) => id === mode.variantId);
      if (!variant) return <Failure title="The variant is not there" message="It may have been deleted." />;
      return variant.parent ? (
        <BranchForm experiment={experiment} parentId={variant.parent.id} variant={variant} onClose={onClose} />
      ) : (
        <RootForm experiment={experiment} variant={variant} onClose={onClose} />
      );
    }
  }
}
