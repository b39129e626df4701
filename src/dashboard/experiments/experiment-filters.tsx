import { getRouteApi } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { Button } from '../parts/button.js';
import { SelectField, TextField } from '../parts/field.js';
import { stageLooks } from '../parts/status.js';
import { useTyped } from '../parts/use-typed.js';
import { type ExperimentsSearch, experimentStages, experimentStatuses, experimentTypes, statusLabel } from './search.js';
import { typeLabels } from './type-labels.js';

const route = getRouteApi('/experiments');

/** Which experiments are wanted. It stands in the address, so that a list can be kept and passed on. */
export function ExperimentFilters() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filtered = Object.values(search).some((value) => value !== undefined);
  const change = (changed: Partial<ExperimentsSearch>) => void navigate({ search: { ...search, ...changed }, replace: true });
  const [typed, setTyped] = useTyped(search.search ?? '', (rested) => change({ search: rested || undefined }));
  return (
    <search className="mb-4 flex flex-wrap items-end gap-3">
      <TextField
        label={
          <span className="inline-flex items-center gap-1">
            <Search aria-hidden size={14} />
            Name or description
          </span>
        }
        type="search"
        className="w-full sm:w-64"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <SelectField
        label="Type"
        value={search.type ?? ''}
        onChange={(event) => change({ type: experimentTypes.find((type) => type === event.target.value) })}
      >
        <option value="">All</option>
        {experimentTypes.map((type) => (
          <option key={type} value={type}>
            {typeLabels[type]}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Status"
        value={search.status ?? ''}
        onChange={(event) => change({ status: experimentStatuses.find((status) => status === event.target.value) })}
      >
        <option value="">All</option>
        {experimentStatuses.map((status) => (
          <option key={status} value={status}>
            {statusLabel(status)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Stage"
        value={search.stage ?? ''}
        onChange={(event) => change({ stage: experimentStages.find((stage) => stage === event.target.value) })}
      >
        <option value="">All but archived</option>
        {experimentStages.map((stage) => (
          <option key={stage} value={stage}>
            {stageLooks[stage].label}
          </option>
        ))}
      </SelectField>
      {filtered ? (
        <Button kind="quiet" onClick={() => void navigate({ search: {}, replace: true })}>
          Clear
        </Button>
      ) : null}
    </search>
  );
}
