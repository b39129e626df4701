import { Link } from '@tanstack/react-router';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useLivePage } from '../graph/use-live-page.js';
import { Badge } from '../parts/badge.js';
import { Card } from '../parts/card.js';
import { Loaded } from '../parts/loaded.js';
import { Moment } from '../parts/moment.js';
import { Newer } from '../parts/newer.js';
import { Page } from '../parts/page.js';
import { Pager, usePages } from '../parts/pager.js';
import { Empty } from '../parts/states.js';
import { Cell, HeadCell, Table } from '../parts/table.js';
import { formatCount, formatPercent, none } from '../quantities.js';
import { LiveExperimentsDocument, LiveExperimentsListedDocument, type LiveExperimentsQuery } from './generated.js';
import { strategyLabels } from './strategy-labels.js';

const pageSize = 25;
const edgesOf = ({ liveExperiments }: LiveExperimentsQuery) => liveExperiments.edges;

type Entry = LiveExperimentsQuery['liveExperiments']['edges'][number]['node'];

/** The live experiments of the organization, the newest first, and how they go, live. */
export function LiveExperimentsPage() {
  const pages = usePages();
  const [query, readAgain] = useLivePage({
    query: LiveExperimentsDocument,
    live: LiveExperimentsListedDocument,
    variables: { first: pageSize, after: pages.after },
    edgesOf,
    pages,
  });
  return (
    <Page title="Live experiments" description="Variants that your functions give to live traffic, and how that goes.">
      <Card>
        <Loaded query={query} onRetry={readAgain} lines={8}>
          {({ liveExperiments: { edges, pageInfo } }) => (
            <>
              <Newer nouns="live experiments" pages={pages} isEmpty={edges.length === 0} />
              {edges.length === 0 ? <NoLiveExperiments /> : <Entries entries={edges.map(({ node }) => node)} />}
              <Pager pages={pages} pageInfo={pageInfo} />
            </>
          )}
        </Loaded>
      </Card>
    </Page>
  );
}

function NoLiveExperiments() {
  return (
    <Empty title="There is no live experiment yet">
      <p>
        One appears with its first exposure: call <code className="font-mono">group.experiment()</code> in a function, and send an
        event that starts it.
      </p>
      <Link to="/functions" className="text-accent underline">
        See the functions
      </Link>
    </Empty>
  );
}

function Entries({ entries }: { entries: Entry[] }) {
  return (
    <Table label="Live experiments">
      <thead>
        <tr>
          <HeadCell>Name</HeadCell>
          <HeadCell>Variants, by share of the units</HeadCell>
          <HeadCell>Chosen</HeadCell>
          <HeadCell>Weights</HeadCell>
          <HeadCell figure>Exposures</HeadCell>
          <HeadCell figure>Units</HeadCell>
          <HeadCell>Shares</HeadCell>
          <HeadCell>First seen</HeadCell>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ id, name, variants, strategy, managed, exposures, units, sampleRatio, createdAt }) => (
          <tr key={id}>
            <Cell className="min-w-40">
              <Link
                to="/live/$liveExperimentId"
                params={{ liveExperimentId: id }}
                className="font-medium text-accent hover:underline"
              >
                {name}
              </Link>
            </Cell>
            <Cell className="min-w-48">
              <ul className="flex flex-wrap gap-x-4">
                {variants.map((variant) => (
                  <li key={variant.name} className="whitespace-nowrap">
                    {variant.name}{' '}
                    <span className="text-xs text-muted">
                      {formatPercent(variant.share === null ? null : 100 * variant.share)}
                    </span>
                  </li>
                ))}
              </ul>
            </Cell>
            <Cell className="whitespace-nowrap">{strategyLabels[strategy]}</Cell>
            <Cell className="whitespace-nowrap">{managed ? 'Managed here' : 'In the code'}</Cell>
            <Cell figure>{formatCount(exposures)}</Cell>
            <Cell figure>{formatCount(units)}</Cell>
            <Cell>
              <Shares ratio={sampleRatio} />
            </Cell>
            <Cell>
              <Moment at={createdAt} />
            </Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Shares({ ratio }: { ratio: Entry['sampleRatio'] }) {
  if (ratio === null) return none;
  return ratio.mismatch ? (
    <Badge tone="bad" icon={<TriangleAlert aria-hidden size={13} />}>
      Mismatch
    </Badge>
  ) : (
    <Badge tone="good" icon={<CircleCheck aria-hidden size={13} />}>
      As weighted
    </Badge>
  );
}
