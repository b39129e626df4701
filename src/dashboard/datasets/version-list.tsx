import { Link } from '@tanstack/react-router';
import { GitCompareArrows } from 'lucide-react';
import { useQuery } from 'urql';
import { Card } from '../parts/card.js';
import { classes } from '../parts/classes.js';
import { Loaded } from '../parts/loaded.js';
import { Moment } from '../parts/moment.js';
import { Pager, usePages } from '../parts/pager.js';
import { Cell, HeadCell, Table } from '../parts/table.js';
import { formatCount } from '../quantities.js';
import { type VersionEntryFragment, VersionsDocument } from './generated.js';

const pageSize = 20;

interface RowProps {
  datasetId: string;
  /** The version that is on screen, and the one that it is compared with. */
  shown: string;
  against: string | undefined;
  version: VersionEntryFragment;
}

interface VersionListProps extends Omit<RowProps, 'version'> {
  /** How many there are. */
  count: number;
}

/** The versions of a dataset, the newest first: one is shown, and another can be held against it. */
export function VersionList({ datasetId, shown, against, count }: VersionListProps) {
  const pages = usePages();
  const [query, readAgain] = useQuery({
    query: VersionsDocument,
    variables: { datasetId, first: pageSize, after: pages.after },
  });
  return (
    <Card title="Versions">
      <Loaded query={query} onRetry={readAgain} lines={1 + Math.min(count, pageSize)}>
        {({ dataset }) =>
          dataset ? (
            <>
              <Table label="Versions of the dataset">
                <thead>
                  <tr>
                    <HeadCell>Version</HeadCell>
                    <HeadCell figure>Items</HeadCell>
                    <HeadCell>Created</HeadCell>
                    <HeadCell>
                      <span className="sr-only">What changed</span>
                    </HeadCell>
                  </tr>
                </thead>
                <tbody>
                  {dataset.versions.edges.map(({ node }) => (
                    <Row key={node.id} version={node} {...{ datasetId, shown, against }} />
                  ))}
                </tbody>
              </Table>
              <Pager pages={pages} pageInfo={dataset.versions.pageInfo} />
            </>
          ) : null
        }
      </Loaded>
    </Card>
  );
}

function Row({ version: { id, number, itemCount, createdAt }, datasetId, shown, against }: RowProps) {
  const isShown = id === shown;
  return (
    <tr className={classes(isShown && 'bg-accent-soft', id === against && 'bg-sunken')}>
      <Cell className="whitespace-nowrap">
        <Link
          to="/datasets/$datasetId"
          params={{ datasetId }}
          search={{ version: id }}
          aria-current={isShown ? 'true' : undefined}
          className={classes('inline-flex min-h-6 items-center text-accent hover:underline', isShown && 'font-semibold')}
        >
          Version {formatCount(number)}
        </Link>
      </Cell>
      <Cell figure>{formatCount(itemCount)}</Cell>
      <Cell>
        <Moment at={createdAt} />
      </Cell>
      <Cell>
        {isShown ? (
          <span className="text-muted">shown</span>
        ) : (
          <Link
            to="/datasets/$datasetId"
            params={{ datasetId }}
            search={{ version: shown, against: id }}
            aria-current={id === against ? 'true' : undefined}
            className={classes(
              'inline-flex min-h-6 items-center gap-1 text-accent hover:underline',
              id === against && 'font-semibold',
            )}
          >
            <GitCompareArrows aria-hidden size={14} />
            <span>
              Compare<span className="sr-only"> with version {number}</span>
            </span>
          </Link>
        )}
      </Cell>
    </tr>
  );
}
