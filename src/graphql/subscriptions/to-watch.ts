import { GraphQLError } from 'graphql';
import { experimentsInReach, runsInReach } from '../../domain/sharing/reach.js';
import { decodeId, type Id } from '../../ids.js';
import type { RequestContext } from '../context.js';

/** The run that somebody asks to watch. @throws GraphQLError (NOT_FOUND) for one that is not in reach. */
export async function runToWatch(text: string, { scope }: RequestContext): Promise<Id<'run'>> {
  const id = decodeId('run', text);
  const run = id && (await scope.db.run.findFirst({ where: { id, ...runsInReach(scope) }, select: { id: true } }));
  return run ? run.id : refuse('run');
}

/** The experiment that somebody asks to watch. @throws GraphQLError (NOT_FOUND) for one that is not in reach. */
export async function experimentToWatch(text: string, { scope }: RequestContext): Promise<Id<'experiment'>> {
  const id = decodeId('experiment', text);
  const experiment =
    id && (await scope.db.experiment.findFirst({ where: { id, ...experimentsInReach(scope) }, select: { id: true } }));
  return experiment ? experiment.id : refuse('experiment');
}

/** The function run that somebody asks to watch. @throws GraphQLError (NOT_FOUND) for one that the organization does not have. */
export async function functionRunToWatch(text: string, { scope }: RequestContext): Promise<Id<'functionRun'>> {
  const { db, organizationId } = scope;
  const id = decodeId('functionRun', text);
  const run = id && (await db.functionRun.findFirst({ where: { id, organizationId }, select: { id: true } }));
  return run ? run.id : refuse('function run');
}

/** The live experiment that somebody asks to watch. @throws GraphQLError (NOT_FOUND) for one that the organization does not have. */
export async function liveExperimentToWatch(text: string, { scope }: RequestContext): Promise<Id<'liveExperiment'>> {
  const { db, organizationId } = scope;
  const id = decodeId('liveExperiment', text);
  const experiment = id && (await db.liveExperiment.findFirst({ where: { id, organizationId }, select: { id: true } }));
  return experiment ? experiment.id : refuse('live experiment');
}

/** Says that there is nothing of that id, whether it is no id or out of reach. */
export function refuse(noun: 'run' | 'experiment' | 'function run' | 'live experiment'): never {
  throw new GraphQLError(`There is no such ${noun}.`, { extensions: { code: 'NOT_FOUND' } });
}
