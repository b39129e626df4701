import { LRUCache } from 'lru-cache';
import type { Run } from '../../database/client.js';
import type { Id } from '../../ids.js';
import type { Scope } from '../scope.js';
import { unitsPerDollar, unitsPerMs } from './estimate.js';

/** What the items of a run took, by their position in its dataset version: the mean over their trials. */
export interface ItemPerformance {
  /** In {@link unitsPerMs}, over the results that have an output; NaN where none has. */
  durations: Float64Array;
  /** In {@link unitsPerDollar}; NaN where the item has no result, infinite where the price of one is unknown. */
  costs: Float64Array;
}

/** By run and what it has. In bytes: a run of 100,000 items takes 1.6 MB. */
const known = new LRUCache<string, ItemPerformance>({
  maxSize: 64 * 1024 * 1024,
  sizeCalculation: ({ durations, costs }) => 200 + durations.byteLength + costs.byteLength,
});

/** What the items of a run took. The run must be the caller's own to read. */
export async function itemPerformance(scope: Scope, run: Run): Promise<ItemPerformance> {
  const cached = known.get(momentOf(run));
  if (cached) return cached;
  const read = await readPerformance(scope, run.id);
  known.set(momentOf(run), read);
  return read;
}

/** What a run is known by as it stands: an ended one changes only when its failed items are tried again, and then in these numbers. */
export function momentOf({ id, sequence, itemsCompleted, itemsFailed }: Run): string {
  return `${id}@${sequence}.${itemsCompleted + itemsFailed}`;
}

/** Units in any order, each at the same place in all three: putting a hundred thousand in order takes longer than reading them. */
interface PackedUnits {
  items: number;
  trials: number;
  /** position × trials + trial. */
  units: string;
  /** Milliseconds; -1 without an output. */
  durations: string;
  costs: string;
}

async function readPerformance({ db }: Scope, runId: Id<'run'>): Promise<ItemPerformance> {
  // A position is looked up for each result: a join may be planned, while the tables are new, as one that compares all with all.
  // An error that is not known to have used anything cost nothing.
  const [packed] = await db.$queryRaw<PackedUnits[]>`
    WITH unit AS (
      SELECT (SELECT i.position FROM dataset_version_item i
          WHERE i.version_id = r.dataset_version_id AND i.item_id = x.item_id) * r.trials + x.trial AS unit,
        CASE WHEN x.error_type IS NULL THEN coalesce(x.duration_ms, -1) ELSE -1 END AS duration,
        CASE WHEN x.estimated_cost IS NOT NULL THEN (x.estimated_cost * ${unitsPerDollar}::numeric)::float8
          WHEN x.error_type IS NOT NULL AND coalesce(x.input_tokens, x.output_tokens) IS NULL THEN 0 ELSE 'Infinity' END AS cost
      FROM run r JOIN result x ON x.run_id = r.id
      WHERE r.id = ${runId}::uuid)
    SELECT v.item_count AS items, r.trials, packed.* FROM run r JOIN dataset_version v ON v.id = r.dataset_version_id
      CROSS JOIN (SELECT coalesce(encode(string_agg(int4send(unit), ''), 'base64'), '') AS units,
        coalesce(encode(string_agg(int4send(duration), ''), 'base64'), '') AS durations,
        coalesce(encode(string_agg(float8send(cost), ''), 'base64'), '') AS costs FROM unit) AS packed
    WHERE r.id = ${runId}::uuid`;
  if (!packed) throw new Error(`There is no run ${runId}.`);
  return foldTrials(packed);
}

/** The means over the trials of each item. */
function foldTrials({ items, trials, ...packed }: PackedUnits): ItemPerformance {
  const units = new Int32Array(bytesOfText(packed.units).swap32().buffer);
  const unitDurations = new Int32Array(bytesOfText(packed.durations).swap32().buffer);
  const unitCosts = new Float64Array(bytesOfText(packed.costs).swap64().buffer);
  const durations = { sums: new Float64Array(items), counts: new Uint16Array(items) };
  const costs = { sums: new Float64Array(items), counts: new Uint16Array(items) };
  for (let place = 0; place < units.length; place += 1) {
    const item = Math.floor((units[place] ?? -1) / trials);
    const duration = unitDurations[place] ?? -1;
    if (duration >= 0) add(durations, item, duration * unitsPerMs);
    add(costs, item, unitCosts[place] ?? Number.NaN);
  }
  return { durations: meansOf(durations), costs: meansOf(costs) };
}

interface Totals {
  sums: Float64Array;
  counts: Uint16Array;
}

function add({ sums, counts }: Totals, item: number, value: number): void {
  sums[item] = (sums[item] ?? 0) + value;
  counts[item] = (counts[item] ?? 0) + 1;
}

/** Whole; NaN where nothing was added. */
function meansOf({ sums, counts }: Totals): Float64Array {
  return sums.map((sum, item) => Math.round(sum / (counts[item] ?? 0)));
}

/** The highest byte comes first, and the bytes begin their buffer, as arrays of larger elements need them. */
function bytesOfText(text: string): Buffer<ArrayBuffer> {
  return Buffer.from(new Uint8Array(Buffer.from(text, 'base64')).buffer);
}
