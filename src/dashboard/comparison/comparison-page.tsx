import { getRouteApi, Link } from '@tanstack/react-router';
import { Columns3, Keyboard } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button, buttonLook } from '../parts/button.js';
import { Loaded } from '../parts/loaded.js';
import { Page } from '../parts/page.js';
import { Empty, Loading } from '../parts/states.js';
import { list } from '../search-values.js';
import { ComparisonView } from './comparison-view.js';
import { ExportLinks } from './export-links.js';
import { KeysHelp } from './keys-help.js';
import { RunPicker } from './run-picker.js';
import { useComparison } from './use-comparison.js';

const route = getRouteApi('/experiments/$experimentId/comparison');

/** The variants of an experiment side by side, item by item. */
export function ComparisonPage() {
  const { experimentId } = route.useParams();
  const { runs } = route.useSearch();
  const navigate = route.useNavigate();
  const chosen = useMemo(() => list(runs) ?? null, [runs]);
  const { query, readAgain, answered, which, isFormer } = useComparison(experimentId, chosen);
  const [over, setOver] = useState<'runs' | 'keys' | null>(null);
  const experiment = query.data?.experiment;
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
          ) : isEmpty && isFormer ? (
            <Loading lines={12} />
          ) : isEmpty ? (
            <NoRuns experimentId={data.experiment.id} />
          ) : (
            <ComparisonView
              key={`${data.experiment.id} ${which === 'chosen' ? answered?.join() : 'latest'}`}
              experiment={data.experiment}
              asked={answered}
              which={which}
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

function NoRuns({ experimentId }: { experimentId: string }) {
  return (
    <Empty title="There is nothing to compare yet">
      <p>Start the experiment: as soon as a variant runs, its results stand here beside the others’.</p>
      <Link to="/experiments/$experimentId" params={{ experimentId }} className={buttonLook()}>
        To the experiment
      </Link>
    </Empty>
  );
}
