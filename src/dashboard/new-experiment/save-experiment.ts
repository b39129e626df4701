import { useState } from 'react';
import { type Problem, useCommand } from '../graph/use-command.js';
import { isSameJson } from '../variants/json.js';
import type { ExperimentDraft } from './experiment-draft.js';
import {
  AddFirstEvaluatorDocument,
  AddFirstVariantDocument,
  ChangeFirstEvaluatorDocument,
  ChangeFirstVariantDocument,
  ChangeNewExperimentDocument,
  CreateExperimentDocument,
  StartFirstRunsDocument,
} from './generated.js';
import { type Plan, planOf } from './plan.js';

/** An entry of a list that is saved, as it was sent. */
interface SavedEntry {
  id: string;
  input: object;
}

/** What of the form is there already. Saving again goes on from it. */
export interface Saved {
  experimentId: string | null;
  /** By the keys of the draft. */
  variants: ReadonlyMap<number, SavedEntry>;
  evaluators: ReadonlyMap<number, SavedEntry>;
}

const nothing: Saved = { experimentId: null, variants: new Map(), evaluators: new Map() };

/** A part of a new experiment, each of which is saved by a mutation of its own. */
export type Part = { of: 'experiment' } | { of: 'variants' | 'evaluators'; key: number } | { of: 'start' };

export interface SaveExperiment {
  /** Saves what a draft says, each part once. @returns the id of the experiment; null where a part was refused. */
  save(draft: ExperimentDraft): Promise<string | null>;
  saved: Saved;
  busy: boolean;
  /** What was refused, and why; null where nothing was. */
  refused: { part: Part; problem: Problem } | null;
}

/**
 * Saves a new experiment: itself, its variants, its evaluators, its first runs. Where one of them is refused, those before it stay,
 * and saving again changes them rather than making them twice.
 */
export function useSaveExperiment(): SaveExperiment {
  const commands = {
    create: useCommand(CreateExperimentDocument),
    change: useCommand(ChangeNewExperimentDocument),
    addVariant: useCommand(AddFirstVariantDocument),
    changeVariant: useCommand(ChangeFirstVariantDocument),
    addEvaluator: useCommand(AddFirstEvaluatorDocument),
    changeEvaluator: useCommand(ChangeFirstEvaluatorDocument),
    start: useCommand(StartFirstRunsDocument),
  };
  const [saved, setSaved] = useState(nothing);
  const [refused, setRefused] = useState<Part | null>(null);
  const [busy, setBusy] = useState(false);

  /** @returns the id of the experiment, or the part that was refused. */
  const carryOut = async ({ experiment, variants, evaluators, start }: Plan): Promise<string | Part> => {
    const experimentId = saved.experimentId
      ? (await commands.change.run({ input: { id: saved.experimentId, ...experiment } }))?.id
      : (await commands.create.run({ input: experiment }))?.id;
    if (!experimentId) return { of: 'experiment' };
    setSaved((former) => ({ ...former, experimentId }));
    for (const { key, input } of variants) {
      const present = saved.variants.get(key);
      if (present && isSameJson(present.input, input)) continue;
      const variant = present
        ? await commands.changeVariant.run({ input: { id: present.id, ...input } })
        : await commands.addVariant.run({ input: { experimentId, ...input } });
      if (!variant) return { of: 'variants', key };
      setSaved((former) => ({ ...former, variants: new Map(former.variants).set(key, { id: variant.id, input }) }));
    }
    for (const { key, input } of evaluators) {
      const present = saved.evaluators.get(key);
      if (present && isSameJson(present.input, input)) continue;
      const { kind: _, ...changes } = input;
      const evaluator = present
        ? await commands.changeEvaluator.run({ input: { id: present.id, ...changes } })
        : await commands.addEvaluator.run({ input: { experimentId, ...input } });
      if (!evaluator) return { of: 'evaluators', key };
      setSaved((former) => ({ ...former, evaluators: new Map(former.evaluators).set(key, { id: evaluator.id, input }) }));
    }
    // The key makes a start whose answer was lost no second one.
    if (
      start &&
      !(await commands.start.run({ input: { experimentId, ...start, idempotencyKey: `first runs of ${experimentId}` } }))
    )
      return { of: 'start' };
    return experimentId;
  };

  const problem: Problem | null =
    Object.values(commands)
      .map((command) => command.problem)
      .find((each) => each !== null) ?? null;
  return {
    saved,
    busy,
    refused: refused && problem && { part: refused, problem },
    async save(draft) {
      for (const command of Object.values(commands)) command.dismiss();
      setRefused(null);
      setBusy(true);
      const outcome = await carryOut(planOf(draft));
      setBusy(false);
      setRefused(typeof outcome === 'string' ? null : outcome);
      return typeof outcome === 'string' ? outcome : null;
    },
  };
}
