import { Link } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { Loaded } from '../parts/loaded.js';
import { Moment } from '../parts/moment.js';
import { Pager, usePages } from '../parts/pager.js';
import { Empty } from '../parts/states.js';
import { Cell, HeadCell, Table } from '../parts/table.js';
import { formatCount, none } from '../quantities.js';
import { type DatasetEntryFragment, DatasetsDocument } from './generated.js';

const pageSize = 50;

/** The datasets, a page at a time. */
export function DatasetList() {
  const pages = usePages();
  const [query, readAgain] = useQuery({ query: DatasetsDocument, variables: { first: pageSize, after: pages.after } });
  return (
    <Loaded query={query} onRetry={readAgain} lines={8}>
      {({ datasets: { edges, pageInfo } }) => (
        <>
          {edges.length === 0 ? (
            <Empty title="There is no dataset yet">
              A dataset has the items that variants are run on, in versions that never change. Import a JSONL or CSV file.
            </Empty>
          ) : (
            <Entries entries={edges.map(({ node }) => node)} />
          )}
          <Pager pages={pages} pageInfo={pageInfo} />
        </>
      )}
    </Loaded>
  );
}

function Entries({ entries }: { entries: DatasetEntryFragment[] }) {
  return (
    <Table label="Datasets">
      <thead>
        <tr>
          <HeadCell>Name</HeadCell>
          <HeadCell figure>Latest version</HeadCell>
          <HeadCell figure>Items</HeadCell>
          <HeadCell>Created</HeadCell>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ id, name, description, latestVersion, createdAt }) => (
          <tr key={id}>
            <Cell className="w-full min-w-48">
              <Link to="/datasets/$datasetId" params={{ datasetId: id }} className="font-medium text-accent hover:underline">
                {name}
              </Link>
              {description ? <p className="line-clamp-1 max-w-prose text-xs text-muted">{description}</p> : null}
            </Cell>
            <Cell figure>{latestVersion ? formatCount(latestVersion.number) : none}</Cell>
            <Cell figure>{latestVersion ? formatCount(latestVersion.itemCount) : none}</Cell>
            <Cell>
              <Moment at={createdAt} />
            </Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
