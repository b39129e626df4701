import { Play } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useQuery } from 'urql';
import { misfitOfCount } from '../form-words.js';
import { useCommand } from '../graph/use-command.js';
import { Button } from '../parts/button.js';
import { Dialog } from '../parts/dialog.js';
import { TextField } from '../parts/field.js';
import { FormActions } from '../parts/form-actions.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { useFormProblems } from '../use-form-problems.js';
import { StartPlanDocument, StartRunsDocument } from './generated.js';
import { Sensitivity } from './sensitivity.js';
import { planWords, startPlan } from './start-plan.js';
import type { OwnStarts } from './use-own-starts.js';

interface StartProps {
  experimentId: string;
  own: OwnStarts;
}

/** Starts the runs that come next. */
export function StartButton(start: StartProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<Play aria-hidden size={16} />} onClick={() => setOpen(true)}>
        Start
      </Button>
      {open ? <StartDialog {...start} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function StartDialog({ experimentId, own, onClose }: StartProps & { onClose: () => void }) {
  const [{ data }] = useQuery({ query: StartPlanDocument, variables: { experimentId } });
  const start = useCommand(StartRunsDocument);
  const [trials, setTrials] = useState('1');
  const [concurrency, setConcurrency] = useState('');
  const plan = data?.experiment ? startPlan(data.experiment.variants) : null;
  const problems = useFormProblems(
    {
      trials: { label: 'Trials', value: trials, misfit: misfitOfCount(trials) },
      concurrency: {
        label: 'Items at once',
        value: concurrency,
        misfit: concurrency === '' ? null : misfitOfCount(concurrency),
      },
    },
    start.problem,
  );
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!problems.check()) return;
    const input = { experimentId, trials: Number(trials), concurrency: concurrency === '' ? null : Number(concurrency) };
    if (await own.follow(start.run({ input }))) onClose();
  };
  return (
    <Dialog title="Start runs" onClose={onClose}>
      <form ref={problems.ref} noValidate className="grid gap-4" onSubmit={(event) => void submit(event)}>
        <p className="min-h-5 text-sm">{plan ? planWords(plan) : null}</p>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label="Trials"
            hint="How often every item is run."
            type="number"
            min={1}
            max={1000}
            value={trials}
            onChange={(event) => setTrials(event.target.value)}
            error={problems.at('trials')}
          />
          <TextField
            label="Items at once"
            hint="Of each run. Left empty, the server decides."
            type="number"
            min={1}
            max={1000}
            value={concurrency}
            onChange={(event) => setConcurrency(event.target.value)}
            error={problems.at('concurrency')}
          />
        </div>
        <Sensitivity experimentId={experimentId} trials={Math.max(1, Math.trunc(Number(trials)) || 1)} />
        <ProblemNotice problem={problems.elsewhere} title="Nothing was started" />
        <FormActions action="Start" busy={start.busy} disabled={plan === null || plan.kind === 'nothing'} onLeave={onClose} />
      </form>
    </Dialog>
  );
}
