import { randomUUID } from 'node:crypto';
import type { Exposure, LiveExperiment, LiveScore, Transaction } from '../../database/client.js';
import { ConflictError, isFailure, type NotFoundError, ValidationError } from '../../failures.js';
import { encodeId, type Id } from '../../ids.js';
import { readName } from '../names.js';
import { notFound } from '../not-found.js';
import type { Scope } from '../scope.js';
import { findLiveExperiment } from './find-live-experiment.js';
import { readScore } from './score.js';
import { unitOfKey, unitOfScore } from './unit.js';
import { liveVariants, unknownVariant } from './variants.js';

/** A number to give a variant of a live experiment: by the variant, or by a function run that was given it. */
export interface RecordScoreInput {
  /** Its name, or its public id. */
  experiment: string;
  /** The name of the variant. Together with a run that was given several, which of them. */
  variant?: string | null;
  /** The run that was given the variant. */
  functionRunId?: Id<'functionRun'> | null;
  name: string;
  value: number;
  /** What the code chose the variant by, as text. With a run that has several exposures, which of them; else, whom the score is of. */
  key?: string | null;
  /** Without a run: the sender's own id, by which a score that is sent again is the same score. */
  id?: string | null;
}

type Refusal = ValidationError | NotFoundError | ConflictError;

/**
 * Gives a variant a score. By a function run, it is that of the run's exposure, one for each name: sent again, it replaces the value.
 * By a variant, it is one more score of the unit that `key` names, or of nobody in particular; sent again under its `id` it is
 * the same score, and another one under that id is refused.
 */
export async function recordScore(scope: Scope, input: RecordScoreInput): Promise<LiveScore | Refusal> {
  const score = readScore(input.name, input.value);
  if (isFailure(score)) return score;
  const { experiment, variant = null, functionRunId = null, key = null, id = null } = input;
  if (functionRunId !== null) {
    if (id === null) return scoreRun(scope, { experiment, functionRunId, variant, key }, score);
    return new ValidationError(
      'id does not go with functionRunId: the run and the name say which score it is, and sent again, it replaces the value.',
      { field: 'id' },
    );
  }
  if (variant !== null) {
    const externalId = id === null ? null : readName(id, 'id');
    return isFailure(externalId) ? externalId : scoreVariant(scope, { experiment, variant, key, externalId }, score);
  }
  return new ValidationError(
    'Nothing says what is scored. Give functionRunId, the function run that was given a variant, or variant, its name.',
    { field: 'variant' },
  );
}

interface ReadScore {
  name: string;
  value: number;
}

/** Which exposure of a run is meant; null: whichever it has. */
interface RunExposure {
  experiment: string;
  functionRunId: Id<'functionRun'>;
  variant: string | null;
  key: string | null;
}

async function scoreRun(scope: Scope, which: RunExposure, { name, value }: ReadScore): Promise<LiveScore | Refusal> {
  const { db, organizationId } = scope;
  const { functionRunId } = which;
  const liveExperiment = await findLiveExperiment(db, scope, which.experiment);
  if (isFailure(liveExperiment)) return liveExperiment;
  const run = await db.functionRun.findFirst({ where: { id: functionRunId, organizationId }, select: { id: true } });
  if (!run) return notFound('functionRun', functionRunId);
  const exposure = await exposureOf(db, liveExperiment, which);
  if (isFailure(exposure)) return exposure;
  return db.liveScore.upsert({
    where: { exposureId_name: { exposureId: exposure.id, name } },
    create: {
      liveExperimentId: liveExperiment.id,
      variant: exposure.variant,
      exposureId: exposure.id,
      unit: exposure.unit,
      name,
      value,
    },
    update: { value },
  });
}

async function exposureOf(
  tx: Transaction,
  { id, name }: LiveExperiment,
  { functionRunId, variant, key }: RunExposure,
): Promise<Exposure | ConflictError> {
  const exposures = await tx.exposure.findMany({
    where: { functionRunId, liveExperimentId: id },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  const unit = key === null ? null : unitOfKey(id, key);
  const [exposure, ...others] = exposures.filter(
    (each) => (variant === null || each.variant === variant) && (unit === null || isSame(each.unit, unit)),
  );
  const run = `The function run ${encodeId('functionRun', functionRunId)}`;
  if (exposures.length === 0) {
    return new ConflictError(`${run} has no exposure of "${name}": it has not asked for a variant of it, or not yet.`);
  }
  const variants = [...new Set(exposures.map((each) => `"${each.variant}"`))].join(', ');
  if (!exposure) {
    return new ConflictError(
      `${run} has no such exposure of "${name}". It was given ${variants}: leave out variant and key where it was given one alone.`,
    );
  }
  if (others.length === 0) return exposure;
  return new ConflictError(
    `${run} has ${exposures.length} exposures of "${name}", to ${variants}. Say by variant, or by the key that it was chosen by, which is scored.`,
  );
}

/** Whom a score is of that comes without a run. */
interface VariantExposure {
  experiment: string;
  variant: string;
  key: string | null;
  externalId: string | null;
}

async function scoreVariant(
  scope: Scope,
  { experiment, variant, key, externalId }: VariantExposure,
  { name, value }: ReadScore,
): Promise<LiveScore | Refusal> {
  const { db } = scope;
  const liveExperiment = await findLiveExperiment(db, scope, experiment);
  if (isFailure(liveExperiment)) return liveExperiment;
  const liveExperimentId = liveExperiment.id;
  const variants = await liveVariants(db, scope, [liveExperimentId]);
  if (!variants.some((each) => each.name === variant)) return unknownVariant(variants, variant, 'variant');
  const id = randomUUID();
  const unitOf = (scoreId: string) => new Uint8Array(key === null ? unitOfScore(scoreId) : unitOfKey(liveExperimentId, key));
  await db.liveScore.createMany({
    data: [{ id, liveExperimentId, variant, unit: unitOf(id), name, value, externalId }],
    skipDuplicates: true,
  });
  const where = externalId === null ? { id } : { liveExperimentId_externalId: { liveExperimentId, externalId } };
  const stored = await db.liveScore.findUniqueOrThrow({ where });
  const isThis =
    stored.variant === variant && stored.name === name && stored.value === value && isSame(stored.unit, unitOf(stored.id));
  if (isThis) return stored;
  return new ConflictError(
    `The id "${externalId}" is that of another score of "${liveExperiment.name}". Give every score an id of its own.`,
    'IDEMPOTENCY_KEY_REUSED',
  );
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
