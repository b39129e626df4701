import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useCommand } from '../graph/use-command.js';
import { Button } from '../parts/button.js';
import { Card } from '../parts/card.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { Empty } from '../parts/states.js';
import { Cell, HeadCell, Table } from '../parts/table.js';
import { useMay } from '../session/session.js';
import { AddEvaluatorDialog } from './add-evaluator-dialog.js';
import { configurationWords } from './configuration-words.js';
import { evaluatorKinds } from './evaluator-kinds.js';
import { type ExperimentSetupFragment, RemoveEvaluatorDocument } from './generated.js';
import { IconButton } from './icon-button.js';

/** Who judges new runs. */
export function Evaluators({
  experiment: { id: experimentId, evaluators },
  mayChange,
}: {
  experiment: ExperimentSetupFragment;
  mayChange: boolean;
}) {
  const mayAdd = useMay('edit') && mayChange;
  const mayRemove = useMay('administer') && mayChange;
  const [adding, setAdding] = useState(false);
  const removal = useCommand(RemoveEvaluatorDocument);
  return (
    <Card
      title="Evaluators"
      actions={
        mayAdd ? (
          <Button icon={<Plus aria-hidden size={16} />} onClick={() => setAdding(true)}>
            Add evaluator
          </Button>
        ) : null
      }
    >
      <ProblemNotice problem={removal.problem} title="It was not removed" />
      {evaluators.length === 0 ? (
        <Empty title="Nobody judges the results">
          Without an evaluator there are durations, tokens and costs, but no scores. One that is added judges the runs that start
          after it.
        </Empty>
      ) : (
        <Table label="Table of evaluators">
          <thead>
            <tr>
              <HeadCell>Name</HeadCell>
              <HeadCell>Judges by</HeadCell>
              <HeadCell figure>Passes from</HeadCell>
              {mayRemove ? <HeadCell figure>Actions</HeadCell> : null}
            </tr>
          </thead>
          <tbody>
            {evaluators.map(({ id, name, kind, threshold, configuration }) => (
              <tr key={id}>
                <Cell className="font-medium">{name}</Cell>
                <Cell>
                  <span title={evaluatorKinds[kind].value}>{evaluatorKinds[kind].label}</span>
                  <p className="font-mono text-xs break-words text-muted">{configurationWords(configuration)}</p>
                </Cell>
                <Cell figure>{threshold}</Cell>
                {mayRemove ? (
                  <Cell figure>
                    <IconButton
                      label={`Remove ${name}`}
                      icon={<Trash2 aria-hidden size={16} />}
                      disabled={removal.busy}
                      onClick={() => void removal.run({ id })}
                    />
                  </Cell>
                ) : null}
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {adding ? <AddEvaluatorDialog experimentId={experimentId} onClose={() => setAdding(false)} /> : null}
    </Card>
  );
}
