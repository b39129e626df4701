import { Link, useNavigate } from '@tanstack/react-router';
import { Info } from 'lucide-react';
import type { FormEvent } from 'react';
import { Button, buttonLook } from '../parts/button.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { formatCounted } from '../quantities.js';
import { useDraft } from '../setup/use-draft.js';
import { useFormProblems } from '../use-form-problems.js';
import { AboutSection } from './about-section.js';
import { EvaluatorsSection } from './evaluators-section.js';
import { newDraft } from './experiment-draft.js';
import { formFieldsOf } from './form-fields.js';
import { type Saved, useSaveExperiment } from './save-experiment.js';
import { AppSection, DataSection } from './setup-sections.js';
import { StartSection } from './start-section.js';
import { VariantsSection } from './variants-section.js';

/** One form for all of a new experiment. It is saved in parts, and goes on from those that are there where a later one is refused. */
export function NewExperimentForm() {
  const navigate = useNavigate();
  const [draft, onChange] = useDraft(() => newDraft);
  const { save, saved, busy, refused } = useSaveExperiment();
  const root = refused && 'key' in refused.part ? `${refused.part.of}.${refused.part.key}` : '';
  const problems = useFormProblems(formFieldsOf(draft), refused?.problem ?? null, root);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !problems.check()) return;
    const experimentId = await save(draft);
    if (experimentId) await navigate({ to: '/experiments/$experimentId', params: { experimentId } });
  };
  const section = { draft, onChange, at: problems.at };
  return (
    <form ref={problems.ref} noValidate className="grid max-w-4xl gap-4" onSubmit={(event) => void submit(event)}>
      <AboutSection {...section} typeFixed={saved.variants.size > 0} />
      <DataSection {...section} />
      {draft.type === 'WEBHOOK' ? <AppSection {...section} /> : null}
      <VariantsSection {...section} isSaved={(key) => saved.variants.has(key)} />
      <EvaluatorsSection {...section} isSaved={(key) => saved.evaluators.has(key)} />
      <StartSection {...section} />
      <ProblemNotice
        problem={problems.elsewhere}
        title={refused?.part.of === 'start' ? 'No run was started' : 'The experiment was not saved'}
      />
      <SavedNotice saved={refused ? saved : null} />
      <div className="flex flex-wrap gap-2">
        <Button kind="primary" type="submit" busy={busy}>
          {draft.start ? 'Save and start' : 'Save'}
        </Button>
        <Link to="/experiments" className={buttonLook()}>
          {saved.experimentId ? 'Leave the draft' : 'Cancel'}
        </Link>
      </div>
    </form>
  );
}

/** Says what is there already, where a later part was refused. */
function SavedNotice({ saved }: { saved: Saved | null }) {
  return <div role="status">{saved?.experimentId ? <SoFar {...saved} experimentId={saved.experimentId} /> : null}</div>;
}

function SoFar({ experimentId, variants, evaluators }: Saved & { experimentId: string }) {
  return (
    <p className="flex items-start gap-2 rounded-md bg-accent-soft p-3 text-sm text-accent">
      <Info aria-hidden size={16} className="mt-0.5 shrink-0" />
      <span>
        The experiment is saved, with {formatCounted(variants.size, 'variant')} and {formatCounted(evaluators.size, 'evaluator')}.
        Correct what is marked and save again: the form goes on from there.{' '}
        <Link to="/experiments/$experimentId" params={{ experimentId }} className="underline">
          Open it as it is
        </Link>
      </span>
    </p>
  );
}
