import { z } from 'zod';
import type { Id } from '../../ids.js';
import type { Services } from '../scope.js';

/**
 * A lane is the queue that all calls to one provider or endpoint go through, so that its limits hold over all runs and
 * processes. Its name is that of a BullMQ queue, which must not contain a colon.
 */
export interface LaneLimits {
  /** How many calls may be under way at once; null: no limit. */
  concurrency: number | null;
  /** At most `max` calls start in a window of `windowMs`; null: no limit. */
  rateLimit: { max: number; windowMs: number } | null;
}

const unlimited: LaneLimits = { concurrency: null, rateLimit: null };

/** The lane of the built-in `rules`, which calls nothing. */
export const rulesLane = 'rules';

export function laneOfProvider(id: Id<'modelProvider'>): string {
  return `provider-${id}`;
}

/** The lane of a provider configured by environment: its key is the deployment's, so all organizations share it. */
export function laneOfEnvironment(name: string): string {
  return `environment-${name}`;
}

export function laneOfEndpoint(id: Id<'endpoint'>): string {
  return `endpoint-${id}`;
}

/** The limits that the lane's provider or endpoint has now; none where it has been removed. */
export async function limitsOfLane(services: Services, lane: string): Promise<LaneLimits> {
  const { kind, id } = /^(?<kind>provider|endpoint)-(?<id>.+)$/.exec(lane)?.groups ?? {};
  if (!kind || !id) return unlimited;
  const select = { concurrency: true, rateLimit: true, rateLimitWindowMs: true } as const;
  const row =
    kind === 'provider'
      ? await services.db.modelProvider.findUnique({ where: { id }, select })
      : await services.db.endpoint.findUnique({ where: { id }, select });
  if (!row) return unlimited;
  return {
    concurrency: row.concurrency,
    rateLimit: row.rateLimit === null ? null : { max: row.rateLimit, windowMs: row.rateLimitWindowMs },
  };
}

const limit = z.number().int().min(1).max(1_000_000);

/** The settings of a provider or endpoint that its lane is held to, as they are given. */
export const limitSettings = {
  concurrency: limit.nullish().transform((given) => given ?? null),
  rateLimit: limit.nullish().transform((given) => given ?? null),
  rateLimitWindowMs: z
    .number()
    .int()
    .min(1)
    .max(3_600_000)
    .nullish()
    .transform((given) => given ?? 1000),
};

/** Milliseconds, at most an hour. */
export const timeoutSetting = z.number().int().min(1).max(3_600_000);

/** What a configuration calls a provider or endpoint by. */
export const nameSetting = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, 'a name has 1 to 64 letters, digits, hyphens and underscores');
