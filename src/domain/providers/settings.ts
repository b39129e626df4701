import { z } from 'zod';
import { ModelProviderKind } from '../../database/client.js';
import { ValidationError } from '../../failures.js';
import { checkUrl } from '../../models/guarded-fetch.js';
import { PriceOverrides } from '../../models/prices.js';
import { limitSettings, nameSetting, timeoutSetting } from '../execution/lanes.js';
import { parseGiven } from '../execution/parse-given.js';
import type { Scope } from '../scope.js';
import { rulesProvider } from './providers.js';

const Settings = z.object({
  name: nameSetting.refine(
    (name) => name !== rulesProvider,
    `"${rulesProvider}" is the name of the built-in provider; choose another`,
  ),
  kind: z.enum(ModelProviderKind),
  baseUrl: z
    .string()
    .nullish()
    .transform((given) => given ?? null),
  timeoutMs: timeoutSetting.nullish().transform((given) => given ?? null),
  prices: PriceOverrides.nullish().transform((given) => given ?? {}),
  ...limitSettings,
});

/** What is stored of a provider besides its key. */
export type ProviderSettings = z.infer<typeof Settings>;

/** What may be sent in an HTTP header, white space aside. */
const ApiKey = z.object({
  apiKey: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]{1,2000}$/, 'a key has printable ASCII characters and no spaces'),
});

/** Checks a provider's settings as a whole; `hasKey` tells whether it will have a key. */
export function readSettings(scope: Scope, given: object, hasKey: boolean): ProviderSettings | ValidationError {
  const settings = parseGiven(Settings, given);
  if (settings instanceof ValidationError) return settings;
  const { kind, baseUrl } = settings;
  const refusal = baseUrl === null ? null : checkUrl(baseUrl, scope.config.reachable);
  if (refusal !== null) return new ValidationError(`baseUrl: ${refusal}`, { code: 'ADDRESS_REFUSED', field: 'baseUrl' });
  if (baseUrl === null && kind === 'OPENAI_COMPATIBLE') {
    return new ValidationError(
      'baseUrl is missing: a provider of kind OPENAI_COMPATIBLE answers where you say, such as http://localhost:11434/v1.',
      { field: 'baseUrl' },
    );
  }
  if (baseUrl === null && !hasKey) {
    return new ValidationError(`apiKey is missing: a provider of kind ${kind} needs one, unless it has a baseUrl of its own.`, {
      field: 'apiKey',
    });
  }
  return settings;
}

/** The key as it is sent: without the white space that came along when it was copied. */
export function readApiKey(apiKey: string): string | ValidationError {
  const given = parseGiven(ApiKey, { apiKey });
  return given instanceof ValidationError ? given : given.apiKey;
}
