import { Link, useNavigate } from '@tanstack/react-router';
import { Info } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button, buttonLook } from '../parts/button.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { formatCounted } from '../quantities.js';
import { AboutSection } from './about-section.js';
import { DataSection } from './data-section.js';
import { EvaluatorsSection } from './evaluators-section.js';
import { type ExperimentDraft, newDraft } from './experiment-draft.js';
import { type Saved, useSaveExperiment } from './save-experiment.js';
import { StartSection } from './start-section.js';
import { StepsSection } from './steps-section.js';
import { VariantsSection } from './variants-section.js';

/** Fields of the experiment itself, and of the start, that show what is wrong with them. */
const shownAt = ['name', 'description', 'type', 'datasetVersionId', 'tasks', 'endpointId', 'steps', 'comparedAnswer', 'trials'];

/** One form for all of a new experiment. It is saved in parts, and goes on from those that are there where a later one is refused. */
export function NewExperimentForm() {
  const navigate = useNavigate();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(newDraft);
  const { save, saved, busy, problemOf } = useSaveExperiment();
  const [attempts, setAttempts] = useState(0);
  useEffect(() => {
    // What is wrong may be far above the button that was pressed.
    if (attempts > 0) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [attempts]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const experimentId = await save(draft);
    if (experimentId) await navigate({ to: '/experiments/$experimentId', params: { experimentId } });
    else setAttempts(attempts + 1);
  };
  const ofExperiment = problemOf({ of: 'experiment' });
  const ofStart = problemOf({ of: 'start' });
  const section = {
    draft,
    onChange: (change: Partial<ExperimentDraft>) => setDraft((former) => ({ ...former, ...change })),
    problem: ofExperiment,
  };
  return (
    <form ref={form} className="grid max-w-4xl gap-4" onSubmit={(event) => void submit(event)}>
      <AboutSection {...section} typeFixed={saved.variants.size > 0} />
      <DataSection {...section} />
      {draft.type === 'WEBHOOK' ? <StepsSection {...section} /> : null}
      <VariantsSection
        {...section}
        isSaved={(key) => saved.variants.has(key)}
        problemAt={(key) => problemOf({ of: 'variant', key })}
      />
      <EvaluatorsSection
        {...section}
        isSaved={(key) => saved.evaluators.has(key)}
        problemAt={(key) => problemOf({ of: 'evaluator', key })}
      />
      <StartSection {...section} problem={ofStart} />
      <ProblemNotice problem={ofExperiment} title="The experiment was not saved" shownAt={shownAt} />
      <ProblemNotice problem={ofStart} title="No run was started" shownAt={shownAt} />
      <SavedNotice saved={attempts > 0 && !busy ? saved : null} />
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
