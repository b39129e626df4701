import { z } from 'zod';
import { isFailure, ValidationError } from '../../failures.js';
import { checkUrl } from '../../models/guarded-fetch.js';
import { limitSettings, nameSetting, timeoutSetting } from '../execution/lanes.js';
import { parseGiven } from '../execution/parse-given.js';
import type { Scope } from '../scope.js';

const defaultTimeoutMs = 30_000;
const answerWithin = { least: 1000, most: 7 * 24 * 3_600_000, byDefault: 600_000 };

const Settings = z.object({
  name: nameSetting,
  url: z.string(),
  timeoutMs: timeoutSetting.nullish().transform((given) => given ?? defaultTimeoutMs),
  answerWithinMs: z
    .number()
    .int()
    .min(answerWithin.least)
    .max(answerWithin.most)
    .nullish()
    .transform((given) => given ?? answerWithin.byDefault),
  ...limitSettings,
});

/** What is stored of an endpoint besides its headers and signing secrets. */
export type EndpointSettings = z.infer<typeof Settings>;

/** Checks an endpoint's settings as a whole. */
export function readSettings(scope: Scope, given: object): EndpointSettings | ValidationError {
  const settings = parseGiven(Settings, given);
  if (isFailure(settings)) return settings;
  const refusal = checkUrl(settings.url, scope.config.reachable);
  return refusal === null ? settings : new ValidationError(`url: ${refusal}`, { code: 'ADDRESS_REFUSED', field: 'url' });
}
