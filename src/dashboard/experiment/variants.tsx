import { GitFork, Plus } from 'lucide-react';
import { useState } from 'react';
import { useCommand } from '../graph/use-command.js';
import { Button } from '../parts/button.js';
import { Card } from '../parts/card.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { Empty } from '../parts/states.js';
import { UnlikeNotice } from '../parts/unlike-notice.js';
import { useMay } from '../session/session.js';
import { VariantDialog } from '../variants/variant-dialog.js';
import { allowedIn } from './allowed.js';
import { AttributionDialog } from './attribution-dialog.js';
import { comparable } from './comparable.js';
import { ConfigurationDialog } from './configuration-dialog.js';
import { DeleteVariantDialog } from './delete-variant-dialog.js';
import {
  type ExperimentSetupFragment,
  type RecentRunFragment,
  StartRunsDocument,
  type VariantEntryFragment,
} from './generated.js';
import type { OwnStarts } from './use-own-starts.js';
import { VariantTree } from './variant-tree.js';
import type { VariantWish } from './variant-wish.js';
import { VariantsTable } from './variants-table.js';

interface VariantsProps {
  experiment: ExperimentSetupFragment;
  recent: RecentRunFragment[] | null;
  own: OwnStarts;
}

/** The variants of an experiment: as a tree where they branch from one another, side by side where each stands alone. */
export function Variants({ experiment, recent, own }: VariantsProps) {
  const { id: experimentId, variants, stage } = experiment;
  const mayChange = useMay('edit') && allowedIn(stage).change;
  const start = useCommand(StartRunsDocument);
  const [open, setOpen] = useState<{ wish: VariantWish; variant: VariantEntryFragment } | 'add' | null>(null);
  const close = (): void => setOpen(null);
  const [asked, setAsked] = useState<string | null>(null);
  const wish = (wanted: VariantWish, variant: VariantEntryFragment): void => {
    if (wanted !== 'run') return setOpen({ wish: wanted, variant });
    setAsked(variant.id);
    const { trials, concurrency } = variant.latestRun ?? {};
    void own.follow(start.run({ input: { experimentId, variantId: variant.id, trials, concurrency } }));
  };
  const isTree = variants.some(({ baseline, parent }) => baseline || parent);
  const root = variants.find(({ baseline }) => baseline);
  const List = isTree ? VariantTree : VariantsTable;
  return (
    <Card
      title="Variants"
      actions={
        mayChange ? (
          <Button
            icon={root ? <GitFork aria-hidden size={16} /> : <Plus aria-hidden size={16} />}
            onClick={() => setOpen(root ? { wish: 'branch', variant: root } : 'add')}
          >
            {root ? 'Branch from the baseline' : 'Add variant'}
          </Button>
        ) : null
      }
    >
      <ProblemNotice problem={start.problem} title="The run was not started" />
      {variants.length === 0 ? (
        <Empty title="There is no variant yet">Add the configurations that are to be compared, each a variant.</Empty>
      ) : (
        <>
          <List
            experiment={experiment}
            recent={recent}
            mayChange={mayChange}
            starting={start.busy ? asked : null}
            onWish={wish}
          />
          {comparable(variants.flatMap(({ latestRun }) => latestRun ?? [])) ? null : (
            <UnlikeNotice className="mt-2">
              The newest runs were judged by different evaluators, or over different data: their scores can’t be compared
              directly.
            </UnlikeNotice>
          )}
        </>
      )}
      {open === null ? null : open === 'add' ? (
        <VariantDialog experimentId={experimentId} mode={{ kind: 'add' }} onClose={close} />
      ) : (
        <WishDialog experiment={experiment} {...open} onClose={close} />
      )}
    </Card>
  );
}

interface WishDialogProps {
  experiment: ExperimentSetupFragment;
  wish: VariantWish;
  variant: VariantEntryFragment;
  onClose: () => void;
}

function WishDialog({ experiment, wish, variant, onClose }: WishDialogProps) {
  const { id: experimentId, variants } = experiment;
  switch (wish) {
    case 'run':
      return null;
    case 'branch':
      return <VariantDialog experimentId={experimentId} mode={{ kind: 'branch', parentId: variant.id }} onClose={onClose} />;
    case 'edit':
      return <VariantDialog experimentId={experimentId} mode={{ kind: 'edit', variantId: variant.id }} onClose={onClose} />;
    case 'delete':
      return <DeleteVariantDialog variant={variant} variants={variants} onClose={onClose} />;
    case 'configuration':
      return (
        <ConfigurationDialog
          title={`What “${variant.name}” runs with`}
          configuration={variant.effectiveConfiguration}
          onClose={onClose}
        />
      );
    case 'attribution':
      return <AttributionDialog variant={variant} onClose={onClose} />;
  }
}
