import type { Run, Variant } from '../../database/client.js';
import type { Id } from '../../ids.js';
import { pairOfRuns, type RunPair } from '../regression/run-pairs.js';
import type { Scope } from '../scope.js';
import type { VariantTree } from '../variants/tree.js';
import { combinationsOn } from './combinations.js';
import type { MeasuredCombination } from './interactions.js';
import { type MeasuredTree, measuredTree } from './measured-tree.js';
import { type Stretch, stretchesOf } from './path.js';
import { type ScoreDifference, scoreDifferences } from './score-differences.js';

/** One variant against another. What its items took more is read when it is asked for. */
export interface VariantDifference extends ScoreDifference {
  variant: Variant;
  against: Variant;
  pair: RunPair;
}

/** What a variant on the path changed of the results. */
export interface Contribution extends VariantDifference {
  /** The variants whose overrides it is the effect of, in the order of the path: the last is the variant itself. */
  introduced: Variant[];
  /** Why that is more than one override; null where it is one. */
  note: string | null;
}

/** How much each override on the path from the root contributed to what a variant does otherwise. */
export interface Attribution {
  /** In the order of the path. */
  contributions: Contribution[];
  /** The variant against the root. */
  total: VariantDifference;
  /** Whether the contributions to the score are over the items of the total, and add up to it. */
  addsUp: boolean;
  /** Why they don't; null where they do. */
  note: string | null;
  /** What of the path was tried apart as well. How that turned out is read when it is asked for. */
  combinations: MeasuredCombination[];
}

/**
 * What brought a variant to where it is, override by override. Null for a root, and while the variant as it now is, or its root as it now
 * is, has no COMPLETED run.
 *
 * @param tree all variants of its experiment.
 */
export async function attributionOf(scope: Scope, tree: VariantTree, id: Id<'variant'>): Promise<Attribution | null> {
  const measured = await measuredTree(scope, tree, id);
  const { root, runs } = measured;
  if (root.id === id || !runs.has(root.id) || !runs.has(id)) return null;
  const path = tree.pathTo(id);
  const stretches = stretchesOf(path, ({ id }) => runs.has(id));
  const whole = { against: root, variant: tree.get(id), introduced: path.slice(1) };
  const [total, ...parts] = await differences(scope, runs, [whole, ...stretches]);
  if (!total) throw new Error('Each difference that is asked for is given.');
  const contributions = parts.map((part) => ({ ...part, note: noteOnMerged(part.introduced) }));
  const addsUp = addUpTo(total, contributions);
  return {
    contributions,
    total,
    addsUp,
    note: addsUp ? null : noteOnSum(total, contributions),
    combinations: measuredCombinations(measured, stretches),
  };
}

async function differences(scope: Scope, runs: Map<Id<'variant'>, Run>, stretches: readonly Stretch<Variant>[]) {
  const pairs = stretches.map(({ against, variant }) => pairOfRuns(runOf(runs, against), runOf(runs, variant)));
  const found = await scoreDifferences(scope, pairs);
  return stretches.flatMap((stretch, place) => {
    const [difference, pair] = [found[place], pairs[place]];
    return difference && pair ? [{ ...stretch, ...difference, pair }] : [];
  });
}

function runOf(runs: Map<Id<'variant'>, Run>, { id }: Variant): Run {
  const run = runs.get(id);
  if (!run) throw new Error('A variant between two stretches was measured.');
  return run;
}

function addUpTo(total: ScoreDifference, parts: readonly ScoreDifference[]): boolean {
  const net = parts.reduce((sum, part) => sum + part.net, 0);
  return total.score !== null && net === total.net && parts.every(({ score }) => score?.items === total.score?.items);
}

function noteOnSum(total: ScoreDifference, parts: readonly ScoreDifference[]): string {
  const counts = parts.map(({ score }) => score?.items ?? 0).join(', ');
  return `The contributions to the score don’t add up to the total: they are over ${counts} items, the total is over ${total.score?.items ?? 0}. Some item has no score in one of the runs, or the runs were not judged by the same evaluators over the same items.`;
}

function noteOnMerged(introduced: readonly Variant[]): string | null {
  const unmeasured = introduced.slice(0, -1).map(({ name }) => `"${name}"`);
  if (unmeasured.length === 0) return null;
  return `${unmeasured.join(', ')} ${unmeasured.length === 1 ? 'has' : 'have'} no COMPLETED run of the present configuration, so what ${unmeasured.length === 1 ? 'it changes' : 'they change'} is told together with "${introduced.at(-1)?.name}".`;
}

function measuredCombinations({ tree, root, runs }: MeasuredTree, stretches: readonly Stretch<Variant>[]): MeasuredCombination[] {
  const measured = tree.variants.filter(({ id }) => runs.has(id));
  return combinationsOn(tree, stretches, measured).map((combination) => ({
    ...combination,
    runs: {
      root: runOf(runs, root),
      without: runOf(runs, combination.without),
      alone: runOf(runs, combination.alone),
      together: runOf(runs, combination.together),
    },
  }));
}
