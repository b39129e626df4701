import type { ExperimentEntryFragment, ExperimentFilter } from './generated.js';

type Entry = Pick<ExperimentEntryFragment, 'id' | 'name' | 'description' | 'type' | 'status' | 'stage'>;

/** A page of the list, as it is on screen. */
export interface ListShown {
  filter: ExperimentFilter;
  /** The newest first. */
  entries: Pick<Entry, 'id'>[];
  hasNextPage: boolean;
  /** Whether newer ones than its first are kept from it. */
  isHeld: boolean;
}

/**
 * Whether an experiment that was created or has changed makes a page another one: it belongs there and is missing, or is there and
 * does not fit any more. What merely looks otherwise is no reason.
 */
export function changesList(told: Entry, shown: ListShown): boolean {
  const isShown = shown.entries.some(({ id }) => id === told.id);
  return fits(told, shown.filter) ? !isShown && isWithin(told.id, shown) : isShown;
}

/** Whether the filter lets it through, as the API judges. */
function fits({ name, description, type, status, stage }: Entry, filter: ExperimentFilter): boolean {
  const wanted = filter.search?.trim().toLowerCase() ?? '';
  return (
    (filter.type ?? type) === type &&
    (filter.status ?? status) === status &&
    (filter.stage ?? stage) === stage &&
    (filter.archived ?? filter.stage === 'ARCHIVED') === (stage === 'ARCHIVED') &&
    [name, description ?? ''].some((text) => text.toLowerCase().includes(wanted))
  );
}

/** Whether it can stand on the page, and not before or behind it: ids are in the order in which experiments were created. */
function isWithin(id: string, { entries, hasNextPage, isHeld }: ListShown): boolean {
  const [first, last] = [entries[0], entries.at(-1)];
  if (isHeld && first && id > first.id) return false;
  return !last || !hasNextPage || id > last.id;
}
