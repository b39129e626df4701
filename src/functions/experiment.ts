import { managed } from './managed.js';
import { bucket } from './selection/bucket.js';
import { custom } from './selection/custom.js';
import { fixed } from './selection/fixed.js';
import { weighted } from './selection/weighted.js';

/** The ways to select a variant in `group.experiment()`. */
export const experiment = { weighted, bucket, fixed, custom, managed };
