import { type Problem, useCommand } from '../graph/use-command.js';
import type { HypothesisDraft } from './hypothesis-fields.js';
import {
  AddVariantDocument,
  type AddVariantInput,
  type ExperimentOfVariantQuery,
  UpdateVariantDocument,
  type VariantToChangeFragment,
} from './generated.js';

export type ExperimentOfVariant = NonNullable<ExperimentOfVariantQuery['experiment']>;

/** What a variant is to be: of its configuration, override, parent and baseline what it has. */
export type VariantContent = Pick<AddVariantInput, 'configuration' | 'override' | 'parentId' | 'baseline'>;

export interface SaveVariant {
  /** @param content null: as it was. */
  save(name: string, hypothesis: HypothesisDraft, content: VariantContent | null): Promise<void>;
  busy: boolean;
  problem: Problem | null;
}

/** Adds a variant, or changes one that there is. */
export function useSaveVariant(experimentId: string, variant: VariantToChangeFragment | null, onSaved: () => void): SaveVariant {
  const add = useCommand(AddVariantDocument);
  const update = useCommand(UpdateVariantDocument);
  return {
    busy: add.busy || update.busy,
    problem: add.problem ?? update.problem,
    async save(name, { hypothesis, expectation }, content) {
      const expected = hypothesis.trim() === '' ? { hypothesis: null } : { hypothesis, expectation };
      const saved = variant
        ? await update.run({ input: { id: variant.id, name, ...(variant.latestRun ? {} : expected), ...content } })
        : await add.run({ input: { experimentId, name, ...expected, ...content } });
      if (saved) onSaved();
    },
  };
}
