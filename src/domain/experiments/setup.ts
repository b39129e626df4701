import type { DatasetVersion, Experiment, ExperimentType, Transaction } from '../../database/client.js';
import { Prisma } from '../../database/client.js';
import { type ConflictError, type Failure, isFailure, ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import { makeSelection, misfitOfSelection } from '../datasets/select-items.js';
import { isSameSelection, readSelection, type Selection, type SelectionInput } from '../datasets/selection.js';
import { notFound } from '../not-found.js';
import type { Scope } from '../scope.js';
import { rowsOfScope, type StepInScope, stepsInScope } from '../steps/scope.js';
import { type GivenStep, isScope, takeIntoScope } from '../steps/take-into-scope.js';
import { hasSteps } from '../variants/configuration.js';
import { baselineLock, closedConflict } from './open-experiment.js';

/** Choosing many tasks writes a row for each. In milliseconds. */
export const setupOptions = { timeout: 60_000, maxWait: 30_000 };

/** What the variants of an experiment run over and with. Not given: as it was. */
export interface SetupInput {
  /** The dataset version whose items are run; null: none, and no tasks. */
  datasetVersionId?: Id<'datasetVersion'> | null;
  /** Which of its items are run; null: nothing is chosen, and all of them are. */
  tasks?: SelectionInput | null;
  /** The app that a WEBHOOK experiment calls; null: none. */
  endpointId?: Id<'endpoint'> | null;
  /** The inference steps that a WEBHOOK experiment has in scope; null: none. */
  steps?: readonly GivenStep[] | null;
}

/** What of a setup is to become another; undefined: as it was. */
export interface SetupChange {
  items?: { version: DatasetVersion | null; selection: Selection | null };
  endpointId?: Id<'endpoint'> | null;
  steps?: StepInScope[];
}

/** The selection that an experiment's tasks were chosen by; null: nothing was chosen. */
export function selectionOf({ taskSelection }: Pick<Experiment, 'taskSelection'>): Selection | null {
  return taskSelection as Selection | null;
}

/**
 * What is to change, all of it checked. What is given again as it is changes nothing; anything else is refused once the
 * experiment is completed or its baseline has locked it.
 *
 * @param experiment locked; null for one that is yet to be made.
 * @param type the type that it is to have.
 */
export async function readSetup(
  tx: Transaction,
  scope: Scope,
  experiment: Experiment | null,
  type: ExperimentType,
  input: SetupInput,
): Promise<SetupChange | Failure> {
  const items = await readItems(tx, scope, experiment, input);
  if (isFailure(items)) return items;
  const endpointId = await readEndpoint(tx, scope, experiment, hasSteps(type) ? input.endpointId : (input.endpointId ?? null));
  if (isFailure(endpointId)) return endpointId;
  const steps = await readSteps(tx, scope, experiment, hasSteps(type) ? input.steps : (input.steps ?? []));
  if (isFailure(steps)) return steps;
  if (!hasSteps(type)) {
    const field = endpointId ? 'endpointId' : steps?.length ? 'steps' : null;
    if (field !== null)
      return new ValidationError(`${field} is for experiments of the type WEBHOOK, and this one is of the type ${type}.`, {
        field,
      });
  }
  return {
    ...(items !== undefined && { items }),
    ...(endpointId !== undefined && { endpointId }),
    ...(steps !== undefined && { steps }),
  };
}

/** The columns of the experiment that a change is written to, once the rows for the tasks are made. */
export async function writeItems(tx: Transaction, { items, endpointId }: SetupChange) {
  if (items === undefined) return { endpointId };
  const { version, selection } = items;
  const chosen = version === null || selection === null || selection.kind === 'ALL' ? null : selection;
  return {
    endpointId,
    datasetVersionId: version?.id ?? null,
    taskSelection: selection ?? Prisma.DbNull,
    taskVersionId: version && chosen ? await makeSelection(tx, version, chosen) : null,
  };
}

/** The steps of a change as rows of the experiment. */
export function stepRows({ steps = [] }: SetupChange) {
  return rowsOfScope(steps);
}

async function readItems(
  tx: Transaction,
  scope: Scope,
  experiment: Experiment | null,
  input: SetupInput,
): Promise<SetupChange['items'] | Failure> {
  if (input.datasetVersionId === undefined && input.tasks === undefined) return undefined;
  const present = { versionId: experiment?.datasetVersionId ?? null, selection: experiment && selectionOf(experiment) };
  const versionId = input.datasetVersionId === undefined ? present.versionId : input.datasetVersionId;
  const version = versionId === null ? null : await ownVersion(tx, scope, versionId);
  if (isFailure(version)) return version;
  const given = input.tasks ? readSelection(input.tasks, 'tasks') : input.tasks;
  if (isFailure(given)) return given;
  if (given && !version)
    return new ValidationError('Tasks are items of a dataset version, and none is chosen. Give datasetVersionId as well.', {
      code: 'NO_DATASET',
      field: 'tasks',
    });
  const selection = version === null ? null : given === undefined ? present.selection : given;
  if (versionId === present.versionId && isSameSelection(selection, present.selection)) return undefined;
  // To say that all items are the tasks is no other task set than having said nothing.
  const isSaid = versionId === present.versionId && present.selection === null && selection?.kind === 'ALL';
  const refused = isSaid
    ? experiment && closedConflict(experiment)
    : await lockOf(tx, experiment, versionId === present.versionId ? 'Its tasks' : 'Its dataset version');
  if (refused) return refused;
  const misfit = version && selection ? await misfitOfSelection(tx, version, selection, 'tasks') : null;
  return misfit ?? { version, selection };
}

async function readEndpoint(
  tx: Transaction,
  scope: Scope,
  experiment: Experiment | null,
  given: Id<'endpoint'> | null | undefined,
): Promise<Id<'endpoint'> | null | undefined | Failure> {
  if (given === undefined || given === (experiment?.endpointId ?? null)) return undefined;
  if (given !== null) {
    const { organizationId } = scope;
    const found = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM endpoint WHERE id = ${given}::uuid AND organization_id = ${organizationId}::uuid FOR KEY SHARE`;
    if (found.length === 0) return notFound('endpoint', given);
  }
  // The app of a locked experiment may have been removed: then there is no going on but with another.
  const lock = experiment?.endpointId === null ? closedConflict(experiment) : await lockOf(tx, experiment, 'Its app');
  return lock ?? given;
}

async function readSteps(
  tx: Transaction,
  scope: Scope,
  experiment: Experiment | null,
  given: readonly GivenStep[] | null | undefined,
): Promise<StepInScope[] | undefined | Failure> {
  if (given === undefined) return undefined;
  const wanted = given ?? [];
  const present = experiment ? await stepsInScope(tx, experiment.id) : [];
  if (wanted.length === 0 && present.length === 0) return undefined;
  const lock = await lockOf(tx, experiment, 'Its inference steps');
  // Given again, they are taken as they are by now, as long as that is open.
  if (lock && isScope(present, wanted)) return undefined;
  const steps = await takeIntoScope(tx, scope, wanted);
  return isFailure(steps) ? steps : (lock ?? steps);
}

/** Why a part of the setup can't change any more; null while it can. */
async function lockOf(tx: Transaction, experiment: Experiment | null, what: string): Promise<ConflictError | null> {
  return experiment && (closedConflict(experiment) ?? baselineLock(tx, experiment, what));
}

/** A version of the organization's, which is not deleted before the transaction ends. */
async function ownVersion(tx: Transaction, { organizationId }: Scope, id: Id<'datasetVersion'>) {
  const where = { id, selectedFromId: null, dataset: { organizationId } };
  const found = await tx.datasetVersion.findFirst({ where });
  if (!found) return notFound('datasetVersion', id);
  // Held as a reference to it holds it, and looked at again, since whoever deletes a dataset may have been waited for.
  await tx.$queryRaw`SELECT 1 FROM dataset WHERE id = ${found.datasetId}::uuid FOR KEY SHARE`;
  return (await tx.datasetVersion.findFirst({ where })) ?? notFound('datasetVersion', id);
}
