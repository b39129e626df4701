/** Where the queue is kept in a benchmark: PostgreSQL, and the Redis that BENCH_REDIS_URL names, where it names one. */
export const stores: { name: string; redisUrl: string | null; environment: Record<string, string> }[] = [
  { name: 'PostgreSQL', redisUrl: null, environment: {} },
];

const redisUrl = process.env.BENCH_REDIS_URL;
if (redisUrl) stores.push({ name: 'Redis', redisUrl, environment: { REDIS_URL: redisUrl } });
else console.log('Benchmarks on Redis are left out: BENCH_REDIS_URL names no server.');
