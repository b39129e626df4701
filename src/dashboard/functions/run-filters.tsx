import { getRouteApi } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { Button } from '../parts/button.js';
import { SelectField } from '../parts/field.js';
import { statusLooks } from '../parts/status.js';
import { RunFilterChoicesDocument } from './generated.js';
import { type FunctionRunsSearch, functionRunStatuses } from './search.js';

const route = getRouteApi('/functions');

/** Which runs are wanted. It stands in the address, so that a list can be kept and passed on. */
export function RunFilters() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [{ data }] = useQuery({ query: RunFilterChoicesDocument });
  const functions = data?.functions ?? [];
  const liveExperiments = data?.liveExperiments.edges.map(({ node }) => node) ?? [];
  const variants = liveExperiments.find(({ id }) => id === search.liveExperiment)?.variants ?? [];
  const events = [...new Set(functions.flatMap(({ triggers }) => triggers))].toSorted();
  const filtered = Object.values(search).some((value) => value !== undefined);
  const change = (changed: Partial<FunctionRunsSearch>) =>
    void navigate({ search: { ...search, ...changed }, replace: true, resetScroll: false });
  return (
    <search className="mb-4 flex flex-wrap items-end gap-3">
      <Choice
        label="Function"
        value={search.function}
        choices={functions.map(({ id, externalId }) => [id, externalId])}
        onChange={(id) => change({ function: id })}
      />
      <Choice
        label="Status"
        value={search.status}
        choices={functionRunStatuses.map((status) => [status, statusLooks[status].label])}
        onChange={(chosen) => change({ status: functionRunStatuses.find((status) => status === chosen) })}
      />
      <Choice
        label="Event"
        value={search.event}
        choices={events.map((name) => [name, name])}
        onChange={(event) => change({ event })}
      />
      <Choice
        label="Live experiment"
        value={search.liveExperiment}
        choices={liveExperiments.map(({ id, name }) => [id, name])}
        onChange={(liveExperiment) => change({ liveExperiment, variant: undefined })}
      />
      <Choice
        label="Variant"
        value={search.variant}
        choices={variants.map(({ name }) => [name, name])}
        onChange={(variant) => change({ variant })}
      />
      {filtered ? (
        <Button kind="quiet" onClick={() => void navigate({ search: {}, replace: true, resetScroll: false })}>
          Clear
        </Button>
      ) : null}
    </search>
  );
}

interface ChoiceProps {
  label: string;
  value: string | undefined;
  choices: [value: string, label: string][];
  onChange: (value: string | undefined) => void;
}

/** One of a few, or all. What the address names is there even where it is not among them, such as a function that was removed. */
function Choice({ label, value, choices, onChange }: ChoiceProps) {
  const known = value === undefined || choices.some(([choice]) => choice === value);
  return (
    <SelectField
      label={label}
      className="w-full sm:w-44"
      disabled={known && choices.length === 0}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value || undefined)}
    >
      <option value="">All</option>
      {known ? null : <option value={value}>{value}</option>}
      {choices.map(([choice, name]) => (
        <option key={choice} value={choice}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
