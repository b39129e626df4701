import type { PlanSubject } from '../../src/domain/execution/executor.js';
import type { JsonObject } from '../../src/json.js';

/** A configuration of a variant that is not saved yet, in an experiment without an app. */
export function subjectOf(configuration: JsonObject): PlanSubject {
  return {
    configuration,
    variantId: null,
    overrides: {},
    experimentId: '01930000-0000-7000-8000-000000000000',
    endpointId: null,
    steps: [],
  };
}
