import { getRouteApi, Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { buttonLook } from '../parts/button.js';
import { Card } from '../parts/card.js';
import { Page } from '../parts/page.js';
import { useMay } from '../session/session.js';
import { ExperimentFilters } from './experiment-filters.js';
import { ExperimentList } from './experiment-list.js';

const route = getRouteApi('/experiments');

/** The experiments of the organization, the newest first. */
export function ExperimentsPage() {
  const search = route.useSearch();
  const mayEdit = useMay('edit');
  return (
    <Page
      title="Experiments"
      actions={
        mayEdit ? (
          <Link to="/experiments/new" className={buttonLook('primary')}>
            <Plus aria-hidden size={16} />
            New experiment
          </Link>
        ) : null
      }
    >
      <Card>
        <ExperimentFilters />
        <ExperimentList key={JSON.stringify(search)} search={search} />
      </Card>
    </Page>
  );
}
