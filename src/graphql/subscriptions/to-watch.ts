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

/** Says that there is nothing of that id, whether it is no id or out of reach. */
export function refuse(noun: 'run' | 'experiment'): never {
  throw new GraphQLError(`There is no such ${noun}.`, { extensions: { code: 'NOT_FOUND' } });
}
