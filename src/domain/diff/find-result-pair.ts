import type { Result } from '../../database/client.js';
import type { Id } from '../../ids.js';
import type { Json } from '../../json.js';
import type { Scope } from '../scope.js';
import { runsInReach } from '../sharing/reach.js';
import type { DiffSide } from './diff-outputs.js';

/** Two results, of any runs that the scope may read; null where either is out of reach. One result may be both. */
export async function findResultPair(
  scope: Scope,
  leftId: Id<'result'>,
  rightId: Id<'result'>,
): Promise<{ left: Result; right: Result } | null> {
  const results = await scope.db.result.findMany({ where: { id: { in: [leftId, rightId] }, run: runsInReach(scope) } });
  const left = results.find(({ id }) => id === leftId);
  const right = results.find(({ id }) => id === rightId);
  return left && right ? { left, right } : null;
}

/** What of a result is compared. */
export function sideOf({ output, errorType, errorMessage }: Result): DiffSide {
  return errorType === null
    ? { kind: 'output', output: output as Json }
    : { kind: 'error', type: errorType, message: errorMessage ?? '' };
}
