import { bundledModels } from '../../models/model-names.js';
import { rulesStrategies } from '../../models/rules/rules.js';
import type { Provider } from './providers.js';

/** Models that can be named with a provider and whose price is known, sorted. There may be others: nobody is asked. */
export function modelNames({ kind, baseUrl, prices }: Provider): string[] {
  if (kind === 'RULES') return Object.keys(rulesStrategies).sort();
  return [...new Set([...Object.keys(prices), ...bundledModels(kind, baseUrl)])].sort();
}
