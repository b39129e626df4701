interface PlannedVariant {
  name: string;
  baseline: boolean;
  /** Null until it has a completed run. */
  outcome: object | null;
}

/**
 * What a start without a choice runs, as the API decides it: all variants; where one is the baseline, that alone until it has
 * completed, and then the others.
 */
export type StartPlan =
  | { kind: 'nothing'; why: string }
  | { kind: 'all'; variants: PlannedVariant[] }
  | { kind: 'baseline'; variants: PlannedVariant[] }
  | { kind: 'others'; variants: PlannedVariant[] };

export function startPlan(variants: readonly PlannedVariant[]): StartPlan {
  if (variants.length === 0) return { kind: 'nothing', why: 'There is no variant to run yet. Add one first.' };
  const baseline = variants.find((variant) => variant.baseline);
  if (!baseline) return { kind: 'all', variants: [...variants] };
  if (!baseline.outcome) return { kind: 'baseline', variants: [baseline] };
  const others = variants.filter((variant) => variant !== baseline);
  if (others.length > 0) return { kind: 'others', variants: others };
  return { kind: 'nothing', why: 'The baseline has run, and there is no other variant yet. Branch one from it.' };
}

/** The plan in words. */
export function planWords(plan: StartPlan): string {
  switch (plan.kind) {
    case 'nothing':
      return plan.why;
    case 'all':
      return `Runs ${names(plan.variants)}.`;
    case 'baseline':
      return `Runs the baseline, ${names(plan.variants)}, alone. The others can run once it has completed.`;
    case 'others':
      return `The baseline has run: now runs ${names(plan.variants)}.`;
  }
}

function names(variants: readonly PlannedVariant[]): string {
  return new Intl.ListFormat('en').format(variants.map(({ name }) => `“${name}”`));
}
