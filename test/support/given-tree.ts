import type { Run } from '../../src/database/client.js';
import { beginRun } from '../../src/domain/runs/begin-run.js';
import { startRuns } from '../../src/domain/runs/start-runs.js';
import type { Scope } from '../../src/domain/scope.js';
import { addVariant } from '../../src/domain/variants/variants.js';
import type { Id } from '../../src/ids.js';
import type { Json } from '../../src/json.js';
import { commitCells, type GivenCells, givenExperiment } from './given-runs.js';
import { expectValue, numberedItems } from './seed.js';

/** A child by its parent's name, and the parameter that it sets. */
export type Branch = [parent: string, parameter: string, value: Json];

export interface GivenTree {
  experimentId: Id<'experiment'>;
  evaluatorIds: Id<'evaluator'>[];
  /** The id of the variant of a name; the root’s is `root`. */
  id(name: string): Id<'variant'>;
  /** Makes a run of a variant whose results are as given; it completes when all of them are there. */
  run(name: string, cells: GivenCells): Promise<Run>;
}

/** An experiment whose variants branch from one root, and whose runs have the results that the test gives them. */
export async function givenTree(
  scope: Scope,
  { items, evaluators = 1 }: { items: number; evaluators?: number },
  branches: Record<string, Branch>,
): Promise<GivenTree> {
  const {
    id: experimentId,
    variantIds,
    evaluatorIds,
  } = await givenExperiment(scope, {
    items: numberedItems(items),
    variants: 1,
    evaluators,
  });
  const ids = new Map([['root', variantIds[0] ?? '']]);
  const idOf = (name: string) => ids.get(name) ?? '';
  for (const [name, [parent, parameter, value]] of Object.entries(branches)) {
    const override = { step: null, parameter, value };
    const variant = expectValue(await addVariant(scope, { experimentId, name, parentId: idOf(parent), override }));
    ids.set(name, variant.id);
  }
  return {
    experimentId,
    evaluatorIds,
    id: idOf,
    run: async (name, cells) => {
      const trials = Math.max(1, ...cells.map((given) => given.length));
      const [run] = expectValue(await startRuns(scope, { experimentId, variantId: idOf(name), trials }));
      if (!run) throw new Error('A variant gives a run.');
      await beginRun(scope.db, run.id);
      await commitCells(scope, run, cells);
      return scope.db.run.findUniqueOrThrow({ where: { id: run.id } });
    },
  };
}
