import { useState } from 'react';
import { useQuery } from 'urql';
import { misfitOfLength } from '../form-words.js';
import { useCommand } from '../graph/use-command.js';
import { Dialog } from '../parts/dialog.js';
import { TextAreaField } from '../parts/field.js';
import { FormActions } from '../parts/form-actions.js';
import { Loaded } from '../parts/loaded.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { useFormProblems } from '../use-form-problems.js';
import { CandidatesDocument, CompleteExperimentDocument } from './generated.js';
import { WinnerChoice } from './winner-choice.js';

interface ConcludeDialogProps {
  experimentId: string;
  onClose: () => void;
}

/** Says that all testing is done: which variant wins, and what was learnt. */
export function ConcludeDialog({ experimentId, onClose }: ConcludeDialogProps) {
  const [query, readAgain] = useQuery({ query: CandidatesDocument, variables: { experimentId } });
  const { run, busy, problem } = useCommand(CompleteExperimentDocument);
  const [winnerVariantId, setWinner] = useState<string | null>();
  const [conclusion, setConclusion] = useState('');
  const problems = useFormProblems(
    {
      winnerVariantId: {
        label: 'Winner',
        value: winnerVariantId,
        misfit: winnerVariantId === undefined ? 'Choose a variant, or “No winner”.' : null,
      },
      conclusion: { label: 'Conclusion', value: conclusion, misfit: misfitOfLength(conclusion, 10_000) },
    },
    problem,
  );
  const conclude = async () => {
    if (!problems.check() || winnerVariantId === undefined) return;
    if (await run({ input: { id: experimentId, winnerVariantId, conclusion: conclusion.trim() || null } })) onClose();
  };
  return (
    <Dialog title="Conclude the experiment" onClose={onClose}>
      <form
        ref={problems.ref}
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void conclude();
        }}
      >
        <p className="text-sm text-muted">
          That its runs have completed does not end an experiment: you do, once all testing is done. From then on nothing is run,
          added or changed. You can reopen it, which forgets the winner and the conclusion.
        </p>
        <Loaded query={query} onRetry={readAgain}>
          {({ experiment }) => (
            <WinnerChoice
              variants={experiment?.variants ?? []}
              chosen={winnerVariantId}
              onChoose={setWinner}
              problem={problems.at('winnerVariantId')}
            />
          )}
        </Loaded>
        <TextAreaField
          label="Conclusion"
          hint="What was learnt, for those who read it later."
          rows={4}
          value={conclusion}
          error={problems.at('conclusion')}
          onChange={(event) => setConclusion(event.target.value)}
        />
        <ProblemNotice problem={problems.elsewhere} />
        <FormActions action="Conclude" busy={busy} onLeave={onClose} />
      </form>
    </Dialog>
  );
}
