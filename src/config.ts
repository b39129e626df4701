import { z } from 'zod';

/** Where outgoing requests may go: the public internet alone, also this machine, or also private networks. */
export type ReachableAddresses = 'public' | 'loopback' | 'private';

// Undefined leaves the other issues, such as too small a number, with their own words.
const number = z.coerce.number({ error: ({ code }) => (code === 'invalid_type' ? 'It has to be a whole number.' : undefined) });
const port = number.int().min(0).max(65535);
const atLeastOne = number.int().min(1);

const Environment = z.object({
  PORT: port.default(4000),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'Give an address such as postgresql://user:password@host/database.' })
    .optional(),
  DATABASE_CONNECTIONS: atLeastOne.default(10),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'Give an address such as redis://host:6379.' }).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  NODE_ENV: z.string().default('development'),
  VARIORUM_DATA_DIR: z.string().default('.variorum'),
  VARIORUM_API_KEY: z
    .string()
    .min(16)
    .refine((key) => !key.startsWith('vrs_'), 'A key can\'t start with "vrs_", as the tokens of share links do.')
    .optional(),
  VARIORUM_SECRET: z.string().min(16).optional(),
  VARIORUM_REACHABLE: z.enum(['public', 'loopback', 'private']).optional(),
  VARIORUM_WORKER_CONCURRENCY: atLeastOne.default(64),
  VARIORUM_ITEM_TIMEOUT_MS: atLeastOne.default(120_000),
  VARIORUM_RETRY_BASE_MS: atLeastOne.default(500),
  VARIORUM_RETRY_ATTEMPTS: number.int().min(8).default(10),
  VARIORUM_STALLED_MS: number.int().min(1000).default(30_000),
  VARIORUM_FUNCTION_TIMEOUT_MS: atLeastOne.max(2_147_483_647).default(900_000),
  VARIORUM_DELIVERY_LOG_DAYS: atLeastOne.max(36_500).default(30),
  VARIORUM_RECONCILE_MS: number.int().min(200).default(15_000),
  OPENAI_API_KEY: z.string().optional(),
  ANTHROPIC_API_KEY: z.string().optional(),
  GOOGLE_GENERATIVE_AI_API_KEY: z.string().optional(),
});

/** Everything that the environment decides, parsed once. Durations are in milliseconds. */
export interface Config {
  port: number;
  host: string;
  /** Null: the embedded PostgreSQL under `dataDirectory`. */
  databaseUrl: string | null;
  /** How many connections one process opens for its own queries, those of the queue not counted. */
  databaseConnections: number;
  /** Null: the queue is kept in PostgreSQL. */
  redisUrl: string | null;
  logLevel: string;
  production: boolean;
  dataDirectory: string;
  apiKey: string | null;
  /** Encrypts secrets at rest. Null: one is made in `dataDirectory`, on the embedded database alone. */
  secret: string | null;
  reachable: ReachableAddresses;
  /** How many executor calls one process has under way at once in each lane. */
  workerConcurrency: number;
  itemTimeoutMs: number;
  /** The first back-off after a transient fault; it doubles with every attempt. */
  retryBaseMs: number;
  retryAttempts: number;
  /** How long a job may be held without a sign of life before another worker takes it. */
  stalledMs: number;
  reconcileMs: number;
  /** How long one call of a function's handler may take, where the function does not say. */
  functionTimeoutMs: number;
  /** How many days a request to an endpoint stays in the delivery log. */
  deliveryLogDays: number;
  /** API keys of providers configured by environment alone. */
  providerKeys: { openai: string | null; anthropic: string | null; google: string | null };
}

/**
 * Parses the environment.
 *
 * @throws Error naming every variable that does not parse, for the terminal.
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  // An empty variable is how many deployments say "not set".
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The environment is not usable:\n${lines.join('\n')}`);
  }
  const e = parsed.data;
  return {
    port: e.PORT,
    host: e.HOST,
    databaseUrl: e.DATABASE_URL ?? null,
    databaseConnections: e.DATABASE_CONNECTIONS,
    redisUrl: e.REDIS_URL ?? null,
    logLevel: e.LOG_LEVEL,
    production: e.NODE_ENV === 'production',
    dataDirectory: e.VARIORUM_DATA_DIR,
    apiKey: e.VARIORUM_API_KEY ?? null,
    secret: e.VARIORUM_SECRET ?? null,
    reachable: e.VARIORUM_REACHABLE ?? (e.DATABASE_URL ? 'public' : 'loopback'),
    workerConcurrency: e.VARIORUM_WORKER_CONCURRENCY,
    itemTimeoutMs: e.VARIORUM_ITEM_TIMEOUT_MS,
    retryBaseMs: e.VARIORUM_RETRY_BASE_MS,
    retryAttempts: e.VARIORUM_RETRY_ATTEMPTS,
    stalledMs: e.VARIORUM_STALLED_MS,
    reconcileMs: e.VARIORUM_RECONCILE_MS,
    functionTimeoutMs: e.VARIORUM_FUNCTION_TIMEOUT_MS,
    deliveryLogDays: e.VARIORUM_DELIVERY_LOG_DAYS,
    providerKeys: {
      openai: e.OPENAI_API_KEY ?? null,
      anthropic: e.ANTHROPIC_API_KEY ?? null,
      google: e.GOOGLE_GENERATIVE_AI_API_KEY ?? null,
    },
  };
}
