/** How much one batch takes at most; a single entry may have more. */
export interface BatchLimits<In> {
  entries: number;
  weight: number;
  weightOf(entry: In): number;
}

interface Waiting<In, Out> {
  entry: In;
  done(result: Out): void;
  fail(error: unknown): void;
}

/** How long a batch waits for more to come, at most, after one of several entries: that one's time, up to this. */
const longestLingerMs = 5;

/**
 * Does together what is asked for while it is busy: one batch is under way at a time, and the next takes all that has come in the
 * meantime. An entry that comes alone waits for nobody, and the more there is to do, the less each costs.
 */
export class Batcher<In, Out> {
  private waiting: Waiting<In, Out>[] = [];
  private busy = false;

  /** @param work gives a result for each entry, in their order. */
  constructor(
    private readonly work: (entries: In[]) => Promise<Out[]>,
    private readonly limits: BatchLimits<In>,
  ) {}

  add(entry: In): Promise<Out> {
    return new Promise((done, fail) => {
      this.waiting.push({ entry, done, fail });
      if (!this.busy) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.busy = true;
    for (let lingerMs = 0; this.waiting.length > 0; ) {
      // What has been waiting for the same event as the first entry comes with it.
      await new Promise((resolve) => (lingerMs < 1 ? setImmediate(resolve) : setTimeout(resolve, lingerMs)));
      const started = performance.now();
      const batch = this.take();
      await this.run(batch);
      lingerMs = batch.length === 1 ? 0 : Math.min(longestLingerMs, performance.now() - started);
    }
    this.busy = false;
  }

  private take(): Waiting<In, Out>[] {
    const { entries, weight, weightOf } = this.limits;
    let sum = 0;
    const end = this.waiting.findIndex(({ entry }, place) => {
      sum += weightOf(entry);
      return place === entries || (place > 0 && sum > weight);
    });
    return this.waiting.splice(0, end === -1 ? this.waiting.length : end);
  }

  private async run(batch: Waiting<In, Out>[]): Promise<void> {
    try {
      const results = await this.work(batch.map(({ entry }) => entry));
      for (const [place, { done }] of batch.entries()) done(results[place] as Out);
    } catch (error) {
      const [first] = batch;
      if (batch.length === 1) return first?.fail(error);
      // One that can't be done must not keep the others from it.
      for (const each of batch) await this.run([each]);
    }
  }
}
