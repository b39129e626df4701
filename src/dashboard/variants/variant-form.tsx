import type { ReactNode } from 'react';
import { TextField } from '../parts/field.js';
import { FormActions } from '../parts/form-actions.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { misfitOfName } from '../form-words.js';
import type { FormFields, FormProblems } from '../use-form-problems.js';
import type { VariantToChangeFragment } from './generated.js';
import { type HypothesisDraft, HypothesisFields } from './hypothesis-fields.js';

interface VariantFormProps {
  variant: VariantToChangeFragment | null;
  name: string;
  onName: (name: string) => void;
  hypothesis: HypothesisDraft;
  onHypothesis: (hypothesis: HypothesisDraft) => void;
  problems: FormProblems;
  busy: boolean;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** The fields that all variants have, as those of a form. */
export function variantFormFields(name: string, { hypothesis, expectation }: HypothesisDraft): FormFields {
  return {
    name: { label: 'Name', value: name, misfit: misfitOfName(name) },
    hypothesis: { label: 'Hypothesis', value: hypothesis },
    expectation: { label: 'It holds if', value: expectation },
  };
}

/** What all variants are asked for, around what makes each what it is. */
export function VariantForm(props: VariantFormProps) {
  const { variant, name, onName, hypothesis, onHypothesis, problems, busy, onSubmit, onClose, children } = props;
  const hasRun = variant !== null && variant.latestRun !== null;
  return (
    <form
      ref={problems.ref}
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (problems.check()) onSubmit();
      }}
    >
      <TextField label="Name" value={name} error={problems.at('name')} onChange={(event) => onName(event.target.value)} />
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
        <HypothesisFields draft={hypothesis} at={problems.at} onChange={onHypothesis} />
      )}
      <ProblemNotice problem={problems.elsewhere} />
      <FormActions action={variant ? 'Save' : 'Add the variant'} busy={busy} onLeave={onClose} />
    </form>
  );
}

/** Says that a part of a form stays as it is. */
export function Fixed({ children }: { children: ReactNode }) {
  return <p className="rounded-md bg-neutral-soft p-3 text-sm">{children}</p>;
}
