import type { Identity } from '../domain/organizations/identity.js';
import type { Scope, Services } from '../domain/scope.js';
import type { LiveRuns } from '../events/live-runs.js';
import { createLoaders, type Loaders } from './loaders/loaders.js';

/** What a process that serves the API has one of. */
export interface ApiServices extends Services {
  live: LiveRuns;
}

/** What every resolver of one request is given. */
export interface RequestContext {
  /** Whose key or share link the request carries. */
  identity: Identity;
  /** The organization of the key, or the experiment of the link: domain functions read and write nothing outside it. */
  scope: Scope;
  /** What subscriptions are fed by. */
  live: LiveRuns;
  /** Made for this request: what is loaded once is not loaded again, so that each mutation, and each event of a subscription, has new ones. */
  loaders: Loaders;
}

/** The context of one request, or of one event of a subscription. */
export function createContext({ live, ...services }: ApiServices, identity: Identity): RequestContext {
  const onlyExperiment = identity.kind === 'guest' ? identity.experimentId : null;
  const scope: Scope = { ...services, organizationId: identity.organizationId, onlyExperiment };
  return { identity, scope, live, loaders: createLoaders(scope) };
}
