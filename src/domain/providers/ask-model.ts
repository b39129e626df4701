import { callModel, type ModelCall } from '../../models/call-model.js';
import type { Outcome } from '../../models/outcome.js';
import { permanentFault } from '../execution/permanent-fault.js';
import type { Scope } from '../scope.js';
import { connectionOf } from './connections.js';
import type { ResolvedModel } from './resolve-model.js';

/** What is asked of a model, its connection and prices aside. */
export type Question = Omit<ModelCall, 'connection' | 'model' | 'prices' | 'timeoutMs'>;

/** Asks a resolved model once, with the key and address that its provider has now. */
export async function askModel(scope: Scope, resolved: ResolvedModel, question: Question): Promise<Outcome> {
  const connection = await connectionOf(scope, resolved);
  if (!connection) {
    return permanentFault(
      'provider_removed',
      `The provider "${resolved.provider}" is no longer there. Add it again, and start a new run.`,
    );
  }
  const { model, prices, timeoutMs } = resolved;
  return callModel({ ...question, connection, model, prices, timeoutMs: timeoutMs ?? scope.config.itemTimeoutMs }, scope.fetch);
}
