import { useState } from 'react';
import { useQuery } from 'urql';
import { Button } from '../parts/button.js';
import { Dialog } from '../parts/dialog.js';
import { Loaded } from '../parts/loaded.js';
import { Moment } from '../parts/moment.js';
import { Pager, usePages } from '../parts/pager.js';
import { StatusBadge } from '../parts/status.js';
import { Cell, HeadCell, Table } from '../parts/table.js';
import { formatScore } from '../quantities.js';
import { ExperimentRunsDocument } from './generated.js';

/** More columns than one can look at. */
const mostRuns = 10;
const pageSize = 50;

interface RunPickerProps {
  experimentId: string;
  shown: string[];
  /** Takes the runs to compare; null: the latest completed one of each variant. */
  onChoose: (runIds: string[] | null) => void;
  onClose: () => void;
}

/** Chooses which runs stand beside each other. */
export function RunPicker({ experimentId, shown, onChoose, onClose }: RunPickerProps) {
  const pages = usePages();
  const [chosen, setChosen] = useState(() => new Set(shown));
  const [query, readAgain] = useQuery({
    query: ExperimentRunsDocument,
    variables: { experimentId, first: pageSize, after: pages.after },
  });
  const toggle = (runId: string) => {
    const next = new Set(chosen);
    if (!next.delete(runId)) next.add(runId);
    setChosen(next);
  };
  return (
    <Dialog title="Runs to compare" onClose={onClose}>
      <Loaded query={query} onRetry={readAgain}>
        {({ experiment }) => (
          <>
            <Table label="Runs">
              <thead>
                <tr>
                  <HeadCell>Variant</HeadCell>
                  <HeadCell>Started</HeadCell>
                  <HeadCell>Status</HeadCell>
                  <HeadCell figure>Score</HeadCell>
                </tr>
              </thead>
              <tbody>
                {experiment?.runs.edges.map(({ node: run }) => (
                  <tr key={run.id}>
                    <Cell>
                      <label className="flex min-h-6 items-center gap-2 font-medium">
                        <input
                          type="checkbox"
                          className="size-4 accent-accent"
                          checked={chosen.has(run.id)}
                          disabled={!chosen.has(run.id) && chosen.size >= mostRuns}
                          onChange={() => toggle(run.id)}
                        />
                        {run.variant.name}
                      </label>
                    </Cell>
                    <Cell>
                      <Moment at={run.createdAt} />
                    </Cell>
                    <Cell>
                      <StatusBadge status={run.status} />
                    </Cell>
                    <Cell figure>{formatScore(run.metrics.averageScore)}</Cell>
                  </tr>
                ))}
              </tbody>
            </Table>
            {experiment ? <Pager pages={pages} pageInfo={experiment.runs.pageInfo} /> : null}
          </>
        )}
      </Loaded>
      <div className="mt-4 flex flex-wrap items-center justify-end gap-2">
        <span role="status" className="mr-auto text-sm text-muted">
          {chosen.size} of at most {mostRuns} chosen
        </span>
        <Button onClick={() => onChoose(null)}>Latest completed of each variant</Button>
        <Button kind="primary" disabled={chosen.size === 0} onClick={() => onChoose([...chosen])}>
          Compare
        </Button>
      </div>
    </Dialog>
  );
}
