/**
 * Gives the handler what its steps gave in the same order in every attempt: one in each turn of the event loop, so that the code which
 * waited for it has asked for its next step before the next is given. Then steps of one id that parallel branches ask for are told
 * apart in every attempt as they were in the first.
 */
export class Turns {
  /** The numbers that are to be given before any other, ascending. */
  private readonly order: number[];
  private next: number;
  private readonly waiting = new Map<number, () => void>();
  private isGiving = false;

  /**
   * @param due the numbers of the steps that ended before, and that the handler has to ask for again.
   * @param last the highest number of all that ended before; -1 without any.
   */
  constructor(due: readonly number[], last: number) {
    this.order = due.toSorted((a, b) => a - b);
    this.next = last + 1;
  }

  /** The number of a step that ends now. */
  take(): number {
    this.order.push(this.next);
    this.next += 1;
    return this.next - 1;
  }

  /** Resolves when all of lower numbers have been given. */
  come(number: number): Promise<void> {
    if (!this.order.includes(number)) {
      this.order.push(number);
      this.order.sort((a, b) => a - b);
    }
    return new Promise((resolve) => {
      this.waiting.set(number, resolve);
      this.give();
    });
  }

  private give(): void {
    const [first] = this.order;
    const resolve = first === undefined ? undefined : this.waiting.get(first);
    if (this.isGiving || first === undefined || !resolve) return;
    this.isGiving = true;
    this.waiting.delete(first);
    this.order.shift();
    resolve();
    setImmediate(() => {
      this.isGiving = false;
      this.give();
    });
  }
}
