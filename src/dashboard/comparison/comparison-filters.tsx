import { getRouteApi } from '@tanstack/react-router';
import { Button } from '../parts/button.js';
import { CheckField, SelectField, TextField } from '../parts/field.js';
import { Steady } from '../parts/steady.js';
import { formatCount, formatCounted } from '../quantities.js';
import type { ComparisonSearch } from './search.js';
import { useTyped } from '../parts/use-typed.js';

const route = getRouteApi('/experiments/$experimentId/comparison');

interface ComparisonFiltersProps {
  evaluators: { id: string; name: string; threshold: number }[];
  /** How many rows are left, null until they are counted, and how many there are. */
  count: number | null;
  rows: number;
}

/** Which rows are wanted, in which order. It stands in the address. */
export function ComparisonFilters({ evaluators, count, rows }: ComparisonFiltersProps) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (changed: Partial<ComparisonSearch>) =>
    void navigate({ search: (former) => ({ ...former, ...changed }), replace: true, resetScroll: false });
  const { search: text, rows: kind, errored, evaluator, below, order } = search;
  const judge = evaluators.find(({ id }) => id === evaluator);
  const filtered = [text, kind, errored, judge].some((value) => value !== undefined);
  return (
    <search className="flex flex-wrap items-end gap-3">
      <SearchText value={text ?? ''} onChange={(typed) => change({ search: typed || undefined })} />
      <SelectField
        label="Rows"
        value={kind ?? ''}
        onChange={({ target: { value } }) => change({ rows: value === 'divergent' || value === 'agreeing' ? value : undefined })}
      >
        <option value="">All</option>
        <option value="divergent">Divergent</option>
        <option value="agreeing">Not divergent</option>
      </SelectField>
      {evaluators.length > 0 ? (
        <>
          <SelectField
            label="Low score by"
            className="max-w-48"
            value={judge?.id ?? ''}
            onChange={({ target: { value } }) => change({ evaluator: value || undefined, below: undefined })}
          >
            <option value="">Any</option>
            {evaluators.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
          <Below value={judge ? (below ?? judge.threshold) : null} onChange={(bound) => change({ below: bound })} />
        </>
      ) : null}
      <SelectField
        label="Order"
        value={order ?? ''}
        onChange={({ target: { value } }) => change({ order: value === 'SCORE_SPREAD' ? value : undefined })}
      >
        <option value="">As in the dataset</option>
        <option value="SCORE_SPREAD">Scores furthest apart</option>
      </SelectField>
      <CheckField
        label="With an error"
        className="min-h-8 content-center"
        checked={errored ?? false}
        onChange={({ target: { checked } }) => change({ errored: checked || undefined })}
      />
      <span role="status" className="flex min-h-8 items-center text-sm text-muted">
        {filtered ? (
          <Steady widest={`${formatCount(rows)} of ${formatCounted(rows, 'row')}`}>
            {count === null ? '…' : formatCount(count)} of {formatCounted(rows, 'row')}
          </Steady>
        ) : (
          formatCounted(rows, 'row')
        )}
      </span>
      {filtered ? (
        <Button
          kind="quiet"
          onClick={() =>
            change({ search: undefined, rows: undefined, errored: undefined, evaluator: undefined, below: undefined })
          }
        >
          Clear
        </Button>
      ) : null}
    </search>
  );
}

/** A text to be found, told once the typing rests. */
function SearchText({ value, onChange }: { value: string; onChange: (typed: string) => void }) {
  const [typed, setTyped] = useTyped(value, onChange);
  return (
    <TextField
      label="Name, input or output"
      type="search"
      className="w-full sm:w-56"
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}

interface BelowProps {
  /** The bound, 0 to 1; null where no evaluator is chosen. */
  value: number | null;
  onChange: (bound: number) => void;
}

/** A bound of scores, told once the typing rests. What is none does not count: the field shows the one that does when it is left. */
function Below({ value, onChange }: BelowProps) {
  const text = String(value ?? '');
  const [typed, setTyped] = useTyped(text, (rested) => {
    const bound = boundOf(rested);
    if (bound !== null && bound !== value) onChange(bound);
  });
  return (
    <TextField
      label="Below"
      type="number"
      className="w-20"
      min={0}
      max={1}
      step={0.05}
      disabled={value === null}
      value={typed}
      error={typed !== '' && boundOf(typed) === null ? '0 to 1' : null}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => boundOf(typed) === null && setTyped(text)}
    />
  );
}

function boundOf(typed: string): number | null {
  const bound = Number(typed);
  return typed !== '' && bound >= 0 && bound <= 1 ? bound : null;
}
