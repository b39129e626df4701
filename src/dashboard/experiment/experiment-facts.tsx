import { Link } from '@tanstack/react-router';
import { Lock, LockOpen, Trophy } from 'lucide-react';
import type { ReactNode } from 'react';
import { typeLabels } from '../experiments/type-labels.js';
import { Badge } from '../parts/badge.js';
import { Card } from '../parts/card.js';
import { Moment } from '../parts/moment.js';
import { formatCount, formatCounted, none } from '../quantities.js';
import { useSession } from '../session/session.js';
import { ComparedAnswer } from './compared-answer.js';
import type { ExperimentQuery, ExperimentSetupFragment } from './generated.js';
import { Sensitivity } from './sensitivity.js';
import { taskWords } from './task-words.js';

/** What an experiment compares, over what, and what came out. */
export function ExperimentFacts({ experiment }: { experiment: NonNullable<ExperimentQuery['experiment']> }) {
  const {
    id,
    type,
    locked,
    taskCount,
    comparedAnswer,
    endpoint,
    createdAt,
    completedAt,
    archivedAt,
    winner,
    conclusion,
    variants,
  } = experiment;
  return (
    <Card>
      <dl className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-x-6 gap-y-3 text-sm">
        <Fact term="Compares">{typeLabels[type]}</Fact>
        <Fact term="Data">
          <Data experiment={experiment} />
        </Fact>
        <Fact term="Compared answer">{comparedAnswer ? <ComparedAnswer {...comparedAnswer} /> : 'All of the output'}</Fact>
        {endpoint ? (
          <Fact term="App">
            <Link
              to="/settings/endpoints/$endpointId"
              params={{ endpointId: endpoint.id }}
              className="text-accent hover:underline"
            >
              {endpoint.name}
            </Link>
          </Fact>
        ) : null}
        {variants.some(({ baseline }) => baseline) ? (
          <Fact term="Data, steps and baseline">
            <span className="inline-flex items-center gap-1">
              {locked ? (
                <Lock aria-hidden size={14} className="shrink-0" />
              ) : (
                <LockOpen aria-hidden size={14} className="shrink-0" />
              )}
              {locked ? 'Locked: the baseline ran with them' : 'Open until the baseline runs'}
            </span>
          </Fact>
        ) : null}
        <Fact term="Created">
          <Moment at={createdAt} />
        </Fact>
        {archivedAt ? (
          <Fact term="Archived">
            <Moment at={archivedAt} />
          </Fact>
        ) : null}
      </dl>
      {taskCount === null ? null : <Sensitivity experimentId={id} trials={1} className="mt-3" />}
      {completedAt ? (
        <div className="mt-3 grid gap-1 border-t border-line pt-3 text-sm">
          <p className="flex flex-wrap items-center gap-2">
            {winner ? (
              <Badge tone="good" icon={<Trophy aria-hidden size={13} />}>
                Winner: {winner.name}
              </Badge>
            ) : (
              'No winner was named.'
            )}
            <span className="text-muted">
              Concluded <Moment at={completedAt} />
            </span>
          </p>
          {conclusion ? <p className="max-w-prose whitespace-pre-line">{conclusion}</p> : null}
        </div>
      ) : null}
    </Card>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{term}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  );
}

/** The dataset version, which guests have no page for, and which of its items are run, and how many. */
function Data({ experiment: { datasetVersion, taskCount, taskSelection } }: { experiment: ExperimentSetupFragment }) {
  const withKey = useSession().kind === 'key';
  const selected = taskSelection && taskWords(taskSelection);
  const tasks = taskCount === null ? null : `${formatCounted(taskCount, 'item')}${selected ? `: ${selected}` : ''}`;
  if (!datasetVersion) return tasks ?? none;
  const { id, number, dataset } = datasetVersion;
  const name = `${dataset.name}, version ${formatCount(number)}`;
  return (
    <>
      {withKey ? (
        <Link
          to="/datasets/$datasetId"
          params={{ datasetId: dataset.id }}
          search={{ version: id }}
          className="text-accent hover:underline"
        >
          {name}
        </Link>
      ) : (
        name
      )}
      {tasks === null ? null : <span className="text-muted"> · {tasks}</span>}
    </>
  );
}
