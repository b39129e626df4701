import type { Organization, Transaction } from '../../database/client.js';
import { ValidationError } from '../../failures.js';
import type { Scope } from '../scope.js';
import { listProviders } from './providers.js';

/** Chooses the provider that a model named without one resolves through; null: none. */
export async function setDefaultProvider(scope: Scope, name: string | null): Promise<Organization | ValidationError> {
  if (name !== null) {
    const names = (await listProviders(scope)).map((provider) => provider.name);
    if (!names.includes(name)) {
      return new ValidationError(`There is no provider "${name}". The providers there are: ${names.join(', ')}.`, {
        field: 'name',
      });
    }
  }
  return scope.db.organization.update({ where: { id: scope.organizationId }, data: { defaultProvider: name } });
}

/** Has the default follow a provider that is renamed, or be none when it is removed. */
export async function moveDefaultProvider(tx: Transaction, scope: Scope, from: string, to: string | null): Promise<void> {
  await tx.organization.updateMany({
    where: { id: scope.organizationId, defaultProvider: from },
    data: { defaultProvider: to },
  });
}
