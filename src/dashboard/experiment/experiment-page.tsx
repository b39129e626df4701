import { getRouteApi, Link } from '@tanstack/react-router';
import { Table2 } from 'lucide-react';
import { useQuery, useSubscription } from 'urql';
import { LifecycleActions } from '../lifecycle/lifecycle-actions.js';
import { buttonLook } from '../parts/button.js';
import { Loaded } from '../parts/loaded.js';
import { Page } from '../parts/page.js';
import { StageBadge, StatusBadge } from '../parts/status.js';
import { RegressionPanel } from '../regression/regression-panel.js';
import type { RegressionSearch } from '../regression/search.js';
import { useMay, useSession } from '../session/session.js';
import { NothingHere } from '../shell/nothing-here.js';
import { allowedIn } from './allowed.js';
import { EditButton } from './edit-dialog.js';
import { Evaluators } from './evaluators.js';
import { ExperimentFacts } from './experiment-facts.js';
import { ExperimentChangedDocument, ExperimentDocument, type ExperimentQuery } from './generated.js';
import { Runs } from './runs.js';
import { StartButton } from './start-dialog.js';
import { Trend } from './trend.js';
import { useOwnStarts } from './use-own-starts.js';
import { useRecentRuns } from './use-recent-runs.js';
import { Variants } from './variants.js';

const route = getRouteApi('/experiments/$experimentId');

/** One experiment: what it compares, its variants and judges, and its runs as they go on. */
export function ExperimentPage() {
  const { experimentId } = route.useParams();
  const withKey = useSession().kind === 'key';
  const [query, readAgain] = useQuery({ query: ExperimentDocument, variables: { experimentId, withKey } });
  if (query.data && !query.data.experiment) return <NothingHere />;
  return query.data?.experiment ? (
    <Content key={experimentId} experiment={query.data.experiment} />
  ) : (
    <Page title="Experiment">
      <Loaded query={query} onRetry={readAgain} lines={16}>
        {() => null}
      </Loaded>
    </Page>
  );
}

function Content({ experiment }: { experiment: NonNullable<ExperimentQuery['experiment']> }) {
  const { id, name, description, status, stage, variants } = experiment;
  useSubscription({ query: ExperimentChangedDocument, variables: { experimentId: id } });
  const recent = useRecentRuns(id);
  const own = useOwnStarts();
  const withKey = useSession().kind === 'key';
  const mayEdit = useMay('edit');
  const allowed = allowedIn(stage);
  return (
    <Page
      title={name}
      above={withKey ? { label: 'Experiments', link: { to: '/experiments' } } : undefined}
      mark={
        // As wide as the longest of each, so that nothing beside and below them moves.
        <span className="inline-flex flex-wrap gap-1">
          <span className="min-w-32">
            <StatusBadge status={status} />
          </span>
          <span className="min-w-38">
            <StageBadge stage={stage} />
          </span>
        </span>
      }
      description={description}
      actions={
        <>
          <Link to="/experiments/$experimentId/comparison" params={{ experimentId: id }} className={buttonLook('primary')}>
            <Table2 aria-hidden size={16} />
            Comparison
          </Link>
          {mayEdit && allowed.change ? <StartButton experimentId={id} own={own} /> : null}
          {mayEdit && stage !== 'ARCHIVED' ? <EditButton experiment={experiment} /> : null}
          <LifecycleActions experimentId={id} />
        </>
      }
    >
      <ExperimentFacts experiment={experiment} />
      <Variants experiment={experiment} recent={recent} own={own} />
      <Runs
        experimentId={id}
        allowed={allowed}
        recent={recent}
        own={own}
        expected={variants.some(({ baseline }) => baseline) ? 1 : variants.length}
      />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Trend experimentId={id} recent={recent} variants={variants} />
        <Evaluators experiment={experiment} mayChange={allowed.change} />
      </div>
      <Regression experimentId={id} />
    </Page>
  );
}

/** The report on the run that the address names. */
function Regression({ experimentId }: { experimentId: string }) {
  const { regression, against, threshold } = route.useSearch();
  const navigate = route.useNavigate();
  if (regression === undefined) return null;
  return (
    <RegressionPanel
      experimentId={experimentId}
      runId={regression}
      against={against}
      threshold={threshold}
      onChange={(search: RegressionSearch) => void navigate({ search, replace: true })}
      onClose={() => void navigate({ search: {}, resetScroll: false })}
    />
  );
}
