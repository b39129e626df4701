import { getRouteApi, Link, Navigate } from '@tanstack/react-router';
import { Columns3, Keyboard } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useQuery, useSubscription } from 'urql';
import { isActive } from '../active.js';
import { Button, buttonLook } from '../parts/button.js';
import { Loaded } from '../parts/loaded.js';
import { Page } from '../parts/page.js';
import { Empty, Loading } from '../parts/states.js';
import { list } from '../search-values.js';
import { ComparisonView } from './comparison-view.js';
import { ExportLinks } from './export-links.js';
import { ComparisonDocument, type ComparisonQuery, RunsChangedDocument } from './generated.js';
import { KeysHelp } from './keys-help.js';
import { RunPicker } from './run-picker.js';
import { latestRunIds } from './runs.js';

const route = getRouteApi('/experiments/$experimentId/comparison');

/** The variants of an experiment side by side, item by item. */
export function ComparisonPage() {
  const { experimentId } = route.useParams();
  const { runs } = route.useSearch();
  const navigate = route.useNavigate();
  const asked = useMemo(() => list(runs) ?? null, [runs]);
  const [query, readAgain] = useQuery({ query: ComparisonDocument, variables: { experimentId, runIds: asked } });
  const [over, setOver] = useState<'runs' | 'keys' | null>(null);
  const experiment = query.data?.experiment;
  useLatestRuns(experimentId, query.data, () => {
    // The latest completed run whose failed items are tried again is not completed, and an earlier one would take its place.
    const isRetrying = experiment?.comparison.columns.some(({ run }) => isActive(run.status));
    if (asked === null && !isRetrying) readAgain({ requestPolicy: 'network-only' });
  });
  // What is shown is of the runs that were asked for before, until others are read.
  const answered = query.operation?.variables.runIds ?? null;
  const isEmpty = !experiment || experiment.comparison.columns.length === 0;
  const [onScreen, setOnScreen] = useState<string[]>([]);
  const choose = (runIds: string[] | null) => {
    setOver(null);
    void navigate({
      search: (former) => ({ ...former, runs: runIds?.join(), item: undefined, left: undefined, right: undefined }),
    });
  };
  return (
    <Page
      title="Comparison"
      above={{
        label: experiment?.name ?? 'Experiment',
        link: { to: '/experiments/$experimentId', params: { experimentId } },
      }}
      actions={
        <>
          <Button icon={<Columns3 aria-hidden size={16} />} onClick={() => setOver('runs')}>
            Runs
          </Button>
          <ExportLinks experimentId={experimentId} runIds={onScreen} />
          <Button icon={<Keyboard aria-hidden size={16} />} onClick={() => setOver('keys')}>
            Keys
          </Button>
        </>
      }
    >
      <Loaded query={query} onRetry={readAgain} lines={12}>
        {(data) =>
          data.experiment === null ? (
            <Empty title="There is no such experiment">It may have been deleted.</Empty>
          ) : isEmpty && answered?.join() !== asked?.join() ? (
            <Loading lines={12} />
          ) : isEmpty ? (
            <NoRuns experiment={data.experiment} asked={asked} />
          ) : (
            <ComparisonView
              key={`${data.experiment.id} ${answered?.join() ?? 'latest'}`}
              experiment={data.experiment}
              asked={answered}
              onScreen={setOnScreen}
              onShow={choose}
              onHelp={() => setOver('keys')}
            />
          )
        }
      </Loaded>
      {over === 'runs' ? (
        <RunPicker experimentId={experimentId} shown={onScreen} onChoose={choose} onClose={() => setOver(null)} />
      ) : null}
      {over === 'keys' ? <KeysHelp onClose={() => setOver(null)} /> : null}
    </Page>
  );
}

type ReadExperiment = NonNullable<ComparisonQuery['experiment']>;

/** Watches the latest run of each variant, and says when one began or ended: others may be the latest completed ones then. */
function useLatestRuns(experimentId: string, data: ComparisonQuery | undefined, onChange: () => void): void {
  useSubscription({ query: RunsChangedDocument, variables: { experimentId } });
  const states = data?.experiment?.variants.map(({ latestRun }) => `${latestRun?.id} ${latestRun?.status}`).join();
  const former = useRef(states);
  useEffect(() => {
    if (former.current !== undefined && states !== undefined && former.current !== states) onChange();
    former.current = states;
  });
}

/** What to look at where no run has completed: those that are there, as far as they have come. */
function NoRuns({ experiment, asked }: { experiment: ReadExperiment; asked: string[] | null }) {
  const latest = latestRunIds(experiment.variants);
  if (asked === null && latest.length > 0)
    return (
      <Navigate
        from={route.id}
        to="."
        search={(former: Record<string, unknown>) => ({ ...former, runs: latest.join() })}
        replace
      />
    );
  return (
    <Empty title="There is nothing to compare yet">
      <p>Start the experiment: as soon as a variant runs, its results stand here beside the others’.</p>
      <Link to="/experiments/$experimentId" params={{ experimentId: experiment.id }} className={buttonLook()}>
        To the experiment
      </Link>
    </Empty>
  );
}
