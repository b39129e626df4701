import type { Run, Variant } from '../../database/client.js';
import type { Id } from '../../ids.js';
import { pairOfRuns, type RunPair } from '../regression/run-pairs.js';
import type { Scope } from '../scope.js';
import { combinationsOn } from './combinations.js';
import type { MeasuredCombination } from './interactions.js';
import { type MeasuredTree, measuredTrees } from './measured-tree.js';
import { type Stretch, stretchesOf } from './path.js';
import type { PlacedVariant } from './reference-runs.js';
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
 * What brought each of some variants to where it is, override by override: as many statements as for one. Null for a root, and for a
 * variant that was not measured ({@link MeasuredTree.runs}).
 */
export async function attributions(scope: Scope, variants: readonly PlacedVariant[]): Promise<(Attribution | null)[]> {
  // One may have been deleted since it was read.
  const there = variants.filter(({ tree, id }) => tree.find(id));
  const measured = await measuredTrees(scope, there);
  const paths = new Map(
    there.flatMap(({ tree, id }) => {
      const around = measured.get(tree.rootOf(id).id);
      return around && id !== around.root.id && around.runs.has(id) ? [[id, measuredPath(around, id)] as const] : [];
    }),
  );
  const pairs = [...paths.values()].flatMap(({ measured, whole, stretches }) =>
    [whole, ...stretches].map((stretch) => pairOf(measured, stretch)),
  );
  const differenceOf = await differencesOf(scope, pairs);
  return variants.map(({ id }) => {
    const path = paths.get(id);
    return path ? attributionOn(path, differenceOf) : null;
  });
}

/** The path from the root to a measured variant. */
interface MeasuredPath {
  measured: MeasuredTree;
  whole: Stretch<Variant>;
  stretches: Stretch<Variant>[];
}

function measuredPath(measured: MeasuredTree, id: Id<'variant'>): MeasuredPath {
  const { tree, root, runs } = measured;
  const path = tree.pathTo(id);
  const stretches = stretchesOf(path, (variant) => runs.has(variant.id));
  return { measured, whole: { against: root, variant: tree.get(id), introduced: path.slice(1) }, stretches };
}

function attributionOn(
  { measured, whole, stretches }: MeasuredPath,
  differenceOf: (pair: RunPair) => ScoreDifference,
): Attribution {
  const difference = <S extends Stretch<Variant>>(stretch: S) => {
    const pair = pairOf(measured, stretch);
    return { ...stretch, ...differenceOf(pair), pair };
  };
  const total = difference(whole);
  const contributions = stretches.map((stretch) => ({ ...difference(stretch), note: noteOnMerged(stretch.introduced) }));
  const addsUp = addUpTo(total, contributions);
  return {
    contributions,
    total,
    addsUp,
    note: addsUp ? null : noteOnSum(total, contributions),
    combinations: measuredCombinations(measured, stretches),
  };
}

/** Paths have stretches in common: each pair of runs is looked at once. */
async function differencesOf(scope: Scope, pairs: readonly RunPair[]): Promise<(pair: RunPair) => ScoreDifference> {
  const keyOf = ({ baselineRun, run }: RunPair) => `${baselineRun.id}/${run.id}`;
  const distinct = new Map(pairs.map((pair) => [keyOf(pair), pair]));
  const found = await scoreDifferences(scope, [...distinct.values()]);
  const byKey = new Map([...distinct.keys()].map((key, place) => [key, found[place]]));
  return (pair) => {
    const difference = byKey.get(keyOf(pair));
    if (!difference) throw new Error('Each difference that is asked for is given.');
    return difference;
  };
}

function pairOf(measured: MeasuredTree, { against, variant }: Stretch<Variant>): RunPair {
  return pairOfRuns(runOf(measured, against), runOf(measured, variant));
}

function runOf({ runs }: MeasuredTree, { id }: Variant): Run {
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
  return `${unmeasured.join(', ')} ${unmeasured.length === 1 ? 'has' : 'have'} no COMPLETED run of the present configuration over the root’s dataset, so what ${unmeasured.length === 1 ? 'it changes' : 'they change'} is told together with "${introduced.at(-1)?.name}".`;
}

function measuredCombinations(measured: MeasuredTree, stretches: readonly Stretch<Variant>[]): MeasuredCombination[] {
  const versionOf = (variant: Variant) => runOf(measured, variant).datasetVersionId;
  // The oldest, so that another one that is tried later doesn't change what is told.
  const combinations = combinationsOn(measured.tree, stretches, (overrides, together) =>
    measured.having(overrides).find((alone) => versionOf(alone) === versionOf(together)),
  );
  return combinations.map((combination) => ({
    ...combination,
    runs: {
      root: runOf(measured, measured.root),
      without: runOf(measured, combination.without),
      alone: runOf(measured, combination.alone),
      together: runOf(measured, combination.together),
    },
  }));
}
