import { createPostgresBackend, Queue, Worker } from 'bullmq';

/** How long BullMQ alone takes to queue and run so many jobs that do nothing, in seconds: the floor of any queue's user. */
export async function bareBullMq(store: { url: string; redisUrl: string | null }, jobs: number, slots: number): Promise<number> {
  const name = `bare-${crypto.randomUUID()}`;
  const onPostgres = { connection: { connectionString: store.url, schema: 'bullmq', migrate: true, max: 4 } };
  const onRedis = { connection: { url: store.redisUrl ?? '', maxRetriesPerRequest: null } };
  const queue = store.redisUrl === null ? new Queue(name, onPostgres, createPostgresBackend) : new Queue(name, onRedis);
  let done = 0;
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const count = async (): Promise<void> => void (++done === jobs && finish());
  const worker =
    store.redisUrl === null
      ? new Worker(name, count, { ...onPostgres, concurrency: slots } as never, createPostgresBackend)
      : new Worker(name, count, { ...onRedis, concurrency: slots });
  await Promise.all([queue.waitUntilReady(), worker.waitUntilReady()]);
  const started = performance.now();
  for (let from = 0; from < jobs; from += 1000) {
    const size = Math.min(1000, jobs - from);
    await queue.addBulk(
      Array.from({ length: size }, (_, place) => ({
        name: 'bare',
        data: { place: from + place },
        opts: { removeOnComplete: true },
      })),
    );
  }
  await finished;
  const seconds = (performance.now() - started) / 1000;
  await worker.close();
  await queue.close();
  return seconds;
}
