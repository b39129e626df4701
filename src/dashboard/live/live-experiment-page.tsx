import { getRouteApi, Link } from '@tanstack/react-router';
import { Rocket } from 'lucide-react';
import { useState } from 'react';
import { useQuery, useSubscription } from 'urql';
import { Button, buttonLook } from '../parts/button.js';
import { Card } from '../parts/card.js';
import { Facts } from '../parts/facts.js';
import { Loaded } from '../parts/loaded.js';
import { Moment } from '../parts/moment.js';
import { Page } from '../parts/page.js';
import { Empty } from '../parts/states.js';
import { formatCount } from '../quantities.js';
import { useMay } from '../session/session.js';
import { LiveExperimentChangesDocument, LiveExperimentDocument, type LiveExperimentShownFragment } from './generated.js';
import { Metrics } from './metrics.js';
import { PromoteDialog } from './promote-dialog.js';
import { Promotions } from './promotions.js';
import { SampleRatioNotice } from './sample-ratio-notice.js';
import { strategyLabels } from './strategy-labels.js';
import { VariantShares } from './variant-shares.js';

const route = getRouteApi('/live/$liveExperimentId');

/** How the variants of a live experiment do, while they are given. */
export function LiveExperimentPage() {
  const { liveExperimentId: id } = route.useParams();
  const [query, readAgain] = useQuery({ query: LiveExperimentDocument, variables: { id } });
  const live = query.data?.liveExperiment;
  useSubscription({ query: LiveExperimentChangesDocument, variables: { id }, pause: !live });
  const mayEdit = useMay('edit');
  const [promoting, setPromoting] = useState(false);
  return (
    <Page
      title={live?.name ?? 'Live experiment'}
      above={{ label: 'Live experiments', link: { to: '/live' } }}
      actions={
        live ? (
          <>
            <Link to="/functions" search={{ liveExperiment: id }} className={buttonLook()}>
              Function runs
            </Link>
            {mayEdit ? (
              <Button kind="primary" icon={<Rocket aria-hidden size={16} />} onClick={() => setPromoting(true)}>
                Promote a variant
              </Button>
            ) : null}
          </>
        ) : null
      }
    >
      <Loaded query={query} onRetry={readAgain} lines={12}>
        {({ liveExperiment }) =>
          liveExperiment ? (
            <LiveExperiment live={liveExperiment} />
          ) : (
            <Empty title="There is no such live experiment">
              The address may be misspelt, or it belongs to another organization.
            </Empty>
          )
        }
      </Loaded>
      {live && promoting ? <PromoteDialog live={live} onClose={() => setPromoting(false)} /> : null}
    </Page>
  );
}

function LiveExperiment({ live }: { live: LiveExperimentShownFragment }) {
  return (
    <>
      <SampleRatioNotice ratio={live.sampleRatio} />
      <Card>
        <Facts
          facts={[
            ['Exposures', formatCount(live.exposures)],
            ['Units', formatCount(live.units)],
            ['Chosen', strategyLabels[live.strategy]],
            ['Weights', live.managed ? 'Managed here' : 'In the code'],
            ['First seen', <Moment key="seen" at={live.createdAt} />],
          ]}
        />
      </Card>
      <VariantShares live={live} />
      <Metrics variants={live.variants} />
      <Promotions live={live} />
    </>
  );
}
