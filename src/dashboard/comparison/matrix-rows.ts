import { blockSize, RowBlocks } from './row-blocks.js';

/** How long the scroll must rest before what it passed is asked for, in milliseconds. */
const restMs = 80;
/** Rows that change faster are read again this often, in milliseconds. */
const readAgainMs = 1000;
/** How many rows beyond those shown are read too. */
const ahead = blockSize / 2;

/** Reads rows of a list from a place on, and gives them or says why not. @returns what stops it. */
export type ReadRows<Row> = (
  offset: number,
  first: number,
  then: { rows(rows: readonly Row[]): void; failed(message: string): void },
) => () => void;

/** The first and the last of the rows that are shown, by their positions. */
export interface Sight {
  first: number;
  last: number;
}

/** The rows of a list that is too long to be read: those are read that are shown, once the scroll rests, and some are kept. */
export class MatrixRows<Row> {
  private readonly blocks = new RowBlocks<Row>();
  private readonly stops = new Map<number, () => void>();
  private readonly listeners = new Set<() => void>();
  private shown: Sight | null = null;
  private rest: ReturnType<typeof setTimeout> | null = null;
  private again: ReturnType<typeof setTimeout> | null = null;
  private revision = 0;
  /** Why rows are not there. */
  failure: string | null = null;

  constructor(private readonly read: ReadRows<Row>) {}

  rowAt(position: number): Row | undefined {
    return this.blocks.rowAt(position);
  }

  /** Whether rows have been read. */
  has({ first, last }: Sight): boolean {
    return this.blocks.has(first, last);
  }

  /** Which rows are shown; null where it was not said yet. */
  get sight(): Sight | null {
    return this.shown;
  }

  /** Says which rows are shown, the last one included. */
  show({ first, last }: Sight): void {
    if (this.shown?.first === first && this.shown.last === last) return;
    const isFirst = this.shown === null;
    this.shown = { first, last };
    if (isFirst) return this.ask();
    if (this.rest) clearTimeout(this.rest);
    this.rest = setTimeout(() => {
      this.rest = null;
      this.ask();
    }, restMs);
  }

  put(position: number, row: Row): void {
    this.blocks.put(position, row);
    this.tell();
  }

  /** Says that any row may have changed or moved: the shown ones are read again, soon. */
  outdate(): void {
    this.again ??= setTimeout(() => {
      this.again = null;
      this.readAgain();
    }, readAgainMs);
  }

  /** Reads the shown rows again at once. */
  readAgain(): void {
    this.blocks.outdate();
    this.ask();
  }

  /** Stops reading. */
  close(): void {
    if (this.rest) clearTimeout(this.rest);
    if (this.again) clearTimeout(this.again);
    this.rest = null;
    this.again = null;
    for (const block of this.stops.keys()) this.stop(block);
    this.shown = null;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Grows with every change of what is there. */
  readonly version = (): number => this.revision;

  private ask(): void {
    if (!this.shown) return;
    const [first, last] = [Math.max(0, this.shown.first - ahead), this.shown.last + ahead];
    for (const block of this.stops.keys()) if ((block + 1) * blockSize <= first || block * blockSize > last) this.stop(block);
    for (const block of this.blocks.due(first, last)) this.readBlock(block);
  }

  private readBlock(block: number): void {
    this.blocks.begin(block);
    let ended = false;
    const end = (failure: string | null) => {
      ended = true;
      this.stops.delete(block);
      this.failure = failure;
      this.tell();
    };
    const stop = this.read(block * blockSize, blockSize, {
      rows: (rows) => {
        this.blocks.end(block, rows);
        if (this.shown) this.blocks.keepNear((this.shown.first + this.shown.last) / 2);
        end(null);
        // What may have changed while it was read is read once more.
        if (!this.rest) this.ask();
      },
      failed: (message) => {
        this.blocks.giveUp(block);
        end(message);
      },
    });
    if (!ended) this.stops.set(block, stop);
  }

  private stop(block: number): void {
    this.stops.get(block)?.();
    this.stops.delete(block);
    this.blocks.giveUp(block);
  }

  private tell(): void {
    this.revision += 1;
    for (const listener of this.listeners) listener();
  }
}
