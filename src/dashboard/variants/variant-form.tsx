import type { ReactNode } from 'react';
import { problemOf } from '../graph/use-command.js';
import { TextField } from '../parts/field.js';
import { FormActions } from '../parts/form-actions.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import type { VariantToChangeFragment } from './generated.js';
import { type HypothesisDraft, HypothesisFields } from './hypothesis-fields.js';
import type { SaveVariant } from './save-variant.js';

interface VariantFormProps {
  variant: VariantToChangeFragment | null;
  name: string;
  onName: (name: string) => void;
  hypothesis: HypothesisDraft;
  onHypothesis: (hypothesis: HypothesisDraft) => void;
  saving: SaveVariant;
  /** The fields below that show what is wrong with them. */
  shownAt: string[];
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** What all variants are asked for, around what makes each what it is. */
export function VariantForm(props: VariantFormProps) {
  const { variant, name, onName, hypothesis, onHypothesis, saving, shownAt, onSubmit, onClose, children } = props;
  const { problem, busy } = saving;
  const hasRun = variant !== null && variant.latestRun !== null;
  return (
    <form
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <TextField label="Name" value={name} error={problemOf(problem, 'name')} onChange={(event) => onName(event.target.value)} />
      {children}
      {hasRun ? (
        hypothesis.hypothesis === '' ? null : (
          <div className="grid gap-1 text-sm">
            <p className="font-medium">Hypothesis</p>
            <p className="whitespace-pre-wrap">{hypothesis.hypothesis}</p>
            <p className="text-xs text-muted">It was written before the variant ran, and can’t change.</p>
          </div>
        )
      ) : (
        <HypothesisFields draft={hypothesis} problem={problem} onChange={onHypothesis} />
      )}
      <ProblemNotice problem={problem} shownAt={['name', ...(hasRun ? [] : ['hypothesis', 'expectation']), ...shownAt]} />
      <FormActions action={variant ? 'Save' : 'Add the variant'} busy={busy} onLeave={onClose} />
    </form>
  );
}

/** Says that a part of a form stays as it is. */
export function Fixed({ children }: { children: ReactNode }) {
  return <p className="rounded-md bg-neutral-soft p-3 text-sm">{children}</p>;
}
