import { ValidationError } from '../../failures.js';
import { decodeId } from '../../ids.js';
import type { Fault } from '../../models/outcome.js';
import { permanentFault } from '../execution/permanent-fault.js';
import type { Scope } from '../scope.js';
import { type Endpoint, listEndpoints } from './endpoints.js';

/** The endpoint that a configuration names in its field `endpoint`, by its name or its id. */
export async function namedEndpoint(scope: Scope, nameOrId: string): Promise<Endpoint | ValidationError> {
  const endpoints = await listEndpoints(scope);
  const id = decodeId('endpoint', nameOrId);
  const found = endpoints.find((endpoint) => endpoint.id === id) ?? endpoints.find((endpoint) => endpoint.name === nameOrId);
  if (found) return found;
  const names = endpoints.map((endpoint) => endpoint.name).join(', ');
  const remedy = names ? `The endpoints there are: ${names}.` : 'Add one with addEndpoint(input: {name, url}).';
  return new ValidationError(`There is no endpoint "${nameOrId}". ${remedy}`, {
    code: 'UNKNOWN_ENDPOINT',
    field: 'configuration.endpoint',
  });
}

/** What a call meets whose endpoint was removed after its run had started. */
export function endpointRemoved(name: string): Fault {
  return permanentFault('endpoint_removed', `The endpoint "${name}" is no longer there. Add it again, and start a new run.`);
}
