import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Navigate, redirect } from '@tanstack/react-router';
import { comparisonSearch } from './comparison/search.js';
import { datasetSearch } from './datasets/search.js';
import { experimentsSearch } from './experiments/search.js';
import { functionRunSearch, functionRunsSearch } from './functions/search.js';
import { regressionSearch } from './regression/search.js';
import { parseSearch, stringifySearch } from './search-values.js';
import { useSession } from './session/session.js';
import { BrokenPage } from './shell/broken-page.js';
import { NothingHere } from './shell/nothing-here.js';
import { Shell } from './shell/shell.js';

const root = createRootRoute({ component: Shell, notFoundComponent: NothingHere, errorComponent: BrokenPage });

const start = createRoute({ getParentRoute: () => root, path: '/', component: Start });

/** Where one begins: the list of experiments, and for a guest the only one there is. */
function Start() {
  const session = useSession();
  return session.kind === 'guest' ? (
    <Navigate to="/experiments/$experimentId" params={{ experimentId: session.experimentId }} replace />
  ) : (
    <Navigate to="/experiments" replace />
  );
}

// Each page is loaded when it is first opened.
const experiments = createRoute({
  getParentRoute: () => root,
  path: '/experiments',
  validateSearch: experimentsSearch,
  component: lazyRouteComponent(() => import('./experiments/experiments-page.js'), 'ExperimentsPage'),
});
const newExperiment = createRoute({
  getParentRoute: () => root,
  path: '/experiments/new',
  component: lazyRouteComponent(() => import('./new-experiment/new-experiment-page.js'), 'NewExperimentPage'),
});
const experiment = createRoute({
  getParentRoute: () => root,
  path: '/experiments/$experimentId',
  validateSearch: regressionSearch,
  component: lazyRouteComponent(() => import('./experiment/experiment-page.js'), 'ExperimentPage'),
});
const comparison = createRoute({
  getParentRoute: () => root,
  path: '/experiments/$experimentId/comparison',
  validateSearch: comparisonSearch,
  component: lazyRouteComponent(() => import('./comparison/comparison-page.js'), 'ComparisonPage'),
});
const datasets = createRoute({
  getParentRoute: () => root,
  path: '/datasets',
  component: lazyRouteComponent(() => import('./datasets/datasets-page.js'), 'DatasetsPage'),
});
const dataset = createRoute({
  getParentRoute: () => root,
  path: '/datasets/$datasetId',
  validateSearch: datasetSearch,
  component: lazyRouteComponent(() => import('./datasets/dataset-page.js'), 'DatasetPage'),
});
const liveExperiments = createRoute({
  getParentRoute: () => root,
  path: '/live',
  component: lazyRouteComponent(() => import('./live/live-experiments-page.js'), 'LiveExperimentsPage'),
});
const liveExperiment = createRoute({
  getParentRoute: () => root,
  path: '/live/$liveExperimentId',
  component: lazyRouteComponent(() => import('./live/live-experiment-page.js'), 'LiveExperimentPage'),
});
const functions = createRoute({
  getParentRoute: () => root,
  path: '/functions',
  validateSearch: functionRunsSearch,
  component: lazyRouteComponent(() => import('./functions/functions-page.js'), 'FunctionsPage'),
});
const functionRun = createRoute({
  getParentRoute: () => root,
  path: '/functions/runs/$functionRunId',
  validateSearch: functionRunSearch,
  component: lazyRouteComponent(() => import('./functions/function-run-page.js'), 'FunctionRunPage'),
});
const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings/settings-page.js'), 'SettingsPage'),
});
const settingsStart = createRoute({
  getParentRoute: () => settings,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings/providers', replace: true });
  },
});
const providers = createRoute({
  getParentRoute: () => settings,
  path: '/providers',
  component: lazyRouteComponent(() => import('./settings/providers.js'), 'Providers'),
});
const endpoints = createRoute({
  getParentRoute: () => settings,
  path: '/endpoints',
  component: lazyRouteComponent(() => import('./settings/endpoints.js'), 'Endpoints'),
});
const endpoint = createRoute({
  getParentRoute: () => settings,
  path: '/endpoints/$endpointId',
  component: lazyRouteComponent(() => import('./settings/endpoint.js'), 'Endpoint'),
});
const apiKeys = createRoute({
  getParentRoute: () => settings,
  path: '/keys',
  component: lazyRouteComponent(() => import('./settings/api-keys.js'), 'ApiKeys'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    start,
    experiments,
    newExperiment,
    experiment,
    comparison,
    datasets,
    dataset,
    liveExperiments,
    liveExperiment,
    functions,
    functionRun,
    settings.addChildren([settingsStart, providers, endpoints, endpoint, apiKeys]),
  ]),
  parseSearch,
  stringifySearch,
  scrollRestoration: true,
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
