import { builder } from './builder.js';
import './scalars.js';
import './errors.js';
import './node.js';
import './organizations/queries.js';
import './organizations/mutations.js';
import './datasets/queries.js';
import './datasets/mutations.js';
import './datasets/import.js';
import './schemas/queries.js';
import './schemas/mutations.js';
import './providers/queries.js';
import './providers/mutations.js';
import './endpoints/queries.js';
import './endpoints/mutations.js';
import './experiments/queries.js';
import './experiments/mutations.js';
import './variants/mutations.js';
import './evaluators/mutations.js';
import './runs/queries.js';
import './runs/mutations.js';
import './results/types.js';
import './subscriptions/runs.js';

/** The API. */
export const schema = builder.toSchema();
