import { useState } from 'react';
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
  /** Says what is wrong before the API is asked. */
  refuse(field: string, misfit: string): void;
  busy: boolean;
  problem: Problem | null;
}

/** Adds a variant, or changes one that there is. */
export function useSaveVariant(experimentId: string, variant: VariantToChangeFragment | null, onSaved: () => void): SaveVariant {
  const add = useCommand(AddVariantDocument);
  const update = useCommand(UpdateVariantDocument);
  const [misfit, setMisfit] = useState<Problem | null>(null);
  return {
    busy: add.busy || update.busy,
    problem: misfit ?? add.problem ?? update.problem,
    refuse: (field, message) => setMisfit({ field, message, code: null, line: null }),
    async save(name, { hypothesis, expectation }, content) {
      setMisfit(null);
      const expected = hypothesis.trim() === '' ? { hypothesis: null } : { hypothesis, expectation };
      const saved = variant
        ? await update.run({ input: { id: variant.id, name, ...(variant.latestRun ? {} : expected), ...content } })
        : await add.run({ input: { experimentId, name, ...expected, ...content } });
      if (saved) onSaved();
    },
  };
}
